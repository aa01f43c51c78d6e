// SPDX-License-Identifier: Apache-2.0

/// Attention and rotary embeddings of operator set 23, made of products, softmax and functions of elements.
extension ONNXImporter {
    /// Queries, keys and values of attention as [1, heads, tokens, size] each.
    private struct Heads {
        var queries: Int
        var keys: Int
        var values: Int
    }

    /// softmax(scale q k' + mask) v for each head. The second and third result are the keys and values.
    mutating func attention(_ node: ONNXNode) throws(GraphProblem) -> [Value] {
        for index in 4..<max(4, node.inputCount) where node.has(index) {
            throw GraphProblem(
                "input \(index + 1): keys and values of earlier tokens are not read (export without a cache)")
        }
        try node.attributes.require("qk_matmul_output_mode", equals: 0)
        let queries = try heads(node, 0, count: "q_num_heads")
        let keys = try heads(node, 1, count: "kv_num_heads")
        let values = try heads(node, 2, count: "kv_num_heads")
        var all = Heads(queries: queries.value, keys: keys.value, values: values.value)
        let extents = shape(of: all.queries)
        let heads = extents[1]
        guard [shape(of: all.keys)[1], shape(of: all.values)[1]].allSatisfy({ $0 >= 1 && heads % $0 == 0 }) else {
            throw GraphProblem(
                "\(heads) heads of queries for \(shape(of: all.keys)[1]) of keys (allowed: a multiple of them)")
        }
        all.keys = try repeated(all.keys, heads: heads, node)
        all.values = try repeated(all.values, heads: heads, node)
        let size = Double(extents[3])
        let scale = try node.attributes.real("scale", default: 0)
        let turned = try turned(all.keys, node)
        var scores = try append(.product, [all.queries, turned], of: node)
        scores = try times(scores, scale == 0 ? 1 / size.squareRoot() : scale, node)
        scores = try masked(try capped(scores, node), node)
        let shares = try append(.softmax(axis: 3, count: 1), [scores], of: node)
        var result = try append(.product, [shares, all.values], of: node)
        if queries.isFlat {
            let made = shape(of: result)
            result = try whole(arranged(result, [0, 2, 1, 3], node), as: [1, made[2], made[1] * made[3]], node)
        }
        return [.activation(result), .activation(keys.value), .activation(values.value)]
    }

    /// An input as [1, heads, tokens, size]; `isFlat` if its heads lie in one axis with their elements.
    private mutating func heads(
        _ node: ONNXNode, _ index: Int, count name: String
    ) throws(GraphProblem) -> (value: Int, isFlat: Bool) {
        let value = try whole(aligned([node.value(index)], node)[0], rank: 3, node)
        let extents = shape(of: value)
        guard extents.count == 3 else {
            guard extents.count == 4, extents[0] == 1 else {
                throw GraphProblem("input \(index + 1) has the extents \(extents) (allowed: 3 or 4 axes, one image)")
            }
            return (value, false)
        }
        let count = try node.attributes.integer(name, default: 0)
        guard count >= 1, extents[2] % count == 0, extents[0] == 1 else {
            throw GraphProblem(
                "\(name) is \(count) for an input of extents \(extents) (allowed: a divisor of the last)")
        }
        let parts = try whole(value, as: [1, extents[1], count, extents[2] / count], node)
        return (try arranged(parts, [0, 2, 1, 3], node), true)
    }

    /// Heads that several heads of queries share.
    private mutating func repeated(_ value: Int, heads: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let own = shape(of: value)[1]
        guard own != heads else { return value }
        return try append(.selection(axis: 1, places: (0..<heads).map { $0 / (heads / own) }), [value], of: node)
    }

    private mutating func times(_ value: Int, _ factor: Double, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let constant = Operation.Constant(
            shape: [Int](repeating: 1, count: shape(of: value).count), values: [Float(factor)])
        return try append(.binaryConstant(.multiply, constant, constantIsLeft: false), [value], of: node)
    }

    /// Scores within limits: cap * tanh(score / cap).
    private mutating func capped(_ scores: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let cap = try node.attributes.real("softcap", default: 0)
        guard cap >= 0 else { throw GraphProblem("softcap is \(cap) (allowed: 0 or more)") }
        guard cap > 0 else { return scores }
        let bounded = try append(.activation(.tanh), [times(scores, 1 / cap, node)], of: node)
        return try times(bounded, cap, node)
    }

    /// Scores without what attention shall not see: where a mask of truth values is false, or behind the token itself. A mask of
    /// numbers is added.
    private mutating func masked(_ scores: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        var scores = scores
        let (rows, columns) = (shape(of: scores)[2], shape(of: scores)[3])
        let shape = shape(of: scores)
        if try node.attributes.integer("is_causal", default: 0) != 0 {
            try reserve([rows, columns])
            let numbers = (0..<rows * columns).map { $0 % columns <= $0 / columns ? Float(0) : -.infinity }
            let mask = Operation.Constant(shape: [1, 1, rows, columns], values: numbers)
            scores = try append(.binaryConstant(.add, mask, constantIsLeft: false), [scores], of: node)
        }
        guard let mask = node.optional(3) else { return scores }
        var result = Value.activation(scores)
        if !mask.isActivation, case let constant = try mask.numbers(3), constant.type == .bool {
            let blocked = ONNXConstant(
                type: .float, shape: constant.shape, values: .reals(constant.reals.map { $0 == 0 ? -.infinity : 0 }))
            result = try combined(.add, 0, result, 3, .constant(blocked), node)
        } else {
            result = try combined(.add, 0, result, 3, mask, node)
        }
        guard case .activation(let number) = result, self.shape(of: number) == shape else {
            throw GraphProblem("a mask that does not fit scores of extents \(shape)")
        }
        return number
    }

    // MARK: Rotary embeddings

    /// Pairs of elements turned by angles that belong to the place of the token.
    mutating func rotaryEmbedding(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let given = try node.activation(0)
        let flat = extents(of: given)
        var value = given
        if flat.count == 3 {
            let count = try node.attributes.integer("num_heads", default: 0)
            guard count >= 1, flat[2] % count == 0 else {
                throw GraphProblem("num_heads is \(count) for extents \(flat) (allowed: a divisor of the last)")
            }
            let parts = try whole(given, as: [flat[0], flat[1], count, flat[2] / count], node)
            value = try arranged(parts, [0, 2, 1, 3], node)
        }
        value = try whole(value, node)
        guard shape(of: value).count == 4, shape(of: value)[0] == 1 else {
            throw GraphProblem("extents \(flat) (allowed: 3 or 4 axes, one image)")
        }
        let turned = try turnedPairs(value, node)
        guard flat.count == 3 else { return .activation(turned) }
        return .activation(try whole(arranged(turned, [0, 2, 1, 3], node), as: flat, node))
    }

    /// Pairs of [1, heads, tokens, size] turned.
    private mutating func turnedPairs(_ value: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let (tokens, size) = (shape(of: value)[2], shape(of: value)[3])
        let given = try node.attributes.integer("rotary_embedding_dim", default: 0)
        let count = given == 0 ? size : given
        guard (2...max(2, size)).contains(count), count % 2 == 0, size >= 2 else {
            throw GraphProblem(
                "rotary_embedding_dim is \(given) for \(size) elements (allowed: even numbers up to them)")
        }
        let half = count / 2
        let isInterleaved = try node.attributes.integer("interleaved", default: 0) != 0
        let places = (0..<half).map { isInterleaved ? [2 * $0, 2 * $0 + 1] : [$0, $0 + half] }
        let first = try append(.selection(axis: 3, places: places.map { $0[0] }), [value], of: node)
        let second = try append(.selection(axis: 3, places: places.map { $0[1] }), [value], of: node)
        let cosines = try angles(node, 1, tokens: tokens, half: half)
        let sines = try angles(node, 2, tokens: tokens, half: half)
        func multiplied(_ left: Int, _ right: Int, _ importer: inout ONNXImporter) throws(GraphProblem) -> Int {
            try importer.append(.binary(.multiply), [left, right], of: node)
        }
        let real = try append(
            .binary(.subtract), [multiplied(first, cosines, &self), multiplied(second, sines, &self)], of: node)
        let imaginary = try append(
            .binary(.add), [multiplied(first, sines, &self), multiplied(second, cosines, &self)], of: node)
        var parts = [real, imaginary]
        if count < size {
            parts.append(try append(.selection(axis: 3, places: Array(count..<size)), [value], of: node))
        }
        let joined = try append(.concatenation(axis: 3), parts, of: node)
        guard isInterleaved else { return joined }
        let order = (0..<count).map { $0 / 2 + ($0 % 2) * half } + Array(count..<size)
        return try append(.selection(axis: 3, places: order), [joined], of: node)
    }

    /// Cosines or sines as [1, 1, tokens, half]: those of the tokens' places, or of all tokens in order.
    private mutating func angles(
        _ node: ONNXNode, _ index: Int, tokens: Int, half: Int
    ) throws(GraphProblem) -> Int {
        var table = try node.value(index)
        if node.has(3) {
            table = try gather(
                node.replacing(inputs: [table, try node.value(3)], origins: [index, 3]))
        }
        let value = try aligned([table], node)[0]
        guard extents(of: value).reduce(1, *) == tokens * half else {
            throw GraphProblem(
                "input \(index + 1) has the extents \(extents(of: value)) (needed: \(tokens) tokens, \(half) angles)")
        }
        return try whole(value, as: [1, 1, tokens, half], node)
    }
}
