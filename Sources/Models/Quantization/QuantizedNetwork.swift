// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A network whose convolutions and fully connected layers are integer products, as hardware computes them, and whose other
/// operations run in double precision.
public struct QuantizedNetwork: Sendable, Equatable {
    /// All operations; those of the kind `matrix` are computed by hardware.
    public let graph: NetworkGraph
    /// The layers that hardware computes, in the order in which they run.
    public let layers: [QuantizedLayer]
    /// The products of two activations that hardware computes, in the order in which they run.
    public let products: [QuantizedProduct]

    /// The matrices of all layers: one a layer, or one a group of channels.
    public var matrices: [MatrixLayer] { layers.flatMap(\.matrices) }

    /// Names of the products of two activations that stay in floating point, because their operands are no integers in a
    /// model that was quantized before.
    public var floatingProducts: [String] { graph.nodes.filter { $0.operation == .product }.map(\.name) }

    init(graph: NetworkGraph, layers: [QuantizedLayer], products: [QuantizedProduct]) {
        self.graph = graph
        self.layers = layers
        self.products = products
    }

    /// Makes integer layers of a network that was quantized before.
    ///
    /// A convolution or fully connected layer is taken for hardware when its weights are integers behind
    /// `DequantizeLinear` and its input has passed `QuantizeLinear` and `DequantizeLinear`. Scales and zero points are
    /// taken as they stand. Layers without either stay in floating point. A product of two activations becomes integers when
    /// both operands have passed `QuantizeLinear` and `DequantizeLinear`.
    ///
    /// - Throws: `InputError` when no layer is quantized.
    public init(_ network: NetworkGraph) throws(InputError) {
        var planned: [LayerPlan] = []
        for index in network.linearNodes {
            guard case .linear(let layer) = network.nodes[index].operation,
                case .quantized(let weights) = layer.weights,
                let (input, source) = network.quantizedInput(of: index, 0)
            else { continue }
            planned.append(
                LayerPlan(
                    node: index, layer: layer, weights: weights, input: input, source: source,
                    weightsAreOdd: weights.bits == 1))
        }
        guard !planned.isEmpty else {
            throw InputError(
                "no layer of the network is quantized: integer weights behind DequantizeLinear, and QuantizeLinear and "
                    + "DequantizeLinear before the layer", file: network.file)
        }
        var products: [ProductPlan] = []
        for index in network.productNodes {
            guard let (input, first) = network.quantizedInput(of: index, 0),
                let (stored, second) = network.quantizedInput(of: index, 1)
            else { continue }
            products.append(
                ProductPlan(node: index, input: input, stored: stored, isNarrow: false, sources: [first, second]))
        }
        self.init(network, planned: planned, products: products)
    }

    /// How a node becomes a layer in integers.
    struct LayerPlan {
        let node: Int
        let layer: LinearLayer
        let weights: QuantizedWeights
        let input: ActivationQuantization
        /// The value whose elements are quantized.
        let source: Int
        let weightsAreOdd: Bool
    }

    /// How a node becomes a product in integers.
    struct ProductPlan {
        let node: Int
        let input: ActivationQuantization
        let stored: ActivationQuantization
        /// Whether the least two's complement number is never stored.
        let isNarrow: Bool
        /// The values whose elements are quantized.
        let sources: [Int]
    }

    init(_ network: NetworkGraph, planned: [LayerPlan], products: [ProductPlan]) {
        var layers: [QuantizedLayer] = []
        var changes: [Int: (operation: Operation, inputs: [Int])] = [:]
        var matrixCount = 0
        for plan in planned {
            let node = network.nodes[plan.node]
            layers.append(
                QuantizedLayer(
                    name: node.name, index: layers.count, firstMatrix: matrixCount, layer: plan.layer,
                    weights: plan.weights, input: plan.input, inputShape: network.shape(of: plan.source),
                    outputShape: node.shape, weightsAreOdd: plan.weightsAreOdd))
            changes[plan.node] = (.matrix(layers.count - 1), [plan.source])
            matrixCount += plan.layer.groups
        }
        var made: [QuantizedProduct] = []
        for plan in products {
            let node = network.nodes[plan.node]
            changes[plan.node] = (.integerProduct(made.count), plan.sources)
            made.append(
                QuantizedProduct(
                    name: node.name, index: made.count, input: plan.input, stored: plan.stored,
                    isNarrow: plan.isNarrow, shapes: plan.sources.map(network.shape(of:)), outputShape: node.shape))
        }
        self.init(graph: network.rewriting(changes), layers: layers, products: made)
    }
}

extension NetworkGraph {
    /// Whether some layer has integer weights and activations.
    public var isQuantized: Bool {
        linearNodes.contains { index in
            guard case .linear(let layer) = nodes[index].operation, case .quantized = layer.weights else {
                return false
            }
            return quantizedInput(of: index, 0) != nil
        }
    }

    /// The quantization that an operand of a node has passed, and the value to quantize.
    ///
    /// If quantization and node are neighbours, this is the value before the quantization. After operations that leave
    /// elements as they are, of real numbers or of integers, it is the input of the node, whose elements are multiples
    /// of the step already.
    func quantizedInput(of index: Int, _ operand: Int) -> (ActivationQuantization, source: Int)? {
        let input = nodes[index].inputs[operand]
        var value = input
        while value > 0 {
            let node = nodes[value - 1]
            switch node.operation {
            case .reshape, .transpose, .selection: value = node.inputs[0]
            case .pooling(let pooling) where !pooling.isAverage: value = node.inputs[0]
            case .dequantize(let restored):
                guard let source = nodes.integers(behind: node.inputs[0]),
                    case .quantize(let made) = nodes[source - 1].operation, made == restored
                else { return nil }
                let areNeighbours = value == input && source == node.inputs[0]
                return (made, source: areNeighbours ? nodes[source - 1].inputs[0] : input)
            default: return nil
            }
        }
        return nil
    }
}

extension [NetworkGraph.Node] {
    /// The value of the `quantize` node that made the integers of a value, with nothing between that changes integers;
    /// nil if there is none.
    func integers(behind value: Int) -> Int? {
        var value = value
        while value > 0 {
            let node = self[value - 1]
            switch node.operation {
            case .quantize: return value
            case .reshape, .transpose, .selection: value = node.inputs[0]
            case .pooling(let pooling) where !pooling.isAverage: value = node.inputs[0]
            default: return nil
            }
        }
        return nil
    }
}
