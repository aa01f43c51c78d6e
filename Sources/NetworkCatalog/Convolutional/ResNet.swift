// SPDX-License-Identifier: Apache-2.0

import Workload

extension CatalogNetwork {
    static let resnet18 = CatalogNetwork(
        "resnet18", source: "He et al., CVPR 2016 (arXiv 1512.03385), Table 1, with projections where sizes change",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        try residual([2, 2, 2, 2], isBottleneck: false)
    }

    static let resnet50 = CatalogNetwork(
        "resnet50",
        source:
            "He et al., CVPR 2016 (arXiv 1512.03385), Table 1; the 3 x 3 convolution has the stride, as in torchvision",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        try residual([3, 4, 6, 3], isBottleneck: true)
    }

    private static func residual(_ depths: [Int], isBottleneck: Bool) throws(InvalidLayer) -> [NetworkStep] {
        var builder = NetworkBuilder()
        let image = NetworkBuilder.Map.image(channels: 3, height: 224, width: 224)
        var map = try builder.convolution(image, "conv1", outputs: 64, kernel: 7, .init(stride: 2))
        map = try builder.pooling(map, "pool1", .maximumPool, kernel: 3, stride: 2, padding: 1)
        for (stage, depth) in depths.enumerated() {
            for block in 0..<depth {
                map = try builder.residualBlock(
                    map, "conv\(stage + 2)_\(block + 1)", width: 64 << stage,
                    stride: stage > 0 && block == 0 ? 2 : 1, isBottleneck: isBottleneck)
            }
        }
        map = try builder.globalMean(map, "mean")
        _ = try builder.dense(map, "fc", outputs: 1000)
        return builder.steps
    }
}

extension NetworkBuilder {
    /// Two or three convolutions, and the sum with what they read.
    fileprivate mutating func residualBlock(
        _ map: Map, _ name: String, width: Int, stride: Int, isBottleneck: Bool
    ) throws(InvalidLayer) -> Map {
        let outputs = isBottleneck ? 4 * width : width
        var branch = map
        if isBottleneck { branch = try convolution(branch, "\(name)a", outputs: width, kernel: 1) }
        branch = try convolution(branch, "\(name)b", outputs: width, kernel: 3, Options(stride: stride))
        branch = try convolution(branch, "\(name)c", outputs: outputs, kernel: isBottleneck ? 1 : 3)
        guard stride > 1 || map.channels != outputs else {
            return try elements("\(name)_sum", .add, branch, map)
        }
        let projected = try convolution(map, "\(name)_projection", outputs: outputs, kernel: 1, Options(stride: stride))
        return try elements("\(name)_sum", .add, branch, projected)
    }
}
