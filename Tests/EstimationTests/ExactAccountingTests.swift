// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import NeuroSim21
import Revisions
import Testing
import Workload

/// What `accounting = exact` counts differently.
@Suite struct ExactAccountingTests {
    private func estimate(_ layers: [Layer], _ assignments: [String] = []) throws -> Estimate {
        try Sample(
            Network(layers: layers), ["accounting=exact", "numRowSubArray=32", "numColSubArray=32"] + assignments
        ).estimate()
    }

    private func vectors(_ layer: Layer, accounting: String) throws -> Int {
        let sample = try Sample(Network(layers: [layer]), ["accounting=\(accounting)"])
        return try sample.estimator().chip.floorplan.layers[0].matrix.vectors
    }

    @Test func vectorsWithPaddingAndStride() throws {
        let same = try SampleNetworks.convolution(16, 3, 3, 8)
        #expect(try vectors(same, accounting: "exact") == 256)
        #expect(try vectors(same, accounting: "neurosim") == 196)
        let valid = try SampleNetworks.convolution(16, 3, 3, 8, padding: 0)
        #expect(try vectors(valid, accounting: "exact") == 196)
        let strided = try SampleNetworks.convolution(16, 3, 3, 8, stride: 2)
        #expect(try vectors(strided, accounting: "exact") == 64)
        #expect(try vectors(strided, accounting: "neurosim") == 49)
        let odd = try SampleNetworks.convolution(7, 3, 3, 8, stride: 2, padding: 0)
        #expect(try vectors(odd, accounting: "exact") == 9)
        #expect(try vectors(odd, accounting: "neurosim") == 6)
    }

    @Test func vectorsWithPadsAndStridesOfTheirOwn() throws {
        func layer(_ strides: AxisPair, _ padding: Layer.Padding, dilations: AxisPair = 1) throws -> Layer {
            try Layer(
                inputHeight: 16, inputWidth: 12, inputChannels: 3, kernelHeight: 3, kernelWidth: 3, outputChannels: 8,
                strides: strides, dilations: dilations, padding: padding)
        }
        // TensorFlow's and PyTorch's pads of a layer of stride 2.
        for pads in [Layer.Padding(top: 0, left: 0, bottom: 1, right: 1), 1] {
            #expect(try vectors(layer(2, pads), accounting: "exact") == 48)
            #expect(try vectors(layer(2, pads), accounting: "neurosim") == 35)
        }
        let uneven = AxisPair(vertical: 1, horizontal: 2)
        #expect(try vectors(layer(uneven, 1), accounting: "exact") == 16 * 6)
        #expect(try vectors(layer(uneven, 1), accounting: "neurosim") == 14 * 5)
        // A kernel of 3 x 3 that covers 5 x 7.
        let gaps = AxisPair(vertical: 2, horizontal: 3)
        #expect(try vectors(layer(1, 0, dilations: gaps), accounting: "exact") == 12 * 6)
        #expect(try vectors(layer(1, 0, dilations: gaps), accounting: "neurosim") == 12 * 6)
        // More than the input holds without padding.
        let tall = AxisPair(vertical: 7, horizontal: 1)
        #expect(try vectors(layer(1, 3, dilations: tall), accounting: "neurosim") == 2 * 10)
        #expect(try vectors(layer(1, 9, dilations: 8), accounting: "neurosim") == 1)
    }

    /// A reference knows neither pads nor dilations: with them its count of operations is that of the same input map.
    @Test func operationsAreThoseOfTheTrueInput() throws {
        let plain = try SampleNetworks.convolution(16, 3, 3, 8, stride: 2)
        let same = try Layer(
            inputHeight: 16, inputWidth: 16, inputChannels: 3, kernelHeight: 3, kernelWidth: 3, outputChannels: 8,
            strides: 2, padding: Layer.Padding(top: 0, left: 0, bottom: 1, right: 1))
        let counts = try [plain, same].map { Estimator.operations(try Network(layers: [$0])) }
        #expect(counts.map(\.onInputMap) == [110_592, 110_592])
        #expect(counts.map(\.exact) == [27648, 27648])
    }

    @Test func paddingAndStrideTakeTime() throws {
        let same = try estimate([SampleNetworks.convolution(12, 8, 3, 16)])
        let valid = try estimate([SampleNetworks.convolution(12, 8, 3, 16, padding: 0)])
        let strided = try estimate([SampleNetworks.convolution(12, 8, 3, 16, stride: 2)])
        let peaks = [strided, valid, same].map(\.chip.peak.forward)
        // 36, 100 and 144 positions.
        #expect(abs(peaks[1].latency / peaks[2].latency - 100 / 144) < 0.01)
        #expect(abs(peaks[0].latency / peaks[2].latency - 36 / 144) < 0.01)
        #expect(peaks[0].energy < peaks[1].energy && peaks[1].energy < peaks[2].energy)
    }

    @Test func operations() throws {
        let layer = try SampleNetworks.convolution(8, 4, 3, 6, stride: 2, groups: 2)
        let exact = try estimate([layer])
        #expect(exact.operations.exact == 2 * 16 * 2 * 9 * 6)
        // The reference has no groups: they are counted as they are.
        #expect(exact.operations.onInputMap == exact.operations.exact)
        let dense = try estimate([SampleNetworks.convolution(8, 4, 3, 6, stride: 2)])
        #expect(dense.operations.onInputMap == 2 * 64 * 4 * 9 * 6)
        #expect(exact.chip.operations == exact.operations.exact)
        let reference = try Sample(Network(layers: [layer])).estimate()
        #expect(reference.chip.operations == reference.operations.onInputMap)
        let training = try estimate(
            [layer, SampleNetworks.connected(96, 5)], ["trainingEstimation=1", "batchSize=4", "numIteration=3"])
        // Forward, backward but for the first layer, and gradients, for 12 images.
        let image = 2 * (2 * 16 * 2 * 9 * 6) + 3 * (2 * 96 * 5)
        #expect(training.chip.operations == Double(12 * image))
    }

    @Test func theImageIsLoadedOnce() throws {
        let exact = try estimate(SampleNetworks.plain().layers)
        #expect(exact.layers[0].breakdown.dram.energy > 0)
        #expect(exact.layers.dropFirst().allSatisfy { $0.breakdown.dram == .zero })
        let reference = try Sample(SampleNetworks.plain()).estimate()
        let one = reference.layers[0].breakdown.dram
        #expect(reference.layers.allSatisfy { $0.breakdown.dram == one })
        // Four channels, not one.
        #expect(abs(exact.chip.breakdown.dram.energy / one.energy - 4) < 1e-12)
    }

    /// Depthwise convolutions lie diagonally in a few subarrays instead of filling a square of them.
    @Test func groupsShareSubarrays() throws {
        let dense = try estimate([SampleNetworks.convolution(8, 32, 3, 32)])
        let depthwise = try estimate([SampleNetworks.convolution(8, 32, 3, 32, groups: 32)])
        #expect(depthwise.floorplan.layers[0].matrix.usedCells * 32 == dense.floorplan.layers[0].matrix.usedCells)
        #expect(depthwise.chip.peak.forward.energy < dense.chip.peak.forward.energy)
    }

    /// Buffers of tiles and of processing elements are chosen on their own.
    @Test func tileBuffers() throws {
        let layers = try SampleNetworks.plain().layers
        let registers = try estimate(layers, ["tileBufferType=0"])
        #expect(try estimate(layers, ["tileBufferType=1"]).totalArea != registers.totalArea)
        let reference = try ["0", "1"].map { try Sample(SampleNetworks.plain(), ["tileBufferType=\($0)"]).estimate() }
        #expect(reference[0].totalArea == reference[1].totalArea)
    }

    /// Leakage is that of the whole chip over the whole run, and writing weights once takes something.
    @Test(arguments: ["0", "1"])
    func leakageAndProgramming(pipeline: String) throws {
        let chip = try estimate(SampleNetworks.plain().layers, ["pipeline=\(pipeline)", "trainingEstimation=1"]).chip
        let whole = chip.leakagePower * chip.costs.total.latency
        #expect(abs(chip.leakageEnergy - whole) <= 1e-12 * whole)
        #expect(chip.programming.energy > 0)
        #expect(chip.programming.latency > 0)
    }

    /// A layer that does not fill its tile costs what it holds, not the idle elements of the tile.
    @Test func idleElementsRest() throws {
        let layers = try [
            SampleNetworks.convolution(8, 64, 3, 24), SampleNetworks.connected(1536, 64),
        ]
        let setting = ["novelMapping=0"]
        let exact = try estimate(layers, setting)
        let sample = try Sample(
            Network(layers: layers), ["accounting=exact", "numRowSubArray=32", "numColSubArray=32"] + setting)
        let repeating = try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: 8, activationBits: 8,
            revision: NeuroSim21.revision(DepartureSet([.repeatsIdleProcessingElements]))
        ).estimate(sample.trace(), source: .synthetic(seed: 1))
        #expect(exact.chip.peak.forward.energy <= repeating.chip.peak.forward.energy)
    }

    /// What layers share leaks as well.
    @Test func sharedLeakage() throws {
        let layers = try SampleNetworks.plain().layers
        for training in ["0", "1"] {
            let setting = ["trainingEstimation=\(training)"]
            let exact = try estimate(layers, setting)
            #expect(exact.chip.leakagePower > exact.layers.reduce(0) { $0 + $1.leakagePower })
            let reference = try Sample(SampleNetworks.plain(), setting).estimate()
            let tiles = reference.layers.reduce(0) { $0 + $1.leakagePower }
            #expect(abs(reference.chip.leakagePower - tiles) <= 1e-12 * tiles)
        }
    }

    /// Sums of tiles, pooling and activation take as long as their units need.
    @Test(arguments: ["0", "1"])
    func postprocessing(chipActivation: String) throws {
        let layers = try [
            SampleNetworks.convolution(8, 16, 3, 32, pooling: true), SampleNetworks.connected(512, 200),
        ]
        let sample = try Sample(
            Network(layers: layers),
            [
                "accounting=exact", "numRowSubArray=32", "numColSubArray=32", "novelMapping=0",
                "chipActivation=\(chipActivation)",
            ])
        let revisions = [.standard, NeuroSim21.revision(DepartureSet([.countsPostprocessingWithoutUnits]))]
        let estimates = try revisions.map { revision in
            try Estimator(
                configuration: sample.configuration, network: sample.network, weightBits: 8, activationBits: 8,
                revision: revision
            ).estimate(sample.trace(), source: .synthetic(seed: 1))
        }
        let (exact, loose) = (estimates[0], estimates[1])
        #expect(exact.floorplan.layers[1].tileRows > 1)
        // Adder trees work side by side, and pooling units are shared by channels.
        #expect(exact.layers[1].breakdown.accumulation.latency < loose.layers[1].breakdown.accumulation.latency)
        #expect(exact.layers[0].breakdown.array.latency != loose.layers[0].breakdown.array.latency)
        #expect(exact.layers[0].breakdown.conversion == loose.layers[0].breakdown.conversion)
    }
}
