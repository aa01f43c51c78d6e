// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// Makes the circuits of a subarray by their role.
///
/// The answers of the extension are the circuits that the parameters ask for. A revision that has another circuit in a
/// role answers for that role only.
public protocol ArrayCircuits: Sendable {
    /// Everything around the cells of an array. Who answers here need not answer for single roles.
    func periphery(around array: SynapticArray, inputs: DesignInputs) -> ArrayPeriphery
    /// The circuits that write an array, without those that only read it.
    func writing(around array: SynapticArray, inputs: DesignInputs) -> any ArrayWriting
    /// The drivers of the input lines of a read, which also select the rows of an update: one line after the other, or
    /// all at once.
    func rowDriver(at port: ReadPort, drivesAllLines: Bool, inputs: DesignInputs) -> any RowDriver
    /// The drivers that give pulses to the columns of resistive cells, whose forward read is `port`. They drive
    /// transposed reads, too.
    func sourcelineDriver(at port: ReadPort, inputs: DesignInputs) -> any RowDriver
    /// The ADC of the sensed lines.
    func converters(_ task: ConversionTask, at port: ReadPort, inputs: DesignInputs) -> ConverterBank
    /// The circuits that add up the results of the sensed lines.
    func accumulator(_ task: AccumulationTask, at port: ReadPort, inputs: DesignInputs) -> any Accumulator
    /// The circuits that write the cells.
    func writing(_ task: WritingTask, inputs: DesignInputs) -> any ArrayWriting

    /// Width that one current sense amplifier may take of the `available` width of an array [m].
    func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double
    /// The rectangle of a circuit below the columns of an array [m].
    ///
    /// - Parameters:
    ///   - circuit: The circuit with its adders.
    ///   - adders: The adders alone.
    ///   - width: Width of the array.
    /// - Returns: The rectangle [m].
    func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint
    /// Strips along the transposed sides of an array.
    func transposedStrips(of array: Footprint) -> StripLayout
    /// Lines that the drivers of an SRAM array drive, in a design whose resistive cells have the given access.
    func sramWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines
    /// The rectangle that a cell takes in an array [m].
    func pitch(of cell: any MemoryCell, inputs: DesignInputs) -> Footprint
    /// Where the space counts that blocks leave in the rectangle of a subarray; nil where a chip has no room for it.
    var unusedSpace: AreaCategory? { get }
}

// MARK: - Circuits of the roles

extension ArrayCircuits {
    /// Circuits in their roles, by what the cells offer and by the order of reading.
    public func periphery(around array: SynapticArray, inputs: DesignInputs) -> ArrayPeriphery {
        SubarrayAssembly(inputs: inputs, array: array).parts()
    }

    /// Those of its periphery.
    public func writing(around array: SynapticArray, inputs: DesignInputs) -> any ArrayWriting {
        periphery(around: array, inputs: inputs).writing
    }

    /// A decoder for one line after the other, a switch matrix for all at once; for cross-point cells with drivers that
    /// hold unselected lines.
    public func rowDriver(at port: ReadPort, drivesAllLines: Bool, inputs: DesignInputs) -> any RowDriver {
        switch inputs.cell.readOut {
        case .bitlines, .logic:
            drivesAllLines
                ? SwitchedDriver(SwitchMatrix(wordlinesAt: port, inputs: inputs), line: port.inputLine)
                : DecodedDriver(port: port, driver: .none, technology: inputs.technology)
        case .current:
            drivesAllLines
                ? parallelRowDriver(at: port, inputs: inputs)
                : DecodedDriver(port: port, driver: .resistive(at: port, inputs: inputs), technology: inputs.technology)
        }
    }

    private func parallelRowDriver(at port: ReadPort, inputs: DesignInputs) -> any RowDriver {
        let configuration = inputs.configuration
        let cell = inputs.cell
        guard cell.selection == .crossing else {
            let matrix = WordlineSwitchMatrix(
                rowCount: port.inputCount, accessVoltage: configuration.accessVoltage,
                readVoltage: configuration.readVoltage, clockFrequency: configuration.clockFrequency,
                layout: port.inputLayout, technology: inputs.technology)
            return GatedDriver(matrix, line: port.inputLine)
        }
        let matrix = SwitchMatrix(
            .crossPointRows, count: port.inputCount,
            lineResistance: cell.readResistance.on / Double(port.outputCount), layout: port.inputLayout, inputs: inputs)
        return SwitchedDriver(matrix, line: port.inputLine)
    }

    /// A switch matrix.
    public func sourcelineDriver(at port: ReadPort, inputs: DesignInputs) -> any RowDriver {
        let cell = inputs.cell
        let matrix = SwitchMatrix(
            cell.selection == .crossing ? .crossPointColumns : .sourcelines, count: port.outputCount,
            lineResistance: cell.readResistance.on, layout: port.outputLayout, inputs: inputs)
        return SwitchedDriver(matrix, line: port.outputLine)
    }

    /// Flash or successive-approximation converters, as the parameters say; current sense amplifiers for two states.
    public func converters(_ task: ConversionTask, at port: ReadPort, inputs: DesignInputs) -> ConverterBank {
        ConverterBank(task, port: port, inputs: inputs)
    }

    /// Adders with registers, and shift-adds.
    public func accumulator(_ task: AccumulationTask, at port: ReadPort, inputs: DesignInputs) -> any Accumulator {
        ShiftAddAccumulator(task, port: port, inputs: inputs)
    }

    /// Row by row.
    public func writing(_ task: WritingTask, inputs: DesignInputs) -> any ArrayWriting {
        switch task.columns {
        case .bitlines(let bitlines):
            SRAMWriting(
                array: task.array, rows: task.rows, bitlines: bitlines, readScans: task.readScans,
                counting: inputs.counting, supplyVoltage: inputs.technology.supplyVoltage)
        case .sourcelines(let sourcelines):
            ResistiveWriting(
                array: task.array, rows: task.rows, sourcelines: sourcelines, readScans: task.readScans ?? 0,
                pulseWidth: inputs.configuration.writePulseWidth, counting: inputs.counting)
        case .own:
            LogicWriting(array: task.array, rows: task.rows, layout: task.layout, technology: inputs.technology)
        }
    }
}

// MARK: - Layout

extension ArrayCircuits {
    /// Its share.
    public func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double {
        available / Double(amplifiers)
    }

    /// The whole circuit.
    public func footprint(of circuit: Footprint, adders: Footprint, width: Double) -> Footprint { circuit }

    /// As long as the sides, turned.
    public func transposedStrips(of array: Footprint) -> StripLayout {
        StripLayout(inputs: .height(array.width), outputs: .width(array.height), isTurned: true)
    }

    /// Its own, stretched to the circuits beside rows and below columns where the parameters ask for it.
    public func pitch(of cell: any MemoryCell, inputs: DesignInputs) -> Footprint {
        cell.footprint(
            technology: inputs.technology, relaxingHeight: inputs.configuration.relaxesCellHeight,
            relaxingWidth: inputs.configuration.relaxesCellWidth)
    }

    /// Blocks only.
    public var unusedSpace: AreaCategory? { nil }

    /// Wordlines: SRAM cells bring their own access transistors.
    public func sramWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines { .wordlines }
}

extension SwitchMatrix {
    /// A switch matrix for the voltages and the clock of a design.
    fileprivate init(
        _ lines: Lines, count: Int, lineResistance: Double, layout: LayoutConstraint, inputs: DesignInputs
    ) {
        self.init(
            lines: lines, lineCount: count, lineResistance: lineResistance,
            readVoltage: inputs.configuration.readVoltage, writeVoltage: inputs.cell.writeVoltage,
            clockFrequency: inputs.configuration.clockFrequency, layout: layout, technology: inputs.technology)
    }

    /// A switch matrix at the inputs of an array of bitlines or of logic, sized for the resistance of the lines' wire.
    fileprivate init(wordlinesAt port: ReadPort, inputs: DesignInputs) {
        self.init(
            inputs.revision.circuits.sramWordlines(besides: inputs.configuration.accessDevice),
            count: port.inputCount, lineResistance: port.inputLine.resistance, layout: port.inputLayout, inputs: inputs)
    }
}

extension DecodedDriver.LineDriver {
    /// Drivers for wordlines, or for the rows of a cross-point array.
    fileprivate static func resistive(at port: ReadPort, inputs: DesignInputs) -> Self {
        let configuration = inputs.configuration
        let cell = inputs.cell
        guard cell.selection == .crossing else {
            return .accessTransistors(
                WordlineDecoderDriver(
                    wordlineCount: port.inputCount, readVoltage: configuration.readVoltage,
                    writeVoltage: cell.writeVoltage, layout: port.inputLayout, technology: inputs.technology))
        }
        let driver = CrossPointWordlineDriver(
            wordlineCount: port.inputCount, cellsPerWordline: port.outputCount, cellResistance: cell.readResistance.on,
            readVoltage: configuration.readVoltage, writeVoltage: cell.writeVoltage, layout: port.inputLayout,
            technology: inputs.technology)
        let readColumns = ceilingDivision(port.outputCount, port.outputsPerConverter)
        return .crossPoint(
            driver, readSelection: inputs.counting.selectedRows(accessing: readColumns),
            writeSelection: inputs.counting.selectedRows(accessing: port.outputCount))
    }
}
