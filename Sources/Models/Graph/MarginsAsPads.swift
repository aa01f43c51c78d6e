// SPDX-License-Identifier: Apache-2.0

extension NetworkGraph {
    /// The same function with margins of zeros as pads of the convolutions that read them, which is how other exporters
    /// write the same layer. Quantization between a margin and a convolution keeps its zeros.
    var withMarginsAsPads: NetworkGraph {
        var nodes = nodes
        var uses = readers.map(\.count)
        for output in outputs { uses[output.value] += 1 }
        for index in nodes.indices {
            guard case .linear(let layer) = nodes[index].operation, let window = layer.window,
                let path = pathToMargin(from: nodes[index].inputs[0], uses: uses),
                let padded = window.padded(by: path.margin)
            else { continue }
            let (source, shape) = (path.source, self.shape(of: path.source))
            nodes[index] = Node(
                name: nodes[index].name, operation: .linear(layer.replacing(window: padded)),
                inputs: path.between.isEmpty ? [source] : nodes[index].inputs, shape: nodes[index].shape)
            for (number, between) in path.between.enumerated() {
                let isLast = number == path.between.count - 1
                nodes[between] = Node(
                    name: nodes[between].name, operation: nodes[between].operation,
                    inputs: isLast ? [source] : nodes[between].inputs, shape: shape)
            }
        }
        return NetworkGraph(file: file, inputShape: inputShape, nodes: nodes, outputs: outputs).rewriting([:])
    }

    /// A margin of zeros that a value comes from.
    private struct MarginPath {
        let margin: Operation.Padding
        /// The value that the margin is put around.
        let source: Int
        /// The nodes of quantization between the margin and the value, the last one first.
        let between: [Int]
    }

    /// The nodes between a value and a margin of zeros; nil when the value does not come from a margin, or when other
    /// nodes read values in between.
    private func pathToMargin(from value: Int, uses: [Int]) -> MarginPath? {
        var between: [Int] = []
        var value = value
        while value > 0 {
            switch nodes[value - 1].operation {
            case .padding(let margin):
                guard margin.value == 0, between.isEmpty || uses[value] == 1 else { return nil }
                return MarginPath(margin: margin, source: nodes[value - 1].inputs[0], between: between)
            case .quantize, .dequantize:
                guard uses[value] == 1 else { return nil }
                between.append(value - 1)
                value = nodes[value - 1].inputs[0]
            default: return nil
            }
        }
        return nil
    }
}

extension Window {
    /// The window over a map whose margin of zeros became padding; nil if the padding becomes too large.
    fileprivate func padded(by margin: Operation.Padding) -> Window? {
        func side(_ side: Side, _ before: Int, _ after: Int) -> Side? {
            let (first, last) = (side.before + before, side.after + after)
            guard max(first, last) <= GraphLimits.largestExtent else { return nil }
            return Side(kernel: side.kernel, stride: side.stride, dilation: side.dilation, before: first, after: last)
        }
        guard let vertical = side(vertical, margin.top, margin.bottom),
            let horizontal = side(horizontal, margin.left, margin.right)
        else { return nil }
        return Window(vertical: vertical, horizontal: horizontal, roundsUp: roundsUp)
    }
}
