import Circuits
import Configuration
import Technology

// MARK: - Cells that compute their products themselves

extension SubarrayAssembly {
    /// The periphery of an array without converters.
    func logicParts(_ cell: CellLogic) -> Parts {
        let port = forwardPort(columnsPerConverter: 1)
        let drive = logicDrive(port, readsTogether: isParallel)
        let forward = LogicReadOut(
            port: port, schedule: isParallel ? .allAtOnce : .oneByOne, drive: drive, cell: cell, inputs: inputs)
        return Parts(
            forward: forward, transposed: hasTransposedRead ? transposedLogic(cell) : nil,
            writing: LogicWriting(array: array, drive: drive, port: port, technology: inputs.technology))
    }

    private func transposedLogic(_ cell: CellLogic) -> LogicReadOut {
        let port = transposedPort(rowsPerConverter: 1)
        return LogicReadOut(
            port: port, schedule: readsBackwardInParallel ? .allAtOnce : .oneByOne,
            drive: logicDrive(port, readsTogether: readsBackwardInParallel), cell: cell, inputs: inputs)
    }

    /// Drivers of all input lines, or a decoder that selects one.
    private func logicDrive(_ port: ReadPort, readsTogether: Bool) -> any InputDrive {
        readsTogether
            ? SwitchedDrive(wordlineMatrix(port), port: port)
            : DecodedDrive(port: port, driver: .none, technology: inputs.technology)
    }
}
