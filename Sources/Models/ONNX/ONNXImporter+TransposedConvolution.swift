// SPDX-License-Identifier: Apache-2.0

/// Transposed convolutions: a product for each kernel element and place of the input, which are then added up.
extension ONNXImporter {
    mutating func transposedConvolution(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.activation(0)
        let extents = try weightShape(node)
        let kernel = try kernel(node, extents, order: "channels, outputs of a group")
        let groups = try node.attributes.integer("group", default: 1)
        let input = try map(given, axes: kernel.count, node)
        let (channels, height, width) = try Operation.featureMap(shape(of: input))
        let (outputs, overflow) = extents[1].multipliedReportingOverflow(by: groups)
        guard (1...channels).contains(groups), channels == extents[0], channels % groups == 0, !overflow else {
            throw GraphProblem(
                "\(groups) groups and weights of extents \(extents) for an input of \(channels) channels")
        }
        let (window, sizes) = try transposedWindow(node, kernel: kernel, height: height, width: width)
        guard GraphLimits.elements([outputs, window.area, height, width]) != nil else {
            throw GraphProblem("over \(GraphLimits.mostElements) products an image")
        }
        let pointwise = Window(vertical: Window.Side(kernel: 1), horizontal: Window.Side(kernel: 1))
        let products = outputs * window.area
        let layer = LinearLayer(
            outputs: products, rows: channels / groups, window: pointwise, groups: groups,
            weights: try transposedWeights(node, extents, groups: groups, area: window.area),
            bias: [Double](repeating: 0, count: products), parameters: parameters(node, outputs: outputs, bias: 2))
        let product = try append(.linear(layer), [input], of: node)
        let overlap = Overlap(
            window: window, height: sizes.height, width: sizes.width, bias: try bias(node, count: outputs))
        return .activation(unmap(try append(.overlap(overlap), [product], of: node), axes: kernel.count, node))
    }

    /// Weights from [channels][outputs of a group][kernel] to [outputs][kernel][channels of a group].
    private func transposedWeights(
        _ node: ONNXNode, _ extents: [Int], groups: Int, area: Int
    ) throws(GraphProblem) -> LinearLayer.Weights {
        let (rows, columns) = (extents[0] / groups, extents[1] * area)
        let scales = (0..<groups * columns).map { $0 % columns / area }
        return try weights(node, scaleAxis: 1, scalePlaces: scales) { constant in
            constant.picking(shape: [groups * columns, rows]) { element in
                let (output, row) = element.quotientAndRemainder(dividingBy: rows)
                let (group, column) = output.quotientAndRemainder(dividingBy: columns)
                return (group * rows + row) * columns + column
            }
        }
    }

    /// The output positions of products, and the extents of the result.
    private func transposedWindow(
        _ node: ONNXNode, kernel: [Int], height: Int, width: Int
    ) throws(GraphProblem) -> (Window, (height: Int, width: Int)) {
        let settings = try WindowSettings(node, kernel: kernel)
        let zeros = [Int](repeating: 0, count: kernel.count)
        let more = try node.attributes.integers("output_padding") ?? zeros
        let wanted = try node.attributes.integers("output_shape")
        let limit = GraphLimits.largestExtent
        guard more.count == kernel.count, more.allSatisfy((0...limit).contains),
            wanted.map({ $0.count == kernel.count && $0.allSatisfy((1...limit).contains) }) ?? true
        else {
            throw GraphProblem(
                "output_padding \(more), output_shape \(wanted ?? []) (allowed: a number for each dimension, \(kernel.count))"
            )
        }
        let isFlat = kernel.count == 1
        let added = isFlat ? [0] + more : more
        let extents = wanted.map { isFlat ? [1] + $0 : $0 }
        let automatic = try node.attributes.word("auto_pad", default: "NOTSET")
        var sides: [(side: Window.Side, extent: Int)] = []
        for (axis, input) in [height, width].enumerated() {
            sides.append(
                try Self.transposedSide(
                    settings, axis: axis, input: input, added: added[axis], wanted: extents?[axis], automatic))
        }
        return (
            Window(vertical: sides[0].side, horizontal: sides[1].side),
            (height: sides[0].extent, width: sides[1].extent)
        )
    }

    private static func transposedSide(
        _ settings: WindowSettings, axis: Int, input: Int, added: Int, wanted: Int?, _ automatic: String
    ) throws(GraphProblem) -> (side: Window.Side, extent: Int) {
        let (kernel, stride, dilation) = (settings.kernel[axis], settings.strides[axis], settings.dilations[axis])
        // All extents are at most 2^28 and all settings at most 2^24, so that 64 bits hold the products.
        let full = stride * (input - 1) + added + (kernel - 1) * dilation + 1
        var (before, after) = (settings.pads[axis], settings.pads[axis + 2])
        var target = wanted
        switch automatic {
        case "NOTSET", "": break
        case "VALID": (before, after) = (0, 0)
        case "SAME_UPPER", "SAME_LOWER": target = wanted ?? stride * input
        default:
            throw GraphProblem(
                "auto_pad is \(printable(automatic)) (allowed: NOTSET, VALID, SAME_UPPER, SAME_LOWER)")
        }
        if let target {
            // What is missing lies behind the last product, and is less than a step.
            guard target - full < stride else {
                throw GraphProblem("output_shape \(target), but the products reach \(full) places only")
            }
            let cut = max(0, full - target)
            before = automatic == "SAME_UPPER" ? cut / 2 : cut - cut / 2
            after = cut - before
        }
        let extent = target ?? full - before - after
        guard extent >= 1 else {
            throw GraphProblem("pads of \(before) and \(after) for products that reach \(full) places")
        }
        let side = Window.Side(kernel: kernel, stride: stride, dilation: dilation, before: before, after: after)
        return (side, extent)
    }
}
