// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Columns of a subarray whose cells are distributed alike.
struct ColumnKind: Sendable {
    /// Their number [1].
    let columns: Double
    /// Their cells.
    let cells: CellDistribution
}

/// The mean conversion of all columns of a subarray under a given number of active wordlines.
struct ExpectedConversion: Sendable {
    /// Time of one conversion of the slowest column [s].
    var latency: Double
    /// Energy of one conversion of every column [J].
    var energy: Double
}

/// Averages conversions over the conductances of columns.
///
/// Under A active wordlines the conductance of a column is a sum of A cells. Sums of few cells have the distribution that
/// follows from that of a cell, those of many cells nearly a normal one. Columns are independent of each other.
struct ConversionAverage {
    let kinds: [ColumnKind]
    /// Whether converters sense the mean of the active cells instead of their sum.
    let sensesMean: Bool
    private var sums: [SumDistribution]
    /// Latencies of the columns of all kinds with their shares, and where those of each kind end, where they differ.
    private var values: [Double] = []
    private var weights: [Double] = []
    private var ends: [Int] = []

    init(kinds: [ColumnKind], sensesMean: Bool) {
        self.kinds = kinds
        self.sensesMean = sensesMean
        sums = kinds.map { SumDistribution($0.cells) }
    }

    /// Conversions with `active` wordlines, more than in calls before.
    mutating func conversion(active: Int, response: inout ColumnResponse) -> ExpectedConversion {
        guard active > 0 else { return idle(response) }
        let scale = sensesMean ? 1 / Double(active) : 1
        let varies = response.variesInTime
        var load = 0.0
        var first: Double?
        values.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for index in kinds.indices {
            var kindLoad = 0.0
            sums[index].forEach(active) { conductance, share in
                let column = response.look(conductance * scale)
                kindLoad += share * column.load
                if varies {
                    values.append(column.latency)
                    weights.append(share)
                } else if first == nil {
                    first = column.latency
                }
            }
            load += kinds[index].columns * kindLoad
            if varies { ends.append(values.count) }
        }
        let latency = varies ? slowest(ends) : first ?? 0
        return ExpectedConversion(latency: latency, energy: response.endsEachColumn ? load : load * latency)
    }

    /// No wordline is active: columns without current, or nothing to sense.
    private func idle(_ response: ColumnResponse) -> ExpectedConversion {
        let conductance = sensesMean ? Double.nan : 0
        let column = response.response(conductance: conductance)
        let load = column.load * kinds.reduce(0) { $0 + $1.columns }
        return ExpectedConversion(
            latency: column.latency, energy: response.endsEachColumn ? load : load * column.latency)
    }

    /// Steps into which the range of latencies is divided.
    private static let latencySteps = 128

    /// Mean of the largest of all columns' latencies; those of a kind lie before its end in `values`.
    ///
    /// The largest is below t when all are: its distribution is the product of the distributions of the kinds, each to
    /// the power of its number of columns.
    private func slowest(_ ends: [Int]) -> Double {
        var (low, high) = (Double.infinity, 0.0)
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        guard high > low * (1 + 1e-9) else { return high }
        let steps = Self.latencySteps
        let scale = Double(steps) / (high - low)
        var above = [Double](repeating: 0, count: kinds.count * (steps + 1))
        var first = 0
        for (kind, end) in ends.enumerated() {
            let base = kind * (steps + 1)
            for index in first..<end {
                above[base + min(steps - 1, Int((values[index] - low) * scale))] += weights[index]
            }
            for step in stride(from: steps - 1, to: 0, by: -1) { above[base + step - 1] += above[base + step] }
            first = end
        }
        var mean = 0.0
        var reached = 1.0
        for step in stride(from: steps - 1, through: 0, by: -1) {
            // Probability that no column is in this step or above.
            var exponent = 0.0
            for kind in kinds.indices {
                let share = above[kind * (steps + 1) + step]
                if share > 0 { exponent += kinds[kind].columns * logarithm(ofRestBeside: share) }
            }
            let below = step == 0 ? 0 : exp(exponent)
            mean += (reached - below) * (low + (Double(step) + 0.5) / scale)
            reached = below
            if reached < 1e-9 { break }
        }
        return mean
    }
}

/// The logarithm of 1 - `share`.
@inline(__always)
private func logarithm(ofRestBeside share: Double) -> Double {
    share < 1e-3 ? -share * (1 + share * (0.5 + share / 3)) : log1p(-min(share, 1 - 1e-12))
}

/// The distribution of the sum of a number of independent cells.
private struct SumDistribution {
    private let cells: CellDistribution
    /// Numbers up to which sums are computed on the lattice.
    private let fewest: Int
    private var lattice: [Double] = [1]
    private var latticeCount = 0

    /// Largest number of cells that are summed on the lattice for any distribution.
    private static let mostLatticePoints = 4000

    init(_ cells: CellDistribution) {
        self.cells = cells
        let width = max(1, cells.shares.count - 1)
        // Enough cells for the skewness of the sum to be small.
        let wanted = max(8, Int(min(1e4, cells.skewness * cells.skewness / 0.1).rounded(.up)))
        let isCheap = width <= 3
        fewest = min(isCheap ? max(wanted, 64) : wanted, Self.mostLatticePoints / width / (isCheap ? 4 : 2))
    }

    /// Conductances [S] with their shares.
    mutating func forEach(_ count: Int, _ body: (Double, Double) -> Void) {
        let mean = cells.mean * Double(count)
        let deviation = (cells.variance * Double(count)).squareRoot()
        guard cells.step > 0, deviation > 1e-4 * mean else { return body(mean, 1) }
        guard count > fewest else {
            addUp(count)
            let first = cells.lowest * Double(count)
            for (index, share) in lattice.enumerated() where share > 1e-9 {
                body(first + Double(index) * cells.step, share)
            }
            return
        }
        let skew = cells.skewness / Double(count).squareRoot() / 6
        let tails = cells.excess / Double(count) / 24
        let skewSquared = skew * skew / 2
        var total = 0.0
        for point in NormalPoints.all {
            let correction = skew * point.third + tails * point.fourth + skewSquared * point.sixth
            total += point.share * max(0, 1 + correction)
        }
        let least = cells.lowest * Double(count) * 0.999
        for point in NormalPoints.all {
            let correction = skew * point.third + tails * point.fourth + skewSquared * point.sixth
            let share = point.share * max(0, 1 + correction) / total
            let conductance = max(least, mean + deviation * point.place)
            if share > 0 { body(conductance, share) }
        }
    }

    /// Adds cells until there are `count`.
    private mutating func addUp(_ count: Int) {
        if count < latticeCount {
            lattice = [1]
            latticeCount = 0
        }
        while latticeCount < count {
            var sum = [Double](repeating: 0, count: lattice.count + cells.shares.count - 1)
            for (index, share) in lattice.enumerated() where share > 1e-15 {
                for (offset, added) in cells.shares.enumerated() { sum[index + offset] += share * added }
            }
            lattice = sum
            latticeCount += 1
        }
    }
}

/// Evenly spaced points under the normal distribution, with the Hermite polynomials that correct it for skewness and
/// tails (Edgeworth's series).
private struct NormalPoints {
    let place: Double
    let share: Double
    let third: Double
    let fourth: Double
    let sixth: Double

    static let all: [NormalPoints] = {
        let perDeviation = 10.0
        let last = 45
        let places = (-last...last).map { Double($0) / perDeviation }
        let total = places.reduce(0) { $0 + exp(-$1 * $1 / 2) }
        return places.map { x in
            let square = x * x
            return NormalPoints(
                place: x, share: exp(-square / 2) / total, third: x * (square - 3),
                fourth: square * square - 6 * square + 3,
                sixth: square * square * square - 15 * square * square + 45 * square - 15)
        }
    }()
}
