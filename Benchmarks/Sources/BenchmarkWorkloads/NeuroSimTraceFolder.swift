// SPDX-License-Identifier: Apache-2.0

import Foundation
import Workload

/// Writes a trace as the files that NeuroSim's training scripts leave: a command, and for each layer weights, old weights
/// and input bits as comma-separated text.
public struct NeuroSimTraceFolder {
    /// Where the files are.
    public let folder: URL

    /// The trace command, which names all other files.
    public var command: URL { folder.appendingPathComponent("trace_command.sh") }

    /// Writes all files of a trace into a folder that exists.
    ///
    /// - Parameters:
    ///   - trace: the trace; its values have at most seven decimals, which is what the files hold.
    ///   - activationBits: bits of an activation.
    ///   - weightBits: bits of a weight.
    ///   - vectors: how many input vectors to ask for.
    ///   - folder: where to write.
    /// - Throws: what the trace throws when it gives a layer, or an error of Foundation when a file cannot be written.
    public init(
        _ trace: some Trace, activationBits: Int, weightBits: Int, vectors: (Layer) -> Int, folder: URL
    ) throws {
        self.folder = folder
        var words = ["./NeuroSIM/main", "0", "NetWork.csv", String(weightBits), String(activationBits)]
        try write(Self.text(of: trace.network), to: "NetWork.csv")
        for (index, layer) in trace.network.layers.enumerated() {
            let request = LayerRequest(
                activationBits: activationBits, minimumVectors: vectors(layer), includesOldWeights: true)
            let values = try trace.layer(index, request)
            let names = ["weight\(index).csv", "weightOld\(index).csv", "input\(index).csv"]
            try Self.bytes(of: values.weights).write(to: file(names[0]))
            try Self.bytes(of: values.oldWeights ?? values.weights).write(to: file(names[1]))
            try Self.bytes(of: values.inputs).write(to: file(names[2]))
            words += names + [String(values.activity ?? 0)]
        }
        try write(words.joined(separator: " ") + "\n", to: "trace_command.sh")
    }

    private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: file(name))
    }

    private static func text(of network: Network) -> String {
        network.layers.map { layer in
            let numbers = [
                layer.inputHeight, layer.inputWidth, layer.inputChannels, layer.kernelHeight, layer.kernelWidth,
                layer.outputChannels, layer.isFollowedByPooling ? 1 : 0, layer.strides.vertical,
            ]
            return numbers.map(String.init).joined(separator: ",") + "\n"
        }.joined()
    }

    // MARK: Matrices

    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")
    private static let zero = UInt8(ascii: "0")

    /// Weights, as wide as NeuroSim writes them: ten characters.
    static func bytes(of weights: WeightMatrix) -> Data {
        var data = Data(capacity: weights.values.count * 11)
        for (index, value) in weights.values.enumerated() {
            append(value, to: &data)
            data.append((index + 1) % weights.columns == 0 ? newline : comma)
        }
        return data
    }

    /// A number as `%10.7f` would write it.
    private static func append(_ value: Double, to data: inout Data) {
        let scaled = Int((abs(value) * 1e7).rounded())
        var digits = [UInt8](repeating: zero, count: 10)
        var rest = scaled
        for position in [9, 8, 7, 6, 5, 4, 3, 1] {
            digits[position] = zero + UInt8(rest % 10)
            rest /= 10
        }
        digits[2] = UInt8(ascii: ".")
        digits[0] = value < 0 ? UInt8(ascii: "-") : UInt8(ascii: " ")
        data.append(contentsOf: digits)
    }

    /// Input bits, a row a line.
    static func bytes(of inputs: InputBits) -> Data {
        let columns = inputs.columns
        var data = Data(count: inputs.rows * columns * 2)
        data.withUnsafeMutableBytes { (bytes: UnsafeMutableRawBufferPointer) in
            var position = 0
            for row in 0..<inputs.rows {
                for column in 0..<columns {
                    bytes[position] = inputs[row, column] ? zero + 1 : zero
                    bytes[position + 1] = column + 1 == columns ? newline : comma
                    position += 2
                }
            }
        }
        return data
    }
}
