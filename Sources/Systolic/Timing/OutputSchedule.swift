// SPDX-License-Identifier: Apache-2.0

/// The cycles in which a layer writes its outputs, including partial sums.
struct OutputSchedule: Sendable, Equatable {
    /// The folds.
    let grid: FoldGrid

    /// Outputs of all folds [1].
    var outputs: Int {
        switch grid.dataflow {
        case .outputStationary: grid.rowExtent * grid.columnExtent
        case .weightStationary, .inputStationary: grid.rowGroups * grid.columnExtent * grid.steps
        }
    }

    /// The outputs of a fold: one anti-diagonal of this rectangle a cycle.
    private func shape(ofFold fold: Int) -> Trapezoid {
        let groups = grid.groups(of: fold)
        let items = grid.dataflow == .outputStationary ? grid.usedRows(groups.row) : grid.steps
        return Trapezoid(height: items, width: grid.usedColumns(groups.column))
    }

    /// The first cycle of a fold with an output.
    private func firstCycle(ofFold fold: Int) -> Int {
        guard grid.dataflow == .outputStationary else { return 2 * grid.rows - 1 }
        // Unused rows come out first, empty.
        return grid.steps - 1 + grid.rows - grid.usedRows(grid.groups(of: fold).row)
    }

    /// Outputs of the folds before one [1].
    private func outputs(beforeFold fold: Int) -> Int {
        let groups = grid.groups(of: fold)
        guard groups.column < grid.columnGroups else { return outputs }
        let used = grid.usedColumns(groups.column)
        if grid.dataflow == .outputStationary {
            return groups.column * grid.columns * grid.rowExtent + used * groups.row * grid.rows
        }
        return groups.column * grid.columns * grid.rowGroups * grid.steps + groups.row * grid.steps * used
    }

    /// Outputs of the cycles, over all folds, before one [1].
    func outputs(beforeCycle cycle: Int) -> Int {
        let fold = cycle / grid.cycles
        guard fold < grid.folds else { return outputs }
        let step = cycle % grid.cycles - firstCycle(ofFold: fold)
        return outputs(beforeFold: fold) + shape(ofFold: fold).before(step)
    }

    /// The cycle, over all folds, of an output with a number in the order in which they come.
    ///
    /// - Precondition: `0 <= output < outputs`.
    func cycle(ofOutput output: Int) -> Int {
        let isOutputStationary = grid.dataflow == .outputStationary
        let fullGroup = grid.columns * (isOutputStationary ? grid.rowExtent : grid.rowGroups * grid.steps)
        let column = output / fullGroup
        let fold =
            (output - column * fullGroup) / (grid.usedColumns(column) * (isOutputStationary ? grid.rows : grid.steps))
        let number = column * grid.rowGroups + fold
        let word = output - outputs(beforeFold: number)
        return number * grid.cycles + firstCycle(ofFold: number) + shape(ofFold: number).diagonal(of: word)
    }

    /// The first cycle, not before a given one, with an output; nil when there is none.
    func cycleWithOutput(from cycle: Int) -> Int? {
        let next = outputs(beforeCycle: cycle)
        return next < outputs ? self.cycle(ofOutput: next) : nil
    }
}
