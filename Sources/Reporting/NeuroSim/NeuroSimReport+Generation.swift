// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Estimation
import ReportKit

extension NeuroSimReport {
    /// Time and energy of generated text.
    var generationLines: [String] {
        guard let generation else { return [] }
        let figure = FigureText.sixDigits
        let plan = generation.plan
        let sequences = plan.sequences == 1 ? "" : ", \(plan.sequences) sequences side by side"
        return [
            "", "------------------------------ Generation of text --------------------------------",
            "\(plan.generated) tokens after a prompt of \(plan.prompt)\(sequences)",
            "Time to first token: \(figure(generation.timeToFirstToken * 1e3)) ms",
            "Step after \(plan.context) tokens: \(figure(generation.stepLatency * 1e3)) ms, "
                + "\(figure(generation.tokenEnergy * 1e6)) uJ a token, \(figure(generation.tokensPerSecond)) tokens a second",
            "Time of a step after n tokens, in ms: \(line(generation.latencyLine, 1e3))",
            "Energy of a token after n tokens, in uJ: \(line(generation.energyLine, 1e6))",
            "Prompt and all steps: \(figure(generation.totalLatency * 1e3)) ms, "
                + "\(figure(generation.totalEnergy * 1e6)) uJ, \(figure(generation.joulesPerToken * 1e6)) uJ a generated token",
        ] + cacheLines(generation) + wearLines(generation) + stepTable(generation)
    }

    private func line(_ line: ContextLine, _ factor: Double) -> String {
        let figure = FigureText.sixDigits
        return "\(figure(line.fixed * factor)) + \(figure(line.perToken * factor)) n, within "
            + "\(FigureText.fourDigits(100 * line.largestDeviation)) %"
    }

    private func cacheLines(_ generation: GenerationEstimate) -> [String] {
        guard let activations = generation.step.activations else { return [] }
        return [
            "Keys and values after \(generation.plan.context) tokens: "
                + "\(FigureText.sixDigits(activations.cacheCapacity / 8192)) KiB, "
                + "\(FigureText.fourDigits(100 * activations.keptShare)) % of them in the buffer"
        ]
    }

    private func wearLines(_ generation: GenerationEstimate) -> [String] {
        guard let activations = generation.step.activations, let lifetime = generation.lifetime else { return [] }
        let figure = FigureText.sixDigits
        let writes = activations.wear.writtenCells / Double(generation.plan.sequences)
        return ["Writes of a token: \(figure(writes)) cells; such cells last \(figure(lifetime)) s of generation"]
    }

    /// The work of a step by kind.
    private func stepTable(_ generation: GenerationEstimate) -> [String] {
        let figure = FigureText.sixDigits
        let energy = generation.step.wholeEnergy
        let rows = generation.step.kinds.map {
            [
                $0.name, figure($0.cost.latency * 1e9), figure($0.cost.energy * 1e12),
                FigureText.fourDigits(100 * $0.cost.energy / energy) + " %",
            ]
        }
        return TextTable(
            header: ["work of the step", "latency, ns", "energy, pJ", "of energy"], rows: rows,
            leftAligned: ["work of the step"]
        ).lines
    }
}
