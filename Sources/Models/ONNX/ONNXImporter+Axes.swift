// SPDX-License-Identifier: Apache-2.0

/// Values whose axes are not those of images and of what belongs to an image.
///
/// Images are run one by one. So the axis of images has the extent 1, and a model may put it elsewhere, merge it with others
/// (windows of an image, heads of attention) or drop it. What such a node makes is called whole here: its shape in the graph has
/// all axes of the model. A whole value whose first axis has the extent 1 is an ordinary one again: `settled` turns it back.
extension ONNXImporter {
    /// All extents of a value, as the model has them for one image.
    func extents(of value: Int) -> [Int] { isWhole(value) ? shape(of: value) : [1] + shape(of: value) }

    /// An axis of a value as an axis of its shape in the graph. The model counts from 0 or from the end.
    ///
    /// - Throws: `GraphProblem` when it is the axis of images, or there is no such axis.
    func axis(_ axis: Int, of value: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let rank = shape(of: value).count
        guard isWhole(value) else { return try node.featureAxis(axis, rank: rank) }
        return try Self.counted(axis, rank: rank)
    }

    /// An axis counted from the front.
    static func counted(_ axis: Int, rank: Int) throws(GraphProblem) -> Int {
        let counted = axis < 0 ? axis + rank : axis
        guard (0..<rank).contains(counted) else { throw GraphProblem("axis \(axis) of a value of \(rank) axes") }
        return counted
    }

    /// The same elements as a value with all of its axes: `extents`, or its own with axes of extent 1 before them, so that there
    /// are `rank`.
    ///
    /// - Throws: `GraphProblem` when the model fixes several images, which have an axis of their own then.
    mutating func whole(
        _ value: Int, as extents: [Int]? = nil, rank: Int = 0, _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        try requireOneImage()
        let own = self.extents(of: value)
        let wanted = extents ?? [Int](repeating: 1, count: max(0, rank - own.count)) + own
        guard !isWhole(value) || shape(of: value) != wanted else { return value }
        guard GraphLimits.elements(wanted) == own.reduce(1, *) else {
            throw GraphProblem("extents \(wanted) for a value of extents \(own)")
        }
        return appendWhole(.reshape, [value], shape: wanted.isEmpty ? [1] : wanted, of: node)
    }

    /// Checks that the axis of images may be put elsewhere.
    func requireOneImage() throws(GraphProblem) {
        guard let images = fixedImages, images != 1 else { return }
        throw GraphProblem(
            "it merges or moves the axis of images, of which the model fixes \(images) (export the model with one image, or an "
                + "open number)")
    }

    /// The value as the graph has it: an ordinary one if its first axis has the extent 1.
    mutating func settled(_ value: Value, _ node: ONNXNode) -> Value {
        guard case .activation(let number) = value, isWhole(number) else { return value }
        let extents = shape(of: number)
        guard extents.count > 1, extents[0] == 1 else { return value }
        return add(.reshape, [number], shape: Array(extents.dropFirst()), of: node, isWhole: false)
    }

    /// A constant as a value of the graph: without the axis of images, unless it is whole.
    ///
    /// - Throws: `GraphProblem` when it has no elements, or some that are no numbers.
    mutating func constantValue(
        _ constant: ONNXConstant, shape: [Int], isWhole: Bool, _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        let numbers = constant.reals
        guard GraphLimits.elements(shape) == numbers.count, !numbers.contains(where: \.isNaN) else {
            throw GraphProblem(
                "a constant of extents \(constant.shape) without elements, or with some that are no numbers")
        }
        let operation = Operation.constant(Operation.Constant(shape: shape, values: numbers))
        guard case .activation(let value) = add(operation, [], shape: shape, of: node, isWhole: isWhole) else {
            return 0
        }
        return value
    }

    /// Values with as many axes each, constants among them: with axes of extent 1 before the others.
    mutating func aligned(_ operands: [Value], _ node: ONNXNode) throws(GraphProblem) -> [Int] {
        var constants: [Int: ONNXConstant] = [:]
        var extents: [[Int]] = []
        var areOrdinary = true
        for (index, operand) in operands.enumerated() {
            if case .activation(let value) = operand {
                extents.append(self.extents(of: value))
                areOrdinary = areOrdinary && !isWhole(value)
            } else {
                let constant = try operand.numbers(index)
                constants[index] = constant
                extents.append(constant.shape)
            }
        }
        let rank = extents.map(\.count).max() ?? 0
        let padded = extents.map { [Int](repeating: 1, count: rank - $0.count) + $0 }
        areOrdinary = areOrdinary && rank > 1 && padded.allSatisfy { $0[0] == 1 }
        if !areOrdinary { try requireOneImage() }
        var values: [Int] = []
        for (index, operand) in operands.enumerated() {
            let shape = areOrdinary ? Array(padded[index].dropFirst()) : padded[index].isEmpty ? [1] : padded[index]
            if let constant = constants[index] {
                values.append(try constantValue(constant, shape: shape, isWhole: !areOrdinary, node))
            } else if case .activation(let value) = operand {
                values.append(areOrdinary ? reshaped(value, to: shape, node) : try whole(value, as: shape, node))
            }
        }
        return values
    }

    /// Axes in another order; `order` names all of them.
    mutating func arranged(_ value: Int, _ order: [Int], _ node: ONNXNode) throws(GraphProblem) -> Int {
        if order == Array(order.indices) { return value }
        guard isWhole(value) || order.first != 0 else {
            return try append(.transpose(order.dropFirst().map { $0 - 1 }), [value], of: node)
        }
        return try append(.transpose(order), [whole(value, node)], of: node)
    }
}
