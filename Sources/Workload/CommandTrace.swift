// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Parallelism

/// A trace in the CSV files that a NeuroSim trace command names.
public struct CommandTrace: Trace {
    /// The command.
    public let command: TraceCommand
    /// The network that the trace belongs to.
    public let network: Network
    private let threads: Int
    private let locations: [Locations]

    /// The places of the files of a layer.
    private struct Locations {
        let weights: String
        let inputs: String
    }

    /// Bits of a weight.
    public var weightBits: Int? { command.weightBits }
    /// Bits of an activation.
    public var activationBits: Int? { command.activationBits }

    /// Connects a command with its network and looks for the files of all layers.
    ///
    /// - Parameters:
    ///   - command: the command.
    ///   - network: the network, from the file that the command names or another one.
    ///   - threads: how many threads may work on one layer.
    /// - Throws: `InputError` when the numbers of layers differ or a file is missing.
    public init(_ command: TraceCommand, network: Network, threads: Int = defaultThreadCount) throws(InputError) {
        guard command.layers.count == network.layers.count else {
            throw InputError(
                "the command names the files of \(command.layers.count) layers, but the network has "
                    + "\(network.layers.count)", file: command.file)
        }
        self.command = command
        self.network = network
        self.threads = threads
        var locations: [Locations] = []
        for files in command.layers {
            locations.append(
                Locations(
                    weights: try command.locate(files.weights), inputs: try command.locate(files.inputs)))
        }
        self.locations = locations
    }

    /// Reads one layer from its files. More vectors than needed are read as well, fewer are an error. A command of the
    /// V1.x form names no old weights, so that its layers have none even when asked for.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        try request.validate()
        let layer = network.layers[index]
        let files = command.layers[index]
        let label = layer.label(at: index)
        let weights = try self.weights(locations[index].weights, files.weights, layer, label)
        var oldWeights: WeightMatrix?
        if request.includesOldWeights, let old = files.oldWeights {
            oldWeights = try self.weights(command.locate(old), old, layer, label)
        }
        let inputs = try self.inputs(locations[index].inputs, files.inputs, layer, label, request)
        return LayerTrace(weights: weights, oldWeights: oldWeights, inputs: inputs, activity: files.activity)
    }

    private func weights(
        _ location: String, _ path: String, _ layer: Layer, _ label: String
    ) throws(InputError) -> WeightMatrix {
        // A number takes 11 bytes as NeuroSim writes it; 64 leave room for any other spelling.
        let limit = 64 * layer.weightCount + 4096
        let matrix = try CSVMatrix(location, spelled: path, limit: limit, threads: threads)
        let values = try matrix.doubles(
            rows: layer.weightRows, columns: layer.outputChannels, shape: layer.weightShape(label))
        return WeightMatrix(rows: layer.weightRows, columns: layer.outputChannels, values: values)
    }

    private func inputs(
        _ location: String, _ path: String, _ layer: Layer, _ label: String, _ request: LayerRequest
    ) throws(InputError) -> InputBits {
        let matrix = try CSVMatrix(location, spelled: path, threads: threads)
        let words = try matrix.bits(rows: layer.inputRows, shape: layer.inputShape(label))
        let bits = request.activationBits
        guard matrix.columns % bits == 0 else {
            throw InputError(
                "\(matrix.columns) columns do not make whole vectors of \(bits) activation bits (\(label))", file: path)
        }
        let vectors = matrix.columns / bits
        try request.requireVectors(vectors, file: path, layer: label)
        return InputBits(rows: layer.inputRows, vectors: vectors, bitsPerVector: bits, words: words)
    }
}

extension Layer {
    private var kernelText: String { "x \(kernelHeight) x \(kernelWidth) kernel" }

    /// An explanation of the shape of a layer's weight matrix.
    func weightShape(_ label: String) -> String {
        let channels = groups == 1 ? "\(inputChannels) channels" : "\(inputChannels)/\(groups) channels of a group"
        return "\(label): \(channels) \(kernelText) by \(outputChannels) outputs"
    }

    /// An explanation of the rows of a layer's input matrix.
    func inputShape(_ label: String) -> String { "\(label): \(inputChannels) channels \(kernelText)" }
}
