// SPDX-License-Identifier: Apache-2.0

/// Windows of convolutions and poolings, in one or two dimensions.
extension ONNXImporter {
    /// A value as a feature map: one of a single dimension becomes a map of a single row. `axes` is the number of
    /// dimensions of the window, 1 or 2.
    mutating func map(_ value: Int, axes: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let extents = shape(of: value)
        guard extents.count == axes + 1 else {
            throw GraphProblem(
                "an input of shape \(extents) an image (allowed: \(axes == 1 ? "[channels, length]" : "[channels, height, width]"))"
            )
        }
        return axes == 1 ? reshaped(value, to: [extents[0], 1, extents[1]], node) : value
    }

    /// The way back from `map`.
    mutating func unmap(_ value: Int, axes: Int, _ node: ONNXNode) -> Int {
        let extents = shape(of: value)
        return axes == 1 ? reshaped(value, to: [extents[0], extents[2]], node) : value
    }

    /// The window of a convolution or pooling.
    ///
    /// - Parameters:
    ///   - node: the node, whose attributes are read.
    ///   - kernel: extents of the kernel, one or two.
    ///   - input: extents of the feature map.
    ///   - roundsUp: whether a last output position that reaches beyond the padding counts.
    /// - Returns: the window in two dimensions.
    /// - Throws: `GraphProblem` when the input is no feature map, or the attributes make no sense.
    func window(
        _ node: ONNXNode, kernel: [Int], input: [Int], roundsUp: Bool
    ) throws(GraphProblem) -> Window {
        let (_, height, width) = try Operation.featureMap(input)
        let settings = try WindowSettings(node, kernel: kernel)
        let (kernel, strides, dilations, pads) = (settings.kernel, settings.strides, settings.dilations, settings.pads)
        let automatic = try node.attributes.word("auto_pad", default: "NOTSET")
        func side(_ axis: Int, _ extent: Int) throws(GraphProblem) -> Window.Side {
            let span = (kernel[axis] - 1) * dilations[axis] + 1
            var (before, after) = (pads[axis], pads[axis + 2])
            switch automatic {
            case "NOTSET", "": break
            case "VALID": (before, after) = (0, 0)
            case "SAME_UPPER", "SAME_LOWER":
                let places = (extent + strides[axis] - 1) / strides[axis]
                let total = max(0, (places - 1) * strides[axis] + span - extent)
                before = automatic == "SAME_UPPER" ? total / 2 : total - total / 2
                after = total - before
            default:
                throw GraphProblem(
                    "auto_pad is \(printable(automatic)) (allowed: NOTSET, VALID, SAME_UPPER, SAME_LOWER)")
            }
            return Window.Side(
                kernel: kernel[axis], stride: strides[axis], dilation: dilations[axis], before: before, after: after)
        }
        return Window(vertical: try side(0, height), horizontal: try side(1, width), roundsUp: roundsUp)
    }
}

/// Kernel, strides, dilations and pads of a node, in two dimensions.
struct WindowSettings {
    let kernel: [Int]
    let strides: [Int]
    let dilations: [Int]
    /// Before both axes, then after them.
    let pads: [Int]

    /// Reads the attributes of a node. `kernel` has the extents of its kernel, one or two.
    ///
    /// - Throws: `GraphProblem` when there are not as many numbers, or they make no sense.
    init(_ node: ONNXNode, kernel: [Int]) throws(GraphProblem) {
        let axes = kernel.count
        let strides = try node.attributes.integers("strides") ?? Array(repeating: 1, count: axes)
        let dilations = try node.attributes.integers("dilations") ?? Array(repeating: 1, count: axes)
        let pads = try node.attributes.integers("pads") ?? Array(repeating: 0, count: 2 * axes)
        guard strides.count == axes, dilations.count == axes, pads.count == 2 * axes else {
            throw GraphProblem(
                "\(strides.count) strides, \(dilations.count) dilations, \(pads.count) pads (needed: \(axes), \(axes), "
                    + "\(2 * axes))")
        }
        let limit = GraphLimits.largestExtent
        guard (kernel + strides + dilations).allSatisfy({ (1...limit).contains($0) }),
            pads.allSatisfy({ (0...limit).contains($0) })
        else {
            throw GraphProblem(
                "kernel \(kernel), strides \(strides), dilations \(dilations), pads \(pads) make no sense")
        }
        let isFlat = axes == 1
        self.kernel = isFlat ? [1] + kernel : kernel
        self.strides = isFlat ? [1] + strides : strides
        self.dilations = isFlat ? [1] + dilations : dilations
        self.pads = isFlat ? [0, pads[0], 0, pads[1]] : pads
    }
}
