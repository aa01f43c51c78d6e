// SPDX-License-Identifier: Apache-2.0

import Technology

/// Possible outcomes of a write for the cells of one weight, with their probabilities.
///
/// Weights are taken to be independent of each other; the cells of one weight are not.
public struct CellWriteOutcomes: Sendable {
    /// Sums over one step of a write, of the cells of one weight.
    struct Step: Sendable {
        /// Cells to write: mean and mean square [1].
        var cells = 0.0
        var squaredCells = 0.0
        /// Probability of each largest number of pulses above zero, from the smallest to the largest number.
        private(set) var pulses: [(count: Int, share: Double)] = []

        /// Probability that there is a cell to write [1].
        var share = 0.0

        mutating func add(cells count: Int, pulses most: Double, share: Double) {
            guard count > 0 else { return }
            cells += Double(count) * share
            squaredCells += Double(count * count) * share
            self.share += share
            add(pulses: most < 1e9 ? Int(most) : 1_000_000_000, share: share)
        }

        private mutating func add(pulses number: Int, share: Double) {
            var (first, end) = (0, pulses.count)
            while first < end {
                let middle = (first + end) / 2
                if pulses[middle].count < number { first = middle + 1 } else { end = middle }
            }
            if first < pulses.count, pulses[first].count == number {
                pulses[first].share += share
            } else {
                pulses.insert((number, share), at: first)
            }
        }
    }

    private let rule: WriteRule
    private(set) var set = Step()
    private(set) var reset = Step()
    /// Probability that there are cells to reset, but none to set [1].
    private(set) var resetOnlyShare = 0.0
    /// Mean number of cells to reset where there are none to set, 0 elsewhere [1].
    private(set) var resetOnlyCells = 0.0
    /// Mean of pulses times conductance [S].
    private(set) var pulsedConductance = 0.0
    /// Mean sum of the conductances before and after of the cells that are written [S].
    private(set) var endpointConductance = 0.0

    /// Nothing happens so far; `rule` says how many pulses a change takes.
    public init(rule: WriteRule) {
        self.rule = rule
    }

    /// Adds one possibility.
    ///
    /// - Parameters:
    ///   - old: conductances of the weight's cells before [S].
    ///   - new: conductances of the same cells afterwards [S], as many.
    ///   - share: how probable it is [1].
    public mutating func add(old: ArraySlice<Double>, new: ArraySlice<Double>, share: Double) {
        guard share > 0 else { return }
        var (setCells, resetCells) = (0, 0)
        var (setPulses, resetPulses) = (0.0, 0.0)
        let distance = new.startIndex - old.startIndex
        for index in old.indices {
            let (before, after) = (old[index], new[index + distance])
            let pulses = rule.signedPulses(from: before, to: after)
            guard pulses != 0 else { continue }
            if pulses > 0 {
                setCells += 1
                setPulses = max(setPulses, pulses)
            } else {
                resetCells += 1
                resetPulses = max(resetPulses, -pulses)
            }
            pulsedConductance += share * abs(pulses) * 2 * after * before / (after + before)
            endpointConductance += share * (after + before)
        }
        set.add(cells: setCells, pulses: setPulses, share: share)
        reset.add(cells: resetCells, pulses: resetPulses, share: share)
        if setCells == 0 && resetCells > 0 {
            resetOnlyShare += share
            resetOnlyCells += Double(resetCells) * share
        }
    }
}
