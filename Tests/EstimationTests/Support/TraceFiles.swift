// SPDX-License-Identifier: Apache-2.0

import Foundation
import Workload
import _TestSupport

extension Trace {
    /// Writes the trace as CSV files with the command that names them, as NeuroSim's training scripts do.
    ///
    /// - Returns: path of the command.
    func writeCommand(to folder: TemporaryFolder, activationBits: Int, vectors: (Layer) -> Int) throws -> String {
        var words = ["main", "0", "network.csv", "\(weightBits ?? 8)", "\(activationBits)"]
        for (index, layer) in network.layers.enumerated() {
            let request = LayerRequest(
                activationBits: activationBits, minimumVectors: vectors(layer), includesOldWeights: true)
            let trace = try self.layer(index, request)
            let names = ["weight\(index).csv", "old\(index).csv", "input\(index).csv"]
            try write(trace.weights, to: folder.path(of: names[0]))
            try write(trace.oldWeights ?? trace.weights, to: folder.path(of: names[1]))
            try write(trace.inputs, to: folder.path(of: names[2]))
            words += names + ["\(trace.activity ?? 0)"]
        }
        let command = folder.path(of: "trace_command.sh")
        try words.joined(separator: " ").write(toFile: command, atomically: true, encoding: .utf8)
        return command
    }

    private func write(_ matrix: WeightMatrix, to path: String) throws {
        let lines = (0..<matrix.rows).map { row in
            (0..<matrix.columns).map { "\(matrix[row, $0])" }.joined(separator: ",")
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func write(_ bits: InputBits, to path: String) throws {
        let lines = (0..<bits.rows).map { row in
            (0..<bits.columns).map { bits[row, $0] ? "1" : "0" }.joined(separator: ",")
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
}
