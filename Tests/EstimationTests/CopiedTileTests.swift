// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Testing
import Workload

/// Layers of several tiles whose weights stand in every processing element of each tile.
@Suite struct CopiedTileTests {
    private let parameters = [
        "revision=neurosim-1.5", "numRowSubArray=32", "numColSubArray=32", "numRowParallel=32", "novelMapping=0",
        "speedUpDegree=16", "pipeline=1", "cellBit=4",
    ]

    /// Each tile reads the inputs of its own wordlines, not those of the first tile.
    @Test func tilesReadTheirOwnInputs() throws {
        let layers = try [
            (16, 3, 3, 16, 1), (16, 16, 3, 32, 1), (16, 32, 3, 64, 2), (16, 32, 1, 64, 2), (8, 64, 3, 64, 1),
            (1, 64, 1, 100, 1),
        ].map {
            try Layer(
                inputHeight: $0.0, inputWidth: $0.0, inputChannels: $0.1, kernelHeight: $0.2, kernelWidth: $0.2,
                outputChannels: $0.3, stride: $0.4)
        }
        let network = try Network(layers: layers)
        let sample = try Sample(network, parameters, activationBits: 1)
        let floorplan = try sample.estimator().chip.floorplan.layers[2]
        try #require(floorplan.tileRows > 1 && floorplan.speedUp >= 4)
        let idle = try energy(sample, activeRows: 0..<0)
        #expect(try energy(sample, activeRows: 256..<288) > idle)
        #expect(try energy(sample, activeRows: 0..<32) > idle)
    }

    private func energy(_ sample: Sample, activeRows: Range<Int>) throws -> Double {
        let trace = RowTrace(network: sample.network, activeRows: activeRows)
        let estimate = try sample.estimator().estimate(trace, source: .trace(path: "rows"), threads: 1)
        return estimate.layers[2].breakdown.conversion.energy
    }
}

/// A trace in which some rows of inputs are always one, and the others zero.
private struct RowTrace: Trace {
    let network: Network
    let activeRows: Range<Int>
    var weightBits: Int? { 8 }
    var activationBits: Int? { 1 }

    func layer(_ index: Int, _ request: LayerRequest) -> LayerTrace {
        let layer = network.layers[index]
        let inputs = (0..<request.minimumVectors).flatMap { _ in
            (0..<layer.inputRows).map { Int64(activeRows.contains($0) ? 1 : 0) }
        }
        return LayerTrace(
            weights: WeightMatrix(
                rows: layer.weightRows, columns: layer.outputChannels,
                values: [Double](repeating: 0.5, count: layer.weightCount)), oldWeights: nil,
            inputs: InputBits(activations: inputs, rows: layer.inputRows, bitsPerVector: 1), activity: 0.2)
    }
}
