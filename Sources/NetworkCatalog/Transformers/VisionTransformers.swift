// SPDX-License-Identifier: Apache-2.0

import Workload

extension CatalogNetwork {
    static let visionTransformerBase16 = CatalogNetwork(
        "vit_b_16",
        source: "Dosovitskiy et al., ICLR 2021 (arXiv 2010.11929), Table 1: ViT-Base with patches of 16 x 16",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        var builder = NetworkBuilder()
        let options = NetworkBuilder.Options(stride: 16, hasBias: true, hasBatchNormalization: false, padding: 0)
        let image = NetworkBuilder.Map.image(channels: 3, height: 224, width: 224)
        let patches = try builder.convolution(image, "patches", outputs: 768, kernel: 16, options).sequence
        // One more token, which is learned, stands in front of the patches.
        var map = try builder.extended(patches, "class_token", .prepend, by: 1)
        map = try builder.elements("positions", .add, map, map)
        for block in 1...12 {
            map = try builder.encoderBlock(map, "block\(block)", width: 3072, .init(heads: 12))
        }
        map = try builder.vector(of: map, "class")
        map = try builder.normalized(map, "norm", .layerNormalization)
        _ = try builder.dense(map, "head", outputs: 1000)
        return builder.steps
    }

    static let swinTiny = CatalogNetwork(
        "swin_t", source: "Liu et al., ICCV 2021 (arXiv 2103.14030), Sec. 3: Swin-T with windows of 7 x 7",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        var builder = NetworkBuilder()
        let options = NetworkBuilder.Options(stride: 4, hasBias: true, hasBatchNormalization: false, padding: 0)
        let image = NetworkBuilder.Map.image(channels: 3, height: 224, width: 224)
        var map = try builder.convolution(image, "patches", outputs: 96, kernel: 4, options).sequence
        map = try builder.normalized(map, "patches_norm", .layerNormalization)
        for (stage, depth) in [2, 2, 6, 2].enumerated() {
            if stage > 0 {
                // Four neighbours become one token.
                let merged = map.reshaped(channels: 4 * map.channels, height: map.height / 4)
                let normal = try builder.normalized(merged, "merge\(stage)_norm", .layerNormalization)
                map = try builder.dense(normal, "merge\(stage)", outputs: 2 * map.channels, hasBias: false)
            }
            for block in 1...depth {
                map = try builder.encoderBlock(
                    map, "block\(stage + 1)_\(block)", width: 4 * map.channels,
                    .init(heads: 3 << stage, windows: map.height / 49))
            }
        }
        map = try builder.normalized(map, "norm", .layerNormalization)
        map = try builder.globalMean(map, "mean")
        _ = try builder.dense(map, "head", outputs: 1000)
        return builder.steps
    }
}
