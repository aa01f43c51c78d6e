// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Foundation
import Revisions
import Testing
import Workload
import _TestSupport

/// Expected values from averages of the reference cases' traces against the figures of the same traces, and from parameters
/// against those of drawn traces.
@Suite struct StatisticsErrorTests {
    /// Mean and worst relative error of each energy and latency figure over all cases of the reference, both ways.
    static let tables: Result<[ErrorTable], any Error> = Result {
        var tables = [ErrorTable(title: "Averages of the trace"), ErrorTable(title: "Averages of parameters")]
        var measured: [String: NetworkStatistics] = [:]
        for name in ReferenceCase.names {
            let golden = try ReferenceCase(named: name)
            let network = try golden.readNetwork()
            let configuration = try golden.configuration()
            let trace = try golden.readTrace(network)
            let estimator = try Estimator(
                configuration: configuration, network: network, weightBits: golden.weightBits,
                activationBits: golden.activationBits)
            let key = "\(golden.trace) \(golden.network) \(golden.weightBits) \(golden.activationBits)"
            let statistics =
                try measured[key]
                ?? NetworkStatistics(
                    measuring: trace, weightBits: golden.weightBits, activationBits: golden.activationBits,
                    weightRange: -1...1)
            measured[key] = statistics
            tables[0].add(
                try estimator.estimate(statistics: statistics, origin: .trace(path: name)),
                try estimator.estimate(trace, source: .trace(path: name), threads: 1), name: name)
            let parameters = SyntheticTrace.Parameters(configuration, weightBits: golden.weightBits)
            tables[1].add(
                try estimator.estimate(
                    statistics: NetworkStatistics(
                        network, parameters: parameters, activationBits: golden.activationBits)),
                try estimator.estimate(
                    SyntheticTrace(network, parameters: parameters), source: .synthetic(seed: 0), threads: 1),
                name: name)
        }
        return tables
    }

    @Test func errorsOfAveragesOfATraceAreSmall() throws {
        let table = try Self.tables.get()[0]
        #expect(table.figures.count >= 30)
        for figure in table.figures {
            #expect(figure.mean < 0.02, "\(figure.name): \(figure.mean)")
            #expect(abs(figure.worst) < 0.05, "\(figure.name): \(figure.worst), \(figure.worstCase)")
        }
    }

    /// One draw of a small network differs from the average; the more so, the rarer what is drawn.
    @Test func errorsOfAveragesOfParametersAreSmall() throws {
        let table = try Self.tables.get()[1]
        for figure in table.figures {
            let isRare = figure.name.contains("pdate")
            #expect(figure.mean < (isRare ? 0.05 : 0.02), "\(figure.name): \(figure.mean)")
            #expect(abs(figure.worst) < (isRare ? 0.5 : 0.05), "\(figure.name): \(figure.worst), \(figure.worstCase)")
        }
    }

    @Test func thePageSaysWhatWasMeasured() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = package.appending(path: "docs/models/statistics-mode.md")
        let begin = "<!-- errors: made by StatisticsErrorTests with UPDATE_GENERATED=1 -->\n"
        let end = "<!-- end of errors -->"
        let text = try String(contentsOf: page, encoding: .utf8)
        let first = try #require(text.range(of: begin)?.upperBound)
        let last = try #require(text.range(of: end)?.lowerBound)
        let made = try Self.tables.get().map(\.markdown).joined()
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            let updated = text.replacingCharacters(in: first..<last, with: made)
            try updated.write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[first..<last] == made, "docs/models/statistics-mode.md is not what was measured: see there")
        }
    }
}

extension SyntheticTrace.Parameters {
    /// What a run without a trace draws from.
    fileprivate init(_ configuration: Configuration, weightBits: Int) {
        self.init(
            seed: 0, weightBits: weightBits, weightRange: configuration.minimumWeight...configuration.maximumWeight,
            weightSpread: configuration.syntheticWeightSpread,
            activationDensity: .uniform(configuration.syntheticActivationDensity),
            updateDensity: configuration.syntheticUpdateDensity, activity: configuration.syntheticActivity)
    }
}

/// Errors of figures over several cases.
struct ErrorTable {
    /// The errors of one figure.
    struct Figure {
        let name: String
        var sum = 0.0
        var count = 0
        var worst = 0.0
        var worstCase = ""

        var mean: Double { count == 0 ? 0 : sum / Double(count) }
    }

    let title: String
    private(set) var figures: [Figure] = []

    init(title: String) {
        self.title = title
    }

    /// Compares two estimates of a case. Figures that are zero, or never end, must be so in both.
    mutating func add(_ expected: Estimate, _ actual: Estimate, name: String) {
        for (index, pair) in zip(ErrorTable.figures(expected), ErrorTable.figures(actual)).enumerated() {
            let (one, other) = pair
            if figures.count <= index { figures.append(Figure(name: one.name)) }
            guard other.value > 0, other.value.isFinite else {
                if one.value != other.value { figures[index].worst = .infinity }
                continue
            }
            let error = one.value / other.value - 1
            figures[index].sum += abs(error)
            figures[index].count += 1
            if abs(error) > abs(figures[index].worst) {
                figures[index].worst = error
                figures[index].worstCase = name
            }
        }
    }

    /// Every energy and latency figure of the chip.
    private static func figures(_ estimate: Estimate) -> [(name: String, value: Double)] {
        let chip = estimate.chip
        let costs = [
            ("Total", chip.costs.total), ("Forward", chip.costs.forward),
            ("Activation gradient", chip.costs.activationGradient), ("Weight gradient", chip.costs.weightGradient),
            ("Weight update", chip.costs.weightUpdate), ("Peak forward", chip.peak.forward),
            ("Peak activation gradient", chip.peak.activationGradient), ("Peak weight update", chip.peak.weightUpdate),
            ("One-time programming", chip.programming),
        ]
        let causes = chip.breakdown.named.filter { $0.name != "weightUpdate" && $0.name != "weightGradient" }
            .map { ("Cause: \($0.name)", $0.cost) }
        return (costs + causes).flatMap { name, cost in
            [("\(name), latency", cost.latency), ("\(name), energy", cost.energy)]
        } + [("Leakage energy", chip.leakageEnergy)]
    }

    /// The table as it stands in the documentation.
    var markdown: String {
        let rows = figures.map { figure in
            let worst = figure.worstCase.isEmpty ? "" : "`\(figure.worstCase)`"
            return "| \(figure.name) | \(percent(figure.mean)) | \(percent(figure.worst)) | \(worst) |"
        }
        let head = "\n**\(title)**\n\n| figure | mean | worst | in case |\n|---|---:|---:|---|\n"
        return head + rows.joined(separator: "\n") + "\n"
    }

    private func percent(_ share: Double) -> String {
        let text = String(format: "%.2f %%", share * 100)
        return text == "-0.00 %" ? "0.00 %" : text
    }
}
