// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import DeviceCatalog
import Estimation
import Inference
import ReportKit
import Runs
import Workload

/// An estimate on one screen: headline figures, where they go, the largest costs, warnings, and what to try next.
struct EstimateSummary {
    private let estimate: Estimate
    private let column: ComparedColumn
    private let accuracy: ChipAccuracy?
    private let changes: [DesignChange]

    /// The longest line [1].
    private static let lineLength = 100

    init(_ estimate: Estimate, accuracy: ChipAccuracy?, changes: [DesignChange]) {
        self.estimate = estimate
        column = ComparedColumn(setting: ComparisonSetting(), design: .chip(estimate))
        self.accuracy = accuracy
        self.changes = changes
    }

    /// The figures that have parts here, with their title.
    private static let shared: [ComparedQuantity] = [.area, .latency, .energy]

    var text: String {
        let sections = [heading, headline, distribution, largestCosts, warnings, proposals]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var period: String { column.period }

    // MARK: Heading

    private var heading: [String] {
        let configuration = estimate.configuration
        let count = estimate.layers.count
        let training = configuration.estimatesTraining ? "Training" : "Inference"
        let cell = ParameterSchema.definition(of: "memcelltype").map { $0.value(in: configuration).text } ?? ""
        var lines = [
            "\(training) of \(count) layer\(count == 1 ? "" : "s") on \(cell) cells at "
                + "\(configuration.technologyNode) nm, \(estimate.weightBits)-bit weights, \(estimate.activationBits)-bit activations",
            "revision \(configuration.revision.word), accounting \(configuration.accounting.rawValue), "
                + (configuration.isPipelined ? "layers as a pipeline" : "layer by layer"),
            estimate.source.title,
        ]
        if let device = configuration.namedDevice { lines.insert("device \(device.name): \(device.title)", at: 1) }
        return lines.flatMap { Self.wrapped($0, indent: "  ", first: "") }
    }

    // MARK: Figures

    private var headline: [String] {
        var rows = [
            row(
                "area", .area,
                "\(estimate.floorplan.tiles) tiles, \(Self.percent(estimate.floorplan.utilization)) of their cells in use"
            ),
            row(
                "time", .latency,
                "of an \(period); \(FigureText.fourDigits(estimate.wholeFramesPerSecond)) \(period)s a second"),
            row("energy", .energy, "of an \(period), \(share(estimate.wholeLeakageEnergy, of: .energy)) of it leakage"),
            power,
            row("throughput", .operationsPerSecond, ""),
            row("efficiency", .operationsPerJoule, ""),
        ]
        if let accuracy {
            rows.append([
                "accuracy", FigureText.fourDigits(accuracy.hardware.accuracy * 100), "%",
                "of \(accuracy.hardware.images) images",
            ])
        }
        return TextTable(
            header: ["figure", "value", "unit", "note"], rows: rows, leftAligned: ["figure", "unit", "note"]
        )
        .lines.dropFirst().map(\.self)
    }

    private func row(_ title: String, _ quantity: ComparedQuantity, _ note: String) -> [String] {
        let value = column.figure(quantity) ?? 0
        let unit = quantity.unit(for: [value])
        return [title, unit.text(value), unit.symbol, note]
    }

    private var power: [String] {
        let (energy, time) = (estimate.wholeEnergy, estimate.wholeLatency)
        let leakage = estimate.wholeLeakagePower
        let power = time.isFinite && time > 0 ? energy / time : leakage
        let unit = ComparedQuantity.leakagePower.unit(for: [power])
        return [
            "power", unit.text(power), unit.symbol,
            "on average, \(FigureText.fourDigits(leakage * unit.perUnit)) \(unit.symbol) of it leakage",
        ]
    }

    private func share(_ value: Double, of quantity: ComparedQuantity) -> String {
        let whole = column.figure(quantity) ?? 0
        return Self.percent(whole > 0 ? value / whole : 0)
    }

    // MARK: Parts

    /// A part of a figure, as a share of it.
    private struct Share {
        let quantity: ComparedQuantity
        let name: String
        /// Its share [1]; nil where the figure has no end.
        let share: Double?
    }

    private func shares(_ quantity: ComparedQuantity) -> [Share] {
        let whole = column.figure(quantity) ?? 0
        return column.parts(quantity).filter { $0.value > 0 }.map { part in
            Share(
                quantity: quantity, name: part.name,
                share: whole.isFinite && whole > 0 && part.value.isFinite ? part.value / whole : nil)
        }
    }

    private var distribution: [String] {
        let columns = Self.shared.map(shares)
        var names: [String] = []
        for share in columns.joined() where !names.contains(share.name) { names.append(share.name) }
        let rows = names.map { name in
            ["  \(FigurePart.title(of: name))"]
                + columns.map { shares in shares.first { $0.name == name }.map { Self.percent($0.share) } ?? "" }
        }
        var lines = TextTable(
            header: ["Where it goes", "area", "time", "energy"], rows: rows, leftAligned: ["Where it goes"]
        ).lines
        let loose = Self.shared.filter { !column.addsUp($0) }.map { $0 == .latency ? "time" : $0.title }
        if !loose.isEmpty {
            lines.append("  (parts of the \(loose.joined(separator: " and the ")) need not add up to 100 %)")
        }
        return lines
    }

    /// The largest part of each figure that has parts, the largest share first.
    private var largestCosts: [String] {
        let largest = Self.shared.compactMap { quantity in
            shares(quantity).max { ($0.share ?? .infinity) < ($1.share ?? .infinity) }
        }
        .sorted { ($0.share ?? .infinity) > ($1.share ?? .infinity) }
        let lines = largest.enumerated().map { index, cost in
            let title = cost.quantity == .latency ? "time" : cost.quantity.title
            return "  \(index + 1). \(Self.percent(cost.share)) of the \(title): "
                + "\(Self.meaning(of: cost.name))\(heaviestLayer(cost))"
        }
        return lines.isEmpty ? [] : ["Largest costs"] + lines
    }

    /// The layer that has most of a part of time or energy; empty where one layer is all, or the part is not of layers.
    private func heaviestLayer(_ cost: Share) -> String {
        guard cost.quantity != .area, estimate.layers.count > 1 else { return "" }
        let values: [Double] = estimate.layers.map { layer in
            let found = layer.breakdown.named.first { $0.name == cost.name }?.cost
            return (cost.quantity == .latency ? found?.latency : found?.energy) ?? 0
        }
        let all = values.reduce(0, +)
        guard all > 0, all.isFinite, let most = values.max(), let index = values.firstIndex(of: most) else { return "" }
        let name = estimate.network.layers[index].name.map { " (\($0))" } ?? ""
        return ", \(Self.percent(most / all)) of it in layer \(index + 1)\(name)"
    }

    /// What a part is made of.
    private static func meaning(of part: String) -> String {
        switch part {
        case "array": "memory arrays with their periphery"
        case "conversion": "ADCs, or sense amplifiers and prechargers"
        case "accumulation": "adders, shift-adds and registers that add partial sums"
        case "buffer": "buffers"
        case "interconnect": "buses and H-trees"
        case "weightGradient": "the unit that computes weight gradients"
        case "weightUpdate": "writes of weights"
        case "dram": "transfers to and from DRAM"
        case "leakage": "leakage"
        case "activations": "products of activations, softmax and normalizations"
        default: "decoders, multiplexers, buffers and other periphery"
        }
    }

    // MARK: Notes

    private var warnings: [String] {
        estimate.warnings.isEmpty
            ? [] : ["Warnings"] + estimate.warnings.flatMap { Self.wrapped($0, indent: "    ", first: "  - ") }
    }

    private var proposals: [String] {
        guard !changes.isEmpty else { return [] }
        let rows = changes.map { change in
            [
                "  --set \(change.parameter)=\(change.proposed)", Self.ratio(change.area), Self.ratio(change.latency),
                Self.ratio(change.energy), change.meaning,
            ]
        }
        return TextTable(
            header: ["Try next", "area", "time", "energy", " "], rows: rows, leftAligned: ["Try next", " "]
        ).lines + ["  (figures with the change over those without it, from averages)"]
    }

    // MARK: Numbers

    private static func ratio(_ value: Double) -> String { FigureText.threeDigits(value) + "x" }

    private static func percent(_ share: Double?) -> String {
        guard let share else { return FigureText.never }
        if share > 0, share < 0.0005 { return "<0.1 %" }
        return FigureText.fixed(share * 100, digits: 1) + " %"
    }

    /// `text` broken at spaces into lines of at most the usual length.
    private static func wrapped(_ text: String, indent: String, first: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > lineLength {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
