// SPDX-License-Identifier: Apache-2.0

import Workload

extension CatalogNetwork {
    static let mobilenetV2 = CatalogNetwork(
        "mobilenet_v2", source: "Sandler et al., CVPR 2018 (arXiv 1801.04381), Table 2",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        try InvertedResiduals(
            groups: [
                (1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 3, 32, 3, 2), (6, 3, 64, 4, 2), (6, 3, 96, 3, 1),
                (6, 3, 160, 3, 2), (6, 3, 320, 1, 1),
            ], hasExcitation: false, activation: nil
        ).steps()
    }

    static let efficientnetB0 = CatalogNetwork(
        "efficientnet_b0", source: "Tan and Le, ICML 2019 (arXiv 1905.11946), Table 1",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        try InvertedResiduals(
            groups: [
                (1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 5, 40, 2, 2), (6, 3, 80, 3, 2), (6, 5, 112, 3, 1),
                (6, 5, 192, 4, 2), (6, 3, 320, 1, 1),
            ], hasExcitation: true, activation: .silu
        ).steps()
    }
}

/// Networks of blocks that are wider inside than outside.
private struct InvertedResiduals {
    /// Expansion, kernel, outputs, number of blocks, stride of the first one.
    let groups: [(expansion: Int, kernel: Int, outputs: Int, count: Int, stride: Int)]
    /// Whether channels of a block are multiplied by factors that follow from their means.
    let hasExcitation: Bool
    /// The activation function; nil: one that costs nothing.
    let activation: NetworkStep.Operation?

    func steps() throws(InvalidLayer) -> [NetworkStep] {
        var builder = NetworkBuilder()
        var map = NetworkBuilder.Map.image(channels: 3, height: 224, width: 224)
        map = try activated(
            builder.convolution(map, "stem", outputs: 32, kernel: 3, .init(stride: 2)), "stem", &builder)
        for (number, group) in groups.enumerated() {
            for block in 0..<group.count {
                map = try add(
                    "block\(number + 1)_\(block + 1)", map, group, stride: block == 0 ? group.stride : 1, to: &builder)
            }
        }
        map = try activated(builder.convolution(map, "head", outputs: 1280, kernel: 1), "head", &builder)
        map = try builder.globalMean(map, "mean")
        _ = try builder.dense(map, "fc", outputs: 1000)
        return builder.steps
    }

    private func add(
        _ name: String, _ map: NetworkBuilder.Map,
        _ group: (expansion: Int, kernel: Int, outputs: Int, count: Int, stride: Int), stride: Int,
        to builder: inout NetworkBuilder
    ) throws(InvalidLayer) -> NetworkBuilder.Map {
        let width = map.channels * group.expansion
        var inner = map
        if group.expansion > 1 {
            inner = try activated(
                builder.convolution(inner, "\(name)_expand", outputs: width, kernel: 1), "\(name)_expand", &builder)
        }
        inner = try activated(
            builder.convolution(
                inner, "\(name)_depthwise", outputs: width, kernel: group.kernel, .init(stride: stride, groups: width)),
            "\(name)_depthwise", &builder)
        if hasExcitation {
            inner = try excited(inner, name, squeezed: max(1, map.channels / 4), &builder)
        }
        inner = try builder.convolution(inner, "\(name)_project", outputs: group.outputs, kernel: 1)
        guard stride == 1, map.channels == group.outputs else { return inner }
        return try builder.elements("\(name)_sum", .add, inner, map)
    }

    /// Channels times the logistic function of two small layers of their means.
    private func excited(
        _ map: NetworkBuilder.Map, _ name: String, squeezed: Int, _ builder: inout NetworkBuilder
    ) throws(InvalidLayer) -> NetworkBuilder.Map {
        var factors = try builder.globalMean(map, "\(name)_squeeze")
        factors = try activated(builder.dense(factors, "\(name)_reduce", outputs: squeezed), "\(name)_reduce", &builder)
        factors = try builder.dense(factors, "\(name)_excite", outputs: map.channels)
        factors = try builder.elements("\(name)_logistic", .function, factors)
        return try builder.elements("\(name)_scale", .scale, map, factors)
    }

    private func activated(
        _ map: NetworkBuilder.Map, _ name: String, _ builder: inout NetworkBuilder
    ) throws(InvalidLayer) -> NetworkBuilder.Map {
        guard let activation else { return map }
        return try builder.elements("\(name)_\(activation.rawValue)", activation, map)
    }
}
