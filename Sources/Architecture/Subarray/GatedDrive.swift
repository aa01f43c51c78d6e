import Circuits
import Technology

/// A scanned register whose gates open the access transistors and drive the bitlines of all rows of a 1T1R array.
struct GatedDrive: InputDrive {
    let matrix: WordlineSwitchMatrix
    let blocks: [SubarrayBlock]
    let outputRamp: Ramp
    let holdsSelectedLine = false
    let stagedDelays: StagedDelays? = nil
    private let line: LineLoad

    /// A switch matrix at the inputs of `port`.
    init(_ matrix: WordlineSwitchMatrix, port: ReadPort) {
        self.matrix = matrix
        line = port.inputLine
        outputRamp = matrix.timing(load: port.inputLine).outputRamp
        blocks = [SubarrayBlock(matrix, as: .other, at: .inputs)]
    }

    func readLatency(operations: Double) -> Double {
        matrix.readLatency(load: line, operations: operations)
    }

    func readEnergy(operations: Double, lineActivity: Double) -> Double {
        matrix.readEnergy(rowActivity: lineActivity, operations: operations)
    }

    func writeLatency(operations: Double, scans: Double) -> Double {
        matrix.writeLatency(load: line, operations: operations, scans: scans)
    }

    func writeEnergy(operations: Double, scans: Double) -> Double {
        matrix.writeEnergy(operations: operations, scans: scans)
    }
}
