// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

extension NetworkGraph {
    /// Makes a sequential network from a network file and an archive of weights, as `docs/models/networks-and-quantization.md`
    /// describes: for each layer i `weight_i`, optional `bias_i`, and for integer weights `weight_scale_i` and
    /// `activation_scale_i`.
    ///
    /// - Parameters:
    ///   - path: the archive.
    ///   - network: the layers. A layer is followed by a rectifier, unless it is the last one, and by 2 x 2 pooling where the
    ///     network says so.
    /// - Throws: `InputError` when the archive cannot be read or does not fit the network.
    public init(readingArchive path: String, network: Network) throws(InputError) {
        let archive = try NumpyArchive(readingFrom: path)
        var assembly = ArchiveAssembly(archive: archive, network: network)
        try assembly.checkNames()
        for index in network.layers.indices { try assembly.add(index) }
        self = assembly.graph
    }
}

extension Window.Side {
    /// A direction of a layer.
    fileprivate init(_ axis: Layer.Axis) {
        self.init(
            kernel: axis.kernel, stride: axis.stride, dilation: axis.dilation, before: axis.before, after: axis.after)
    }
}

/// A sequential network that is being put together.
private struct ArchiveAssembly {
    let archive: NumpyArchive
    let network: Network
    private var nodes: [NetworkGraph.Node] = []

    init(archive: NumpyArchive, network: Network) {
        self.archive = archive
        self.network = network
    }

    private static let layerKeys = [
        "weight", "bias", "weight_scale", "activation_scale", "activation_zero", "activation_signed",
    ]
    private static let networkKeys = ["weight_bits", "activation_bits", "relu", "average_pooling"]

    private var inputShape: [Int] {
        let first = network.layers[0]
        return [first.inputChannels, first.inputHeight, first.inputWidth]
    }

    var graph: NetworkGraph {
        NetworkGraph(file: archive.path, inputShape: inputShape, nodes: nodes, output: nodes.count)
    }

    /// Refuses arrays that mean nothing, which are misspelled ones.
    func checkNames() throws(InputError) {
        let known =
            Self.networkKeys + network.layers.indices.flatMap { index in Self.layerKeys.map { "\($0)_\(index)" } }
        let all = Self.layerKeys.map { "\($0)_i" } + Self.networkKeys
        for name in archive.names where !known.contains(name) {
            let near = nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
            throw problem(
                "unknown array `\(printable(name))` (\(near ?? "allowed: \(all.joined(separator: ", "))"))"
            )
        }
    }

    private func problem(_ message: String) -> InputError { InputError(message, file: archive.path) }

    mutating func add(_ index: Int) throws(InputError) {
        let layer = network.layers[index]
        let label = layer.label(at: index)
        let name = layer.name ?? "layer\(index)"
        try flattenIfNeeded(before: layer, name, label)
        let shape = try archive.shape(of: "weight_\(index)")
        guard shape == [layer.weightRows, layer.outputChannels] else {
            throw problem(
                "`weight_\(index)` has the shape \(shape), but [\(layer.weightRows), \(layer.outputChannels)] is needed "
                    + "(\(label): inputs of a dot product, outputs)")
        }
        let (weights, quantization) = try weights(index, layer)
        if let quantization {
            append(.quantize(quantization), "\(name).quantize", currentShape)
            append(.dequantize(quantization), "\(name).dequantize", currentShape)
        }
        let isVector = currentShape.count == 1
        let window = Window(vertical: Window.Side(layer.vertical), horizontal: Window.Side(layer.horizontal))
        let linear = LinearLayer(
            outputs: layer.outputChannels, rows: layer.weightRows, window: isVector ? nil : window,
            groups: layer.groups, weights: weights, bias: try bias(index, layer.outputChannels),
            parameters: LayerParameters(biases: archive.contains("bias_\(index)") ? layer.outputChannels : 0))
        try append(.linear(linear), name, label)
        if try hasRectifier(index) { append(.activation(.relu), "\(name).relu", currentShape) }
        if layer.isFollowedByPooling {
            let side = Window.Side(kernel: 2, stride: 2)
            let isAverage = try flag("average_pooling", at: 0, of: [1]) ?? false
            let pooling = Operation.Pooling(
                isAverage: isAverage, window: Window(vertical: side, horizontal: side), includesPadding: false)
            try append(.pooling(pooling), "\(name).pool", label)
        }
    }

    private var currentShape: [Int] { nodes.last?.shape ?? inputShape }

    private mutating func append(_ operation: Operation, _ name: String, _ shape: [Int]) {
        nodes.append(NetworkGraph.Node(name: name, operation: operation, inputs: [nodes.count], shape: shape))
    }

    private mutating func append(_ operation: Operation, _ name: String, _ label: String) throws(InputError) {
        do throws(GraphProblem) {
            append(operation, name, try operation.outputShape([currentShape]))
        } catch {
            throw problem("\(label): \(error.message)")
        }
    }

    /// Turns a feature map into a vector before a fully connected layer; anything else must fit as it is.
    private mutating func flattenIfNeeded(before layer: Layer, _ name: String, _ label: String) throws(InputError) {
        let wanted = [layer.inputChannels, layer.inputHeight, layer.inputWidth]
        let isVector = layer.isFullyConnected && layer.groups == 1
        if isVector, currentShape.reduce(1, *) == layer.inputChannels {
            if currentShape.count != 1 { append(.reshape, "\(name).flatten", [layer.inputChannels]) }
            return
        }
        guard currentShape == wanted else {
            throw problem(
                "\(label) takes \(wanted) (channels, height, width), but what is before it gives \(currentShape)")
        }
    }

    private func weights(
        _ index: Int, _ layer: Layer
    ) throws(InputError) -> (LinearLayer.Weights, ActivationQuantization?) {
        let array = try archive.array("weight_\(index)")
        let (rows, outputs) = (layer.weightRows, layer.outputChannels)
        /// From [rows][outputs] to [outputs][rows].
        func ordered<Number>(_ numbers: [Number]) -> [Number] {
            (0..<numbers.count).map { numbers[$0 % rows * outputs + $0 / rows] }
        }
        let integers: [Int64]
        switch array.elements {
        case .reals(let numbers):
            guard numbers.allSatisfy({ Float($0).isFinite }) else { throw problem("`weight_\(index)` is not finite") }
            return (.real(ordered(numbers.map { Float($0) })), nil)
        case .integers(let numbers): integers = numbers
        case .bytes(let bytes): integers = bytes.map { Int64($0) }
        }
        let bits = try integer("weight_bits", 1...16) ?? 8
        let half = Int64(1) << (bits - 1)
        // A single bit is +1 or -1.
        let allowed = bits == 1 ? -1...1 : -half...half - 1
        guard integers.allSatisfy({ allowed.contains($0) && (bits > 1 || $0 != 0) }) else {
            throw problem(
                "`weight_\(index)` holds integers that \(bits) bits cannot (allowed: \(allowed.lowerBound) to \(allowed.upperBound))"
            )
        }
        try requireAtMost(outputs, "weight_scale_\(index)")
        let scales = try archive.doubles("weight_scale_\(index)")
        guard scales.count == 1 || scales.count == outputs, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw problem("`weight_scale_\(index)` is neither one positive number nor \(outputs)")
        }
        let quantized = QuantizedWeights(
            integers: ordered(integers.map { Int32($0) }), scales: scales, zeroPoints: [0], bits: bits)
        return (.quantized(quantized), try activation(index))
    }

    private func activation(_ index: Int) throws(InputError) -> ActivationQuantization {
        try requireAtMost(1, "activation_scale_\(index)")
        let scale = try archive.doubles("activation_scale_\(index)")
        guard scale.count == 1, scale[0] > 0, scale[0].isFinite else {
            throw problem("`activation_scale_\(index)` is not one positive number")
        }
        let isSigned = try flag("activation_signed_\(index)", at: 0, of: [1]) ?? false
        let quantization = ActivationQuantization(
            scale: scale[0], zeroPoint: try integer("activation_zero_\(index)", -32768...65535) ?? 0,
            bits: try integer("activation_bits", 1...16) ?? 8, form: isSigned ? .twosComplement : .unsigned)
        guard quantization.range.contains(quantization.zeroPoint) else {
            throw problem(
                "`activation_zero_\(index)` is \(quantization.zeroPoint) (allowed: \(quantization.range.lowerBound) to \(quantization.range.upperBound))"
            )
        }
        return quantization
    }

    private func bias(_ index: Int, _ outputs: Int) throws(InputError) -> [Double] {
        guard archive.contains("bias_\(index)") else { return [Double](repeating: 0, count: outputs) }
        try requireAtMost(outputs, "bias_\(index)")
        let numbers = try archive.doubles("bias_\(index)")
        guard numbers.count == outputs, numbers.allSatisfy(\.isFinite) else {
            throw problem(
                "`bias_\(index)` has \(numbers.count) numbers, or some that are not finite (needed: \(outputs))")
        }
        return numbers
    }

    /// Refuses an array of more than so many numbers before they are expanded.
    private func requireAtMost(_ count: Int, _ name: String) throws(InputError) {
        let shape = try archive.shape(of: name)
        guard shape.reduce(1, *) <= count else {
            throw problem("`\(name)` has the shape \(shape) (needed: up to \(count) numbers)")
        }
    }

    private func hasRectifier(_ index: Int) throws(InputError) -> Bool {
        let count = network.layers.count
        return try flag("relu", at: index, of: [count]) ?? (index < count - 1)
    }

    private func integer(_ name: String, _ allowed: ClosedRange<Int>) throws(InputError) -> Int? {
        guard archive.contains(name) else { return nil }
        try requireAtMost(1, name)
        let numbers = try archive.integers(name)
        guard numbers.count == 1, let number = Int(exactly: numbers[0]), allowed.contains(number) else {
            throw problem("`\(name)` is not one whole number from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return number
    }

    private func flag(_ name: String, at index: Int, of shape: [Int]) throws(InputError) -> Bool? {
        guard archive.contains(name) else { return nil }
        try requireAtMost(shape[0], name)
        let numbers = try archive.integers(name)
        guard numbers.count == shape[0], numbers.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            throw problem("`\(name)` is not \(shape[0]) values of 0 or 1")
        }
        return numbers[index] == 1
    }
}
