// SPDX-License-Identifier: Apache-2.0

/// Operators that give the same elements other extents or another order.
extension ONNXImporter {
    mutating func flatten(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let axis = try node.attributes.integer("axis", default: 1)
        guard axis == 1 || axis == -rank else {
            throw GraphProblem("axis is \(axis) (allowed: 1, which keeps the images apart)")
        }
        return .activation(reshaped(input, to: [shape(of: input).reduce(1, *)], node))
    }

    mutating func reshape(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard let target = try node.list("shape", orInput: 1), !target.isEmpty else {
            throw GraphProblem("a shape is missing")
        }
        guard case .activation(let input) = try node.value(0) else { return try Self.reshapedConstant(node, target) }
        // PyTorch writes 1 for shapes without an extent of 0 too, for which it means nothing.
        if target.contains(0) { try node.attributes.require("allowzero", equals: 0) }
        let source = shape(of: input)
        let count = source.reduce(1, *)
        var extents = Array(target.dropFirst())
        for (axis, extent) in extents.enumerated() where extent == 0 {
            guard source.indices.contains(axis) else { throw GraphProblem("shape \(target) for an input of \(source)") }
            extents[axis] = source[axis]
        }
        if let open = extents.firstIndex(of: -1) {
            extents[open] = 1
            guard let known = GraphLimits.elements(extents), count % known == 0 else {
                throw GraphProblem("shape \(target) for an input of shape \(source) an image")
            }
            extents[open] = count / known
        }
        guard GraphLimits.elements(extents) == count, !extents.isEmpty else {
            throw GraphProblem(
                "shape \(target) for an input of shape \(source) an image (allowed: shapes that keep the images apart)")
        }
        return .activation(reshaped(input, to: extents, node))
    }

    private static func reshapedConstant(_ node: ONNXNode, _ target: [Int]) throws(GraphProblem) -> Value {
        let constant = try node.constant(0)
        let keepsZeros = try node.attributes.integer("allowzero", default: 0) != 0
        let problem = GraphProblem("shape \(target) for a constant of extents \(constant.shape)")
        var extents = target
        for (axis, extent) in extents.enumerated() where extent == 0 && !keepsZeros {
            guard constant.shape.indices.contains(axis) else { throw problem }
            extents[axis] = constant.shape[axis]
        }
        let open = extents.firstIndex(of: -1)
        if let open { extents[open] = 1 }
        // A constant without elements has an extent of 0, which no product of others tells.
        guard let bound = GraphLimits.elements(extents.map { $0 == 0 ? 1 : $0 }) else { throw problem }
        let known = extents.contains(0) ? 0 : bound
        if let open {
            guard known > 0, constant.count % known == 0 else { throw problem }
            extents[open] = constant.count / known
        }
        guard extents.reduce(1, *) == constant.count else { throw problem }
        return .constant(constant.reshaped(extents))
    }

    mutating func squeeze(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let axes = try node.list("axes", orInput: 1)
        guard case .activation(let input) = try node.value(0) else {
            return .constant(try Self.squeezedConstant(node, axes))
        }
        let source = shape(of: input)
        var dropped: Set<Int> = []
        for axis in axes ?? [] { dropped.insert(try node.featureAxis(axis, rank: source.count)) }
        if axes == nil { dropped = Set(source.indices.filter { source[$0] == 1 }) }
        guard dropped.allSatisfy({ source[$0] == 1 }) else {
            throw GraphProblem("axes \(axes ?? []) of an input of shape \(source) an image (allowed: axes of extent 1)")
        }
        let kept = source.indices.filter { !dropped.contains($0) }.map { source[$0] }
        return .activation(reshaped(input, to: kept.isEmpty ? [1] : kept, node))
    }

    private static func squeezedConstant(_ node: ONNXNode, _ axes: [Int]?) throws(GraphProblem) -> ONNXConstant {
        let constant = try node.constant(0)
        let rank = constant.shape.count
        var dropped: Set<Int> = []
        for axis in axes ?? [] { dropped.insert(try node.constantAxis(axis, rank: rank)) }
        if axes == nil { dropped = Set(constant.shape.indices.filter { constant.shape[$0] == 1 }) }
        guard dropped.allSatisfy({ constant.shape[$0] == 1 }) else {
            throw GraphProblem(
                "axes \(axes ?? []) of a constant of extents \(constant.shape) (allowed: axes of extent 1)")
        }
        return constant.reshaped(constant.shape.indices.filter { !dropped.contains($0) }.map { constant.shape[$0] })
    }

    mutating func unsqueeze(_ node: ONNXNode) throws(GraphProblem) -> Value {
        guard let axes = try node.list("axes", orInput: 1) else { throw GraphProblem("axes are missing") }
        let value = try node.value(0)
        var extents: [Int]
        if case .activation(let input) = value {
            extents = [0] + shape(of: input)
        } else {
            extents = try node.constant(0).shape
        }
        let rank = extents.count + axes.count
        for axis in axes.map({ $0 < 0 ? $0 + rank : $0 }).sorted() {
            guard (0...extents.count).contains(axis), rank <= 8 else { throw GraphProblem("axes \(axes)") }
            extents.insert(1, at: axis)
        }
        guard case .activation(let input) = value else { return .constant(try node.constant(0).reshaped(extents)) }
        guard extents[0] == 0 else { throw GraphProblem("a new axis before that of the images") }
        return .activation(reshaped(input, to: Array(extents.dropFirst()), node))
    }

    mutating func transpose(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.attributes.integers("perm")
        guard case .activation(let input) = try node.value(0) else { return try transposedConstant(node, given) }
        let rank = shape(of: input).count + 1
        let order = given ?? Array((0..<rank).reversed())
        guard order.sorted() == Array(0..<rank), order[0] == 0 else {
            throw GraphProblem("perm \(order) (allowed: orders that begin with 0, the images)")
        }
        let axes = order.dropFirst().map { $0 - 1 }
        return axes == Array(0..<rank - 1) ? .activation(input) : try add(.transpose(axes), [input], of: node)
    }

    private mutating func transposedConstant(_ node: ONNXNode, _ given: [Int]?) throws(GraphProblem) -> Value {
        let value = try node.value(0)
        let plain: ONNXConstant
        switch value {
        case .quantized(let quantized): plain = quantized.integers
        default: plain = try node.constant(0)
        }
        let order = given ?? Array(plain.shape.indices.reversed())
        guard order.sorted() == Array(plain.shape.indices) else {
            throw GraphProblem("perm \(order) for a constant of extents \(plain.shape)")
        }
        guard order != Array(plain.shape.indices) else { return value }
        try reserve(plain.shape)
        guard case .quantized(let quantized) = value else { return .constant(plain.transposed(order)) }
        let axis = quantized.scales.count == 1 ? 0 : order.firstIndex(of: quantized.axis) ?? 0
        return .quantized(
            ONNXQuantizedConstant(
                integers: plain.transposed(order), scales: quantized.scales, zeroPoints: quantized.zeroPoints,
                axis: axis))
    }

    /// Extents of a value: images are run one by one, so that there is one.
    func shapeConstant(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let extents: [Int]
        if case .activation(let input) = try node.value(0) {
            extents = [1] + shape(of: input)
        } else {
            extents = try node.constant(0).shape
        }
        func limit(_ name: String, _ standard: Int) throws(GraphProblem) -> Int {
            let value = try node.attributes.integer(name, default: standard)
            return min(max(value < 0 ? value + extents.count : value, 0), extents.count)
        }
        let (start, end) = (try limit("start", 0), try limit("end", extents.count))
        let part = start < end ? extents[start..<end].map(Int64.init) : []
        return .constant(ONNXConstant(integers: part, shape: [part.count]))
    }

    mutating func pad(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let mode = try node.attributes.word("mode", default: "constant")
        guard mode == "constant" else { throw GraphProblem("mode is \(printable(mode)) (allowed: constant)") }
        guard var pads = try node.list("pads", orInput: 1) else { throw GraphProblem("pads are missing") }
        let rank = shape(of: input).count + 1
        if node.has(3) {
            let axes = try node.integers(3)
            guard pads.count == 2 * axes.count else { throw GraphProblem("\(pads.count) pads for \(axes.count) axes") }
            var all = [Int](repeating: 0, count: 2 * rank)
            for (index, axis) in axes.enumerated() {
                let place = try node.featureAxis(axis, rank: rank - 1) + 1
                all[place] = pads[index]
                all[place + rank] = pads[index + axes.count]
            }
            pads = all
        }
        guard pads.count == 2 * rank, rank >= 3 else { throw GraphProblem("\(pads.count) pads for \(rank) axes") }
        for axis in 0..<rank - 2 where pads[axis] != 0 || pads[axis + rank] != 0 {
            throw GraphProblem("pads of other axes than the last two")
        }
        var value = try node.attributes.real("value", default: 0)
        if node.has(2), let number = try node.reals(2).first { value = Double(number) }
        let margin = Operation.Padding(
            top: pads[rank - 2], left: pads[rank - 1], bottom: pads[2 * rank - 2], right: pads[2 * rank - 1],
            value: value)
        return try add(.padding(margin), [input], of: node)
    }
}
