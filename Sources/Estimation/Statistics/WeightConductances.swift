// SPDX-License-Identifier: Apache-2.0

import Architecture
import Technology
import Workload

/// Conductances of the cells of each weight level of a distribution.
struct WeightConductances: Sendable {
    /// Levels from the lowest to the highest that occurs.
    let levels: ClosedRange<Int>
    /// Cells side by side of one weight [1].
    let cellsPerWeight: Int
    /// Cells of each level [S]: [levels][cells].
    let cells: [Double]
    /// The second row of cells that XNOR arrays have for each weight [S]; empty elsewhere.
    let complements: [Double]

    /// The cells that `mapping` gives to the weights of a distribution.
    ///
    /// - Parameters:
    ///   - weights: The weights.
    ///   - changes: The levels of weights before a change, which have cells as well.
    ///   - mapping: How weights become conductances.
    init(_ weights: WeightDistribution, changes: LevelChanges? = nil, mapping: CellMapping) {
        var (first, last) = (weights.levels.first ?? 0, weights.levels.last ?? 0)
        if let changes {
            for (level, change) in zip(changes.levels, changes.changes) {
                first = min(first, level - change)
                last = max(last, level - change)
            }
        }
        let levels = max(0, first)...min(weights.lastLevel, last)
        let values = levels.map(weights.value(level:))
        let hasComplements = mapping.inputs.rowsPerWeight == 2
        self.levels = levels
        cellsPerWeight = mapping.inputs.columnsPerWeight
        cells = values.withUnsafeBufferPointer { mapping.conductances($0) }
        complements =
            hasComplements ? values.withUnsafeBufferPointer { mapping.conductances($0, complement: true) } : []
    }

    /// The cells of one weight [S].
    func cells(level: Int, isComplement: Bool = false) -> ArraySlice<Double> {
        let first = firstCell(level: level)
        return isComplement ? complements[first..<first + cellsPerWeight] : cells[first..<first + cellsPerWeight]
    }

    /// One cell of one weight [S].
    func conductance(level: Int, position: Int, isComplement: Bool) -> Double {
        let index = firstCell(level: level) + position
        return isComplement ? complements[index] : cells[index]
    }

    private func firstCell(level: Int) -> Int {
        (min(max(level, levels.lowerBound), levels.upperBound) - levels.lowerBound) * cellsPerWeight
    }
}

extension CellWriteOutcomes {
    /// Outcomes of a training step for the cells of a weight.
    init(_ changes: LevelChanges, conductances: WeightConductances, isComplement: Bool, rule: WriteRule) {
        self.init(rule: rule)
        for index in changes.levels.indices {
            let (level, change) = (changes.levels[index], changes.changes[index])
            add(
                old: conductances.cells(level: level - change, isComplement: isComplement),
                new: conductances.cells(level: level, isComplement: isComplement), share: changes.shares[index])
        }
    }

    /// Outcomes of programming for the erased cells of a weight.
    init(
        _ weights: WeightDistribution, conductances: WeightConductances, isComplement: Bool,
        programming: OneTimeProgramming
    ) {
        self.init(rule: programming.update.rule)
        let erased = [Double](repeating: programming.erasedConductance, count: conductances.cellsPerWeight)[...]
        for (level, share) in zip(weights.levels, weights.shares) {
            add(old: erased, new: conductances.cells(level: level, isComplement: isComplement), share: share)
        }
    }
}
