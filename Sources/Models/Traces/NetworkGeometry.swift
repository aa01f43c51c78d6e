// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

extension QuantizedNetwork {
    /// The layers that hardware computes, with their geometry, as an estimate takes them.
    ///
    /// A layer keeps its input size, strides, dilations, groups and padding.
    ///
    /// - Throws: `InputError` when a layer is beyond the limits of a network.
    public func workload() throws(InputError) -> Network {
        let geometries = layers.map { layer in
            LayerGeometry(
                name: layer.name, window: layer.window, inputShape: layer.inputShape, outputShape: layer.outputShape,
                rows: layer.matrices[0].rows, outputs: layer.outputs, groups: layer.groups)
        }
        return try graph.network(geometries) { _, operation in
            if case .matrix(let layer) = operation { layer } else { nil }
        }
    }
}

extension NetworkGraph {
    /// The convolutions and fully connected layers of a model that has not been quantized yet, or is quantized, with their
    /// geometry; see `QuantizedNetwork.workload()`.
    ///
    /// - Throws: `InputError` when there is none, or a layer is beyond the limits of a network.
    public func workload() throws(InputError) -> Network {
        var geometries: [LayerGeometry] = []
        var numbers: [Int: Int] = [:]
        for index in linearNodes {
            guard case .linear(let layer) = nodes[index].operation else { continue }
            numbers[index] = geometries.count
            let inputShape = shape(of: nodes[index].inputs[0])
            geometries.append(
                LayerGeometry(
                    name: nodes[index].name, window: layer.window, inputShape: inputShape,
                    outputShape: nodes[index].shape,
                    rows: layer.rows, outputs: layer.outputs, groups: layer.groups))
        }
        guard !geometries.isEmpty else {
            throw InputError("the model has no convolution and no fully connected layer", file: file)
        }
        return try network(geometries) { node, _ in numbers[node] }
    }

    /// Layers as a network file says them.
    ///
    /// - Parameters:
    ///   - geometries: the layers.
    ///   - layer: the number of the layer that a node computes; nil when it computes none.
    /// - Returns: the network of these layers, in the same order.
    /// - Throws: `InputError` when a network cannot have such a layer.
    fileprivate func network(
        _ geometries: [LayerGeometry], layer: (_ node: Int, _ operation: Operation) -> Int?
    ) throws(InputError) -> Network {
        var described: [Layer] = []
        let pooled = pooledLayers(layer)
        for (index, geometry) in geometries.enumerated() {
            do throws(InvalidLayer) {
                described.append(try geometry.described(isFollowedByPooling: pooled.contains(index)))
            } catch {
                throw InputError("layer `\(geometry.name)`: \(error)", file: file)
            }
        }
        // Networks without products of two values are their layers, as they always were.
        guard nodes.contains(where: \.operation.isProduct) else { return try Network(layers: described) }
        let steps: [NetworkStep]
        do throws(InvalidLayer) {
            steps = try self.steps(described, layer: layer)
        } catch {
            throw InputError("the work between layers is too large: \(error)", file: file)
        }
        return try Network(steps: steps)
    }

    /// The layers that a 2 x 2 pooling of stride 2 follows, with nothing but functions of single elements between.
    private func pooledLayers(_ layer: (_ node: Int, _ operation: Operation) -> Int?) -> Set<Int> {
        let readers = readers
        var found: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            guard let layer = layer(index, node.operation) else { continue }
            var value = index + 1
            search: while readers[value].count == 1, let reader = readers[value].first {
                switch nodes[reader].operation {
                case .activation, .batchNormalization, .quantize, .dequantize, .binaryConstant: value = reader + 1
                case .pooling(let pooling):
                    let sides = [pooling.window.vertical, pooling.window.horizontal]
                    if sides.allSatisfy({ $0 == Window.Side(kernel: 2, stride: 2) }) { found.insert(layer) }
                    break search
                default: break search
                }
            }
        }
        return found
    }
}

/// The geometry of a layer for an estimate.
private struct LayerGeometry {
    let name: String
    let window: Window?
    let inputShape: [Int]
    let outputShape: [Int]
    let rows: Int
    let outputs: Int
    let groups: Int

    func described(isFollowedByPooling: Bool) throws(InvalidLayer) -> Layer {
        guard let window else {
            // A fully connected layer; one of several vectors is a convolution of a single column.
            return try Layer(
                inputHeight: outputShape.reduce(1, *) / outputs, inputWidth: 1, inputChannels: rows, kernelHeight: 1,
                kernelWidth: 1, outputChannels: outputs, name: name, padding: 0)
        }
        let (vertical, horizontal) = (window.vertical, window.horizontal)
        return try Layer(
            inputHeight: inputShape[1], inputWidth: inputShape[2], inputChannels: inputShape[0],
            kernelHeight: vertical.kernel, kernelWidth: horizontal.kernel, outputChannels: outputs,
            isFollowedByPooling: isFollowedByPooling,
            strides: AxisPair(vertical: vertical.stride, horizontal: horizontal.stride),
            dilations: AxisPair(vertical: vertical.dilation, horizontal: horizontal.dilation), name: name,
            padding: Layer.Padding(
                top: vertical.before, left: horizontal.before, bottom: vertical.after, right: horizontal.after),
            groups: groups)
    }
}
