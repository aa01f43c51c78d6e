// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import Foundation
import Revisions
import Testing
import Workload

/// The published example of DNN+NeuroSim V2.1: VGG-8 for CIFAR-10 with 8-bit weights on 5-bit FeFET cells, at the
/// tool's defaults. Areas, floorplan and leakage do not depend on a trace.
@Suite struct PublishedFigureTests {
    static func estimate() throws -> Estimate {
        let channels = [3, 128, 128, 256, 256, 512, 512]
        let convolutions = try (0..<6).map { index in
            let size = 32 >> (index / 2)
            return try Layer(
                inputHeight: size, inputWidth: size, inputChannels: channels[index], kernelHeight: 3, kernelWidth: 3,
                outputChannels: channels[index + 1], isFollowedByPooling: index % 2 == 1)
        }
        let connected = try [(8192, 1024), (1024, 10)].map { shape in
            try Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: shape.0, kernelHeight: 1, kernelWidth: 1,
                outputChannels: shape.1)
        }
        let network = try Network(layers: convolutions + connected)
        let estimator = try Estimator(
            configuration: Configuration(), network: network, weightBits: 8, activationBits: 8)
        return try estimator.estimate(
            SyntheticTrace(network, parameters: .init(activationDensity: .uniform(0.2))),
            source: .synthetic(seed: 0))
    }

    static let published: [(name: String, value: Double)] = [
        ("chip", 1.53632e+08), ("array", 579_821), ("interconnect", 2.56408e+07), ("conversion", 8.57996e+07),
        ("accumulation", 1.9617e+07), ("other", 1.19747e+07), ("weight gradient", 1.00204e+07),
    ]

    @Test func vgg8() throws {
        let estimate = try Self.estimate()
        let area = estimate.area
        let actual = [
            estimate.totalArea, area.array, area.interconnect, area.conversion, area.accumulation, area.other,
            area.weightGradient,
        ]
        var comparison = FigureComparison()
        for (figure, expected) in zip(actual, Self.published) {
            comparison.compare(figure * 1e12, expected.value, expected.name)
        }
        comparison.compare(estimate.chip.leakagePower * 1e6, 370.764, "leakage power")
        #expect(comparison.problems.isEmpty, "\(comparison.problems)")
        // Six printed digits.
        #expect(comparison.worst < 1e-5)
    }

    /// Unrolled matrices on tiles of 1024 x 1024 cells that hold four elements of 512 x 512; kernel positions on elements
    /// of 512 x 512, nine in a tile.
    @Test func vgg8Floorplan() throws {
        let plan = try Self.estimate().floorplan
        #expect(plan.conventionalTileSize == 1024)
        #expect(plan.conventionalElementSize == 512)
        #expect(plan.novelElementsPerTile == 9)
        #expect(plan.novelElementSize == 512)
        #expect(
            plan.layers.map(\.mapping.rawValue).joined(separator: " ").hasPrefix(
                "conventional novel novel novel novel novel"))
        // The seventh layer: 8192 wordlines and 1024 outputs of two cells, 8 x 2 tiles.
        #expect(plan.layers.map(\.tiles) == [1, 1, 1, 1, 2, 2, 16, 1])
        // The first layer: 27 wordlines and 256 columns fit 8 times into an element of 4 x 4 subarrays, and there are 4.
        #expect(plan.layers.map(\.speedUp) == [32, 8, 4, 2, 2, 1, 1, 8])
        #expect(plan.layers[0].utilization == 32 * 27 * 256 / (1024.0 * 1024))
        #expect(plan.layers[7].utilization == 8 * 1024 * 20 / (1024.0 * 1024))
        #expect(abs(plan.utilization - 0.934688) < 1e-6)
        #expect(plan.tiles == 25)
        #expect(plan.gridRows == 5)
        #expect(plan.gridColumns == 5)
    }
}
