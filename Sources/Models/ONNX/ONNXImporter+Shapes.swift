// SPDX-License-Identifier: Apache-2.0

/// Operators that give the same elements other extents or another order.
extension ONNXImporter {
    mutating func flatten(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let axis = try node.attributes.integer("axis", default: 1)
        guard !isWhole(input), axis == 1 || axis == -rank else {
            let extents = extents(of: input)
            let counted = axis < 0 ? axis + extents.count : axis
            guard (0...extents.count).contains(counted) else {
                throw GraphProblem("axis is \(axis) (allowed: 0 to \(extents.count), 1 keeps the images apart)")
            }
            let parts = [extents[..<counted].reduce(1, *), extents[counted...].reduce(1, *)]
            return .activation(try whole(input, as: parts, node))
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
        let count = shape(of: input).reduce(1, *)
        // The axis of images is kept, unless the others do not have all elements of an image then.
        let keepsImages = !isWhole(input) && (fixedImages != 1 || (-1...1).contains(target[0]))
        if keepsImages, let extents = Self.filled(Array(target.dropFirst()), from: shape(of: input), count: count) {
            return .activation(reshaped(input, to: extents, node))
        }
        guard let extents = Self.filled(target, from: extents(of: input), count: count) else {
            throw GraphProblem(
                "shape \(target) for an input of shape \(shape(of: input)) an image (allowed: as many elements)")
        }
        return .activation(try whole(input, as: extents, node))
    }

    /// Extents with those of the source in place of 0, and what is left in place of -1; nil if they do not have as many elements.
    private static func filled(_ target: [Int], from source: [Int], count: Int) -> [Int]? {
        var extents = target
        for (axis, extent) in extents.enumerated() where extent == 0 {
            guard source.indices.contains(axis) else { return nil }
            extents[axis] = source[axis]
        }
        if let open = extents.firstIndex(of: -1) {
            extents[open] = 1
            guard let known = GraphLimits.elements(extents), count % known == 0 else { return nil }
            extents[open] = count / known
        }
        return GraphLimits.elements(extents) == count && !extents.isEmpty ? extents : nil
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
        guard case .activation(let given) = try node.value(0) else {
            return .constant(try Self.squeezedConstant(node, axes))
        }
        let rank = extents(of: given).count
        let dropsImages = axes?.contains { $0 == 0 || $0 == -rank } ?? false
        let input = dropsImages ? try whole(given, node) : given
        let source = shape(of: input)
        var dropped: Set<Int> = []
        for place in axes ?? [] { dropped.insert(try axis(place, of: input, node)) }
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
            extents = isWhole(input) ? shape(of: input) : [0] + shape(of: input)
        } else {
            extents = try node.constant(0).shape
        }
        let rank = extents.count + axes.count
        for axis in axes.map({ $0 < 0 ? $0 + rank : $0 }).sorted() {
            guard (0...extents.count).contains(axis), rank <= 8 else { throw GraphProblem("axes \(axes)") }
            extents.insert(1, at: axis)
        }
        guard case .activation(let input) = value else { return .constant(try node.constant(0).reshaped(extents)) }
        if isWhole(input) { return .activation(try whole(input, as: extents, node)) }
        guard extents[0] == 0 else {
            return .activation(try whole(input, as: extents.map { $0 == 0 ? 1 : $0 }, node))
        }
        return .activation(reshaped(input, to: Array(extents.dropFirst()), node))
    }

    mutating func transpose(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.attributes.integers("perm")
        guard case .activation(let input) = try node.value(0) else { return try transposedConstant(node, given) }
        let rank = extents(of: input).count
        let order = given ?? Array((0..<rank).reversed())
        guard order.sorted() == Array(0..<rank) else {
            throw GraphProblem("perm \(order) (allowed: each of the \(rank) axes once)")
        }
        return .activation(try arranged(input, order, node))
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
                axis: axis, bits: quantized.bits))
    }

    /// Extents of a value: images are run one by one, so that there is one.
    func shapeConstant(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let extents: [Int]
        if case .activation(let input) = try node.value(0) {
            extents = self.extents(of: input)
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
        let given = try node.activation(0)
        let mode = try node.attributes.word("mode", default: "constant")
        guard mode == "constant" else { throw GraphProblem("mode is \(printable(mode)) (allowed: constant)") }
        guard var pads = try node.list("pads", orInput: 1) else { throw GraphProblem("pads are missing") }
        let rank = shape(of: given).count + 1
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
        guard pads[0] == 0, pads[rank] == 0 else { throw GraphProblem("pads of the axis of images") }
        var value = try node.attributes.real("value", default: 0)
        if node.has(2), let number = try node.reals(2).first { value = Double(number) }
        let input = try padded(
            given, before: Array(pads[1..<rank - 2]), after: Array(pads[rank + 1..<2 * rank - 2]), value, node)
        let margins = [pads[rank - 2], pads[rank - 1], pads[2 * rank - 2], pads[2 * rank - 1]]
        guard input == given || margins.contains(where: { $0 != 0 }) else { return .activation(input) }
        let margin = Operation.Padding(
            top: pads[rank - 2], left: pads[rank - 1], bottom: pads[2 * rank - 2], right: pads[2 * rank - 1],
            value: value)
        return try add(.padding(margin), [input], of: node)
    }

    /// A margin of equal numbers around the first axes, of which constants are put together with the value.
    private mutating func padded(
        _ given: Int, before: [Int], after: [Int], _ number: Double, _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        var value = given
        for axis in before.indices where before[axis] != 0 || after[axis] != 0 {
            guard [before[axis], after[axis]].allSatisfy((0...GraphLimits.largestExtent).contains) else {
                throw GraphProblem("pads of \(before[axis]) and \(after[axis]) (allowed: not negative)")
            }
            func margin(_ extent: Int, _ importer: inout ONNXImporter) throws(GraphProblem) -> [Int] {
                guard extent > 0 else { return [] }
                var shape = importer.shape(of: value)
                shape[axis] = extent
                try importer.reserve(shape)
                let numbers = [Float](repeating: Float(number), count: shape.reduce(1, *))
                let constant = ONNXConstant(type: .float, shape: shape, values: .reals(numbers))
                return [try importer.constantValue(constant, shape: shape, isWhole: false, node)]
            }
            let parts = try margin(before[axis], &self) + [value] + margin(after[axis], &self)
            value = try append(.concatenation(axis: axis), parts, of: node)
        }
        return value
    }
}
