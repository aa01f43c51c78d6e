// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Testing
import Workload

@testable import Streaming

@Suite("Streamed networks")
struct StreamEstimateTests {
    private let precision = StreamPrecision()

    private func network(_ machine: StreamMachine) throws -> StreamNetwork {
        let layers = [
            try Layer(
                inputHeight: 28, inputWidth: 28, inputChannels: 1, kernelHeight: 5, kernelWidth: 5, outputChannels: 6,
                isFollowedByPooling: true, padding: 2, hasBias: true),
            try Layer(
                inputHeight: 14, inputWidth: 14, inputChannels: 6, kernelHeight: 5, kernelWidth: 5, outputChannels: 16,
                isFollowedByPooling: true, padding: 0, hasBias: true),
            try Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 400, kernelHeight: 1, kernelWidth: 1, outputChannels: 120,
                hasBias: true),
            try Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 120, kernelHeight: 1, kernelWidth: 1, outputChannels: 10,
                hasBias: true),
        ]
        return StreamNetwork(try Network(layers: layers), precision: precision, machine: machine)
    }

    @Test("A layer of a table has the strides, dilations and pads of each direction")
    func directions() throws {
        let layer = try Layer(
            inputHeight: 16, inputWidth: 20, inputChannels: 3, kernelHeight: 3, kernelWidth: 2, outputChannels: 8,
            strides: AxisPair(vertical: 2, horizontal: 3), dilations: AxisPair(vertical: 1, horizontal: 4),
            padding: Layer.Padding(top: 0, left: 2, bottom: 1, right: 0))
        let machine = try streamMachine()
        let network = StreamNetwork(try Network(layers: [layer]), precision: precision, machine: machine)
        let contraction = network.operations[0].contraction
        #expect(contraction.vertical == StreamAxis(inputs: 16, places: 8, kernel: 3, stride: 2, before: 0))
        #expect(
            contraction.horizontal
                == StreamAxis(inputs: 20, places: 6, kernel: 2, stride: 3, dilation: 4, before: 2))
        #expect(network.multiplyAccumulates == layer.multiplyAccumulates)
    }

    @Test("Sums over the steps equal the totals, and more memory never moves more")
    func totals() throws {
        var before = Int.max
        for power in 6...18 {
            let machine = try streamMachine("streamCapacity=\(1 << power)")
            let estimate = try StreamEstimate(network(machine), machine: machine)
            #expect(estimate.counts == estimate.layers.reduce(StreamCounts()) { $0 + $1.counts })
            let energy = estimate.layers.reduce(0) { $0 + $1.energy.total }
            #expect(abs(estimate.energy.total - energy) <= 1e-12 * energy)
            #expect(estimate.energy.named.allSatisfy { $0.value >= 0 && $0.value.isFinite })
            #expect(estimate.counts.traffic <= before)
            before = estimate.counts.traffic
        }
    }

    @Test("In a memory that holds everything, each number comes or goes once, and maps stay")
    func everythingFits() throws {
        let machine = try streamMachine("streamCapacity=1048576", "streamWordBits=8", "streamBackingWordBits=8")
        let network = try network(machine)
        let estimate = try StreamEstimate(network, machine: machine)
        let weights = network.operations.reduce(0) { $0 + $1.contraction.weights }
        let biases = (6 + 16 + 120 + 10) * 4
        #expect(estimate.counts.traffic == 28 * 28 + weights + biases + 10)
        #expect(estimate.layers.dropLast().allSatisfy { $0.keepsOutput })
        let forgetful = try streamMachine(
            "streamResidency=false", "streamCapacity=1048576", "streamWordBits=8", "streamBackingWordBits=8")
        let without = try StreamEstimate(network, machine: forgetful)
        #expect(without.layers.allSatisfy { !$0.keepsOutput && !$0.findsInput })
        #expect(without.counts.traffic > estimate.counts.traffic)
    }

    @Test("Too small a memory is refused: the step and what it needs are named")
    func tooSmall() throws {
        let machine = try streamMachine("streamCapacity=40")
        let error = try #require(throws: InputError.self) {
            try StreamEstimate(network(machine), machine: machine)
        }
        #expect(error.description.contains("step `2` needs 60 bytes of SRAM"))
        #expect(error.description.contains("26 for weights"))
        #expect(error.description.contains("streamCapacity = 40"))
        let enough = try streamMachine("streamCapacity=60")
        #expect(try StreamEstimate(network(enough), machine: enough).latency > 0)
        let less = try streamMachine("streamCapacity=58")
        #expect(throws: InputError.self) { try StreamEstimate(network(less), machine: less) }
    }

    @Test("Fixed orders move no less than the best one", arguments: ["ws", "os", "is"])
    func fixedOrders(order: String) throws {
        let best = try streamMachine("streamCapacity=512")
        let fixed = try streamMachine("streamCapacity=512", "streamLoopOrder=\(order)")
        let least = try StreamEstimate(network(best), machine: best).counts.traffic
        #expect(try StreamEstimate(network(fixed), machine: fixed).counts.traffic >= least)
    }

    @Test("Results do not depend on the number of threads")
    func threads() throws {
        let machine = try streamMachine("streamCapacity=1024")
        let one = try StreamEstimate(network(machine), machine: machine, threads: 1)
        let four = try StreamEstimate(network(machine), machine: machine, threads: 4)
        #expect(one.counts == four.counts)
        #expect(one.layers.map(\.tile) == four.layers.map(\.tile))
    }

    @Test("An access that is longer than a cycle takes several")
    func slowAccess() throws {
        let fast = try streamMachine("streamAccessTime=10e-9")
        let slow = try streamMachine("streamAccessTime=10.1e-9")
        #expect(fast.accessCycles == 1)
        #expect(slow.accessCycles == 2)
        #expect(
            try StreamEstimate(network(slow), machine: slow).counts.cycles
                > StreamEstimate(network(fast), machine: fast).counts.cycles)
    }

    @Test("The SRAM of a node has an area, positive energies, and leaks more when it is larger")
    func modelled() throws {
        let small = try streamMachine("streamMemoryModel=modelled", "streamCapacity=1024")
        let large = try streamMachine("streamMemoryModel=modelled", "streamCapacity=4096")
        let area = try #require(small.memory.area)
        #expect(area > 0 && small.memory.readEnergy > 0 && small.memory.writeEnergy > 0)
        #expect(large.memory.standbyPower > small.memory.standbyPower)
        let hardware = try MemoryHardware(
            Configuration(files: [], assignments: ["streamMemoryModel=modelled", "streamCapacity=4096"]))
        #expect(hardware.block.area == large.memory.area)
        #expect(hardware.block.leakagePower == large.memory.standbyPower)
        // 32768 bits in cores of 128 x 128.
        #expect(hardware.block.part("core")?.count == 2)
        #expect(try #require(large.memory.area) > area)
    }
}
