import Circuits
import Technology

/// A scanned register with transmission gates that drives all lines at once.
struct SwitchedDrive: InputDrive {
    let matrix: SwitchMatrix
    let blocks: [SubarrayBlock]
    let outputRamp: Ramp
    let holdsSelectedLine = false
    let stagedDelays: StagedDelays? = nil
    private let line: LineLoad

    /// A switch matrix at the inputs of `port`.
    ///
    /// `isShared`: the matrix also belongs to the other direction of the array, which counts its area.
    init(_ matrix: SwitchMatrix, port: ReadPort, isShared: Bool = false) {
        self.matrix = matrix
        line = port.inputLine
        outputRamp = matrix.timing(load: port.inputLine).outputRamp
        let block = SubarrayBlock(matrix, as: .other, at: .inputs, footprint: port.placed(matrix.footprint))
        blocks = isShared ? [] : [block]
    }

    func readLatency(operations: Double) -> Double {
        matrix.readLatency(load: line, operations: operations)
    }

    func readEnergy(operations: Double, lineActivity: Double) -> Double {
        matrix.readEnergy(lineActivity: lineActivity, operations: operations)
    }

    func writeLatency(operations: Double, scans: Double) -> Double {
        matrix.writeLatency(load: line, operations: operations, scans: scans)
    }

    func writeEnergy(operations: Double, scans: Double) -> Double {
        matrix.writeEnergy(columnActivity: 1, pulses: 1, operations: operations, scans: scans)
    }
}
