/// Convolutions, fully connected layers, normalization and pooling.
extension ONNXImporter {
    mutating func convolution(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let extents = try weightShape(node)
        guard extents.count == 4, extents.allSatisfy({ $0 >= 1 }) else {
            throw GraphProblem("a kernel of extents \(extents) (allowed: [outputs, channels, height, width])")
        }
        let kernel = try node.attributes.integers("kernel_shape") ?? Array(extents[2...])
        guard kernel == Array(extents[2...]) else {
            throw GraphProblem("kernel_shape \(kernel), but weights of extents \(extents)")
        }
        let groups = try node.attributes.integer("group", default: 1)
        let window = try window(node, kernel: kernel, input: shape(of: input), roundsUp: false)
        let (channels, _, _) = try Operation.featureMap(shape(of: input))
        guard (1...channels).contains(groups), channels == extents[1] * groups, extents[0] % groups == 0 else {
            throw GraphProblem(
                "\(groups) groups and weights of extents \(extents) for an input of \(channels) channels")
        }
        let layer = LinearLayer(
            outputs: extents[0], rows: extents[1] * kernel[0] * kernel[1], window: window, groups: groups,
            weights: try weights(node, outputAxis: 0),
            bias: try node.has(2) ? node.reals(2, count: extents[0]).map(Double.init) : zeros(extents[0]),
            parameters: parameters(node, outputs: extents[0], bias: 2))
        return try add(.linear(layer), [input], of: node)
    }

    mutating func gemm(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        try node.attributes.require("transA", equals: 0)
        let isTransposed = try node.attributes.integer("transB", default: 0) != 0
        let extents = try weightShape(node)
        guard extents.count == 2, extents.allSatisfy({ $0 >= 1 }), shape(of: input).count == 1 else {
            throw GraphProblem(
                "weights of extents \(extents) for an input of shape \(shape(of: input)) an image (allowed: matrix and vector)"
            )
        }
        let (outputs, rows) = isTransposed ? (extents[0], extents[1]) : (extents[1], extents[0])
        let alpha = try node.attributes.real("alpha", default: 1)
        let beta = try node.attributes.real("beta", default: 1)
        var bias = zeros(outputs)
        if node.has(2) {
            let given = try node.reals(2)
            guard given.count == outputs || given.count == 1 else {
                throw GraphProblem("a bias of \(given.count) elements for \(outputs) outputs")
            }
            bias = (0..<outputs).map { beta * Double(given[given.count == 1 ? 0 : $0]) }
        }
        let weights = try weights(node, outputAxis: isTransposed ? 0 : 1).scaled(by: alpha)
        let layer = LinearLayer(
            outputs: outputs, rows: rows, window: nil, groups: 1, weights: weights, bias: bias,
            parameters: parameters(node, outputs: outputs, bias: 2))
        return try add(.linear(layer), [input], of: node)
    }

    mutating func matrixProduct(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard case .activation(let input) = try node.value(0) else {
            throw GraphProblem("the left matrix is a constant (allowed: the right one)")
        }
        if case .activation = try node.value(1) {
            throw GraphProblem("the product of two values that depend on the image (allowed: a constant right matrix)")
        }
        let extents = try weightShape(node)
        guard extents.count == 2, extents.allSatisfy({ $0 >= 1 }) else {
            throw GraphProblem("a matrix of extents \(extents) (allowed: [inputs, outputs])")
        }
        let layer = LinearLayer(
            outputs: extents[1], rows: extents[0], window: nil, groups: 1,
            weights: try weights(node, outputAxis: 1), bias: zeros(extents[1]),
            parameters: parameters(node, outputs: extents[1]))
        return try add(.linear(layer), [input], of: node)
    }

    mutating func batchNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        try node.attributes.require("training_mode", equals: 0)
        let epsilon = try node.attributes.real("epsilon", default: 1e-5)
        guard let channels = shape(of: input).first else { throw GraphProblem("an input without channels") }
        var parameters: [[Double]] = []
        for index in 1...4 { parameters.append(try node.reals(index, count: channels).map(Double.init)) }
        guard parameters[3].allSatisfy({ $0 + epsilon > 0 }) else {
            throw GraphProblem("a variance that is not positive")
        }
        let scale = zip(parameters[0], parameters[3]).map { $0 / ($1 + epsilon).squareRoot() }
        let shift = (0..<channels).map { parameters[1][$0] - parameters[2][$0] * scale[$0] }
        return try add(.affine(scale: scale, shift: shift), [input], of: node)
    }

    mutating func pooling(_ node: ONNXNode, isAverage: Bool) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        guard let kernel = try node.attributes.integers("kernel_shape"), kernel.count == 2 else {
            throw GraphProblem("kernel_shape is missing or has not 2 numbers")
        }
        try node.attributes.require("storage_order", equals: 0)
        let roundsUp = try node.attributes.integer("ceil_mode", default: 0) != 0
        let window = try window(node, kernel: kernel, input: shape(of: input), roundsUp: roundsUp)
        for side in [window.vertical, window.horizontal] where side.before >= side.span || side.after >= side.span {
            throw GraphProblem("pads as large as the kernel")
        }
        let pooling = Operation.Pooling(
            isAverage: isAverage, window: window,
            includesPadding: try node.attributes.integer("count_include_pad", default: 0) != 0)
        return try add(.pooling(pooling), [input], of: node)
    }

    mutating func globalPooling(_ node: ONNXNode, isAverage: Bool) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let axes = shape(of: input).count - 1
        guard axes >= 1 else { throw GraphProblem("an input of shape \(shape(of: input)) an image") }
        return try add(isAverage ? .meanOfLast(axes: axes) : .maximumOfLast(axes: axes), [input], of: node)
    }

    mutating func reduceMean(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let extents = shape(of: input)
        var axes: [Int] = []
        for axis in try node.list("axes", orInput: 1) ?? Array(1...max(1, extents.count)) {
            axes.append(try node.featureAxis(axis, rank: extents.count))
        }
        let count = axes.count
        guard count > 0, axes.sorted() == Array(extents.indices.suffix(count)) else {
            throw GraphProblem("axes other than the last ones of the value")
        }
        let mean = try add(.meanOfLast(axes: count), [input], of: node)
        guard try node.attributes.integer("keepdims", default: 1) == 0, case .activation(let value) = mean else {
            return mean
        }
        let kept = Array(extents.dropLast(count))
        return add(.reshape, [value], shape: kept.isEmpty ? [1] : kept, of: node)
    }

    // MARK: Parts

    private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

    private func weightShape(_ node: ONNXNode) throws(GraphProblem) -> [Int] {
        switch try node.value(1) {
        case .activation: throw GraphProblem("weights that depend on the image (allowed: constants)")
        case .constant(let constant): constant.shape
        case .quantized(let constant): constant.integers.shape
        }
    }

    /// The weights of input 2, output by output.
    private func weights(_ node: ONNXNode, outputAxis: Int) throws(GraphProblem) -> LinearLayer.Weights {
        guard case .quantized(let constant) = try node.value(1), constant.integers.type.bits <= 16,
            constant.scales.count == 1 || constant.axis == outputAxis
        else {
            let constant = try node.constant(1)
            let numbers = (outputAxis == 1 ? constant.transposed : constant).reals
            guard numbers.allSatisfy(\.isFinite) else { throw GraphProblem("weights that are not finite") }
            return .real(numbers)
        }
        let source = outputAxis == 1 ? constant.integers.transposed : constant.integers
        let type = source.type
        // Unsigned integers are moved to the range of two's complement ones, and their zero points with them.
        let offset = type.isSigned ? 0 : Int64(1) << (type.bits - 1)
        return .quantized(
            QuantizedWeights(
                integers: (source.integers ?? []).map { Int32(clamping: $0 - offset) }, scales: constant.scales,
                zeroPoints: constant.zeroPoints.map { Int32(clamping: $0 - offset) }, bits: type.bits))
    }

    private func window(
        _ node: ONNXNode, kernel: [Int], input: [Int], roundsUp: Bool
    ) throws(GraphProblem) -> Window {
        let (_, height, width) = try Operation.featureMap(input)
        let strides = try node.attributes.integers("strides") ?? [1, 1]
        let dilations = try node.attributes.integers("dilations") ?? [1, 1]
        let pads = try node.attributes.integers("pads") ?? [0, 0, 0, 0]
        guard strides.count == 2, dilations.count == 2, pads.count == 4 else {
            throw GraphProblem(
                "\(strides.count) strides, \(dilations.count) dilations, \(pads.count) pads (needed: 2, 2, 4)")
        }
        let limit = GraphLimits.largestExtent
        guard (kernel + strides + dilations).allSatisfy({ (1...limit).contains($0) }),
            pads.allSatisfy({ (0...limit).contains($0) })
        else {
            throw GraphProblem(
                "kernel \(kernel), strides \(strides), dilations \(dilations), pads \(pads) make no sense")
        }
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

extension LinearLayer.Weights {
    /// The weights times a number.
    func scaled(by factor: Double) -> LinearLayer.Weights {
        guard factor != 1 else { return self }
        return switch self {
        case .real(let numbers): .real(numbers.map { Float(Double($0) * factor) })
        case .quantized(let weights):
            .quantized(
                QuantizedWeights(
                    integers: weights.integers, scales: weights.scales.map { $0 * factor },
                    zeroPoints: weights.zeroPoints, bits: weights.bits))
        }
    }
}
