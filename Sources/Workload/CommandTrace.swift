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
    private let inputs: TraceInputForm?
    private let unclearInputs: TraceInputForm?
    private let threads: Int
    private let locations: [Locations]
    private let recordedForm = RecordedInputForm()

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
    ///   - inputs: the form of the input files; nil for the one that command and files tell.
    ///   - unclearInputs: the form of files that do not tell; nil where that is an error.
    ///   - threads: how many threads may work on one layer.
    /// - Throws: `InputError` when the numbers of layers differ or a file is missing.
    public init(
        _ command: TraceCommand, network: Network, inputs: TraceInputForm? = nil,
        unclearInputs: TraceInputForm? = nil, threads: Int = defaultThreadCount
    ) throws(InputError) {
        guard command.layers.count == network.layers.count else {
            throw InputError(
                "the command names the files of \(command.layers.count) layers, but the network has "
                    + "\(network.layers.count)", file: command.file)
        }
        self.command = command
        self.network = network
        self.inputs = inputs
        self.unclearInputs = unclearInputs
        self.threads = threads
        var locations: [Locations] = []
        for files in command.layers {
            locations.append(
                Locations(
                    weights: try command.locate(files.weights), inputs: try command.locate(files.inputs)))
        }
        self.locations = locations
    }

    /// Rows of a subarray, where the command says so.
    public var subarrayRows: Int? { command.subarrayRows }
    /// Rows that are read in parallel, where the command says so.
    public var parallelRows: Int? { command.parallelRows }

    /// Reads one layer from its files. More vectors than needed are read as well, fewer are an error. A command of a
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
        let form = try form()
        let matrix = try CSVMatrix(location, spelled: path, threads: threads)
        let bits = request.activationBits
        let shape = layer.inputShape(label)
        let (words, vectors) =
            switch form {
            case .numbers: (try matrix.integers(rows: layer.inputRows, bits: bits, shape: shape), matrix.columns)
            case .bits: (try self.bits(matrix, layer, shape), matrix.columns / bits)
            }
        guard form == .numbers || matrix.columns % bits == 0 else {
            throw InputError(
                "\(matrix.columns) columns do not make whole vectors of \(bits) activation bits (\(label))", file: path)
        }
        try request.requireVectors(vectors, file: path, layer: label)
        return InputBits(rows: layer.inputRows, vectors: vectors, bitsPerVector: bits, words: words)
    }

    /// Bits of a file. Where its command may name files of numbers too, the error says how to read it so.
    private func bits(_ matrix: CSVMatrix, _ layer: Layer, _ shape: String) throws(InputError) -> [UInt64] {
        let mayHoldNumbers = inputs == nil && command.mayHoldNumbers
        return try matrix.bits(
            rows: layer.inputRows, shape: shape,
            hint: mayHoldNumbers
                ? "the trace is read as bits, as other files of it hold them; --trace-inputs numbers reads whole numbers"
                : nil)
    }

    // MARK: Form of the inputs

    private func form() throws(InputError) -> TraceInputForm {
        if let inputs { return inputs }
        return try recordedForm.form { () throws(InputError) in try tellForm() }
    }

    /// The form of the input files: that of the first layer which tells. A number that is neither 0 nor 1 does, and so may the
    /// number of columns.
    private func tellForm() throws(InputError) -> TraceInputForm {
        guard command.mayHoldNumbers else { return .bits }
        var columns: [Int] = []
        for (index, layer) in network.layers.enumerated() {
            let matrix = try CSVMatrix(locations[index].inputs, spelled: command.layers[index].inputs, threads: threads)
            let shape = layer.inputShape(layer.label(at: index))
            guard try matrix.holdsBits(rows: layer.inputRows, shape: shape) else { return .numbers }
            if let form = layer.inputForm(columns: matrix.columns, bits: command.activationBits) { return form }
            columns.append(matrix.columns)
        }
        if let unclearInputs { return unclearInputs }
        throw InputError(
            "the input files hold nothing but 0 and 1, as bits or as whole numbers, and their columns (\(columns[0]) in layer 1) "
                + "do not tell which: say --trace-inputs bits (V1.4 writes them) or --trace-inputs numbers (V1.5 does)",
            file: command.file)
    }
}

extension TraceCommand {
    /// Whether its input files may hold whole numbers: a program that writes them names rows, too, and a bit is a number.
    fileprivate var mayHoldNumbers: Bool { subarrayRows != nil && activationBits > 1 }
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
