// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Circuits
import Configuration
import Counting
import Technology

/// Puts the read-outs of a subarray together, for each kind of cell and order of reading.
struct SubarrayAssembly {
    let inputs: DesignInputs
    let array: SynapticArray

    /// The periphery that the parameters ask for.
    func parts() -> ArrayPeriphery {
        switch inputs.cell.readOut {
        case .bitlines(let latch): isParallel ? sramParallelParts(latch) : sramSequentialParts(latch)
        case .current: resistiveParts()
        case .logic(let cell): logicParts(cell)
        }
    }

    /// What writes the array, without circuits that only read it where they stand apart.
    func writing() -> any ArrayWriting {
        switch inputs.cell.readOut {
        case .bitlines, .logic: parts().writing
        case .current: resistiveWriting(at: resistivePort).writing
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
            strips: circuits.transposedStrips(of: array.footprint), counting: counting)
    }

    var circuits: any ArrayCircuits { inputs.revision.circuits }

    func rowDriver(_ port: ReadPort, drivesAllLines: Bool) -> any RowDriver {
        circuits.rowDriver(at: port, drivesAllLines: drivesAllLines, inputs: inputs)
    }

    func writing(
        rows: any RowDriver, columns: WritingTask.Columns, port: ReadPort, readScans: Double? = nil
    ) -> any ArrayWriting {
        circuits.writing(
            WritingTask(array: array, rows: rows, columns: columns, readScans: readScans, layout: port.stripLayout),
            inputs: inputs)
    }
}

// MARK: - SRAM

extension SubarrayAssembly {
    private func sramSequentialParts(_ latch: SRAMCell) -> ArrayPeriphery {
        let port = forwardPort(columnsPerConverter: 1)
        let driver = rowDriver(port, drivesAllLines: false)
        let forward = SRAMSequentialReadOut(
            port: port, driver: driver, latch: latch, array: array, forwardSumBits: 0, inputs: inputs)
        let backPort = transposedPort(rowsPerConverter: 1)
        let transposed = SRAMSequentialReadOut(
            port: backPort, driver: rowDriver(backPort, drivesAllLines: false), latch: latch, array: array,
            forwardSumBits: forward.sumBits, inputs: inputs)
        return ArrayPeriphery(
            forward: forward, transposed: hasTransposedRead ? transposed : nil,
            writing: writing(rows: driver, columns: .bitlines(forward.bitlines), port: port))
    }

    private func sramParallelParts(_ latch: SRAMCell) -> ArrayPeriphery {
        let port = forwardPort(columnsPerConverter: configuration.columnsPerADC)
        let driver = rowDriver(port, drivesAllLines: true)
        let forward = SRAMParallelReadOut(
            port: port, driver: driver, latch: latch, levels: codes, accessedCells: nil,
            rowsInParallel: array.rows, inputs: inputs)
        return ArrayPeriphery(
            forward: forward, transposed: hasTransposedRead ? transposedSRAM(latch) : nil,
            writing: writing(
                rows: driver, columns: .bitlines(forward.bitlines), port: port,
                readScans: Double(port.outputsPerConverter)))
    }

    /// The transposed read-out of an array whose rows are read together.
    private func transposedSRAM(_ latch: SRAMCell) -> any ReadOut {
        guard readsBackwardInParallel else {
            let port = transposedPort(rowsPerConverter: 1)
            return SRAMSequentialReadOut(
                port: port, driver: rowDriver(port, drivesAllLines: true), latch: latch, array: array,
                forwardSumBits: 0, inputs: inputs)
        }
        let port = transposedPort(rowsPerConverter: configuration.rowsPerBackwardADC)
        return SRAMParallelReadOut(
            port: port, driver: rowDriver(port, drivesAllLines: true), latch: latch,
            levels: configuration.backwardADCLevels, accessedCells: counting.transposed(nil, forward: array.columns),
            rowsInParallel: counting.transposed(port.inputCount, forward: array.rows), inputs: inputs)
    }
}

// MARK: - RRAM and FeFET

extension SubarrayAssembly {
    private var resistivePort: ReadPort { forwardPort(columnsPerConverter: configuration.columnsPerADC) }

    private func resistiveParts() -> ArrayPeriphery {
        let port = resistivePort
        let written = resistiveWriting(at: port)
        let schedule: ReadSchedule = isParallel ? .allAtOnce : .oneByOne
        let forward = ResistiveReadOut(
            port: port, schedule: schedule, driver: written.rows,
            converters: circuits.converters(forwardConversion, at: port, inputs: inputs),
            accumulator: accumulator(port, schedule, levels: codes),
            parallelLines: isParallel ? port.inputCount : 1, inputs: inputs)
        return ArrayPeriphery(
            forward: forward,
            transposed: hasTransposedRead ? transposedResistive(sourcelines: written.sourcelines, forward: port) : nil,
            writing: written.writing)
    }

    /// The drivers of rows and sourcelines, and the writing that they do.
    private func resistiveWriting(
        at port: ReadPort
    ) -> (rows: any RowDriver, sourcelines: any RowDriver, writing: any ArrayWriting) {
        let rows = rowDriver(port, drivesAllLines: isParallel)
        let sourcelines = circuits.sourcelineDriver(at: port, inputs: inputs)
        let writing = writing(
            rows: rows, columns: .sourcelines(sourcelines), port: port, readScans: Double(port.outputsPerConverter))
        return (rows, sourcelines, writing)
    }

    private func transposedResistive(sourcelines: any RowDriver, forward: ReadPort) -> ResistiveReadOut {
        let port = transposedPort(rowsPerConverter: configuration.rowsPerBackwardADC)
        let schedule: ReadSchedule = readsBackwardInParallel ? .allAtOnce : .oneByOne
        let parallelInputs = counting.transposed(port.inputCount, forward: array.rows)
        let levels = readsBackwardInParallel ? configuration.backwardADCLevels : cellLevels
        let converters = circuits.converters(
            .sum(levels: levels, rowsInParallel: readsBackwardInParallel ? parallelInputs : 1), at: port,
            inputs: inputs)
        return ResistiveReadOut(
            port: port, schedule: schedule, driver: sourcelines, countsDriver: false, converters: converters,
            accumulator: accumulator(port, schedule, levels: levels),
            parallelLines: isParallel ? port.inputCount : 1, forward: forward, inputs: inputs)
    }

    /// Codes of a converter that tells the states of one cell apart [1].
    private var cellLevels: Int { inputs.array.weights.topLevel + 1 }

    /// Codes of a column in a forward read [1]; by default the states of one cell.
    private var codes: Int { inputs.array.codes ?? cellLevels }

    private var forwardConversion: ConversionTask {
        if isParallel { return .sum(levels: codes, rowsInParallel: array.rows) }
        return isBinary ? .twoStates : .sum(levels: codes, rowsInParallel: 1)
    }

    private func accumulator(_ port: ReadPort, _ schedule: ReadSchedule, levels: Int) -> (any Accumulator)? {
        let addsRows = schedule == .oneByOne
        guard addsRows || !isBinary else { return nil }
        let cellBits = inputs.array.weights.cellBits
        let share = port.outputsPerConverter
        let task = AccumulationTask(
            units: port.converterCount,
            sumBits: addsRows ? port.inputAddressBits + cellBits : addressBits(of: levels), addsRows: addsRows,
            weightSteps: isBinary ? nil : Double(share),
            inputSteps: counting.weightSteps(share: share, columnsPerWeight: inputs.columnsPerWeight))
        return circuits.accumulator(task, at: port, inputs: inputs)
    }
}
