// SPDX-License-Identifier: Apache-2.0

import Formats
import ReportKit
import Systolic
import Workload

/// The report on a search for systolic arrays.
public struct SearchReport: Sendable {
    /// What the report can be.
    public enum Format: String, Sendable, CaseIterable {
        /// A table of the best arrays.
        case text
        /// A tree with the schema `tessera.systolic-search/1`.
        case json
        /// A table with one row for each array that was tried.
        case csv
    }

    private let result: SystolicSearch.Result
    private let objectives: [SearchObjective]

    /// Reports on a search.
    public init(_ result: SystolicSearch.Result, objectives: [SearchObjective]) {
        self.result = result
        self.objectives = objectives
    }

    /// The report as text in a format.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: text
        case .json: document.text
        case .csv: csv
        }
    }

    // MARK: Text

    private var text: String {
        let header = [
            "array", "dataflow", "ifmap", "filter", "ofmap", "cycles", "stalls", "utilization %", "DRAM words",
            "area mm^2", "energy J",
        ]
        let rows = result.front.map { point in
            let design = point.design
            return [
                "\(design.rows)x\(design.columns)", design.dataflow.rawValue, "\(design.ifmapKilowords)",
                "\(design.filterKilowords)", "\(design.ofmapKilowords)", "\(point.cycles)", "\(point.stalls)",
                FigureText.sixDigits(point.utilization * 100), "\(point.dramWords)",
                FigureText.sixDigits(point.area * 1e6), FigureText.sixDigits(point.energy),
            ]
        }
        let names = objectives.map(\.rawValue).joined(separator: ", ")
        let lines =
            [
                "Points : \(result.visited) looked at, \(result.points.count) within the budget",
                "Best by \(names) : \(result.front.count)", "",
            ] + TextTable(header: header, rows: rows, leftAligned: ["dataflow"]).lines
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: CSV

    private var csv: String {
        let best = Set(result.front.map { SearchReport.key($0.design) })
        let header = [
            "rows", "columns", "dataflow", "ifmap_kilowords", "filter_kilowords", "ofmap_kilowords", "cycles", "stalls",
            "utilization", "dram_words", "area_m2", "energy_J", "best",
        ]
        let rows = result.points.map { point in
            let design = point.design
            return [
                "\(design.rows)", "\(design.columns)", design.dataflow.rawValue, "\(design.ifmapKilowords)",
                "\(design.filterKilowords)", "\(design.ofmapKilowords)", "\(point.cycles)", "\(point.stalls)",
                "\(point.utilization)", "\(point.dramWords)", "\(point.area)", "\(point.energy)",
                best.contains(SearchReport.key(design)) ? "1" : "0",
            ]
        }
        return CSVText.lines([header] + rows)
    }

    private static func key(_ design: SystolicDesign) -> [Int] {
        [
            design.rows, design.columns, Dataflow.allCases.firstIndex(of: design.dataflow) ?? 0, design.ifmapKilowords,
            design.filterKilowords, design.ofmapKilowords,
        ]
    }

    // MARK: JSON

    private var document: JSONValue {
        [
            "schema": "tessera.systolic-search/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "objectives": .array(objectives.map { .string($0.rawValue) }),
            "visited": .integer(result.visited),
            "withinBudget": .integer(result.points.count),
            "front": .array(result.front.map(SearchReport.document)),
        ]
    }

    private static func document(_ point: SearchPoint) -> JSONValue {
        [
            "design": point.design.document, "cycles": .integer(point.cycles), "stalls": .integer(point.stalls),
            "utilization": .number(point.utilization), "dramWords": .integer(point.dramWords),
            "area": .number(point.area), "energy": .number(point.energy),
        ]
    }
}
