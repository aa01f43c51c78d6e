// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Systolic
import Workload

/// The report on a search for systolic arrays.
public struct SearchReport: Sendable {
    /// Formats of the report.
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
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

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
        return CSVColumn.table(
            SearchReport.columns, result.points.map { ($0, best.contains(SearchReport.key($0.design))) })
    }

    /// All columns, from left to right.
    static let columns: [CSVColumn<(point: SearchPoint, isBest: Bool)>] = [
        CSVColumn("rows", "front.design.rows") { "\($0.point.design.rows)" },
        CSVColumn("columns", "front.design.columns") { "\($0.point.design.columns)" },
        CSVColumn("dataflow", "front.design.dataflow") { $0.point.design.dataflow.rawValue },
        CSVColumn("ifmap_kilowords", "front.design.ifmapKilowords") { "\($0.point.design.ifmapKilowords)" },
        CSVColumn("filter_kilowords", "front.design.filterKilowords") { "\($0.point.design.filterKilowords)" },
        CSVColumn("ofmap_kilowords", "front.design.ofmapKilowords") { "\($0.point.design.ofmapKilowords)" },
        CSVColumn("cycles", "front.cycles") { "\($0.point.cycles)" },
        CSVColumn("stalls", "front.stalls") { "\($0.point.stalls)" },
        CSVColumn("utilization", "front.utilization") { "\($0.point.utilization)" },
        CSVColumn("dram_words", "front.dramWords") { "\($0.point.dramWords)" },
        CSVColumn("area_m2", "front.area") { "\($0.point.area)" },
        CSVColumn("energy_J", "front.energy") { "\($0.point.energy)" },
        CSVColumn("best", nil) { $0.isBest ? "1" : "0" },
    ]

    static func key(_ design: SystolicDesign) -> [Int] {
        [
            design.rows, design.columns, Dataflow.allCases.firstIndex(of: design.dataflow) ?? 0, design.ifmapKilowords,
            design.filterKilowords, design.ofmapKilowords,
        ]
    }
}

extension SearchReport: Report {
    package static let schemaName = "tessera.systolic-search/1"
    package static let subject = "a search for systolic arrays"

    package static let contents: [ReportMember<SearchReport>] = [
        ReportMember("objectives", "objectives of the search") { $0.objectives },
        ReportMember("visited", "number of points that were evaluated") { $0.result.visited },
        ReportMember("withinBudget", "number of these points that are within the budget") { $0.result.points.count },
        ReportMember("front", "arrays that no other array beats in all objectives") { $0.result.front },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: text
        case .json: document.text
        case .csv: csv
        }
    }
}

extension SearchObjective: ReportWord {}

extension SearchPoint: ReportObject {
    package static let reportName = "array of a search"

    package static let reportMembers: [ReportMember<SearchPoint>] = [
        ReportMember("design", "the array") { $0.design },
        ReportMember("cycles", "cycles of the network") { $0.cycles },
        ReportMember("stalls", "cycles in which the array stalls") { $0.stalls },
        ReportMember("utilization", "fraction of processing elements and cycles that compute", unit: "1") {
            $0.utilization
        },
        ReportMember("dramWords", "words between DRAM and the chip") { $0.dramWords },
        ReportMember("area", "area of the array with its buffers", unit: "m^2") { $0.area },
        ReportMember("energy", "energy of the network", unit: "J") { $0.energy },
    ]
}
