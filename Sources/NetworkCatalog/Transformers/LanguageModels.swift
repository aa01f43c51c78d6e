// SPDX-License-Identifier: Apache-2.0

import Workload

extension CatalogNetwork {
    static let bertBase = CatalogNetwork(
        "bert_base", source: "Devlin et al., NAACL 2019 (arXiv 1810.04805): BERT-Base, uncased, with its pooler",
        input: .text(tokens: 128, most: 512, generates: false)
    ) { sequence throws(InvalidLayer) in
        var builder = NetworkBuilder()
        var map = try builder.embedding(sequence.allTokens, "words", rows: 30522, length: 768)
        for (name, rows) in [("positions", 512), ("segments", 2)] {
            let table = try builder.embedding(sequence.allTokens, name, rows: rows, length: 768)
            map = try builder.elements("\(name)_sum", .add, map, table)
        }
        map = try builder.normalized(map, "embedding_norm", .layerNormalization)
        for block in 1...12 {
            let name = "block\(block)"
            let mixed = try builder.attention(map, name, .init(heads: 12, windows: sequence.count))
            let sum = try builder.elements("\(name)_sum1", .add, mixed, map)
            map = try builder.normalized(sum, "\(name)_norm1", .layerNormalization)
            let inner = try builder.feedForward(map, name, width: 3072, .gelu)
            let outer = try builder.elements("\(name)_sum2", .add, inner, map)
            map = try builder.normalized(outer, "\(name)_norm2", .layerNormalization)
        }
        let pooled = try builder.dense(builder.vector(of: map, "first_token"), "pooler", outputs: 768)
        _ = try builder.elements("tanh", .function, pooled)
        return builder.steps
    }

    static let gpt2 = CatalogNetwork(
        "gpt2", source: "Radford et al., 2019, Table 2: GPT-2 small; the output layer runs for the last token",
        input: .text(tokens: 1024, most: 1024, generates: true)
    ) { sequence throws(InvalidLayer) in
        var builder = NetworkBuilder()
        var map = try builder.embedding(sequence.allTokens, "words", rows: 50257, length: 768)
        let positions = try builder.embedding(sequence.allTokens, "positions", rows: 1024, length: 768)
        map = try builder.elements("positions_sum", .add, map, positions)
        for block in 1...12 {
            map = try builder.encoderBlock(
                map, "block\(block)", width: 3072, .init(heads: 12, windows: sequence.count, context: sequence.context))
        }
        map = try builder.vector(of: map, "last_token", sequences: sequence.count)
        map = try builder.normalized(map, "norm", .layerNormalization)
        _ = try builder.dense(map, "output", outputs: 50257, hasBias: false)
        return builder.steps
    }

    static let llama3 = CatalogNetwork(
        "llama3_8b",
        source: "Grattafiori et al., 2024 (arXiv 2407.21783), Table 3; the output layer runs for the last token",
        input: .text(tokens: 1024, most: 8192, generates: true)
    ) { sequence throws(InvalidLayer) in
        var builder = NetworkBuilder()
        var map = try builder.embedding(sequence.allTokens, "words", rows: 128_256, length: 4096)
        let attention = NetworkBuilder.Attention(
            heads: 32, sharedHeads: 8, windows: sequence.count, hasBias: false, context: sequence.context,
            isRotated: true)
        for block in 1...32 {
            let name = "block\(block)"
            let normal = try builder.normalized(map, "\(name)_norm1", .rootMeanSquareNormalization)
            map = try builder.elements("\(name)_sum1", .add, builder.attention(normal, name, attention), map)
            let again = try builder.normalized(map, "\(name)_norm2", .rootMeanSquareNormalization)
            map = try builder.elements("\(name)_sum2", .add, builder.gated(again, name, width: 14336), map)
        }
        map = try builder.vector(of: map, "last_token", sequences: sequence.count)
        map = try builder.normalized(map, "norm", .rootMeanSquareNormalization)
        _ = try builder.dense(map, "output", outputs: 128_256, hasBias: false)
        return builder.steps
    }
}

extension NetworkBuilder {
    /// A feed-forward part whose inner vector is multiplied by a gate.
    fileprivate mutating func gated(_ map: Map, _ name: String, width: Int) throws(InvalidLayer) -> Map {
        let gate = try dense(map, "\(name)_gate", outputs: width, hasBias: false)
        let open = try elements("\(name)_silu", .silu, gate)
        let inner = try elements(
            "\(name)_gated", .multiply, open, dense(map, "\(name)_expand", outputs: width, hasBias: false))
        return try dense(inner, "\(name)_contract", outputs: map.channels, hasBias: false)
    }
}
