import Diagnostics
import Workload

extension QuantizedNetwork {
    /// The layers that hardware computes, with their geometry, as an estimate takes them.
    ///
    /// A layer keeps its input size, stride, groups and padding where a network file can say them. Where padding differs from
    /// side to side, strides differ, or kernels have gaps, the input is given the size that leads to the same number of
    /// places without padding.
    ///
    /// - Throws: `InputError` when a layer is beyond the limits of a network.
    public func workload() throws(InputError) -> Network {
        var described: [Layer] = []
        let pooled = pooledLayers
        for layer in layers {
            do throws(InvalidLayer) {
                described.append(try layer.described(isFollowedByPooling: pooled.contains(layer.index)))
            } catch {
                throw InputError("layer `\(layer.name)`: \(error)", file: graph.file)
            }
        }
        return try Network(layers: described)
    }

    /// The layers that a 2 x 2 pooling of stride 2 follows, with nothing but functions of single elements between.
    private var pooledLayers: Set<Int> {
        let readers = graph.readers
        var found: Set<Int> = []
        for (index, node) in graph.nodes.enumerated() {
            guard case .matrix(let layer) = node.operation else { continue }
            var value = index + 1
            search: while readers[value].count == 1, let reader = readers[value].first {
                switch graph.nodes[reader].operation {
                case .activation, .affine, .quantize, .dequantize, .binaryConstant: value = reader + 1
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

extension QuantizedLayer {
    fileprivate func described(isFollowedByPooling: Bool) throws(InvalidLayer) -> Layer {
        guard let window else {
            // A fully connected layer; one of several vectors is a convolution of a single column.
            return try Layer(
                inputHeight: vectorsPerImage, inputWidth: 1, inputChannels: matrices[0].rows, kernelHeight: 1,
                kernelWidth: 1, outputChannels: outputs, name: name, padding: 0)
        }
        let (vertical, horizontal) = (window.vertical, window.horizontal)
        let paddings = [vertical.before, vertical.after, horizontal.before, horizontal.after]
        let isPlain =
            Set(paddings).count == 1 && vertical.stride == horizontal.stride && vertical.dilation == 1
            && horizontal.dilation == 1
        let stride = isPlain ? vertical.stride : 1
        return try Layer(
            inputHeight: isPlain ? inputShape[1] : outputShape[1] + vertical.kernel - 1,
            inputWidth: isPlain ? inputShape[2] : outputShape[2] + horizontal.kernel - 1, inputChannels: inputShape[0],
            kernelHeight: vertical.kernel, kernelWidth: horizontal.kernel, outputChannels: outputs,
            isFollowedByPooling: isFollowedByPooling, stride: stride, name: name,
            padding: isPlain ? vertical.before : 0, groups: groups)
    }
}
