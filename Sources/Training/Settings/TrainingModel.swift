// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// A trained network as a training takes it: its layers, and the weights that it begins with.
public struct TrainingModel: Sendable {
    /// Its layers.
    public let layers: [LayerDescription]
    /// Real weights of the layers with weights: [outputs][rows].
    public let weights: [[Float]]
    /// The batch normalizations behind those layers; nil where there is none.
    let normalizations: [BatchNormalization?]

    /// Takes a chain of convolutions, fully connected layers, normalizations and pools, with a ReLU after each layer with weights
    /// but the last. What rounds activations and cuts them to limits is left out: bits are those of the settings.
    ///
    /// - Throws: `InputError` that names the node that training does not know.
    public init(_ graph: NetworkGraph) throws(InputError) {
        var layers: [LayerDescription] = []
        var weights: [[Float]] = []
        var normalizations: [BatchNormalization?] = []
        var isRectified = true
        // What values are multiplied with between layers.
        var unit: Float = 1
        for (index, node) in graph.nodes.enumerated() {
            func refuse(_ reason: String) -> InputError {
                InputError("node `\(node.name)`: training knows no \(reason)", file: graph.file)
            }
            guard node.inputs == [index] else { throw refuse("branches") }
            if Self.needsUnit(node.operation), abs(unit - 1) > 1e-6 { throw refuse("product with a number before it") }
            switch node.operation {
            case .linear(let layer):
                guard isRectified else { throw refuse("layer with weights without ReLU behind it, but the last one") }
                guard layer.bias.allSatisfy({ $0 == 0 }) else { throw refuse("bias") }
                guard let description = LayerDescription(layer) else {
                    throw refuse("kernel whose extent, stride or padding differs between its sides, and none with gaps")
                }
                layers.append(description)
                weights.append(layer.realWeights)
                normalizations.append(nil)
                isRectified = false
            case .batchNormalization(let normalization):
                guard layers.last?.isWeighted == true, !isRectified else {
                    throw refuse("batch normalization but directly behind a layer with weights")
                }
                layers.append(.normalization(NormalizationDescription(epsilon: normalization.epsilon)))
                normalizations[normalizations.count - 1] = normalization
            case .activation(.relu): isRectified = true
            case .pooling(let pooling):
                guard let description = LayerDescription(pooling) else { throw refuse("pool whose squares overlap") }
                layers.append(description)
            // The bits of a training are those of its settings.
            case .reshape, .quantize, .dequantize, .activation(.round), .activation(.sign): continue
            case .activation(.clip(let low, let high)) where low == -high: continue
            case .binaryConstant(.multiply, let constant, _) where constant.values.count == 1:
                unit *= constant.values[0]
            default:
                throw refuse(
                    "such operation (allowed: Conv, Gemm, MatMul, BatchNormalization, Relu, MaxPool, AveragePool, Flatten)"
                )
            }
        }
        self.layers = layers
        self.weights = weights
        self.normalizations = normalizations
    }

    /// Whether an operation must see values as they are, not multiplied with something.
    private static func needsUnit(_ operation: Operation) -> Bool {
        switch operation {
        case .linear, .batchNormalization: true
        default: false
        }
    }

    /// Whether settings describe the layers of the model; a model does not say the momentum of a normalization.
    public func fits(_ described: [LayerDescription]) -> Bool {
        layers
            == described.map { layer in
                guard case .normalization(let normalization) = layer else { return layer }
                return .normalization(NormalizationDescription(epsilon: normalization.epsilon))
            }
    }
}

extension LayerDescription {
    /// A layer with weights; nil where its window differs between its sides or has gaps.
    fileprivate init?(_ layer: LinearLayer) {
        guard let window = layer.window else {
            self = .dense(outputs: layer.outputs)
            return
        }
        let (vertical, horizontal) = (window.vertical, window.horizontal)
        guard vertical == horizontal, vertical.before == vertical.after, vertical.dilation == 1 else { return nil }
        self = .convolution(
            ConvolutionDescription(
                outputs: layer.outputs, kernel: vertical.kernel, padding: vertical.before, stride: vertical.stride,
                groups: layer.groups))
    }

    /// A pool; nil where its squares overlap or have a margin.
    fileprivate init?(_ pooling: Operation.Pooling) {
        let (vertical, horizontal) = (pooling.window.vertical, pooling.window.horizontal)
        guard vertical == horizontal, vertical.stride == vertical.kernel, vertical.before == 0, vertical.after == 0,
            vertical.dilation == 1, !pooling.window.roundsUp, vertical.kernel <= 16
        else { return nil }
        self = .pooling(pooling.isAverage ? .mean : .largest, size: vertical.kernel)
    }
}
