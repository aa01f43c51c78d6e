// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import NeuroSim21
import Testing
import Workload

@testable import Architecture
@testable import Configuration

@Suite struct TrainingGradientBufferTests {
    static func demand(
        overhead: Double = 1, batch: Int = 200, featureMapBits: Int = 65536, gradientBits: Int = 15
    ) -> GradientBuffer.Demand {
        GradientBuffer.Demand(
            featureMapBits: featureMapBits, allowedOverhead: overhead, batchSize: batch, gradientBits: gradientBits,
            weightBits: 8, columnsPerWeight: 2, subarrayRows: 64, subarrayColumns: 64)
    }

    /// Bits and subarrays that DNN+NeuroSim V2.1 comes to.
    struct Recorded: Sendable {
        let overhead: Double
        let batch: Int
        let bits: Int
        let subarrays: Int
    }

    static let recorded = [
        Recorded(overhead: 0, batch: 200, bits: 65536, subarrays: 2),
        Recorded(overhead: 1, batch: 200, bits: 65536, subarrays: 2),
        Recorded(overhead: 4, batch: 200, bits: 262_144, subarrays: 8),
        Recorded(overhead: 3, batch: 37, bits: 196_608, subarrays: 4),
    ]

    @Test(arguments: recorded) func reference(_ recorded: Recorded) {
        let demand = Self.demand(overhead: recorded.overhead, batch: recorded.batch)
        let buffer = GradientBuffer(demand, counting: NeuroSim21Counting())
        #expect(buffer.bits == recorded.bits)
        #expect(buffer.parallelSubarrays == recorded.subarrays)
        #expect(buffer.adders == recorded.subarrays * 64 * 64)
    }

    @Test func batchOfOneImage() {
        for counting in [NeuroSim21Counting(), ExactCounting()] as [any CountingPolicy] {
            let buffer = GradientBuffer(Self.demand(batch: 1), counting: counting)
            #expect(buffer.bits > 0)
            #expect(buffer.parallelSubarrays >= 1)
        }
    }

    @Test func exactHoldsWholeSubarrays() {
        // 64 x 32 weights of 15 + 8 bits.
        let subarray = 64 * 32 * 23
        let small = GradientBuffer(Self.demand(overhead: 0), counting: ExactCounting())
        #expect(small.parallelSubarrays == 1)
        #expect(small.bits == subarray)
        let large = GradientBuffer(Self.demand(overhead: 10), counting: ExactCounting())
        #expect(large.parallelSubarrays == 13)
        #expect(large.bits == 13 * subarray)
        #expect(large.bits <= 10 * 65536)
        #expect(large.adders == 13 * 64 * 32)
    }
}

@Suite struct TrainingScheduleTests {
    static func cost(_ figure: Double) -> OperationCost { OperationCost(latency: figure, energy: figure * 10) }

    /// Costs that are powers of two, so that sums tell which terms they have.
    static var pass: LayerPassCosts {
        var pass = LayerPassCosts()
        pass.forward = cost(1)
        pass.activationGradient = cost(2)
        pass.weightUpdate = cost(64)
        pass.forwardPeak = cost(0.5)
        pass.activationGradientPeak = cost(0.25)
        pass.weightUpdatePeak = cost(32)
        pass.conversion = cost(3)
        pass.accumulation = cost(5)
        pass.array = cost(7)
        pass.buffer = cost(11)
        pass.interconnect = cost(13)
        pass.updateBuffer = cost(1)
        pass.updateInterconnect = cost(2)
        return pass
    }

    static var transfers: LayerTransferCosts {
        var transfers = LayerTransferCosts()
        transfers.globalBuffer = cost(100)
        transfers.globalInterconnect = cost(1000)
        transfers.mapDRAM = cost(1e4)
        transfers.gradientBuffer = cost(1e5)
        transfers.gradientDRAM = cost(1e6)
        transfers.gradientUnit = cost(1e7)
        transfers.gradientAccumulation = cost(1e8)
        return transfers
    }

    static func schedule(_ counting: any CountingPolicy, parallel: Int = 4) -> TrainingSchedule {
        TrainingSchedule(batchSize: 3, iterations: 5, parallelSubarrays: parallel, counting: counting)
    }

    @Test func referenceOfAMiddleLayer() {
        let epoch = Self.schedule(NeuroSim21Counting()).epoch(
            Self.pass, Self.transfers, hasGradient: true, subarrays: 2)
        #expect(epoch.forward == Self.cost((1 + 200 + 1000 + 2e4) * 15))
        #expect(epoch.activationGradient == Self.cost((2 + 200 + 1000 + 2e4) * 15))
        #expect(epoch.weightGradient == Self.cost((1.1e8 + 200 + 2e4 + 2e5 + 2e6) * 15))
        #expect(epoch.weightUpdate == OperationCost(latency: 64 / 4 * 5, energy: 640 * 5))
        #expect(epoch.forwardPeak == Self.cost(0.5 * 15))
        #expect(epoch.activationGradientPeak == Self.cost(0.25 * 15))
        #expect(epoch.weightGradientPeak == Self.cost(1.1e8 * 15))
        #expect(epoch.weightUpdatePeak == OperationCost(latency: 32 / 4 * 5, energy: 320 * 5))
        #expect(epoch.conversion == Self.cost(3 * 15))
        #expect(epoch.accumulation == Self.cost(5 * 15))
        #expect(epoch.array == Self.cost(7 * 15))
        #expect(epoch.buffer == Self.cost((11 + 600 + 2e5) * 15))
        #expect(epoch.interconnect == Self.cost((13 + 2000) * 15))
        #expect(epoch.dram == Self.cost((36e4 + 2e6) * 15))
    }

    @Test func referenceOfTheFirstLayer() {
        var pass = Self.pass
        pass.activationGradient = .zero
        let epoch = Self.schedule(NeuroSim21Counting()).epoch(pass, Self.transfers, hasGradient: false, subarrays: 2)
        #expect(epoch.forward == Self.cost((1 + 200 + 1000 + 2e4) * 15))
        #expect(epoch.activationGradient == .zero)
        #expect(epoch.buffer == Self.cost((11 + 400 + 2e5) * 15))
        #expect(epoch.interconnect == Self.cost((13 + 1000) * 15))
        #expect(epoch.dram == Self.cost((24e4 + 2e6) * 15))
    }

    @Test(arguments: [true, false]) func exactAddsUp(hasGradient: Bool) {
        var pass = Self.pass
        if !hasGradient { pass.activationGradient = .zero }
        let epoch = Self.schedule(ExactCounting()).epoch(pass, Self.transfers, hasGradient: hasGradient, subarrays: 2)
        // Writes of two subarrays at a time, then what moves the changes.
        #expect(epoch.weightUpdatePeak == OperationCost(latency: 32 / 2 * 5, energy: 320 * 5))
        #expect(epoch.weightUpdate == OperationCost(latency: 32 / 2 * 5 + 3 * 5, energy: 320 * 5 + 30 * 5))
        let maps: Double = hasGradient ? 6 : 4
        let trees: Double = hasGradient ? 2 : 1
        #expect(epoch.dram == Self.cost((maps * 1e4 + 2e6) * 15))
        #expect(epoch.buffer == Self.cost((10 + maps * 100 + 2e5) * 15 + 1 * 5))
        #expect(epoch.interconnect == Self.cost((11 + trees * 1000) * 15 + 2 * 5))
        #expect(epoch.updateBuffer == Self.cost((200 + 2e5) * 15 + 1 * 5))
        #expect(epoch.updateInterconnect == Self.cost(2 * 5))
        #expect(epoch.updateDRAM == Self.cost((2e4 + 2e6) * 15))
        // What the phases move is what the categories hold.
        let moved = epoch.forward.energy + epoch.activationGradient.energy + epoch.weightGradient.energy
        let computed = (pass.forward.energy + pass.activationGradient.energy + 1.1e9) * 15
        let global = (maps * 1e3 + trees * 1e4 + maps * 1e5 + 2e6 + 2e7) * 15
        #expect(figuresAgree(moved, computed + global))
    }

    @Test func epochsScaleWithImages() {
        let once = TrainingSchedule(batchSize: 1, iterations: 1, parallelSubarrays: 1, counting: ExactCounting())
        let often = TrainingSchedule(batchSize: 4, iterations: 25, parallelSubarrays: 1, counting: ExactCounting())
        let one = once.epoch(Self.pass, Self.transfers, hasGradient: true, subarrays: 9)
        let many = often.epoch(Self.pass, Self.transfers, hasGradient: true, subarrays: 9)
        #expect(figuresAgree(many.forward.energy, one.forward.energy * 100))
        #expect(figuresAgree(many.weightGradient.latency, one.weightGradient.latency * 100))
        #expect(figuresAgree(many.weightUpdate.energy, one.weightUpdate.energy * 25))
    }
}

@Suite struct TrainingHardwareTests {
    static func network() throws -> Network {
        try Network(layers: [
            Layer(
                inputHeight: 16, inputWidth: 16, inputChannels: 3, kernelHeight: 3, kernelWidth: 3, outputChannels: 32),
            Layer(
                inputHeight: 16, inputWidth: 16, inputChannels: 32, kernelHeight: 3, kernelWidth: 3, outputChannels: 64
            ),
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 2048, kernelHeight: 1, kernelWidth: 1, outputChannels: 10
            ),
        ])
    }

    static func hardware(_ revision: Revision = NeuroSim21.revision()) throws -> TrainingHardware {
        let inputs = try gradientInputs(revision: revision) {
            $0.subarrayRows = 64
            $0.subarrayColumns = 64
            $0.batchSize = 37
            $0.gradientBufferOverhead = 3
        }
        return try TrainingHardware(
            network: network(), inferenceBufferBits: 65536, largestMapLayer: 1, inputs: inputs)
    }

    /// Bits of a gradient, buffer bits and subarrays of DNN+NeuroSim V2.1.
    @Test func reference() throws {
        let training = try Self.hardware()
        #expect(training.unit.gradientBits == 12)
        #expect(training.gradientBufferBits == 196_608)
        #expect(training.buffer.parallelSubarrays == 4)
        #expect(training.buffer.adders == 16384)
    }

    @Test func traffic() throws {
        let layer = try Self.network().layers[1]
        let reference = try Self.hardware()
        let exact = try Self.hardware(.standard)
        #expect(reference.mapBits(of: layer) == 16 * 16 * 8)
        #expect(exact.mapBits(of: layer) == 16 * 16 * 32 * 8)
        #expect(reference.gradientBits(of: layer) == 9 * 32 * 64 * 12)
        let first = try Self.network().layers[0]
        #expect(reference.bufferedGradientBits(of: first) <= reference.gradientBits(of: first))
        #expect(exact.bufferedGradientBits(of: first) == exact.gradientBits(of: first))
    }

    @Test func accumulationTakesRounds() throws {
        let training = try Self.hardware()
        let layers = try Self.network().layers
        let small = training.accumulation(of: layers[0])
        let large = training.accumulation(of: layers[1])
        // 864 and 18432 weights on 16384 adders.
        #expect(figuresAgree(large.latency, small.latency * 2))
        #expect(large.energy > small.energy * 20)
    }

    @Test func layoutKeepsTheCounts() throws {
        let training = try Self.hardware()
        let folded = training.laidOut(height: 1e-3)
        #expect(folded.gradientBufferBits == training.gradientBufferBits)
        #expect(folded.area > 0)
        #expect(folded.leakagePower == training.leakagePower)
    }

    @Test func unknownLayer() throws {
        #expect(throws: (any Error).self) {
            try TrainingHardware(
                network: Self.network(), inferenceBufferBits: 1, largestMapLayer: 3, inputs: gradientInputs())
        }
    }
}
