// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Circuits
import Diagnostics
import Estimation
import NetworkCatalog
import Reporting
import Runs
import Testing
import Workload

/// Text that a network by name generates.
@Suite struct GenerationTests {
    private static func run(
        _ request: GenerationRequest?, tokens: Int = 32, settings: [String] = []
    ) throws -> EstimateRun {
        let other = settings.contains { $0.hasPrefix("revision") }
        let configuration = try Configuration().setting((other ? [] : ["trainingEstimation=false"]) + settings)
        return try EstimateRequest(
            configuration, network: .text("gpt2", .init(tokens: tokens)), generation: request,
            workload: .statistics(.parameters)
        ).run()
    }

    private static func text(
        _ request: GenerationRequest, tokens: Int = 32, settings: [String] = []
    ) throws -> GenerationEstimate {
        try #require(try run(request, tokens: tokens, settings: settings).generation)
    }

    /// The prompt and the steps run on one chip, and the total is the sum of steps that are estimated one by one.
    @Test(arguments: [["pipeline=false"], ["pipeline=true"], ["revision=tessera", "technode=28", "memcelltype=SRAM"]])
    func stepsAddUp(_ settings: [String]) throws {
        let all = try Self.text(.init(tokens: 4), settings: settings)
        #expect(
            all.prompt.wholeArea == all.step.wholeArea && all.prompt.wholeLeakagePower == all.step.wholeLeakagePower)
        #expect(all.prompt.floorplan.tiles == all.step.floorplan.tiles)
        var (latency, energy) = (all.timeToFirstToken, all.prompt.wholeEnergy)
        for context in 32...34 {
            let one = try Self.text(.init(tokens: 4, context: context), settings: settings)
            #expect(one.plan.context == context && one.totalEnergy == all.totalEnergy)
            latency += one.stepLatency
            energy += one.tokenEnergy
            let onLine = one.energyLine.fixed + one.energyLine.perToken * Double(context)
            #expect(abs(onLine / one.tokenEnergy - 1) <= one.energyLine.largestDeviation + 1e-12)
        }
        #expect(abs(all.totalLatency / latency - 1) < 1e-12 && abs(all.totalEnergy / energy - 1) < 1e-12)
        #expect(abs(all.joulesPerToken * 4 / all.totalEnergy - 1) < 1e-12)
    }

    /// A sum over straight pieces between samples is near the sum over all steps.
    @Test func longTextsAreSampled() throws {
        let plan = try GenerationPlan(prompt: 32, generated: 300, context: nil, sequences: 1, most: 1024)
        #expect(plan.contexts == 32...330)
        #expect(plan.sampledContexts.first == 32 && plan.sampledContexts.last == 330)
        #expect(plan.sampledContexts.count < 50 && plan.sampledContexts == plan.sampledContexts.sorted())
        let (long, first, second) = try (
            Self.text(.init(tokens: 300)), Self.text(.init(tokens: 33)), Self.text(.init(tokens: 2), tokens: 330)
        )
        // Both ends are evaluated themselves.
        #expect(long.stepLatency == first.stepLatency)
        #expect(long.totalEnergy > first.totalEnergy && second.stepLatency > first.stepLatency)
        let line = long.latencyLine
        let sum = (32...330).reduce(0.0) { $0 + line.fixed + line.perToken * Double($1) }
        #expect(abs((long.totalLatency - long.timeToFirstToken) / sum - 1) < 2 * line.largestDeviation + 1e-9)
    }

    @Test func aLongerContextCostsMore() throws {
        let (short, long) = try (
            Self.text(.init(tokens: 900, context: 40)), Self.text(.init(tokens: 900, context: 900))
        )
        #expect(long.stepLatency > short.stepLatency && long.tokenEnergy > short.tokenEnergy)
        #expect(short.latencyLine.perToken > 0 && short.energyLine.perToken > 0)
        #expect(short.latencyLine == long.latencyLine && long.tokensPerSecond < short.tokensPerSecond)
    }

    @Test(arguments: ["false", "true"]) func sequencesShareTheChip(_ pipeline: String) throws {
        let settings = ["pipeline=\(pipeline)", "accounting=exact"]
        let one = try Self.text(.init(tokens: 8), settings: settings)
        let eight = try Self.text(.init(tokens: 8, sequences: 8), settings: settings)
        #expect(eight.tokensPerSecond >= 0.999 * one.tokensPerSecond)
        // A pipeline has other sequences in other layers; layer by layer they wait for each other.
        #expect((eight.tokensPerSecond > 2 * one.tokensPerSecond) == (pipeline == "true"))
        #expect(eight.timeToFirstToken > 0 && eight.tokenEnergy > 0)
    }

    /// Kinds and blocks are the whole.
    @Test(arguments: [["accounting=exact"], ["accounting=neurosim"], ["revision=neurosim-1.5", "memcelltype=SRAM"]])
    func kindsAndBlocksAddUp(_ settings: [String]) throws {
        let estimate = try Self.run(nil, settings: settings).estimate
        let kinds = estimate.kinds.reduce(OperationCost.zero) { $0 + $1.cost }
        #expect(abs(kinds.latency / estimate.latencyOfOneImage - 1) < 1e-9)
        let dynamic = estimate.wholeEnergy - estimate.wholeLeakageEnergy
        #expect(abs((kinds.energy - estimate.wholeLeakageEnergy) / dynamic - 1) < 1e-9)
        let blocks = estimate.blocks
        #expect(abs(blocks.reduce(0) { $0 + $1.cost.energy } / dynamic - 1) < 1e-9)
        #expect(abs(blocks.reduce(0) { $0 + $1.cost.latency } / estimate.latencyOfOneImage - 1) < 1e-9)
        #expect(blocks.compactMap(\.name) == (1...12).map { "block\($0)" })
        #expect(blocks.reduce(0) { $0 + $1.staticOperations } == Double(estimate.network.multiplyAccumulates))
        #expect(blocks.reduce(0) { $0 + $1.dynamicOperations } == Double(estimate.network.dynamicMultiplyAccumulates))
        #expect(estimate.freeSteps.isEmpty)
    }

    /// From a trace the reference's accounting gives some layers more causes than cost, of which no part may be negative.
    @Test(arguments: ["neurosim", "exact"]) func partsOfATraceAreNotNegative(_ accounting: String) throws {
        let named = try CatalogNetwork.named("vit_b_16").network()
        let layers = named.steps.filter { $0.operation == .convolution }.prefix(5)
        let products = named.steps.filter { $0.operation == .product }.prefix(2)
        let steps =
            layers.map { NetworkStep($0.geometry, inputs: [.image]) }
            + products.map { NetworkStep($0.geometry, operation: .product, inputs: [.step(0), .step(1)]) }
        let run = try EstimateRequest(
            Configuration().setting(["trainingEstimation=false", "accounting=\(accounting)"]),
            network: .network(Network(steps: steps)), workload: .synthetic(seed: 0)
        ).run()
        let kinds = run.estimate.kinds
        #expect(kinds.allSatisfy { $0.cost.latency >= 0 && $0.cost.energy >= 0 })
        let sum = kinds.reduce(OperationCost.zero) { $0 + $1.cost }
        #expect(abs(sum.latency / run.estimate.latencyOfOneImage - 1) < (accounting == "exact" ? 1e-9 : 1e-3))
        #expect(run.estimate.impossibleFigures.isEmpty, "\(run.estimate.impossibleFigures.prefix(3))")
    }

    /// Residual networks keep the figures of the reference, and the report says what these leave out.
    @Test func freeStepsAreListed() throws {
        let run = try EstimateRequest(network: .file("resnet18"), workload: .statistics(.parameters)).run()
        let free = run.estimate.freeSteps.map { "\($0.count) \($0.operation.rawValue)" }
        #expect(free == ["1 max_pool", "1 average_pool", "8 add"])
    }

    /// Parameters of work on activations move figures of networks that have such work, and of no others.
    @Test func sensitivitiesIncludeWorkOnActivations() throws {
        let named = try CatalogNetwork.named("bert_base").network(.init(tokens: 64))
        // One layer, and the attention of a whole network.
        let layer = try #require(named.steps.first { $0.operation == .convolution })
        let others = named.steps.filter { $0.operation == .product }.map {
            NetworkStep($0.geometry, operation: .product, inputs: [.step(0), .step(0)])
        }
        let attention = try Network(steps: [NetworkStep(layer.geometry, inputs: [.image])] + others)
        func moved(_ network: Network) throws -> Set<String> {
            let run = try EstimateRequest(
                Configuration().setting(["trainingEstimation=false"]), network: .network(network),
                workload: .statistics(.parameters), listsSensitivities: true
            ).run()
            return Set(try #require(run.sensitivities).map(\.parameter))
        }
        #expect(try moved(attention).contains("dynamicUnits"))
        #expect(try moved(Network(layers: [layer.geometry])).isDisjoint(with: ["dynamicUnits", "vectorLanes"]))
    }

    /// Resistive cells last as their endurance says.
    @Test func resistiveCellsWearOut() throws {
        let (few, many) = try (
            Self.text(.init(tokens: 2), settings: ["dynamicEngine=resistive", "dynamicEndurance=1e6"]),
            Self.text(.init(tokens: 2), settings: ["dynamicEngine=resistive", "dynamicEndurance=1e9"])
        )
        let (short, long) = try (#require(few.lifetime), #require(many.lifetime))
        #expect(abs(long / short / 1000 - 1) < 1e-12)
        #expect(try Self.text(.init(tokens: 2)).lifetime == nil)
    }

    @Test(arguments: [
        (GenerationRequest(tokens: 1), 32, "allowed: 2 to 993"),
        (GenerationRequest(tokens: 994), 32, "allowed: 2 to 993"),
        (GenerationRequest(tokens: 2), 1024, "leaves no room"),
        (GenerationRequest(tokens: 2, context: 1024), 32, "allowed: 0 to 1023"),
        (GenerationRequest(tokens: 2, sequences: 0), 32, "allowed: 1 to 4096"),
    ])
    func impossibleTextsAreRefused(_ request: GenerationRequest, _ tokens: Int, _ message: String) throws {
        let error = #expect(throws: InputError.self) { _ = try Self.text(request, tokens: tokens) }
        #expect(try #require(error).description.contains(message), "\(error?.description ?? "")")
    }
}
