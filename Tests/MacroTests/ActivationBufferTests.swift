// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Macro
import NetworkCatalog
import Technology
import Testing
import Workload

@testable import ActivationWork

/// Laws of the buffer for activations, keys and values, and of what it does not hold.
@Suite struct ActivationBufferTests {
    private static func hardware(capacity: Double? = nil) throws -> ActivationHardware {
        let node = try #require(SiliconNode(nanometers: 22))
        return ActivationHardware(
            silicon: OperatingPoint(node, supply: node.supplyVoltage), bufferCapacity: capacity)
    }

    private static func estimate(
        _ name: String, capacity: Double? = nil, tokens: Int? = nil, context: Int = 0
    ) throws -> ActivationEstimate {
        let network = try CatalogNetwork.named(name).network(tokens.map { .init(tokens: $0, context: context) })
        return try #require(ActivationEstimate(network, on: hardware(capacity: capacity)))
    }

    /// Bits that the rows of embedding tables and learned vectors have.
    private static func tables(_ name: String, tokens: Int? = nil, context: Int = 0) throws -> Double {
        let network = try CatalogNetwork.named(name).network(tokens.map { .init(tokens: $0, context: context) })
        return network.steps.reduce(0) { sum, step in
            switch step.operation {
            case .embedding: sum + 8 * Double(step.finalElements)
            case .prepend: sum + 8 * Double(step.finalElements - step.inputElements)
            default: sum
            }
        }
    }

    /// What fits makes no traffic with DRAM: only tables do, which are not on the chip.
    @Test(arguments: ["vit_b_16", "swin_t", "bert_base", "gpt2"]) func whatFitsStaysOnTheChip(_ name: String) throws {
        let estimate = try Self.estimate(name)
        let energy = try Self.tables(name) * DRAM(.hbm2).energyPerBit
        #expect(abs(estimate.cost(of: .memory).energy - energy) <= 1e-12 * energy)
        #expect(estimate.keptShare == 1)
        for step in estimate.steps where step.operation.computes { #expect(step.costs[.memory] == nil) }
        // As much as is needed is what a buffer of any size has.
        let given = try Self.estimate(name, capacity: estimate.bufferCapacity)
        #expect(given.total == estimate.total && given.area == estimate.area)
    }

    @Test func aSmallerBufferMovesMore() throws {
        let fitting = try Self.estimate("gpt2", tokens: 1, context: 1000)
        let shares = [1, 0.9, 0.5, 0.1, 1e-3, 1e-9]
        let figures = try shares.map {
            try Self.estimate("gpt2", capacity: fitting.bufferCapacity * $0, tokens: 1, context: 1000)
        }
        for (large, small) in zip(figures, figures.dropFirst()) {
            #expect(small.cost(of: .memory).energy > large.cost(of: .memory).energy)
            #expect(small.cost(of: .memory).latency >= large.cost(of: .memory).latency)
            #expect(small.keptShare <= large.keptShare && small.bufferArea < large.bufferArea)
            #expect(small.total.energy.isFinite && small.total.latency.isFinite)
        }
        // A buffer for the working step alone keeps nothing: all keys and values come from DRAM, and new ones go there.
        let none = try Self.estimate(
            "gpt2", capacity: fitting.bufferCapacity - fitting.cacheCapacity, tokens: 1, context: 1000)
        let moved = fitting.cacheCapacity + 2 * 12 * 768 * 8
        let expected = (moved + (try Self.tables("gpt2", tokens: 1, context: 1000))) * DRAM(.hbm2).energyPerBit
        #expect(none.keptShare == 0)
        #expect(abs(none.cost(of: .memory).energy / expected - 1) < 1e-9)
    }

    /// The parameter is in bytes, and 0 leaves the size to the network.
    @Test func parametersGiveTheSize() throws {
        let none = try Configuration().setting(["activationBufferSize=0"])
        #expect(none.activations.bufferSize == nil)
        let some = try Configuration().setting(["activationBufferSize=4096", "dynamicEndurance=1e5"])
        #expect(some.activations.bufferSize == 4096)
        let hardware = try #require(some.activationHardware(activationBits: 8))
        #expect(hardware.bufferCapacity == 8 * 4096 && hardware.resistiveCells.endurance == 1e5)
    }

    /// The buffer of a machine has room for each of its networks.
    @Test func aMachineIsSizedForAllItsNetworks() throws {
        let known = try CatalogNetwork.named("gpt2")
        let (short, long) = try (
            known.network(.init(tokens: 16)), known.network(.init(tokens: 1, context: 1000))
        )
        let machine = ActivationMachine(try Self.hardware(), for: [short, long])
        let (first, second) = try (#require(machine.estimate(short)), #require(machine.estimate(long)))
        #expect(first.area == second.area && first.bufferCapacity == second.bufferCapacity)
        #expect(first.keptShare == 1 && second.keptShare == 1)
        #expect(first.bufferCapacity >= second.cacheCapacity)
    }

    /// Sequences side by side have keys and values of their own, and share nothing but the layers.
    @Test func sequencesSideBySideAddUp() throws {
        let known = try CatalogNetwork.named("llama3_8b")
        let (one, four) = try (
            known.network(.init(tokens: 1, context: 64)), known.network(.init(tokens: 1, context: 64, count: 4))
        )
        #expect(four.weightCount == one.weightCount && four.multiplyAccumulates == 4 * one.multiplyAccumulates)
        #expect(four.dynamicMultiplyAccumulates == 4 * one.dynamicMultiplyAccumulates)
        let machine = ActivationMachine(try Self.hardware(), for: [one, four])
        let (single, all) = try (#require(machine.estimate(one)), #require(machine.estimate(four)))
        #expect(all.cacheCapacity == 4 * single.cacheCapacity)
        #expect(abs(all.total.energy / single.total.energy / 4 - 1) < 1e-9)
    }

    /// A cell that survives more writes lives longer, and pulses take time and energy.
    @Test func resistiveCellsTakePulses() throws {
        var hardware = try Self.hardware()
        hardware.engine = .resistive
        let network = try CatalogNetwork.named("bert_base").network()
        let base = try #require(ActivationEstimate(network, on: hardware))
        hardware.resistiveCells.writePulse *= 2
        let slow = try #require(ActivationEstimate(network, on: hardware))
        #expect(slow.cost(of: .writing).latency > 1.5 * base.cost(of: .writing).latency)
        #expect(slow.cost(of: .writing).energy > base.cost(of: .writing).energy)
        #expect(slow.cost(of: .multiplying) == base.cost(of: .multiplying) && slow.wear == base.wear)
        // Each number of the matrices is 8 cells: keys and values of 128 tokens and 12 blocks.
        #expect(base.wear.writtenCells == 8 * 2 * 12 * 128 * 768)
    }
}
