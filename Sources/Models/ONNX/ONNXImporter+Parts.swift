// SPDX-License-Identifier: Apache-2.0

/// Operators that put values together and take them apart; those on constants are what exporters compute extents with.
extension ONNXImporter {
    mutating func concatenation(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard node.inputCount > 0 else { throw GraphProblem("it has no inputs") }
        let axis = try node.attributes.integer("axis", default: 1)
        var inputs: [Int] = []
        var constants: [ONNXConstant] = []
        for index in 0..<node.inputCount {
            if case .activation(let value) = try node.value(index) {
                inputs.append(value)
            } else {
                constants.append(try node.constant(index))
            }
        }
        guard !inputs.isEmpty else {
            let counted = try node.constantAxis(axis, rank: constants[0].shape.count)
            for constant in constants { try reserve(constant.shape) }
            return .constant(try ONNXConstant.joined(constants, axis: counted))
        }
        let rank = extents(of: inputs[0]).count
        let isPlain = constants.isEmpty && !inputs.contains(where: isWhole) && axis != 0 && axis != -rank
        guard !isPlain else {
            return try add(.concatenation(axis: node.featureAxis(axis, rank: rank - 1)), inputs, of: node)
        }
        return try mixedConcatenation(node, axis: Self.counted(axis, rank: rank), rank: rank)
    }

    /// Values along any axis, constants among them.
    private mutating func mixedConcatenation(_ node: ONNXNode, axis: Int, rank: Int) throws(GraphProblem) -> Value {
        var operands: [Value] = []
        for index in 0..<node.inputCount {
            let operand = try node.value(index)
            var own = rank
            if case .activation(let value) = operand {
                own = extents(of: value).count
            } else {
                own = try node.constant(index).shape.count
            }
            guard own == rank else {
                throw GraphProblem("input \(index + 1) has \(own) axes, but the first value \(rank)")
            }
            operands.append(operand)
        }
        var values: [Int] = []
        if axis == 0 {
            for operand in operands { values.append(try whole(aligned([operand], node)[0], rank: rank, node)) }
        } else {
            values = try aligned(operands, node)
        }
        let isWhole = isWhole(values[0])
        return try add(.concatenation(axis: isWhole ? axis : axis - 1), values, of: node)
    }

    /// Equal parts, or parts of given extents.
    mutating func split(_ node: ONNXNode) throws(GraphProblem) -> [Value] {
        let axis = try node.attributes.integer("axis", default: 0)
        let (counted, extent) = try axisAndExtent(node, axis)
        let count = try node.attributes.integer("num_outputs", default: node.outputCount)
        guard count >= 1, count <= max(1, node.outputCount) else {
            throw GraphProblem("num_outputs is \(count), but the node has \(node.outputCount) outputs")
        }
        let parts: [Int]
        if let given = try node.list("split", orInput: 1) {
            parts = given
        } else {
            let part = (extent + count - 1) / count
            guard extent % count == 0 || node.attributes.contains("num_outputs"), part * (count - 1) < extent else {
                throw GraphProblem("\(count) equal parts of an extent of \(extent)")
            }
            parts = (0..<count).map { min(part, extent - $0 * part) }
        }
        guard parts.allSatisfy((0...extent).contains), parts.reduce(0, +) == extent, parts.count <= 1 << 16 else {
            throw GraphProblem("parts of \(parts.prefix(16)) for an extent of \(extent)")
        }
        var results: [Value] = []
        var start = 0
        for part in parts {
            results.append(try selecting(node, axis: counted, Array(start..<start + part)))
            start += part
        }
        return results
    }

    mutating func slice(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard let starts = try node.list("starts", orInput: 1), let ends = try node.list("ends", orInput: 2) else {
            throw GraphProblem("starts or ends are missing")
        }
        let axes = try node.list("axes", orInput: 3) ?? Array(starts.indices)
        let steps = node.has(4) ? try node.integers(4) : starts.map { _ in 1 }
        guard starts.count == ends.count, starts.count == axes.count, starts.count == steps.count,
            !steps.contains(0)
        else {
            throw GraphProblem(
                "starts \(starts), ends \(ends), axes \(axes), steps \(steps) (allowed: as many of each, steps not 0)")
        }
        var value = try node.value(0)
        for index in starts.indices {
            let part = node.replacing(inputs: [value])
            let range = SlicedRange(start: starts[index], end: ends[index], step: steps[index])
            if case .activation(let input) = value, !isWhole(input),
                axes[index] == 0 || axes[index] == -shape(of: input).count - 1
            {
                guard range.places(in: 1) == [0] else { throw GraphProblem("some of the images") }
                continue
            }
            let (axis, extent) = try axisAndExtent(part, axes[index])
            let places = range.places(in: extent)
            if places != Array(0..<extent) { value = try selecting(part, axis: axis, places) }
        }
        return value
    }

    mutating func gather(_ node: ONNXNode) throws(GraphProblem) -> Value {
        if case .activation(let indices)? = node.optional(1) { return try lookup(node, indices) }
        let (axis, extent) = try axisAndExtent(node, node.attributes.integer("axis", default: 0))
        let indices = try node.constant(1)
        var places: [Int] = []
        for place in try node.integers(1) {
            let counted = place < 0 ? place + extent : place
            guard (0..<extent).contains(counted) else { throw GraphProblem("element \(place) of \(extent)") }
            places.append(counted)
        }
        let part = try selecting(node, axis: axis, places)
        switch part {
        case .activation(let value):
            let source = shape(of: value)
            let extents = Array(source[..<axis]) + indices.shape + Array(source[(axis + 1)...])
            return .activation(reshaped(value, to: extents.isEmpty ? [1] : extents, node))
        case .constant(let constant):
            let extents = Array(constant.shape[..<axis]) + indices.shape + Array(constant.shape[(axis + 1)...])
            try reserve(extents)
            return .constant(constant.reshaped(extents))
        case .quantized:
            return part
        }
    }

    /// Rows of a constant that the image names, as the vectors of tokens.
    private mutating func lookup(_ node: ONNXNode, _ indices: Int) throws(GraphProblem) -> Value {
        guard let operand = node.optional(0), case let isConstant = !operand.isActivation, isConstant else {
            throw GraphProblem("places of a value that depend on the image (allowed: rows of a constant)")
        }
        let table = try node.constant(0)
        let axis = try node.constantAxis(node.attributes.integer("axis", default: 0), rank: table.shape.count)
        guard axis == 0, GraphLimits.elements(table.shape) != nil, table.reals.allSatisfy(\.isFinite) else {
            throw GraphProblem(
                "places along axis \(axis) of a constant of extents \(table.shape) that depend on the image (allowed: axis 0 of a "
                    + "constant of finite numbers)")
        }
        return try add(.lookup(Operation.Constant(shape: table.shape, values: table.reals)), [indices], of: node)
    }

    mutating func constantOfShape(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let extents = try node.integers(0)
        let value =
            try node.attributes.tensor("value", external: external)
            ?? ONNXConstant(type: .float, shape: [1], values: .reals([0]))
        guard value.count == 1, extents.allSatisfy({ $0 >= 0 }) else {
            throw GraphProblem(
                "\(value.count) values for extents \(extents) (allowed: one value, extents not negative)")
        }
        try reserve(extents)
        return .constant(value.picking(shape: extents) { _ in 0 })
    }

    // MARK: Parts

    /// An axis of the first input, counted from the first one that counts: without images for what depends on the image.
    private func axisAndExtent(_ node: ONNXNode, _ axis: Int) throws(GraphProblem) -> (axis: Int, extent: Int) {
        if case .activation(let value) = try node.value(0) {
            let counted = try self.axis(axis, of: value, node)
            let extent = shape(of: value)[counted]
            guard extent <= GraphLimits.largestExtent else {
                throw GraphProblem("an axis of \(extent) elements (allowed: \(GraphLimits.largestExtent))")
            }
            return (counted, extent)
        }
        let extents = try node.constant(0).shape
        let counted = try node.constantAxis(axis, rank: extents.count)
        return (counted, extents[counted])
    }

    /// Some places of the first input along an axis.
    private mutating func selecting(_ node: ONNXNode, axis: Int, _ places: [Int]) throws(GraphProblem) -> Value {
        if case .activation(let value) = try node.value(0) {
            try reserve([places.count])
            return try add(.selection(axis: axis, places: places), [value], of: node)
        }
        let constant = try node.constant(0)
        var extents = constant.shape
        extents[axis] = places.count
        try reserve(extents)
        return .constant(constant.selecting(axis: axis, places))
    }
}

/// Places from one on, by steps, as `Slice` counts them.
private struct SlicedRange {
    let start: Int
    let end: Int
    let step: Int

    /// The places of an axis. Numbers below zero count from the end; numbers beyond an end stand for it.
    func places(in extent: Int) -> [Int] {
        guard extent > 0 else { return [] }
        func counted(_ place: Int) -> Int { place < 0 ? place + extent : place }
        return if step > 0 {
            Array(stride(from: min(max(counted(start), 0), extent), to: min(max(counted(end), 0), extent), by: step))
        } else {
            Array(
                stride(
                    from: min(max(counted(start), 0), extent - 1), to: min(max(counted(end), -1), extent - 1), by: step)
            )
        }
    }
}
