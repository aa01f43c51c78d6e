// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats
import ReportKit
import Reporting

/// The figures of a run of today beside those of a capsule. What `tessera rerun` shows.
package struct RerunReport: Sendable {
    /// Formats of the report.
    package enum Format: String, Sendable, CaseIterable {
        /// What has changed, with a table of figures.
        case text
        /// The schema `tessera.rerun/1`, on one line.
        case json
    }

    /// A parameter that is not as it was.
    struct ParameterChange: Sendable, Equatable {
        let name: String
        /// Its value then; nil where there was none.
        let before: String?
        /// Its value now; nil where there is none.
        let now: String?
    }

    let command: [String]
    let before: CapsuleMaker
    let now: CapsuleMaker
    let figures: FigureComparison
    let parameters: [ParameterChange]

    /// The most figures that are listed [1].
    private static let longest = 40

    /// Compares a run with that of a capsule.
    ///
    /// - Parameters:
    ///   - capsule: The capsule.
    ///   - report: The report of the new run, in JSON.
    ///   - settings: The parameters in force in it.
    ///   - maker: This program.
    /// - Throws: `InputError` when a report cannot be read.
    package init(
        _ capsule: Capsule, report: String, settings: [ParameterSetting], maker: CapsuleMaker
    ) throws(InputError) {
        let (first, second) = (try capsule.parameters(), CapsuleParameters.values(CapsuleParameters.text(settings)))
        let parameters = Set(first.keys).union(second.keys).sorted()
            .map { ParameterChange(name: $0, before: first[$0], now: second[$0]) }
            .filter { $0.before != $0.now }
        self.init(
            command: capsule.command, before: capsule.maker, now: maker,
            figures: FigureComparison(try capsule.report(), try JSONContent(Array(report.utf8), file: nil)),
            parameters: parameters)
    }

    /// Holds a comparison.
    init(
        command: [String], before: CapsuleMaker, now: CapsuleMaker, figures: FigureComparison,
        parameters: [ParameterChange]
    ) {
        self.command = command
        self.before = before
        self.now = now
        self.figures = figures
        self.parameters = parameters
    }

    /// Whether all figures are as they were.
    package var isSame: Bool { figures.changes.isEmpty }

    /// What has changed, in a sentence.
    package var summary: String {
        isSame
            ? "all \(figures.count) figures are the same"
            : "\(figures.changes.count) of \(figures.count) figures have changed"
    }

    /// The report as text in a format.
    ///
    /// - Parameter format: What the report is.
    /// - Returns: The text.
    /// - Throws: `InputError` of kind `internalError` when a count is impossible.
    package func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    private var listed: [FigureComparison.Change] { Array(figures.changes.prefix(Self.longest)) }
}

// MARK: - Text

extension RerunReport {
    private var text: String { (heading + parameterLines + figureLines).joined(separator: "\n") + "\n" }

    private var heading: [String] {
        [
            "Command : \(ShellCommand(words: ["tessera"] + command).text)",
            "Version : \(Self.step(before.description, now.description))",
            "Model version : \(Self.step("\(before.modelVersion)", "\(now.modelVersion)"))",
            "Figures : \(summary)",
        ]
    }

    private static func step(_ before: String, _ now: String) -> String {
        before == now ? "\(now), as then" : "\(before) then, \(now) now"
    }

    private var parameterLines: [String] {
        guard !parameters.isEmpty else { return [] }
        let rows = parameters.map { [$0.name, $0.before ?? "none", $0.now ?? "none"] }
        return [""] + TextTable(header: ["parameter", "then", "now"], rows: rows, leftAligned: ["parameter"]).lines
    }

    private var figureLines: [String] {
        guard !isSame else { return [] }
        let rows = listed.map { change in
            [
                change.figure, change.before.map { "\($0)" } ?? "none", change.now.map { "\($0)" } ?? "none",
                change.ratio.map { FigureText.sixDigits($0) } ?? "",
            ]
        }
        let table = TextTable(header: ["figure", "then", "now", "ratio"], rows: rows, leftAligned: ["figure"])
        let rest = figures.changes.count - listed.count
        return [""] + table.lines + (rest > 0 ? ["and \(rest) more, with smaller changes"] : [])
    }
}

// MARK: - JSON

extension RerunReport: Report {
    package static let schemaName = "tessera.rerun/1"
    package static let subject = "a capsule that was run again"

    package static let contents: [ReportMember<RerunReport>] = [
        ReportMember("capsule", "the program that made the capsule") { $0.before },
        ReportMember("modelVersion", "version of the model of this run") { $0.now.modelVersion },
        ReportMember("command", "the words of the command, with names inside the capsule") { $0.command },
        ReportMember("same", "whether all figures are as they were") { $0.isSame },
        ReportMember("figures", "number of figures that were compared") { $0.figures.count },
        ReportMember("changed", "number of figures that have changed") { $0.figures.changes.count },
        ReportMember("changes", "figures that have changed, largest relative changes first, at most 40") { $0.listed },
        ReportMember("parameters", "parameters in force that have changed") { $0.parameters },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: text
        case .json: document.line + "\n"
        }
    }
}

extension CapsuleMaker: ReportObject {
    package static let reportName = "maker of a capsule"

    package static let reportMembers: [ReportMember<CapsuleMaker>] = [
        ReportMember("version", "version of Tessera") { $0.version },
        ReportMember("commit", "git commit, in short form; null if it is not known") { $0.commit },
        ReportMember("modelVersion", "version of the model") { $0.modelVersion },
    ]
}

extension FigureComparison.Change: ReportObject {
    static let reportName = "changed figure"

    static let reportMembers: [ReportMember<FigureComparison.Change>] = [
        ReportMember("figure", "its place in the report") { $0.figure },
        ReportMember("before", "the figure of the capsule; null where it has none") {
            $0.before.map { SignedFigure($0) }
        },
        ReportMember("now", "the figure of this run; null where it has none") { $0.now.map { SignedFigure($0) } },
        ReportMember("ratio", "the second over the first; null where there is none", unit: "1") {
            $0.ratio.map { SignedFigure($0) }
        },
    ]
}

extension RerunReport.ParameterChange: ReportObject {
    static let reportName = "changed parameter"

    static let reportMembers: [ReportMember<RerunReport.ParameterChange>] = [
        ReportMember("name", "its name") { $0.name },
        ReportMember("before", "its value in the capsule; null where it has none") { $0.before },
        ReportMember("now", "its value in this run; null where it has none") { $0.now },
    ]
}
