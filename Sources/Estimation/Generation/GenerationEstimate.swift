// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Configuration
import Workload

/// Time and energy of generated text.
public struct GenerationEstimate: Sendable {
    /// The work of a step.
    public struct Sample: Sendable {
        /// Earlier tokens of each sequence [1].
        public let context: Int
        /// The network of a step.
        public let network: Network

        /// A step after so many earlier tokens.
        public init(context: Int, network: Network) {
            self.context = context
            self.network = network
        }
    }

    /// The text.
    public let plan: GenerationPlan
    /// The prompt of one sequence.
    public let prompt: Estimate
    /// A step of all sequences at the context of the plan.
    public let step: Estimate
    /// Time of a step over earlier tokens [s].
    public let latencyLine: ContextLine
    /// Energy of a token over earlier tokens [J].
    public let energyLine: ContextLine
    /// Time and energy of all steps after the prompt, for all sequences [s, J].
    private let stepsLatency, stepsEnergy: Double

    /// Adds steps up.
    ///
    /// - Parameters:
    ///   - plan: The text.
    ///   - prompt: The prompt of one sequence.
    ///   - step: A step at the context of the plan.
    ///   - machine: The hardware for work on activations.
    ///   - samples: The steps at ``GenerationPlan/sampledContexts``.
    public init(
        _ plan: GenerationPlan, prompt: Estimate, step: Estimate, on machine: ActivationMachine, samples: [Sample]
    ) {
        self.plan = plan
        self.prompt = prompt
        self.step = step
        let steps = samples.map { step.with(machine.estimate($0.network), of: $0.network) }
        let contexts = samples.map(\.context)
        let latencies = steps.map { Self.latency(ofStep: $0, sequences: plan.sequences) }
        let energies = steps.map { Self.energy(ofStep: $0, sequences: plan.sequences) }
        latencyLine = ContextLine(zip(contexts, latencies).map { ($0, $1) })
        energyLine = ContextLine(zip(contexts, energies).map { ($0, $1 / Double(plan.sequences)) })
        let first = contexts.firstIndex(of: plan.contexts.lowerBound) ?? contexts.startIndex
        stepsLatency = Self.sum(Array(contexts[first...]), Array(latencies[first...]))
        stepsEnergy = Self.sum(Array(contexts[first...]), Array(energies[first...]))
    }

    // MARK: Figures

    /// Time from the start of a prompt to its first generated token [s].
    public var timeToFirstToken: Double { prompt.latencyOfOneImage }

    /// Time of a step at the context of the plan, in which each sequence gets a token [s].
    public var stepLatency: Double { Self.latency(ofStep: step, sequences: plan.sequences) }

    /// Energy of a token at the context of the plan, with leakage [J].
    public var tokenEnergy: Double { Self.energy(ofStep: step, sequences: plan.sequences) / Double(plan.sequences) }

    /// Tokens of all sequences in a second, at the context of the plan [1/s].
    public var tokensPerSecond: Double { Double(plan.sequences) / stepLatency }

    /// Time of all prompts, one after the other, and of all steps [s].
    public var totalLatency: Double { Double(plan.sequences) * timeToFirstToken + stepsLatency }

    /// Energy of all prompts and steps, with leakage [J].
    public var totalEnergy: Double { Double(plan.sequences) * prompt.wholeEnergy + stepsEnergy }

    /// Energy of a generated token, with its share of the prompt [J].
    public var joulesPerToken: Double { totalEnergy / Double(plan.sequences * plan.generated) }

    /// Time until resistive cells of the engine have worn out, while steps at the context of the plan follow each other [s]; nil
    /// where there are no such cells.
    public var lifetime: Double? {
        guard step.wholeLatency > 0 else { return nil }
        return step.lifetime.map { $0 / step.wholeLatency * stepLatency }
    }

    /// Time of a step [s]. In a pipeline sequences are in different layers; a token of a sequence waits for the one before.
    private static func latency(ofStep step: Estimate, sequences: Int) -> Double {
        step.configuration.isPipelined
            ? max(step.wholeLatency, step.latencyOfOneImage / Double(sequences)) : step.latencyOfOneImage
    }

    /// Energy of a step, for all sequences [J].
    private static func energy(ofStep step: Estimate, sequences: Int) -> Double {
        guard step.configuration.isPipelined else { return step.wholeEnergy }
        let dynamic = step.chip.costs.total.energy + (step.activations?.total.energy ?? 0)
        return dynamic + step.wholeLeakagePower * latency(ofStep: step, sequences: sequences)
    }

    /// The sum over all contexts, on straight pieces between those that were evaluated.
    private static func sum(_ contexts: [Int], _ figures: [Double]) -> Double {
        guard let last = figures.last else { return 0 }
        return contexts.indices.dropLast().reduce(last) { total, index in
            let steps = Double(contexts[index + 1] - contexts[index])
            return total + steps * figures[index] + (figures[index + 1] - figures[index]) * (steps - 1) / 2
        }
    }
}

extension Estimate {
    /// The same layers with other work on activations.
    fileprivate func with(_ activations: ActivationEstimate?, of network: Network) -> Estimate {
        Estimate(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits,
            source: source, floorplan: floorplan, geometry: geometry, area: area, totalArea: totalArea, layers: layers,
            chip: chip, clockPeriod: clockPeriod, operations: operations, activations: activations, warnings: warnings)
    }
}
