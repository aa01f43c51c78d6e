// SPDX-License-Identifier: Apache-2.0

/// Sums, means and the like over axes, and normalization of what belongs together.
extension ONNXImporter {
    /// What is made of the elements along some axes.
    enum Reduction {
        case mean
        case maximum
        case minimum
        case sum
        case sumOfSquares
        case sumOfMagnitudes
        /// The square root of the sum of squares.
        case length
    }

    /// A reduction over any axes but the images: axes are brought to the end, unless they are there.
    mutating func reduced(_ node: ONNXNode, _ reduction: Reduction) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let extents = shape(of: input)
        let given = try node.list("axes", orInput: 1) ?? []
        if given.isEmpty, try node.attributes.integer("noop_with_empty_axes", default: 0) != 0 {
            return .activation(input)
        }
        var axes: Set<Int> = given.isEmpty ? Set(extents.indices) : []
        for place in given { axes.insert(try axis(place, of: input, node)) }
        let kept = extents.indices.filter { !axes.contains($0) }
        let order = kept + axes.sorted()
        let moved = order == Array(extents.indices) ? input : try append(.transpose(order), [input], of: node)
        let value = try reducedLast(moved, reduction, axes: axes.count, node)
        let keepsAxes = try node.attributes.integer("keepdims", default: 1) != 0
        let result = keepsAxes ? extents.indices.map { axes.contains($0) ? 1 : extents[$0] } : kept.map { extents[$0] }
        return .activation(reshaped(value, to: result.isEmpty ? [1] : result, node))
    }

    private mutating func reducedLast(
        _ value: Int, _ reduction: Reduction, axes: Int, _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        switch reduction {
        case .mean: return try append(.meanOfLast(axes: axes), [value], of: node)
        case .maximum: return try append(.maximumOfLast(axes: axes), [value], of: node)
        case .sum: return try append(.sumOfLast(axes: axes), [value], of: node)
        case .minimum:
            let negative = try append(.activation(.negative), [value], of: node)
            let largest = try append(.maximumOfLast(axes: axes), [negative], of: node)
            return try append(.activation(.negative), [largest], of: node)
        case .sumOfSquares, .length:
            let squares = try append(.binary(.multiply), [value, value], of: node)
            let sum = try append(.sumOfLast(axes: axes), [squares], of: node)
            guard case .length = reduction else { return sum }
            return try append(.activation(.squareRoot), [sum], of: node)
        case .sumOfMagnitudes:
            let magnitudes = try append(.activation(.magnitude), [value], of: node)
            return try append(.sumOfLast(axes: axes), [magnitudes], of: node)
        }
    }

    // MARK: Normalization

    mutating func layerNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        try normalizedFrom(node, isCentered: true)
    }

    mutating func rootMeanSquareNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        try normalizedFrom(node, isCentered: false)
    }

    /// Normalization over all axes from `axis` on, with a factor and perhaps a summand for each element.
    private mutating func normalizedFrom(_ node: ONNXNode, isCentered: Bool) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let first = try axis(node.attributes.integer("axis", default: -1), of: input, node)
        let operation = try normalizing(node, axes: rank - first, isCentered: isCentered)
        let normalized = try append(operation, [input], of: node)
        return try scaled(.activation(normalized), as: shape(of: normalized), node)
    }

    private func normalizing(_ node: ONNXNode, axes: Int, isCentered: Bool) throws(GraphProblem) -> Operation {
        let epsilon = try node.attributes.real("epsilon", default: 1e-5)
        guard epsilon >= 0 else { throw GraphProblem("epsilon is \(epsilon) (allowed: 0 or more)") }
        return .normalization(Operation.Normalizing(axes: axes, epsilon: epsilon, isCentered: isCentered))
    }

    /// A value times input 2, plus input 3 if there is one. The result must keep its shape.
    private mutating func scaled(_ value: Value, as shape: [Int], _ node: ONNXNode) throws(GraphProblem) -> Value {
        var result = try combined(.multiply, 0, value, 1, node.value(1), node)
        if let shift = node.optional(2) { result = try combined(.add, 0, result, 2, shift, node) }
        guard case .activation(let number) = result, self.shape(of: number) == shape else {
            throw GraphProblem("a scale or shift that does not fit an input of shape \(shape) an image")
        }
        return result
    }

    mutating func groupNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let channels = try channelCount(node)
        let groups = try node.attributes.integer("num_groups", default: 0)
        guard groups >= 1, channels % groups == 0 else {
            throw GraphProblem("num_groups is \(groups) for \(channels) channels (allowed: numbers that divide them)")
        }
        return try normalizedGroups(node, groups: groups)
    }

    mutating func instanceNormalization(_ node: ONNXNode) throws(GraphProblem) -> Value {
        try normalizedGroups(node, groups: channelCount(node))
    }

    private func channelCount(_ node: ONNXNode) throws(GraphProblem) -> Int {
        let extents = shape(of: try node.activation(0))
        guard extents.count >= 2 else {
            throw GraphProblem("an input of shape \(extents) an image (allowed: channels, then one axis or more)")
        }
        return extents[0]
    }

    /// Each group of channels is normalized over all of its elements. Scale and shift belong to channels, or to groups as
    /// `GroupNormalization` had them before operator set 21.
    private mutating func normalizedGroups(_ node: ONNXNode, groups: Int) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let extents = shape(of: input)
        let parts = reshaped(input, to: [groups, extents.reduce(1, *) / groups], node)
        let normalized = try append(normalizing(node, axes: 1, isCentered: true), [parts], of: node)
        let value = reshaped(normalized, to: extents, node)
        var parameters: [[Double]] = []
        for index in 1...2 {
            let numbers = try node.reals(index).map(Double.init)
            guard numbers.count == extents[0] || numbers.count == groups else {
                throw GraphProblem(
                    "input \(index + 1) has \(numbers.count) elements (needed: \(extents[0]), or \(groups) for groups)")
            }
            let share = extents[0] / numbers.count
            parameters.append((0..<extents[0]).map { numbers[$0 / share] })
        }
        let plain = [Double](repeating: 0, count: extents[0])
        let scaling = BatchNormalization(
            gamma: parameters[0], beta: parameters[1], mean: plain, variance: plain.map { _ in 1 }, epsilon: 0)
        return try add(.batchNormalization(scaling), [value], of: node)
    }
}
