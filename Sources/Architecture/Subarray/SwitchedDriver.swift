// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A scanned register with transmission gates that drives all lines at once.
struct SwitchedDriver: RowDriver {
    let parts: [CircuitPart]
    let outputRamp: Ramp
    let holdsSelectedLine = false
    private let matrix: SwitchMatrix
    private let line: LineLoad

    /// A switch matrix at lines of the given load.
    init(_ matrix: SwitchMatrix, line: LineLoad) {
        self.matrix = matrix
        self.line = line
        outputRamp = matrix.timing(load: line).outputRamp
        parts = [CircuitPart(matrix)]
    }

    func cost(of work: RowDriving) -> OperationCost {
        switch work {
        case .read(let selections, let lineActivity):
            return matrix.cost(of: .read(load: line, lineActivity: lineActivity)) * selections
        case .write(let selections, let scans, let lineActivity, let pulses):
            let writing = matrix.cost(of: .write(load: line, columnActivity: lineActivity, pulses: pulses))
            return writing * selections + matrix.cost(of: .scan) * scans
        }
    }
}
