// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Estimation
import ReportKit

/// Time and energy of generated text.
struct GenerationDocument: ReportObject {
    let generation: GenerationEstimate

    static let reportName = "generation of text"

    static let reportMembers: [ReportMember<GenerationDocument>] = [
        ReportMember("promptTokens", "tokens of the prompt", unit: "1") { $0.generation.plan.prompt },
        ReportMember(
            "generatedTokens", "tokens that are generated, the first of which comes with the prompt", unit: "1"
        ) { $0.generation.plan.generated },
        ReportMember("context", "earlier tokens of the step whose figures are given", unit: "1") {
            $0.generation.plan.context
        },
        ReportMember("sequences", "sequences that are generated side by side", unit: "1") {
            $0.generation.plan.sequences
        },
        ReportMember("timeToFirstToken", "time from the start of a prompt to its first token", unit: "s") {
            $0.generation.timeToFirstToken
        },
        ReportMember("stepLatency", "time of the step, in which each sequence gets a token", unit: "s") {
            $0.generation.stepLatency
        },
        ReportMember("tokenEnergy", "energy of a token of the step, with leakage", unit: "J") {
            $0.generation.tokenEnergy
        },
        ReportMember("tokensPerSecond", "tokens of all sequences in a second, at the step", unit: "1/s") {
            $0.generation.tokensPerSecond
        },
        ReportMember("latencyLine", "time of a step over the number of earlier tokens") {
            TimeLine(line: $0.generation.latencyLine)
        },
        ReportMember("energyLine", "energy of a token over the number of earlier tokens") {
            EnergyLine(line: $0.generation.energyLine)
        },
        ReportMember("totalLatency", "time of all prompts, one after the other, and all steps", unit: "s") {
            $0.generation.totalLatency
        },
        ReportMember("totalEnergy", "energy of all prompts and steps, with leakage", unit: "J") {
            $0.generation.totalEnergy
        },
        ReportMember("joulesPerToken", "the same over the number of generated tokens", unit: "J") {
            $0.generation.joulesPerToken
        },
        ReportMember("cacheCapacity", "keys and values that the step reads", unit: "bit") {
            $0.generation.step.activations?.cacheCapacity ?? 0
        },
        ReportMember("keptShare", "share of them that the buffer holds; DRAM holds the others", unit: "1") {
            $0.generation.step.activations?.keptShare ?? 1
        },
        .sometimes(
            "lifetime", "time of such steps until resistive cells are worn out; only with `dynamicEngine = resistive`",
            unit: "s"
        ) { $0.generation.lifetime },
        ReportMember("work", "time and energy of the step by kind of work") { $0.generation.step.kinds },
        ReportMember("blocks", "time and dynamic energy of the step by block") { $0.generation.step.blocks },
    ]

    /// A straight line of time.
    struct TimeLine: ReportObject {
        let line: ContextLine
        static let reportName = "line of time over earlier tokens"
        static let reportMembers: [ReportMember<TimeLine>] = [
            ReportMember("fixed", "time without earlier tokens", unit: "s") { $0.line.fixed },
            ReportMember("perToken", "time of an earlier token", unit: "s") { $0.line.perToken },
            ReportMember("largestDeviation", "the largest relative distance from the line", unit: "1") {
                $0.line.largestDeviation
            },
        ]
    }

    /// A straight line of energy.
    struct EnergyLine: ReportObject {
        let line: ContextLine
        static let reportName = "line of energy over earlier tokens"
        static let reportMembers: [ReportMember<EnergyLine>] = [
            ReportMember("fixed", "energy without earlier tokens", unit: "J") { $0.line.fixed },
            ReportMember("perToken", "energy of an earlier token", unit: "J") { $0.line.perToken },
            ReportMember("largestDeviation", "the largest relative distance from the line", unit: "1") {
                $0.line.largestDeviation
            },
        ]
    }
}
