// SPDX-License-Identifier: Apache-2.0

import Counting
import Technology

/// Writing new weights over old ones into a subarray, row by row, set before reset.
///
/// Pulses are counted from the conductances (``WriteStatistics``), which gives the activity of rows and columns and
/// the energy in cells and lines (``WriteDemand``). The figures of decoders, switches and drivers belong to the
/// subarray. Source of the model: X. Peng et al., IEEE TCAD 40(11), 2021.
public struct WriteUpdate: Sendable {
    /// The memory cell.
    public let cell: any MemoryCell
    /// The lines of the array.
    public let lines: WriteLines
    /// Rows of the subarray.
    public let subarrayRows: Int
    /// Columns of the subarray.
    public let subarrayColumns: Int
    /// The counting policy.
    public let counting: any CountingPolicy
    /// The number of pulses of a change.
    public let rule: WriteRule

    /// Writes into subarrays of one design.
    ///
    /// - Parameters:
    ///   - cell: The memory cell.
    ///   - lines: The lines of the array.
    ///   - rows: Rows of the subarray.
    ///   - columns: Columns of the subarray.
    ///   - counting: The counting policy.
    public init(cell: any MemoryCell, lines: WriteLines, rows: Int, columns: Int, counting: any CountingPolicy) {
        self.cell = cell
        self.lines = lines
        self.counting = counting
        subarrayRows = rows
        subarrayColumns = columns
        rule = cell.writeRule
    }

    /// The demand of a write with the given counts on the subarray.
    public func demand(of statistics: WriteStatistics) -> WriteDemand {
        demand(of: statistics, selection: WriteSelection(statistics, counting: counting))
    }

    /// The demand of a write with the given counts and selection on the subarray.
    func demand(of statistics: WriteStatistics, selection: WriteSelection) -> WriteDemand {
        return WriteDemand(
            rowActivity: selection.rowActivity, columnActivity: selection.columnActivity,
            averagePulses: selection.averagePulses, totalPulses: selection.totalPulses,
            arrayEnergy: cell.writeEnergy(of: cellWrite(statistics, selection)))
    }

    /// The demand of changing the cells from `old` to `new` [S] on the subarray.
    public func demand(new: CellBlock<Double>, old: CellBlock<Double>) -> WriteDemand {
        demand(of: WriteStatistics(new: new, old: old, rule: rule))
    }

    /// The write as the cells see it.
    private func cellWrite(_ statistics: WriteStatistics, _ selection: WriteSelection) -> CellWrite {
        let flips = counting.flips(
            cells: statistics.writtenCells, rows: Double(subarrayRows) * selection.rowActivity,
            columns: Double(subarrayColumns) * selection.columnActivity)
        return CellWrite(
            setStep: selection.setStep, resetStep: selection.resetStep, averagePulses: selection.averagePulses,
            totalPulses: selection.totalPulses, writtenCells: statistics.writtenCells, flips: flips,
            pulsedConductance: statistics.pulsedConductance, endpointConductance: statistics.endpointConductance,
            middleLevel: { [counting] levels in counting.average(levels / 2) }, lines: lines)
    }
}
