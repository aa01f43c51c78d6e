// SPDX-License-Identifier: Apache-2.0

/// Convolutions and fully connected layers.
extension ONNXImporter {
    mutating func convolution(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.activation(0)
        let extents = try weightShape(node)
        let kernel = try kernel(node, extents, order: "outputs, channels")
        let groups = try node.attributes.integer("group", default: 1)
        let input = try map(given, axes: kernel.count, node)
        let window = try window(node, kernel: kernel, input: shape(of: input), roundsUp: false)
        let channels = shape(of: input)[0]
        guard (1...channels).contains(groups), channels == extents[1] * groups, extents[0] % groups == 0 else {
            throw GraphProblem(
                "\(groups) groups and weights of extents \(extents) for an input of \(channels) channels")
        }
        let layer = LinearLayer(
            outputs: extents[0], rows: extents[1] * window.area, window: window, groups: groups,
            weights: try weights(node, outputAxis: 0), bias: try bias(node, count: extents[0]),
            parameters: parameters(node, outputs: extents[0], bias: 2))
        return .activation(unmap(try append(.linear(layer), [input], of: node), axes: kernel.count, node))
    }

    mutating func gemm(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        try node.attributes.require("transA", equals: 0)
        let isTransposed = try node.attributes.integer("transB", default: 0) != 0
        let extents = try weightShape(node)
        guard extents.count == 2, extents.allSatisfy({ $0 >= 1 }), self.extents(of: input).count == 2 else {
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
        if case .activation(let right) = try node.value(1) {
            let left = try node.value(0)
            let hasLeftMatrix = left.isActivation ? false : try left.numbers(0).shape.count == 2
            return hasLeftMatrix ? try leftMatrixProduct(node, right) : try generalProduct(node)
        }
        let input = try node.activation(0)
        let extents = try weightShape(node)
        guard extents.count <= 2 else { return try generalProduct(node) }
        guard extents.count == 2, extents.allSatisfy({ $0 >= 1 }) else {
            throw GraphProblem("a matrix of extents \(extents) (allowed: [inputs, outputs])")
        }
        let layer = LinearLayer(
            outputs: extents[1], rows: extents[0], window: nil, groups: 1,
            weights: try weights(node, outputAxis: 1), bias: zeros(extents[1]),
            parameters: parameters(node, outputs: extents[1]))
        return try add(.linear(layer), [input], of: node)
    }

    // MARK: Parts

    private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

    /// The optional input after the weights of a convolution: a number for each output.
    func bias(_ node: ONNXNode, count: Int) throws(GraphProblem) -> [Double] {
        try node.has(2) ? node.reals(2, count: count).map(Double.init) : zeros(count)
    }

    /// The extents of a kernel, from those of its weights. `order` says what the first two axes of the weights are, for
    /// messages.
    func kernel(_ node: ONNXNode, _ extents: [Int], order: String) throws(GraphProblem) -> [Int] {
        guard (3...4).contains(extents.count), extents.allSatisfy({ $0 >= 1 }) else {
            throw GraphProblem(
                "a kernel of extents \(extents) (allowed: [\(order), height, width], or [\(order), length] in one dimension)"
            )
        }
        let kernel = try node.attributes.integers("kernel_shape") ?? Array(extents[2...])
        guard kernel == Array(extents[2...]) else {
            throw GraphProblem("kernel_shape \(kernel), but weights of extents \(extents)")
        }
        return kernel
    }

    func weightShape(_ node: ONNXNode) throws(GraphProblem) -> [Int] {
        switch try node.value(1) {
        case .activation: throw GraphProblem("weights that depend on the image (allowed: constants)")
        case .constant(let constant): constant.shape
        case .quantized(let constant): constant.integers.shape
        }
    }

    /// The weights of input 2, output by output.
    private func weights(_ node: ONNXNode, outputAxis: Int) throws(GraphProblem) -> LinearLayer.Weights {
        try weights(node, scaleAxis: outputAxis) { outputAxis == 1 ? $0.transposed([1, 0]) : $0 }
    }

    /// The weights of input 2 in the order of a layer.
    ///
    /// - Parameters:
    ///   - node: the node of the layer.
    ///   - scaleAxis: the axis that each output's scale belongs to.
    ///   - scalePlaces: for each output of the layer, which of those scales it has; nil: one scale an output, in order.
    ///   - arranged: brings elements in order, [outputs][rows].
    /// - Returns: integers when the weights are quantized along `scaleAxis` or with one scale, to 16 bits at most; else
    ///   real numbers.
    /// - Throws: `GraphProblem` when the weights are missing, depend on the image, or are not finite.
    func weights(
        _ node: ONNXNode, scaleAxis: Int, scalePlaces: [Int]? = nil, arranged: (ONNXConstant) -> ONNXConstant
    ) throws(GraphProblem) -> LinearLayer.Weights {
        guard case .quantized(let constant) = try node.value(1), constant.bits <= 16,
            constant.scales.count == 1 || constant.axis == scaleAxis
        else {
            let numbers = arranged(try node.constant(1)).reals
            guard numbers.allSatisfy(\.isFinite) else { throw GraphProblem("weights that are not finite") }
            return .real(numbers)
        }
        let source = arranged(constant.integers)
        let type = source.type
        // Unsigned integers are moved to the range of two's complement ones, and their zero points with them.
        let offset = type.isSigned ? 0 : Int64(1) << (constant.bits - 1)
        let zeroPoints = constant.zeroPoints.map { Int32(clamping: $0 - offset) }
        func spread<Number>(_ numbers: [Number]) -> [Number] {
            guard numbers.count > 1, let scalePlaces else { return numbers }
            return scalePlaces.map { numbers[$0] }
        }
        return .quantized(
            QuantizedWeights(
                integers: (source.integers ?? []).map { Int32(clamping: $0 - offset) }, scales: spread(constant.scales),
                zeroPoints: spread(zeroPoints), bits: constant.bits))
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
