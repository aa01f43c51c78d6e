/// Operators that only rearrange, and the small sums that exporters do on shapes.
extension ONNXImporter {
    mutating func concatenation(_ node: ONNXNode) throws(GraphProblem) -> Value {
        if let joined = try Self.joinedConstants(node) { return .constant(joined) }
        var inputs: [Int] = []
        for index in 0..<node.inputCount { inputs.append(try node.activation(index)) }
        guard let first = inputs.first else { throw GraphProblem("it has no inputs") }
        let rank = shape(of: first).count
        let axis = try node.featureAxis(node.attributes.integer("axis", default: 1), rank: rank)
        return try add(.concatenation(axis: axis), inputs, of: node)
    }

    /// Lists of integers one behind the other; nothing when some input depends on the image.
    private static func joinedConstants(_ node: ONNXNode) throws(GraphProblem) -> ONNXConstant? {
        var numbers: [Int64] = []
        for index in 0..<node.inputCount {
            guard case .constant(let constant) = try node.value(index), let integers = constant.integers,
                constant.shape.count <= 1
            else { return nil }
            numbers += integers
        }
        return node.inputCount == 0 ? nil : ONNXConstant(integers: numbers, shape: [numbers.count])
    }

    mutating func flatten(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let axis = try node.attributes.integer("axis", default: 1)
        guard axis == 1 || axis == -rank else {
            throw GraphProblem("axis is \(axis) (allowed: 1, which keeps the images apart)")
        }
        return reshaped(input, to: [shape(of: input).reduce(1, *)], node)
    }

    private mutating func reshaped(_ input: Int, to shape: [Int], _ node: ONNXNode) -> Value {
        self.shape(of: input) == shape ? .activation(input) : add(.reshape, [input], shape: shape, of: node)
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
        return reshaped(input, to: extents, node)
    }

    private static func reshapedConstant(_ node: ONNXNode, _ target: [Int]) throws(GraphProblem) -> Value {
        let constant = try node.constant(0)
        var extents = target
        if let open = extents.firstIndex(of: -1) {
            extents[open] = 1
            guard let known = GraphLimits.elements(extents), constant.count % known == 0 else {
                throw GraphProblem("shape \(target) for a constant of extents \(constant.shape)")
            }
            extents[open] = constant.count / known
        }
        guard GraphLimits.elements(extents) == constant.count else {
            throw GraphProblem("shape \(target) for a constant of extents \(constant.shape)")
        }
        return .constant(constant.reshaped(extents))
    }

    mutating func squeeze(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let axes = try node.list("axes", orInput: 1)
        guard case .activation(let input) = try node.value(0) else {
            let constant = try node.constant(0)
            return .constant(constant.reshaped(constant.shape.filter { $0 != 1 }))
        }
        let source = shape(of: input)
        var dropped: Set<Int> = []
        for axis in axes ?? [] { dropped.insert(try node.featureAxis(axis, rank: source.count)) }
        if axes == nil { dropped = Set(source.indices.filter { source[$0] == 1 }) }
        guard dropped.allSatisfy({ source[$0] == 1 }) else {
            throw GraphProblem("axes \(axes ?? []) of an input of shape \(source) an image (allowed: axes of extent 1)")
        }
        let kept = source.indices.filter { !dropped.contains($0) }.map { source[$0] }
        return reshaped(input, to: kept.isEmpty ? [1] : kept, node)
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
        return reshaped(input, to: Array(extents.dropFirst()), node)
    }

    mutating func transpose(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.attributes.integers("perm")
        guard case .activation(let input) = try node.value(0) else { return try Self.transposedConstant(node, given) }
        let rank = shape(of: input).count + 1
        let order = given ?? Array((0..<rank).reversed())
        guard order.sorted() == Array(0..<rank), order[0] == 0 else {
            throw GraphProblem("perm \(order) (allowed: orders that begin with 0, the images)")
        }
        let axes = order.dropFirst().map { $0 - 1 }
        return axes == Array(0..<rank - 1) ? .activation(input) : try add(.transpose(axes), [input], of: node)
    }

    private static func transposedConstant(_ node: ONNXNode, _ order: [Int]?) throws(GraphProblem) -> Value {
        let value = try node.value(0)
        let plain: ONNXConstant
        switch value {
        case .quantized(let quantized): plain = quantized.integers
        default: plain = try node.constant(0)
        }
        guard plain.shape.count == 2, order == nil || order == [1, 0] || order == [0, 1] else {
            throw GraphProblem("a constant of extents \(plain.shape) (allowed: matrices)")
        }
        guard order != [0, 1] else { return value }
        guard case .quantized(let quantized) = value else { return .constant(plain.transposed) }
        return .quantized(
            ONNXQuantizedConstant(
                integers: plain.transposed, scales: quantized.scales, zeroPoints: quantized.zeroPoints,
                axis: quantized.scales.count == 1 ? 0 : 1 - quantized.axis))
    }

    static func cast(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let code = try node.attributes.integer("to", default: 1)
        guard let type = ONNXConstant.ElementType(rawValue: Int32(clamping: code)) else {
            throw GraphProblem("a cast to type \(code)")
        }
        switch try node.value(0) {
        case .activation(let value):
            guard type.isReal else {
                throw GraphProblem("a cast of activations to \(type) (allowed: float, double, half)")
            }
            return .activation(value)
        case .quantized, .constant:
            let constant = try node.constant(0)
            if type.isReal {
                return .constant(ONNXConstant(type: .float, shape: constant.shape, values: .reals(constant.reals)))
            }
            guard constant.integers != nil else { throw GraphProblem("a cast of real constants to \(type)") }
            return .constant(constant)
        }
    }

    /// Extents of a value, with 0 for the images: what `Reshape` takes for "as it is".
    func shapeConstant(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let extents: [Int]
        if case .activation(let input) = try node.value(0) {
            extents = [0] + shape(of: input)
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

    static func gather(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let source = try node.constant(0)
        guard let numbers = source.integers, source.shape.count == 1 else {
            throw GraphProblem("anything but a list of integers is not supported")
        }
        let places = try node.constant(1)
        var picked: [Int64] = []
        for place in try node.integers(1) {
            let counted = place < 0 ? place + numbers.count : place
            guard numbers.indices.contains(counted) else { throw GraphProblem("element \(place) of \(numbers.count)") }
            picked.append(numbers[counted])
        }
        return .constant(ONNXConstant(integers: picked, shape: places.shape))
    }

    mutating func softmax(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        let rank = shape(of: input).count
        let axis = try node.featureAxis(node.attributes.integer("axis", default: opset < 13 ? 1 : -1), rank: rank)
        guard axis == rank - 1 else { throw GraphProblem("an axis that is not the last one") }
        return try add(.softmax, [input], of: node)
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
