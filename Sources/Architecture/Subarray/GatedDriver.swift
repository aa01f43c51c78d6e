// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A scanned register whose gates open the access transistors and drive the bitlines of all rows of a 1T1R array.
struct GatedDriver: RowDriver {
    let parts: [CircuitPart]
    let outputRamp: Ramp
    let holdsSelectedLine = false
    private let matrix: WordlineSwitchMatrix
    private let line: LineLoad

    /// A switch matrix at lines of the given load.
    init(_ matrix: WordlineSwitchMatrix, line: LineLoad) {
        self.matrix = matrix
        self.line = line
        outputRamp = matrix.timing(load: line).outputRamp
        parts = [CircuitPart(matrix)]
    }

    func cost(of work: RowDriving) -> OperationCost {
        switch work {
        case .read(let selections, let lineActivity):
            return matrix.cost(of: .read(load: line, rowActivity: lineActivity)) * selections
        case .write(let selections, let scans, _, _):
            guard selections != 0 else { return .zero }
            return matrix.cost(of: .write(load: line)) * selections + matrix.cost(of: .scan) * scans
        }
    }
}
