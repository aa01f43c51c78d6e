import Technology

/// Writing new weights over old ones into a subarray, row by row, set before reset.
///
/// Model: weight update of DNN+NeuroSim V2.1. Pulses are counted from the conductances (``WriteStatistics``), which
/// gives the activity of rows and columns and the energy in cells and lines (``WriteDemand``). The figures of decoders,
/// switches and drivers belong to the subarray.
public struct WriteUpdate: Sendable {
    /// The memory cell.
    public let cell: any MemoryCell
    /// The lines of the array.
    public let lines: WriteLines
    /// Rows of the subarray.
    public let subarrayRows: Int
    /// Columns of the subarray.
    public let subarrayColumns: Int
    /// How to count.
    public let rules: AccountingRules
    /// How many pulses a change takes.
    public let rule: WriteRule

    /// Writes into subarrays of one design.
    ///
    /// - Parameters:
    ///   - cell: The memory cell.
    ///   - lines: The lines of the array.
    ///   - rows: Rows of the subarray.
    ///   - columns: Columns of the subarray.
    ///   - rules: How to count.
    public init(cell: any MemoryCell, lines: WriteLines, rows: Int, columns: Int, rules: AccountingRules) {
        self.cell = cell
        self.lines = lines
        self.rules = rules
        subarrayRows = rows
        subarrayColumns = columns
        rule = cell.writeRule
    }

    /// What writing takes the given counts ask of the subarray.
    public func demand(of statistics: WriteStatistics) -> WriteDemand {
        demand(of: statistics, selection: WriteSelection(statistics, rules: rules))
    }

    /// What a write with the given counts and selection asks of the subarray.
    func demand(of statistics: WriteStatistics, selection: WriteSelection) -> WriteDemand {
        return WriteDemand(
            rowActivity: selection.rowActivity, columnActivity: selection.columnActivity,
            averagePulses: selection.averagePulses, totalPulses: selection.totalPulses,
            arrayEnergy: cell.writeEnergy(of: cellWrite(statistics, selection)))
    }

    /// What taking the cells from `old` to `new` [S] asks of the subarray.
    public func demand(new: CellBlock<Double>, old: CellBlock<Double>) -> WriteDemand {
        demand(of: WriteStatistics(new: new, old: old, rule: rule))
    }

    /// The write as the cells see it.
    ///
    /// Where cells flip, the reference takes the shares of rows and columns of the matrix for those of the subarray.
    private func cellWrite(_ statistics: WriteStatistics, _ selection: WriteSelection) -> CellWrite {
        let reference = rules.usesReferenceTrainingCounts
        let flips =
            reference
            ? (
                rows: Double(subarrayRows) * selection.rowActivity,
                cellsPerRow: Double(subarrayColumns) * selection.columnActivity
            ) : (rows: statistics.writtenCells, cellsPerRow: 1)
        return CellWrite(
            setStep: selection.setStep, resetStep: selection.resetStep, averagePulses: selection.averagePulses,
            totalPulses: selection.totalPulses, writtenCells: statistics.writtenCells, flips: flips,
            pulsedConductance: statistics.pulsedConductance, endpointConductance: statistics.endpointConductance,
            truncatesHalfLevels: reference, lines: lines)
    }
}
