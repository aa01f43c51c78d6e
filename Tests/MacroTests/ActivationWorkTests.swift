// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro
import NetworkCatalog
import Testing
import Workload

@testable import ActivationWork

/// Laws of the work on activations.
@Suite struct ActivationWorkTests {
    private static func hardware(
        _ engine: ActivationHardware.Engine, supply: Double = 0.9, node: Double = 28
    ) throws -> ActivationHardware {
        let silicon = OperatingPoint(try #require(SiliconNode(nanometers: node)), supply: supply)
        return ActivationHardware(silicon: silicon, engine: engine)
    }

    private static func estimate(
        _ network: String, _ hardware: ActivationHardware, tokens: Int? = nil, context: Int = 0
    ) throws -> ActivationEstimate {
        let sequence = tokens.map { CatalogNetwork.Sequence(tokens: $0, context: context) }
        let network = try CatalogNetwork.named(network).network(sequence)
        return try #require(ActivationEstimate(network, on: hardware))
    }

    @Test(
        arguments: ActivationHardware.Engine.allCases, ["vit_b_16", "swin_t", "bert_base", "gpt2", "efficientnet_b0"])
    func partsAddUp(_ engine: ActivationHardware.Engine, _ name: String) throws {
        let network = try CatalogNetwork.named(name).network()
        let estimate = try Self.estimate(name, Self.hardware(engine))
        let kinds = ActivationEstimate.Kind.allCases.reduce(OperationCost.zero) { $0 + estimate.cost(of: $1) }
        let steps = estimate.steps.reduce(OperationCost.zero) { $0 + $1.total }
        #expect(abs(kinds.energy / steps.energy - 1) < 1e-12 && abs(kinds.latency / steps.latency - 1) < 1e-12)
        #expect(estimate.multiplyAccumulates == Double(network.dynamicMultiplyAccumulates))
        #expect(estimate.area == estimate.engineArea + estimate.vectorArea + estimate.bufferArea)
        for step in estimate.steps {
            #expect(step.total.energy > 0 && step.total.latency > 0 && step.total.energy.isFinite, "\(step.name)")
        }
        #expect(estimate.leakagePower > 0 && estimate.leakagePower.isFinite && estimate.area.isFinite)
        #expect(estimate.engineArea > 0 || engine == .vector)
        let writes = [.digital, .sram, .resistive].contains(engine) && estimate.multiplyAccumulates > 0
        #expect((estimate.wear.writtenCells > 0) == writes)
    }

    /// Each step has a cost, except layers, which the chip has circuits for.
    @Test(arguments: CatalogNetwork.all.map(\.name)) func nothingIsFree(_ name: String) throws {
        let network = try CatalogNetwork.named(name).network()
        guard let estimate = ActivationEstimate(network, on: try Self.hardware(.digital)) else {
            #expect(network.workBesideLayers.isEmpty)
            return
        }
        let counted = Set(estimate.steps.map(\.index))
        for (index, step) in network.steps.enumerated() {
            #expect(counted.contains(index) != (step.operation == .convolution), "\(step.geometry.name ?? "")")
        }
    }

    @Test(arguments: ActivationHardware.Engine.allCases)
    func moreTokensNeedMore(_ engine: ActivationHardware.Engine) throws {
        let hardware = try Self.hardware(engine)
        let (one, two) = try (
            Self.estimate("gpt2", hardware, tokens: 128), Self.estimate("gpt2", hardware, tokens: 256)
        )
        // Products grow with the square of the tokens.
        #expect(two.cost(of: .multiplying).energy >= 3.99 * one.cost(of: .multiplying).energy)
        #expect(two.cost(of: .normalization).energy > 1.99 * one.cost(of: .normalization).energy)
        #expect(two.total.latency > one.total.latency && two.bufferCapacity > one.bufferCapacity)
        // A token costs more with a longer context, and its keys and values need room.
        let (short, long) = try (
            Self.estimate("gpt2", hardware, tokens: 1, context: 100),
            Self.estimate("gpt2", hardware, tokens: 1, context: 900)
        )
        #expect(long.total.energy > short.total.energy && long.total.latency > short.total.latency)
        #expect(long.cacheCapacity == 2 * 12 * 901 * 768 * 8)
    }

    /// Switched capacitance goes with the square of the supply.
    @Test(arguments: [ActivationHardware.Engine.digital, .systolic, .vector])
    func energyGoesWithTheSquareOfTheSupply(_ engine: ActivationHardware.Engine) throws {
        let low = try Self.estimate("vit_b_16", Self.hardware(engine, supply: 0.7))
        let high = try Self.estimate("vit_b_16", Self.hardware(engine, supply: 1.4))
        let energies = [low, high].map { $0.total.energy - $0.cost(of: .memory).energy }
        #expect(abs(energies[1] / energies[0] / 4 - 1) < 1e-9)
        #expect(high.total.latency < low.total.latency)
    }

    @Test(arguments: [ActivationHardware.Engine.digital, .sram, .systolic])
    func moreArraysAreFasterAndSwitchTheSame(_ engine: ActivationHardware.Engine) throws {
        var more = try Self.hardware(engine)
        more.units = 2
        let few = try Self.estimate("bert_base", more)
        more.units *= 4
        let many = try Self.estimate("bert_base", more)
        #expect(many.cost(of: .multiplying).latency < few.cost(of: .multiplying).latency)
        #expect(many.cost(of: .multiplying).energy == few.cost(of: .multiplying).energy)
        #expect(abs(many.engineArea / few.engineArea / 4 - 1) < 1e-12)
    }

    @Test func moreLanesAreFasterAndLarger() throws {
        var hardware = try Self.hardware(.vector)
        let few = try Self.estimate("bert_base", hardware)
        hardware.lanes *= 2
        let many = try Self.estimate("bert_base", hardware)
        #expect(many.total.latency < few.total.latency && many.vectorArea > 1.99 * few.vectorArea)
        #expect(abs(many.cost(of: .softmax).energy / few.cost(of: .softmax).energy - 1) < 1e-12)
    }

    @Test func newerSiliconIsSmallerAndNeedsLess() throws {
        let figures = try [65.0, 28, 7].map { node in
            let silicon = try #require(SiliconNode(nanometers: node))
            return try Self.estimate(
                "vit_b_16",
                ActivationHardware(silicon: OperatingPoint(silicon, supply: silicon.supplyVoltage), engine: .digital))
        }
        for (old, new) in zip(figures, figures.dropFirst()) {
            #expect(new.area < old.area && new.total.energy < old.total.energy && new.total.latency < old.total.latency)
        }
    }

    /// 1000 numbers on 64 lanes take 16 cycles and the depth of 8.
    @Test func aPassTakesTheCyclesThatAreCounted() throws {
        let silicon = try Self.hardware(.vector).silicon
        let unit = VectorUnit(lanes: 64, bits: 16, silicon: silicon)
        let cost = unit.cost(of: .pass(numbers: 1000, .init(additions: 1)))
        #expect(abs(cost.latency / (24 * unit.cycleTime) - 1) < 1e-12)
        let twice = unit.cost(of: .pass(numbers: 1000, .init(additions: 2)))
        let none = unit.cost(of: .pass(numbers: 1000, .init()))
        #expect(abs((twice.energy - cost.energy) / (cost.energy - none.energy) - 1) < 1e-9)
        #expect(unit.cost(of: .pass(numbers: 0, .init(additions: 1))) == .zero)
    }

    /// A product of one group that fills one array exactly.
    @Test func aBlockIsWrittenOnceAndReadForEachVector() throws {
        var hardware = try Self.hardware(.digital)
        hardware.units = 1
        let engine = ArrayProducts(hardware, cells: .adders)
        let one = engine.cost(of: ProductShape(groups: 1, vectors: 1, length: 128, columns: 16))
        let many = engine.cost(of: ProductShape(groups: 1, vectors: 50, length: 128, columns: 16))
        #expect(many.writing == one.writing && many.additions == 0)
        #expect(abs(many.multiplying.energy / one.multiplying.energy / 50 - 1) < 1e-12)
        let tall = engine.cost(of: ProductShape(groups: 1, vectors: 1, length: 256, columns: 16))
        #expect(tall.additions == 16 && abs(tall.writing.energy / one.writing.energy / 2 - 1) < 1e-12)
        let half = engine.cost(of: ProductShape(groups: 1, vectors: 1, length: 64, columns: 16))
        #expect(abs(half.multiplying.energy / one.multiplying.energy / 0.5 - 1) < 1e-12)
    }
}
