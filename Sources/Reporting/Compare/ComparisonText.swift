// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Runs
import ReportKit
import Systolic
import Workload

/// A comparison as tables for a terminal: designs are columns where they fit a line, and rows otherwise.
struct ComparisonText {
    let comparison: Comparison

    /// The longest line with designs as columns [1].
    private static let lineLength = 120
    /// Stands for what a design does not have.
    private static let none = "-"

    private var columns: [ComparedColumn] { comparison.columns }
    private var labels: [String] { columns.map(comparison.label) }

    var text: String {
        var lines = heading + [""]
        let table = designsAsColumns
        lines += table.allSatisfy { $0.count <= Self.lineLength } ? table : designsAsRows
        lines += notes
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Heading and notes

    private var heading: [String] {
        let layers = comparison.network.layers.count
        var lines = [
            "Designs : \(columns.count)"
                + (comparison.variedNames.isEmpty ? "" : ", by \(comparison.variedNames.joined(separator: ", "))"),
            "Network : \(layers) layer\(layers == 1 ? "" : "s"), weights \(comparison.weightBits) bit, activations "
                + "\(comparison.activationBits) bit",
        ]
        lines += workload.map { ["Workload : \($0)"] } ?? []
        lines += array.map { ["Systolic array : \($0)"] } ?? []
        let periods = Set(columns.map(\.period)).sorted().map { "one \($0)" }
        lines.append("Figures : of \(periods.joined(separator: " or "))")
        return lines
    }

    private var workload: String? {
        for case .chip(let estimate) in columns.map(\.design) { return estimate.source.title }
        return nil
    }

    private var array: String? {
        for case .array(let estimate, _) in columns.map(\.design) {
            let design = estimate.run.design
            return "\(design.rows) x \(design.columns), \(design.dataflow.title), buffers of \(design.ifmapKilowords), "
                + "\(design.filterKilowords), \(design.ofmapKilowords) x 1024 words"
        }
        return nil
    }

    private var notes: [String] {
        var lines: [String] = []
        let loose = ComparedQuantity.split.filter { quantity in
            columns.contains { !$0.parts(quantity).isEmpty && !$0.addsUp(quantity) }
        }
        if !loose.isEmpty {
            let titles = loose.map(\.title).joined(separator: " and ")
            lines += [
                "",
                "Parts of \(titles) need not add up: layers of a pipeline work at the same time, and the reference's",
                "accounting of training (accounting = neurosim) counts parts in another way than their sum.",
            ]
        }
        if !comparison.warnings.isEmpty {
            lines += [""] + comparison.warnings.map { "Warning : \($0)" }
        }
        return lines
    }

    // MARK: Designs as columns

    private var designsAsColumns: [String] {
        var rows = (ComparedQuantity.main + ComparedQuantity.further).filter(isKnown).map { quantity in
            let unit = comparison.unit(quantity)
            return [quantity.title, unit.symbol]
                + columns.flatMap { [value($0.figure(quantity), unit), ratio(quantity, of: $0)] }
        }
        for quantity in ComparedQuantity.split {
            let names = comparison.partNames(quantity)
            guard !names.isEmpty else { continue }
            let unit = comparison.unit(quantity)
            let blank = [String](repeating: "", count: 1 + 2 * columns.count)
            rows += [[""] + blank, ["\(quantity.title) by part"] + blank]
            rows += names.map { name in
                let cells = columns.flatMap {
                    [value(part(name, quantity, of: $0), unit), share(name, quantity, of: $0)]
                }
                return ["  \(FigurePart.title(of: name))", unit.symbol] + cells
            }
        }
        let header = ["", "unit"] + labels.flatMap { [$0, " "] }
        return TextTable(header: header, rows: rows, leftAligned: ["", "unit"]).lines
            + ["", "x is the ratio to the first design, % the share of the design's total."]
    }

    private func isKnown(_ quantity: ComparedQuantity) -> Bool {
        columns.contains { $0.figure(quantity) != nil }
    }

    private func part(_ name: String, _ quantity: ComparedQuantity, of column: ComparedColumn) -> Double? {
        column.parts(quantity).first { $0.name == name }?.value
    }

    private func value(_ value: Double?, _ unit: FigureUnit) -> String { value.map(unit.text) ?? Self.none }

    private func ratio(_ quantity: ComparedQuantity, of column: ComparedColumn) -> String {
        comparison.ratio(quantity, of: column).map(Self.ratioText) ?? Self.none
    }

    private static func ratioText(_ ratio: Double) -> String {
        ComparedQuantity.isUnbounded(ratio) ? FigureText.never : FigureText.threeDigits(ratio) + "x"
    }

    private func share(_ name: String, _ quantity: ComparedQuantity, of column: ComparedColumn) -> String {
        guard let value = part(name, quantity, of: column), let total = column.figure(quantity), total > 0 else {
            return Self.none
        }
        guard total.isFinite else { return Self.none }
        return FigureText.fixed(100 * value / total, digits: 1) + "%"
    }

    // MARK: Designs as rows

    private var designsAsRows: [String] {
        let main = ComparedQuantity.main.filter(isKnown)
        let ratios = main.map { quantity in
            (title: quantity.title, cells: columns.map { ratio(quantity, of: $0) })
        }
        let tables = [
            table("", cells(main)), table("Ratios to the first design", ratios),
            table("Further figures", cells(ComparedQuantity.further.filter(isKnown))),
        ]
        let breakdowns = ComparedQuantity.split.filter { !comparison.partNames($0).isEmpty }.map { quantity in
            let unit = comparison.unit(quantity)
            let cells = comparison.partNames(quantity).map { name in
                (
                    title: FigurePart.title(of: name),
                    cells: columns.map { value(part(name, quantity, of: $0), unit) }
                )
            }
            return table("\(quantity.title) by part [\(unit.symbol)]", cells)
        }
        return Array((tables + breakdowns).joined(separator: [""]))
    }

    private func cells(_ quantities: [ComparedQuantity]) -> [(title: String, cells: [String])] {
        quantities.map { quantity in
            let unit = comparison.unit(quantity)
            let title = unit.symbol.isEmpty ? quantity.title : "\(quantity.title) \(unit.symbol)"
            return (title, columns.map { value($0.figure(quantity), unit) })
        }
    }

    /// A table in as many pieces as fit lines.
    private func table(_ title: String, _ cells: [(title: String, cells: [String])]) -> [String] {
        let labels = labels
        var pieces: [[String]] = []
        var rest = cells[...]
        while !rest.isEmpty {
            var piece = piece(rest.prefix(1), labels)
            var count = 1
            while count < rest.count {
                let wider = self.piece(rest.prefix(count + 1), labels)
                guard wider.allSatisfy({ $0.count <= Self.lineLength }) else { break }
                piece = wider
                count += 1
            }
            pieces.append(piece)
            rest = rest.dropFirst(count)
        }
        return (title.isEmpty ? [] : [title]) + Array(pieces.joined(separator: [""]))
    }

    private func piece(_ cells: ArraySlice<(title: String, cells: [String])>, _ labels: [String]) -> [String] {
        let rows = columns.indices.map { row in [labels[row]] + cells.map { $0.cells[row] } }
        return TextTable(header: ["design"] + cells.map(\.title), rows: rows, leftAligned: ["design"]).lines
    }
}

extension WorkloadSource {
    /// Source of weights and activations, in words.
    var title: String {
        switch self {
        case .trace(let path): "trace \(path)"
        case .synthetic(let seed): "random numbers from seed \(seed), no trace"
        case .statistics(.parameters): "expected values, of parameters"
        case .statistics(.file(let path)): "expected values, of \(path)"
        case .statistics(.trace(let path)): "expected values, of the trace \(path)"
        }
    }
}
