// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

extension Trainer {
    /// Writes the network as an ONNX file, which `accuracy --model` and other tools read. It takes images as the training does,
    /// within `input_range`.
    ///
    /// Weights and activations of 2 to 15 bits are integers with their steps: weights behind `DequantizeLinear`, activations
    /// between `QuantizeLinear` and `DequantizeLinear`. They are of 8 bits, or of 16 where either has more than 8 bits; then the
    /// file has version 21 of the operators, and 17 else. Weights of 1 and of 16 bits are real numbers.
    ///
    /// - Throws: `InputError` of kind `.cannotWrite`.
    public func writeONNX(to path: String) throws(InputError) {
        try onnx().write(to: path, shape: [network.classes])
    }

    func onnx() -> ONNXDraft { ONNXExport(self).draft }
}

extension TrainingNetwork {
    /// Whether the first layer is a fully connected one.
    fileprivate var beginsDense: Bool {
        guard case .weighted(let number) = layers.first else { return false }
        return weighted[number].convolution == nil
    }
}

/// A trained network that is being written down.
private struct ONNXExport {
    private let settings: TrainingSettings
    private let network: TrainingNetwork
    private let weights: [[Double]]
    private let norms: [BatchNorm?]
    /// Bits of the type of integers; nil where numbers are real [bit].
    private let integerBits: Int?
    private(set) var draft: ONNXDraft
    /// Whether the last value has rows and columns.
    private var isMap: Bool

    init(_ trainer: Trainer) {
        settings = trainer.settings
        network = trainer.network
        weights = trainer.readWeights
        norms = trainer.norms
        let bits = [settings.weightBits, settings.activationBits]
        let areIntegers = bits.allSatisfy { (2...15).contains($0) }
        let isWide = areIntegers && bits.contains { $0 > 8 }
        integerBits = areIntegers ? (isWide ? 16 : 8) : nil
        let shape = network.inputShape
        isMap = shape.plane > 1 || !network.beginsDense
        let extents = isMap ? [shape.channels, shape.height, shape.width] : [shape.channels]
        draft = ONNXDraft(name: "trained", shape: extents, operators: isWide ? 21 : 17, form: isWide ? 10 : 8)
        addConstants()
        addLayers()
    }

    private mutating func addConstants() {
        let grid = settings.activationGrid
        draft.constant("lowest_activation", [-grid.limit])
        draft.constant("highest_activation", [grid.limit])
        draft.constant("activation_steps", [grid.steps])
        draft.constant("activation_step", [1 / grid.steps])
        if let integerBits { draft.constant("activation_zero", [0], bits: integerBits) }
    }

    private mutating func addLayers() {
        var pools = 0
        // Whether the value is on the grid of activations.
        var isRounded = false
        for entry in network.layers {
            switch entry {
            case .pooling(let pool):
                // Squares of one place change nothing, and vectors have no others.
                guard pool.size > 1 else { continue }
                pools += 1
                let side = ONNXDraft.Setting.integers([pool.size, pool.size])
                let isMean = pool.pooling == .mean
                draft.add(
                    isMean ? "AveragePool" : "MaxPool", "pool\(pools)", [], [("kernel_shape", side), ("strides", side)])
                isRounded = isRounded && !isMean
            case .weighted(let number):
                let layer = network.weighted[number]
                if layer.convolution == nil, isMap { draft.add("Flatten", "flat\(number + 1)") }
                if !isRounded, settings.rules.quantizesInputs || integerBits != nil {
                    addRounding("input\(number + 1)")
                }
                addProduct(layer)
                if let norm = norms[number] { addNorm(norm, number) }
                if !layer.isLast {
                    draft.add("Relu", "relu\(number + 1)")
                    addRounding("output\(number + 1)")
                }
                isRounded = true
                isMap = layer.convolution != nil
            }
        }
        if isMap { draft.add("Flatten", "logits") }
    }

    /// Cuts the last value to the limits of activations, and rounds it to their grid, halves to the even number.
    private mutating func addRounding(_ name: String) {
        let grid = settings.activationGrid
        guard grid.bits > 1 else {
            draft.add("Sign", "\(name)_sign")
            return
        }
        draft.add("Clip", "\(name)_cut", ["lowest_activation", "highest_activation"])
        guard grid.isRounded else { return }
        draft.add("Mul", "\(name)_steps", ["activation_steps"])
        draft.add("Round", "\(name)_rounded")
        draft.add("Mul", name, ["activation_step"])
    }

    /// The convolution or fully connected layer, whose weights include the division by its scale.
    private mutating func addProduct(_ layer: WeightedLayer) {
        let name = "layer\(layer.number + 1)"
        let own = weights[layer.number]
        if let integerBits {
            let quantization = ["activation_step", "activation_zero"]
            draft.add("QuantizeLinear", "\(name)_activations", quantization)
            draft.add("DequantizeLinear", "\(name)_inputs", quantization)
            let steps = settings.weightGrid.steps
            let integers = own.map { Int(min(max(($0 * steps).rounded(), 1 - steps), steps - 1)) }
            draft.constant(
                "\(name)_weights", integers, step: 1 / (steps * layer.scale),
                bits: integerBits, shape: layer.weightShape)
        } else {
            draft.constant("\(name)_weights", own.map { $0 / layer.scale }, shape: layer.weightShape)
        }
        guard let convolution = layer.convolution else {
            draft.add("Gemm", name, ["\(name)_weights"], [("transB", .integer(1))])
            return
        }
        let pad = convolution.padding
        draft.add(
            "Conv", name, ["\(name)_weights"],
            [
                ("group", .integer(convolution.groups)),
                ("kernel_shape", .integers([convolution.kernel, convolution.kernel])),
                ("pads", .integers([pad, pad, pad, pad])),
                ("strides", .integers([convolution.stride, convolution.stride])),
            ])
    }

    private mutating func addNorm(_ norm: BatchNorm, _ number: Int) {
        let name = "norm\(number + 1)"
        let arrays = [("gamma", norm.gamma), ("beta", norm.beta), ("mean", norm.mean), ("variance", norm.variance)]
        for (array, values) in arrays { draft.constant("\(name)_\(array)", values, shape: [values.count]) }
        draft.add(
            "BatchNormalization", name, arrays.map { "\(name)_\($0.0)" },
            [("epsilon", .real(norm.description.epsilon)), ("momentum", .real(norm.description.momentum))])
    }
}
