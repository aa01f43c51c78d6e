import Circuits
import Configuration
import Counting
import Technology

/// Puts the read-outs of a subarray together, for each kind of cell and order of reading.
struct SubarrayAssembly {
    let inputs: DesignInputs
    let array: CellArray

    /// What a subarray consists of besides its cells.
    struct Parts {
        let forward: any ReadOut
        let transposed: (any ReadOut)?
        let writing: any ArrayWriting
    }

    /// The periphery that the parameters ask for.
    func parts() -> Parts {
        switch inputs.cell.readOut {
        case .bitlines(let latch): isParallel ? sramParallelParts(latch) : sramSequentialParts(latch)
        case .current: resistiveParts()
        case .logic(let cell): logicParts(cell)
        }
    }

    var configuration: Configuration { inputs.configuration }
    var counting: any CountingPolicy { inputs.counting }
    var isParallel: Bool { configuration.operationMode.isParallel }
    var isBinary: Bool { !configuration.operationMode.isConventional }

    /// Backward passes are modelled for weights of several bits only.
    var hasTransposedRead: Bool { configuration.estimatesTraining && !isBinary }

    var readsBackwardInParallel: Bool { isParallel && configuration.usesParallelBackpropagation }

    func forwardPort(columnsPerConverter: Int) -> ReadPort {
        ReadPort(
            forward: array, columnsPerConverter: columnsPerConverter, inputBits: inputs.activationBits,
            counting: counting)
    }

    func transposedPort(rowsPerConverter: Int) -> ReadPort {
        ReadPort(
            transposed: array, rowsPerConverter: rowsPerConverter,
            strips: inputs.revision.circuits.transposedStrips(of: array.footprint), counting: counting)
    }
}

// MARK: - SRAM

extension SubarrayAssembly {
    private func sramSequentialParts(_ latch: SRAMCell) -> Parts {
        let port = forwardPort(columnsPerConverter: 1)
        let drive = DecodedDrive(port: port, driver: .none, technology: inputs.technology)
        let forward = SRAMSequentialReadOut(
            port: port, drive: drive, latch: latch, array: array, forwardSumBits: 0, inputs: inputs)
        let backPort = transposedPort(rowsPerConverter: 1)
        let backDrive = DecodedDrive(port: backPort, driver: .none, technology: inputs.technology)
        let transposed = SRAMSequentialReadOut(
            port: backPort, drive: backDrive, latch: latch, array: array,
            forwardSumBits: forward.accumulator.task.sumBits, inputs: inputs)
        return Parts(
            forward: forward, transposed: hasTransposedRead ? transposed : nil,
            writing: sramWriting(latch, drive: drive, bitlines: forward.bitlines, readScans: nil))
    }

    private func sramParallelParts(_ latch: SRAMCell) -> Parts {
        let port = forwardPort(columnsPerConverter: configuration.columnsPerADC)
        let drive = SwitchedDrive(wordlineMatrix(port), port: port)
        let forward = SRAMParallelReadOut(
            port: port, drive: drive, latch: latch, levels: configuration.adcLevels, accessedCells: nil,
            rowsInParallel: array.rows, inputs: inputs)
        return Parts(
            forward: forward, transposed: hasTransposedRead ? transposedSRAM(latch) : nil,
            writing: sramWriting(
                latch, drive: drive, bitlines: forward.bitlines, readScans: Double(port.outputsPerConverter)))
    }

    /// The transposed read-out of an array whose rows are read together.
    private func transposedSRAM(_ latch: SRAMCell) -> any ReadOut {
        guard readsBackwardInParallel else {
            let port = transposedPort(rowsPerConverter: 1)
            return SRAMSequentialReadOut(
                port: port, drive: SwitchedDrive(wordlineMatrix(port), port: port), latch: latch, array: array,
                forwardSumBits: 0, inputs: inputs)
        }
        let port = transposedPort(rowsPerConverter: configuration.rowsPerBackwardADC)
        return SRAMParallelReadOut(
            port: port, drive: SwitchedDrive(wordlineMatrix(port), port: port), latch: latch,
            levels: configuration.backwardADCLevels, accessedCells: counting.transposed(nil, forward: array.columns),
            rowsInParallel: counting.transposed(port.inputCount, forward: array.rows), inputs: inputs)
    }

    private func sramWriting(
        _ latch: SRAMCell, drive: any InputDrive, bitlines: SRAMColumns, readScans: Double?
    ) -> SRAMWriting {
        SRAMWriting(
            array: array, latch: latch, drive: drive, bitlines: bitlines, readScans: readScans, counting: counting,
            supplyVoltage: inputs.technology.supplyVoltage)
    }

    /// The switch matrix at the inputs of an SRAM array, sized for the resistance of the lines' wire.
    func wordlineMatrix(_ port: ReadPort) -> SwitchMatrix {
        SwitchMatrix(
            lines: inputs.revision.circuits.sramWordlines(besides: configuration.accessDevice),
            lineCount: port.inputCount,
            lineResistance: port.inputLine.resistance, readVoltage: configuration.readVoltage,
            writeVoltage: inputs.cell.writeVoltage, clockFrequency: configuration.clockFrequency,
            layout: port.inputLayout, technology: inputs.technology)
    }
}

// MARK: - RRAM and FeFET

extension SubarrayAssembly {
    private func resistiveParts() -> Parts {
        let port = forwardPort(columnsPerConverter: configuration.columnsPerADC)
        let drive: any InputDrive = isParallel ? parallelRowDrive(port) : sequentialRowDrive(port)
        let schedule: ReadSchedule = isParallel ? .allAtOnce : .oneByOne
        let forward = ResistiveReadOut(
            port: port, schedule: schedule, drive: drive,
            converters: forwardConverters(port),
            accumulator: accumulator(port, schedule, levels: configuration.adcLevels),
            parallelLines: isParallel ? port.inputCount : 1, inputs: inputs)
        let sourcelines = sourcelineMatrix(port)
        let writing = ResistiveWriting(
            array: array, drive: drive, sourcelines: sourcelines, readScans: Double(port.outputsPerConverter),
            pulseWidth: configuration.writePulseWidth, counting: counting)
        return Parts(
            forward: forward,
            transposed: hasTransposedRead ? transposedResistive(sourcelines: sourcelines, forward: port) : nil,
            writing: writing)
    }

    private func transposedResistive(sourcelines: SwitchMatrix, forward: ReadPort) -> ResistiveReadOut {
        let port = transposedPort(rowsPerConverter: configuration.rowsPerBackwardADC)
        let schedule: ReadSchedule = readsBackwardInParallel ? .allAtOnce : .oneByOne
        let parallelInputs = counting.transposed(port.inputCount, forward: array.rows)
        let levels = readsBackwardInParallel ? configuration.backwardADCLevels : cellLevels
        let converters = ConverterBank(
            port: port, levels: levels, rowsInParallel: readsBackwardInParallel ? parallelInputs : 1, inputs: inputs)
        return ResistiveReadOut(
            port: port, schedule: schedule, drive: SwitchedDrive(sourcelines, port: port, isShared: true),
            converters: converters, accumulator: accumulator(port, schedule, levels: levels),
            parallelLines: isParallel ? port.inputCount : 1, forward: forward, inputs: inputs)
    }

    /// Codes of a converter that tells the states of one cell apart [1].
    private var cellLevels: Int { 1 << inputs.cellBits }

    private func forwardConverters(_ port: ReadPort) -> ConverterBank {
        if isParallel {
            return ConverterBank(
                port: port, levels: configuration.adcLevels, rowsInParallel: array.rows, inputs: inputs)
        }
        return isBinary
            ? ConverterBank(twoStateCellsAt: port, inputs: inputs)
            : ConverterBank(port: port, levels: cellLevels, rowsInParallel: 1, inputs: inputs)
    }

    private func accumulator(_ port: ReadPort, _ schedule: ReadSchedule, levels: Int) -> Accumulator? {
        let addsRows = schedule == .oneByOne
        guard addsRows || !isBinary else { return nil }
        let cellBits = isBinary ? 1 : inputs.cellBits
        let share = port.outputsPerConverter
        let task = Accumulator.Task(
            units: port.converterCount,
            sumBits: addsRows ? port.inputAddressBits + cellBits : addressBits(of: levels), addsRows: addsRows,
            weightSteps: isBinary ? nil : Double(share),
            inputSteps: counting.weightSteps(share: share, columnsPerWeight: inputs.columnsPerWeight))
        return Accumulator(task, port: port, inputs: inputs)
    }

    /// A decoder, and drivers for wordlines or for the rows of a cross-point array.
    private func sequentialRowDrive(_ port: ReadPort) -> DecodedDrive {
        let cell = inputs.cell
        let technology = inputs.technology
        guard cell.selection == .crossing else {
            let driver = WordlineDecoderDriver(
                wordlineCount: array.rows, readVoltage: configuration.readVoltage, writeVoltage: cell.writeVoltage,
                layout: port.inputLayout, technology: technology)
            return DecodedDrive(port: port, driver: .accessTransistors(driver), technology: technology)
        }
        let driver = CrossPointWordlineDriver(
            wordlineCount: array.rows, cellsPerWordline: array.columns, cellResistance: cell.readResistance.on,
            readVoltage: configuration.readVoltage, writeVoltage: cell.writeVoltage, layout: port.inputLayout,
            technology: technology)
        let readColumns = ceilingDivision(array.columns, port.outputsPerConverter)
        return DecodedDrive(
            port: port,
            driver: .crossPoint(
                driver, readSelection: counting.selectedRows(accessing: readColumns),
                writeSelection: counting.selectedRows(accessing: array.columns)),
            technology: technology)
    }

    /// A switch matrix for the wordlines of 1T1R cells, or for the rows of a cross-point array.
    private func parallelRowDrive(_ port: ReadPort) -> any InputDrive {
        let cell = inputs.cell
        guard cell.selection == .crossing else {
            let matrix = WordlineSwitchMatrix(
                rowCount: array.rows, accessVoltage: configuration.accessVoltage,
                readVoltage: configuration.readVoltage, clockFrequency: configuration.clockFrequency,
                layout: port.inputLayout, technology: inputs.technology)
            return GatedDrive(matrix, port: port)
        }
        let matrix = SwitchMatrix(
            lines: .crossPointRows, lineCount: array.rows,
            lineResistance: cell.readResistance.on / Double(array.columns), readVoltage: configuration.readVoltage,
            writeVoltage: cell.writeVoltage, clockFrequency: configuration.clockFrequency, layout: port.inputLayout,
            technology: inputs.technology)
        return SwitchedDrive(matrix, port: port)
    }

    private func sourcelineMatrix(_ port: ReadPort) -> SwitchMatrix {
        let cell = inputs.cell
        return SwitchMatrix(
            lines: cell.selection == .crossing ? .crossPointColumns : .sourcelines, lineCount: array.columns,
            lineResistance: cell.readResistance.on, readVoltage: configuration.readVoltage,
            writeVoltage: cell.writeVoltage, clockFrequency: configuration.clockFrequency, layout: port.outputLayout,
            technology: inputs.technology)
    }
}
