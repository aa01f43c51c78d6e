import Counting
import Technology

/// Capacitances of a subarray's lines as a write sees them.
public struct WriteLines: Sendable, Equatable {
    /// Of a row's wire alone [F].
    public let rowWire: Double
    /// Of a wordline with the gates on it [F].
    public let wordline: Double
    /// Of a column with the drains on it [F].
    public let column: Double

    /// Lines of the given capacitances [F].
    public init(rowWire: Double, wordline: Double, column: Double) {
        self.rowWire = rowWire
        self.wordline = wordline
        self.column = column
    }
}

/// Writing new weights over old ones into a subarray, row by row, set before reset.
///
/// Pulses are counted from the conductances (``WriteStatistics``), which gives the activity of rows and columns and
/// the energy in cells and lines (``WriteDemand``). The figures of decoders, switches and drivers belong to the
/// subarray. Source of the model: X. Peng et al., IEEE TCAD 40(11), 2021.
public struct WriteUpdate: Sendable {
    /// The memory cell.
    public let cell: MemoryCell
    /// The lines of the array.
    public let lines: WriteLines
    /// Rows of the subarray.
    public let subarrayRows: Int
    /// Columns of the subarray.
    public let subarrayColumns: Int
    /// How to count.
    public let counting: any CountingPolicy
    /// How many pulses a change takes.
    public let rule: WriteRule
    /// The supply voltage of the process [V].
    private let supplyVoltage: Double
    /// The gate area of a ferroelectric transistor [m²].
    private let gateArea: Double

    /// Writes into subarrays of one design.
    ///
    /// - Parameters:
    ///   - cell: The memory cell.
    ///   - technology: The process.
    ///   - lines: The lines of the array.
    ///   - rows: Rows of the subarray.
    ///   - columns: Columns of the subarray.
    ///   - counting: How to count.
    public init(
        cell: MemoryCell, technology: Technology, lines: WriteLines, rows: Int, columns: Int,
        counting: any CountingPolicy
    ) {
        self.cell = cell
        self.lines = lines
        self.counting = counting
        subarrayRows = rows
        subarrayColumns = columns
        supplyVoltage = technology.supplyVoltage
        gateArea = 2 * technology.featureSize * technology.featureSize
        rule = cell.writeRule
    }

    /// What writing takes the given counts ask of the subarray.
    public func demand(of statistics: WriteStatistics) -> WriteDemand {
        demand(of: statistics, selection: WriteSelection(statistics, counting: counting))
    }

    /// What a write with the given counts and selection asks of the subarray.
    func demand(of statistics: WriteStatistics, selection: WriteSelection) -> WriteDemand {
        let energy =
            switch cell.type {
            case .sram: flipEnergy(statistics, selection)
            case .rram: conductionEnergy(statistics) + lineEnergy(selection)
            case .fefet: polarizationEnergy(statistics) + lineEnergy(selection)
            }
        return WriteDemand(
            rowActivity: selection.rowActivity, columnActivity: selection.columnActivity,
            averagePulses: selection.averagePulses, totalPulses: selection.totalPulses, arrayEnergy: energy)
    }

    /// What taking the cells from `old` to `new` [S] asks of the subarray.
    public func demand(new: CellBlock<Double>, old: CellBlock<Double>) -> WriteDemand {
        demand(of: WriteStatistics(new: new, old: old, rule: rule))
    }

    /// Energy in the SRAM cells that flip: both storage nodes of each change [J].
    private func flipEnergy(_ statistics: WriteStatistics, _ selection: WriteSelection) -> Double {
        let capacitance = cell.sram?.storageCapacitance ?? 0
        let energyPerFlip = 2 * capacitance * supplyVoltage * supplyVoltage
        return counting.flipEnergy(
            energyPerFlip, cells: statistics.writtenCells, rows: Double(subarrayRows) * selection.rowActivity,
            columns: Double(subarrayColumns) * selection.columnActivity)
    }

    /// Energy that the written resistive cells dissipate, a pulse at a time at their mean conductance [J].
    private func conductionEnergy(_ statistics: WriteStatistics) -> Double {
        let squaredVoltage = cell.writeVoltage * cell.writeVoltage
        return squaredVoltage * cell.device.writePulseWidth * statistics.pulsedConductance
    }

    /// Energy that it takes to reverse the polarization of ferroelectric gates, erased before they are programmed [J].
    ///
    /// The polarization grows with the conductance, from minus the remanent one in steps of the write pulses.
    private func polarizationEnergy(_ statistics: WriteStatistics) -> Double {
        let levels = Double(cell.maximumWritePulses)
        let perLevel = cell.device.polarization * 2 / levels
        let middle = counting.average(levels / 2)
        let offset = (cell.device.polarization - middle * perLevel) * 2
        let swing = statistics.endpointConductance / rule.step * perLevel
        let totalChange = swing + offset * statistics.writtenCells
        return totalChange * cell.writeVoltage * gateArea
    }

    /// Energy in the lines of an array of resistive or ferroelectric cells [J].
    private func lineEnergy(_ selection: WriteSelection) -> Double {
        if cell.isCrossPoint {
            return crossPointEnergy(selection)
        }
        let wordlineEnergy = lines.wordline * supplyVoltage * supplyVoltage * selection.totalPulses
        let columns = cell.type == .fefet ? gateColumnPulses(selection) : bitlinePulses(selection)
        return wordlineEnergy + columns * cell.writeVoltage * cell.writeVoltage
    }

    /// Capacitance of columns times pulses, for cells whose gates hang on the selected columns [F].
    private func gateColumnPulses(_ selection: WriteSelection) -> Double {
        func part(_ step: WriteSelection.Step) -> Double {
            let gates = cell.device.gateCapacitance * step.rows
            return (lines.column + gates) * step.columns * step.pulses
        }
        return part(selection.setStep) + part(selection.resetStep)
    }

    /// Capacitance of bitlines and source lines times pulses, for cells with an access transistor [F].
    ///
    /// Setting raises the bitlines of selected cells and the source lines of the others; resetting the other way round.
    private func bitlinePulses(_ selection: WriteSelection) -> Double {
        let set = selection.setStep
        let reset = selection.resetStep
        let setLines = lines.rowWire * set.columns + lines.column * set.idleColumns
        let resetLines = lines.column * reset.columns + lines.rowWire * reset.idleColumns
        return setLines * set.pulses + resetLines * reset.pulses
    }

    /// Energy in the lines and the half-selected cells of a cross-point array [J].
    ///
    /// Lines that are not selected stand at half the write voltage, and cells with one selected line conduct at half.
    private func crossPointEnergy(_ selection: WriteSelection) -> Double {
        let full = cell.writeVoltage * cell.writeVoltage
        let half = full / 4
        let resistance = cell.halfWriteResistance
        let meanConductance = (1 / resistance.on + 1 / resistance.off) / 2
        let energyPerCell = half * meanConductance * cell.device.writePulseWidth
        func idle(_ step: WriteSelection.Step) -> Double {
            let idleRowEnergy = lines.rowWire * half * step.idleRows * selection.averagePulses
            let idleColumnEnergy = lines.column * half * step.idleColumns * step.pulses
            let halfSelected = (step.idleColumns + step.idleRows) * step.pulses
            return idleRowEnergy + idleColumnEnergy + energyPerCell * halfSelected
        }
        let selected = lines.rowWire * selection.setStep.pulses + lines.column * selection.resetStep.pulses
        return full * selected + idle(selection.setStep) + idle(selection.resetStep)
    }
}

extension MemoryCell {
    /// How many pulses a change of this cell's conductance takes.
    public var writeRule: WriteRule {
        guard type != .sram else { return .flips }
        return .pulses(
            from: 1 / device.offResistance, to: 1 / device.onResistance, levels: maximumWritePulses)
    }
}
