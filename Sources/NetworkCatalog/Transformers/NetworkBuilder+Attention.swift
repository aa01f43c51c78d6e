// SPDX-License-Identifier: Apache-2.0

import Workload

extension NetworkBuilder {
    /// The extents of an attention.
    struct Attention {
        /// Heads of the queries [1].
        let heads: Int
        /// Heads of keys and values, which several heads of queries share [1].
        var sharedHeads: Int?
        /// Parts of the map that see only themselves: windows, or sequences side by side [1].
        var windows = 1
        /// Whether the projections have biases.
        var hasBias = true
        /// Earlier tokens of each part, whose keys and values are kept; nil: keys and values are not kept [1].
        var context: Int?
        /// Whether queries and keys are turned by their positions.
        var isRotated = false
    }

    /// Queries, keys and values of a sequence, their products and the softmax between them, and the projection.
    mutating func attention(
        _ map: Map, _ name: String, _ attention: Attention
    ) throws(InvalidLayer) -> Map {
        let width = map.channels
        let head = width / attention.heads
        let groups = attention.sharedHeads ?? attention.heads
        var query = try dense(map, "\(name)_query", outputs: width, hasBias: attention.hasBias)
        var key = try dense(map, "\(name)_key", outputs: groups * head, hasBias: attention.hasBias)
        var value = try dense(map, "\(name)_value", outputs: groups * head, hasBias: attention.hasBias)
        if attention.isRotated {
            query = try rotated(query, "\(name)_query")
            key = try rotated(key, "\(name)_key")
        }
        if let context = attention.context {
            key = try extended(key, "\(name)_keys", .cache, by: context * attention.windows)
            value = try extended(value, "\(name)_values", .cache, by: context * attention.windows)
        }
        // Each head of each window is a group; heads of queries that share keys are rows of one group.
        let sharing = attention.heads / groups
        let rows = map.height / attention.windows * sharing
        let keys = key.height / attention.windows
        let all = groups * attention.windows
        let queries = query.reshaped(channels: all * head, height: rows)
        var scores = try product(queries, key, "\(name)_scores", outputs: all * keys, groups: all)
        scores = try normalized(scores, "\(name)_softmax", .softmax, groups: all)
        let mixed = try product(scores, value, "\(name)_mixed", outputs: all * head, groups: all)
        return try dense(
            mixed.reshaped(channels: width, height: map.height), "\(name)_project", outputs: width,
            hasBias: attention.hasBias)
    }

    /// Pairs of channels, turned by an angle: each channel times a cosine, plus its neighbour times a sine.
    private mutating func rotated(_ map: Map, _ name: String) throws(InvalidLayer) -> Map {
        let cosines = try elements("\(name)_cosine", .multiply, map, map)
        let sines = try elements("\(name)_sine", .multiply, map, map)
        return try elements("\(name)_rotated", .add, cosines, sines)
    }

    /// Two layers with a function between them.
    mutating func feedForward(
        _ map: Map, _ name: String, width: Int, _ function: NetworkStep.Operation
    ) throws(InvalidLayer) -> Map {
        var inner = try dense(map, "\(name)_expand", outputs: width)
        inner = try elements("\(name)_\(function.rawValue)", function, inner)
        return try dense(inner, "\(name)_contract", outputs: map.channels)
    }

    /// A block that normalizes what its parts read.
    mutating func encoderBlock(
        _ map: Map, _ name: String, width: Int, _ attention: Attention
    ) throws(InvalidLayer) -> Map {
        let normal = try normalized(map, "\(name)_norm1", .layerNormalization)
        let mixed = try elements("\(name)_sum1", .add, self.attention(normal, name, attention), map)
        let again = try normalized(mixed, "\(name)_norm2", .layerNormalization)
        return try elements("\(name)_sum2", .add, feedForward(again, name, width: width, .gelu), mixed)
    }
}
