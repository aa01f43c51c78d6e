// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import NetworkCatalog
import Runs
import Testing
import _TestSupport

@testable import Sweep

/// Sweeps over text that networks by name generate.
@Suite struct SweepTextTests {
    private static func plan(_ text: String) throws -> SweepPlan {
        try SweepPlan(
            text + "\nset: {trainingEstimation: false}\nparameters: {vectorLanes: [32, 64]}\n", file: "plan.yaml")
    }

    private static func points(_ text: String) throws -> [SweepPoint] {
        let folder = try TemporaryFolder()
        let store = try SweepStore(folder.path(of: "a.db"), build: SweepBuild(program: "test"), rule: .refuse)
        _ = try SweepEvaluation(
            plan(text), store: store, defaults: .init(parameters: [], network: nil), threads: 1, shard: nil
        ).run()
        return try SweepStore(reading: folder.path(of: "a.db")).points()
    }

    /// Points have the figures of an estimate, also after they were stored.
    @Test func figuresAreThoseOfEstimates() throws {
        let points = try Self.points(
            "network: gpt2\ntext: {tokens: 16, generate: 4, context: 20, batch: 2}\nobjectives: [tokenEnergy, tokensPerSecond]"
        )
        #expect(points.count == 2)
        for point in points {
            let figures = try #require(point.figures, "\(point.error ?? "")")
            let settings = point.settings.map { "\($0.name)=\($0.value)" } + ["trainingEstimation=false"]
            let run = try EstimateRequest(
                Configuration().setting(settings), network: .text("gpt2", .init(tokens: 16)),
                generation: GenerationRequest(tokens: 4, context: 20, sequences: 2), workload: .statistics
            ).run()
            let text = try #require(run.generation)
            #expect(figures.area == run.estimate.wholeArea && figures[.timeToFirstToken] == text.timeToFirstToken)
            #expect(figures[.stepLatency] == text.stepLatency && figures[.tokenEnergy] == text.tokenEnergy)
            #expect(
                figures[.tokensPerSecond] == text.tokensPerSecond && figures[.joulesPerToken] == text.joulesPerToken)
        }
    }

    /// Without generation the section says how many tokens there are.
    @Test func tokensAloneChangeTheNetwork() throws {
        let (few, many) = try (
            Self.points("network: bert_base\ntext: {tokens: 16}"), Self.points("network: bert_base\ntext: {tokens: 64}")
        )
        for (few, many) in zip(few, many) {
            let energies = [few, many].map { $0.figures?[.energy] ?? 0 }
            #expect(energies[1] > 2 * energies[0] && energies[0] > 0 && few.figures?[.tokenEnergy] == nil)
        }
    }

    @Test(arguments: [
        ("network: vgg8\ntext: {tokens: 3}", "reads images"),
        ("network: bert_base\ntext: {generate: 3}", "generates no text"),
        ("network: gpt2\ntext: {tokens: 1000, generate: 100}", "allowed: 2 to 25"),
        ("network: gpt3\ntext: {tokens: 1000}", "did you mean `gpt2`?"),
    ])
    func impossibleTextsAreErrorsOfThePlan(_ text: String, _ message: String) throws {
        let error = #expect(throws: InputError.self) { _ = try Self.points(text) }
        #expect(error?.file == "plan.yaml" && error?.message.contains(message) == true, "\(error?.description ?? "")")
    }
}
