// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Parallelism

/// Tries usual changes of a design, one parameter at a time, and keeps those that help most.
struct ChangeSearch: Sendable {
    /// The headline figures of a configuration, above 0; nil where the run refuses it.
    typealias Evaluation = @Sendable (Configuration) -> [ParameterSensitivity.Figure: Double]?

    /// A change that leaves more than this of a figure does not help [1].
    private static let worthwhile = 0.97

    private let configuration: Configuration
    private let threads: Int
    private let evaluate: Evaluation

    /// A search around a configuration with so many threads, on which the result does not depend.
    init(_ configuration: Configuration, threads: Int, evaluate: @escaping Evaluation) {
        self.configuration = configuration
        self.threads = threads
        self.evaluate = evaluate
    }

    /// A change for each headline figure: the one that makes it smallest, and that is not yet among them.
    var changes: [DesignChange] {
        let proposals = self.proposals
        // The design itself is the last one.
        let found = try? parallelMap(proposals.count + 1, threads: threads) { index in
            index < proposals.count ? figures(proposals[index]) : evaluate(configuration)
        }
        guard let found, let own = found[proposals.count] else { return [] }
        let tried = zip(proposals, found).compactMap { proposal, figures in
            figures.flatMap { ratios($0, to: own) }.map { (proposal, $0) }
        }
        var chosen: [DesignChange] = []
        for figure in ParameterSensitivity.Figure.allCases {
            let best = tried.filter { proposal, ratios in
                ratios[figure, default: 1] < Self.worthwhile
                    && !chosen.contains { $0.parameter == proposal.name && $0.proposed == proposal.value }
            }
            .min { $0.1[figure, default: 1] < $1.1[figure, default: 1] }
            guard let (proposal, ratios) = best else { continue }
            chosen.append(change(proposal, ratios, improves: figure))
        }
        return chosen
    }

    private func change(
        _ proposal: Proposal, _ ratios: [ParameterSensitivity.Figure: Double],
        improves figure: ParameterSensitivity.Figure
    ) -> DesignChange {
        let present = ParameterSchema.definition(of: proposal.name).map { $0.value(in: configuration).text }
        return DesignChange(
            parameter: proposal.name, value: present ?? "", proposed: proposal.value, meaning: proposal.meaning,
            improves: figure, area: ratios[.area, default: 1], latency: ratios[.latency, default: 1],
            energy: ratios[.energy, default: 1])
    }

    /// The figures with a change; nil where the run refuses it.
    private func figures(_ proposal: Proposal) -> [ParameterSensitivity.Figure: Double]? {
        guard let definition = ParameterSchema.definition(of: proposal.name),
            definition.isRead(by: configuration.revision)
        else { return nil }
        do throws(InputError) {
            return evaluate(try configuration.setting(["\(proposal.name)=\(proposal.value)"]))
        } catch {
            return nil
        }
    }

    /// Figures over those of the design; nil where one of them has no ratio.
    private func ratios(
        _ figures: [ParameterSensitivity.Figure: Double], to own: [ParameterSensitivity.Figure: Double]
    ) -> [ParameterSensitivity.Figure: Double]? {
        var ratios: [ParameterSensitivity.Figure: Double] = [:]
        for (figure, value) in figures {
            guard let before = own[figure], before > 0, value > 0, value.isFinite else { return nil }
            ratios[figure] = value / before
        }
        return ratios
    }

    // MARK: Proposals

    /// A parameter and a value to try.
    private struct Proposal: Sendable {
        let name: String
        let value: String
        let meaning: String
    }

    private var proposals: [Proposal] { conversions + arrays + flow }

    private var conversions: [Proposal] {
        let levels = configuration.adcLevels
        let shared = configuration.columnsPerADC
        let sar = configuration.usesSARADC
        return [
            Proposal(
                name: "levelOutput", value: "\(levels / 2)",
                meaning: "ADCs of one bit less (see `tessera accuracy`)"),
            Proposal(name: "numColMuxed", value: "\(shared * 2)", meaning: "twice as many columns share an ADC"),
            Proposal(name: "numColMuxed", value: "\(shared / 2)", meaning: "half as many columns share an ADC"),
            Proposal(
                name: "SARADC", value: "\(!sar)",
                meaning: sar ? "flash ADCs in place of SAR ADCs" : "SAR ADCs in place of flash ADCs"),
        ]
    }

    private var arrays: [Proposal] {
        let (rows, columns) = (configuration.subarrayRows, configuration.subarrayColumns)
        var proposals = [
            Proposal(name: "numRowSubArray", value: "\(rows * 2)", meaning: "subarrays of twice as many rows"),
            Proposal(name: "numColSubArray", value: "\(columns * 2)", meaning: "subarrays of twice as many columns"),
        ]
        // A measured device has the bits that it was measured with.
        if configuration.cellType.holdsConductance, configuration.device == nil {
            proposals.append(
                Proposal(
                    name: "cellBit", value: "\(configuration.cellBits + 1)",
                    meaning: "one bit more in each cell (see `tessera accuracy`)"))
        }
        return proposals
    }

    private var flow: [Proposal] {
        let novel = configuration.usesNovelMapping
        var proposals = [
            Proposal(
                name: "novelMapping", value: "\(!novel)",
                meaning: novel ? "kernels unrolled into columns" : "kernel positions in separate processing elements"),
            Proposal(
                name: "globalBufferType", value: "\(!configuration.globalBufferIsSRAM)",
                meaning: configuration.globalBufferIsSRAM
                    ? "a register file as the global buffer" : "SRAM as the global buffer"),
        ]
        if !configuration.isPipelined, !configuration.estimatesTraining {
            proposals.append(
                Proposal(
                    name: "pipeline", value: "true", meaning: "layers work on consecutive images at once"))
        }
        return proposals
    }
}
