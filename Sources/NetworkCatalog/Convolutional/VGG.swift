// SPDX-License-Identifier: Apache-2.0

import Workload

extension CatalogNetwork {
    static let lenet5 = CatalogNetwork(
        "lenet5",
        source:
            "LeCun et al., Proc. IEEE 86, 1998, Fig. 2; all maps of C3 are connected, and the output layer is fully connected",
        input: .image(channels: 1, height: 32, width: 32)
    ) { _ throws(InvalidLayer) in
        var builder = NetworkBuilder()
        let options = NetworkBuilder.Options(hasBias: true, hasBatchNormalization: false, isPooled: true, padding: 0)
        var map = NetworkBuilder.Map.image(channels: 1, height: 32, width: 32)
        map = try builder.convolution(map, "C1", outputs: 6, kernel: 5, options)
        map = try builder.convolution(map, "C3", outputs: 16, kernel: 5, options)
        for (name, outputs) in [("C5", 120), ("F6", 84), ("output", 10)] {
            map = try builder.dense(map.flat, name, outputs: outputs)
        }
        return builder.steps
    }

    static let vgg8 = CatalogNetwork(
        "vgg8", source: "the network of DNN+NeuroSim V2.1 for CIFAR-10, after Simonyan and Zisserman, ICLR 2015",
        input: .image(channels: 3, height: 32, width: 32)
    ) { _ throws(InvalidLayer) in
        let options = NetworkBuilder.Options(hasBatchNormalization: false)
        return try pooledConvolutions(
            size: 32, [[128, 128], [256, 256], [512, 512]], dense: [1024, 10], hasBias: false, options)
    }

    static let vgg16 = CatalogNetwork(
        "vgg16", source: "Simonyan and Zisserman, ICLR 2015 (arXiv 1409.1556), Table 1, configuration D",
        input: .image(channels: 3, height: 224, width: 224)
    ) { _ throws(InvalidLayer) in
        let options = NetworkBuilder.Options(hasBias: true, hasBatchNormalization: false)
        return try pooledConvolutions(
            size: 224, [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]],
            dense: [4096, 4096, 1000], hasBias: true, options)
    }

    /// Blocks of 3 x 3 convolutions, each with a pooling at its end, then fully connected layers.
    private static func pooledConvolutions(
        size: Int, _ blocks: [[Int]], dense: [Int], hasBias: Bool, _ options: NetworkBuilder.Options
    ) throws(InvalidLayer) -> [NetworkStep] {
        var builder = NetworkBuilder()
        var map = NetworkBuilder.Map.image(channels: 3, height: size, width: size)
        for (block, widths) in blocks.enumerated() {
            for (place, outputs) in widths.enumerated() {
                var options = options
                options.isPooled = place == widths.count - 1
                map = try builder.convolution(
                    map, "conv\(block + 1)_\(place + 1)", outputs: outputs, kernel: 3, options)
            }
        }
        for (place, outputs) in dense.enumerated() {
            map = try builder.dense(map.flat, "fc\(blocks.count + place + 1)", outputs: outputs, hasBias: hasBias)
        }
        return builder.steps
    }
}
