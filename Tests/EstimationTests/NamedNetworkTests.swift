// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload
import _TestSupport

/// Networks that the reference cannot estimate, in both mappings, for each cell, in a pipeline or not, trained or not.
@Suite struct NamedNetworkTests {
    struct Named: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let network: @Sendable () throws -> Network
    }

    static let networks = [
        Named(testDescription: "LeNet-5") { try SampleNetworks.leNet5() },
        Named(testDescription: "784-300-100-10") { try SampleNetworks.perceptron() },
        Named(testDescription: "stride 2") {
            try Network(layers: [
                SampleNetworks.convolution(15, 3, 3, 8, stride: 2), SampleNetworks.convolution(8, 8, 3, 16, stride: 2),
                SampleNetworks.convolution(4, 16, 2, 16, stride: 2), SampleNetworks.connected(64, 10),
            ])
        },
        Named(testDescription: "1 x 1 kernels") {
            try Network(layers: [
                SampleNetworks.convolution(8, 16, 1, 48), SampleNetworks.convolution(8, 48, 1, 16),
                SampleNetworks.convolution(8, 16, 1, 4, pooling: true),
            ])
        },
        Named(testDescription: "small maps") {
            try Network(layers: [
                SampleNetworks.convolution(3, 8, 3, 16), SampleNetworks.convolution(2, 16, 2, 16),
                SampleNetworks.convolution(1, 16, 1, 8),
            ])
        },
        Named(testDescription: "one convolution") { try Network(layers: [SampleNetworks.convolution(6, 5, 3, 7)]) },
        Named(testDescription: "one connected layer") { try Network(layers: [SampleNetworks.connected(33, 5)]) },
        Named(testDescription: "one weight") { try Network(layers: [SampleNetworks.connected(1, 1)]) },
        Named(testDescription: "groups") { try SampleNetworks.assorted() },
        Named(testDescription: "nothing square") {
            try Network(layers: [
                Layer(
                    inputHeight: 9, inputWidth: 4, inputChannels: 3, kernelHeight: 5, kernelWidth: 1, outputChannels: 6),
                Layer(
                    inputHeight: 9, inputWidth: 4, inputChannels: 6, kernelHeight: 1, kernelWidth: 3, outputChannels: 4),
            ])
        },
    ]

    @Test(arguments: networks, [1, 2, 3])
    func figuresMakeSense(_ named: Named, cell: Int) throws {
        let network = try named.network()
        for index in 0..<16 {
            let setting = [
                "memcelltype=\(cell)", "novelMapping=\(index & 1)", "pipeline=\(index >> 1 & 1)",
                "trainingEstimation=\(index >> 2 & 1)", "accounting=\(index >> 3 & 1)", "speedUpDegree=4",
                "numRowSubArray=\(index % 3 == 0 ? 128 : 32)", "numColSubArray=\(index % 3 == 0 ? 128 : 32)",
            ]
            let estimate = try Sample(network, setting).estimate()
            let problems = EstimateCheck(estimate).problems
            #expect(problems.isEmpty, "\(setting): \(problems.prefix(8))")
            #expect(estimate.chip.costs.total.latency > 0 && estimate.chip.costs.total.energy > 0)
            #expect(estimate.layers.allSatisfy { $0.costs.forward.energy > 0 })
        }
    }
}
