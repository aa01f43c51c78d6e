// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Macro
import ReportKit
import Runs

/// The report on one in-memory computing macro.
public struct MacroReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// One screen.
        case text
        /// A tree with the schema `tessera.macro/1`.
        case json
        /// A table with one row a part.
        case csv
        /// A page with a drawing and charts, whole in one file.
        case html
    }

    let run: MacroRun
    var macro: Macro { run.macro }

    /// Reports on a run.
    public init(_ run: MacroRun) {
        self.run = run
    }

    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        try checked(as: format, command: command)
    }
}

extension MacroReport: Report {
    package static let schemaName = "tessera.macro/1"
    package static let subject = "one in-memory computing macro"

    package static let contents: [ReportMember<MacroReport>] =
        description + figures + [
            ReportMember("interpolated", "figures of silicon that are interpolated between published nodes") {
                $0.macro.design.node.interpolated
            },
            ReportMember("parts", "parts of the macro") { $0.macro.parts },
            ReportMember("overhead", "factors for control, timing, references and layout, which are in all figures") {
                $0.macro.overhead
            },
            ReportMember(
                "typicalError", "factors within which half of the published chips of the kind lie (docs/silicon.md)"
            ) { MacroError.typical($0.macro.design.kind) },
            .sometimes("sensitivities", "parameters that move a figure most, by figure; only with --sensitivity") {
                $0.run.sensitivities
            },
            .given("parameters", "all parameters") { $0.run.configuration.settings },
            ReportMember("warnings", "warnings about the figures, each a sentence") { $0.run.warnings },
        ]

    private static let description: [ReportMember<MacroReport>] = [
        .word("kind", "the kind of macro", of: MacroKind.allCases.map(\.rawValue)) { $0.macro.design.kind.rawValue },
        ReportMember("node", "technology node", unit: "nm") { $0.macro.design.node.nanometers },
        ReportMember("rows", "rows of cells") { $0.macro.design.rows },
        ReportMember("columns", "columns of cells") { $0.macro.design.columns },
        ReportMember("task", "the matrix-vector multiplication") { $0.macro.task },
        ReportMember("counts", "how often circuits work") { $0.macro.counts },
    ]

    private static let figures: [ReportMember<MacroReport>] = [
        ReportMember("area", "area", unit: "m^2") { $0.macro.area },
        ReportMember("energy", "energy of the multiplication", unit: "J") { $0.macro.energy },
        ReportMember("leakageEnergy", "energy of leakage in its time, which is in `energy`", unit: "J") {
            $0.macro.leakageEnergy
        },
        ReportMember("latency", "time of the multiplication", unit: "s") { $0.macro.latency },
        ReportMember("leakagePower", "static power", unit: "W") { $0.macro.leakagePower },
        ReportMember(
            "operations", "operations of the multiplication; a multiplication and an addition are two", unit: "1"
        ) {
            $0.macro.task.operations
        },
        ReportMember("throughput", "operations in a second at this precision", unit: "1/s") { $0.macro.throughput },
        ReportMember("efficiency", "operations for a joule at this precision", unit: "1/J") { $0.macro.efficiency },
        ReportMember("density", "operations in a second and a square metre at this precision", unit: "1/(s m^2)") {
            $0.macro.density
        },
        ReportMember(
            "bitsPerOperation", "bits of an input times bits of a weight: the factor to operations with one bit each",
            unit: "1"
        ) { $0.macro.bitsPerOperation },
    ]

    package static func showsDocument(in format: Format) -> Bool {
        switch format {
        case .json, .html: true
        case .text, .csv: false
        }
    }

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: MacroText(self).text
        case .json: document.text
        case .csv: CSVColumn.table(MacroColumns.parts, macro.parts)
        case .html: try HTMLReport(subject: .macro, document: document, title: "Tessera macro", command: command).text()
        }
    }
}
