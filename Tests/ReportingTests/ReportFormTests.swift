// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Testing

@testable import Capsules
@testable import Reporting
@testable import SweepReporting

/// A figure of a report in JSON stands in its text and in its table, too, or `omissions.csv` says why not.
///
/// Pages are looked at in a browser, by Scripts/check_page_figures.py.
@Suite struct ReportFormTests {
    /// A form of a report, and what it shows of examples.
    private struct Form {
        let name: String
        /// Figures that should stand in it.
        let paths: Set<String>
        let shown: Set<String>
        /// Whether all figures of the report should stand in it, not only those that the examples have.
        let isComplete: Bool

        /// Looks figures up.
        ///
        /// - Parameters:
        ///   - name: what it is called in `omissions.csv`.
        ///   - groups: pairs of examples. A figure is shown where all pairs of a group show it that have it; pairs whose texts
        ///     have other lines are another group.
        ///   - format: the format.
        ///   - writing: how figures are written.
        ///   - objects: paths of the objects whose figures should stand in it; empty for all.
        ///   - isComplete: whether the examples have all figures of the report.
        /// - Throws: what making or rendering the examples throws, and ``FigureLookup/Mismatch``.
        init<Kind: Report>(
            _ name: String, _ groups: [[[Kind]]], _ format: Kind.Format, _ writing: FigureLookup.Writing,
            of objects: [String] = [], isComplete: Bool = true
        ) throws {
            (self.name, self.isComplete) = (name, isComplete)
            let answers = try groups.map { pairs in
                try pairs.map { pair in
                    try FigureLookup(pair).answers(in: pair.map { try $0.checked(as: format) }, writing: writing)
                }
            }
            let all =
                isComplete
                ? ValueSchema.object(Kind.schema.object).figurePaths() : answers.flatMap { $0.flatMap(\.keys) }
            let paths = Set(all.filter { path in objects.isEmpty || objects.contains { path.hasPrefix("\($0).") } })
            self.paths = paths
            shown = answers.reduce(into: []) { shown, answers in
                shown.formUnion(
                    paths.filter { path in
                        let known = answers.compactMap { $0[path] }
                        return !known.isEmpty && known.allSatisfy(\.self)
                    })
            }
        }

        /// A text, whose figures are rounded and in units that people read.
        static func text<Kind: Report>(
            _ groups: [[Kind]]..., format: Kind.Format, factors: [Double] = []
        ) throws -> Form {
            try Form("text", groups, format, .rounded(factors: factors))
        }

        /// A table, whose rows have all digits of what is in some objects.
        static func table<Kind: Report>(
            _ groups: [[Kind]]..., format: Kind.Format, of objects: [String]
        ) throws -> Form {
            try Form("csv", groups, format, .exact, of: objects)
        }
    }

    /// The forms of each report that are looked at.
    private static let forms: [String: @Sendable () throws -> [Form]] = [
        EstimateReport.schemaName: {
            let pairs = try FormExamples.estimates()
            return try [
                .text(pairs, format: .text),
                Form("text of neurosim-1.5", [FormExamples.inferences()], .text, .rounded(), isComplete: false),
                .table(pairs, format: .csv, of: ["layers", "network.layers", "floorplan.layers"]),
            ]
        },
        FloorplanReport.schemaName: { try [.text(FormExamples.floorplans(), format: .text)] },
        Comparison.schemaName: {
            let pairs = try FormExamples.comparisons()
            return try [.text(pairs, format: .text), .table(pairs, format: .csv, of: ["columns"])]
        },
        Diagnosis.schemaName: { try [.text(FormExamples.diagnoses(), format: .text, factors: [1 / Double(1 << 30)])] },
        SystolicReport.schemaName: {
            let pairs = try FormExamples.arrays()
            return try [.text(pairs, format: .text), .table(pairs, format: .csv, of: ["layers"])]
        },
        SearchReport.schemaName: {
            try [
                .text(FormExamples.searches(points: [3, 5]), format: .text),
                .table(FormExamples.searches(points: [1, 1]), format: .csv, of: ["front"]),
            ]
        },
        StreamReport.schemaName: {
            let (schedules, capacities) = (try FormExamples.schedules(), try FormExamples.capacities())
            return try [
                .text(schedules + FormExamples.totals(), capacities, format: .text),
                .table(schedules, capacities, format: .csv, of: ["results"]),
            ]
        },
        MacroReport.schemaName: {
            let pairs = try FormExamples.macros()
            return try [
                .text(pairs, format: .text, factors: [1e-18]), .table(pairs, format: .csv, of: ["parts"]),
            ]
        },
        ValidationReport.schemaName: {
            let pairs = try FormExamples.validations()
            return try [.text(pairs, format: .text), .table(pairs, format: .csv, of: ["points"])]
        },
        SpiceReport.schemaName: { try [.text(FormExamples.columns(), format: .text)] },
        TestReport.schemaName: {
            let (trials, values) = (try FormExamples.trials(3), try FormExamples.variations())
            let trial = try FormExamples.trials(1) + FormExamples.streamedAccuracies()
            return try [
                .text(trial, trials, values, format: .text), .table(trials, values, format: .csv, of: ["settings"]),
            ]
        },
        TrainReport.schemaName: {
            let pairs = try FormExamples.trainings()
            return try [.text(pairs, format: .text), .table(pairs, format: .csv, of: ["epochs"])]
        },
        // The line of a log has no other form.
        TrainLogLine.schemaName: { [] },
        SweepReport.schemaName: {
            let pairs = FormExamples.sweeps()
            return try [.text(pairs, format: .text), .table(pairs, format: .csv, of: ["points"])]
        },
        RerunReport.schemaName: { try [.text(FormExamples.reruns(), format: .text)] },
        // The list of networks is always the same; tests of the command compare its forms.
        CatalogReport.schemaName: { [] }, DeviceReport.schemaName: { [] },
        // The list of parameters is not written here, and its text has tests of its own.
        ParameterListSchema.schema.name: { [] },
    ]

    @Test(arguments: ReportSchemas.all.map(\.name)) func figuresStandInEveryForm(_ report: String) throws {
        let entries = try Omissions().entries.filter { $0.report == report }
        let makeForms = try #require(Self.forms[report], "\(report) has no examples")
        let forms = try makeForms()
        let unknown = Set(entries.map(\.form)).subtracting(forms.map(\.name) + ["html"])
        #expect(unknown.isEmpty, "omissions.csv: \(report) has no \(unknown)")
        for form in forms {
            let omitted = entries.filter { $0.form == form.name }.flatMap(\.members)
            // Another text need not have what the text leaves out.
            let general = form.isComplete ? [] : entries.filter { $0.form == "text" }.flatMap(\.members)
            for path in form.paths.subtracting(form.shown).sorted() {
                let isExplained = (omitted + general).contains { $0.covers(path) }
                #expect(
                    isExplained, "\(report): its \(form.name) does not show \(path), and omissions.csv does not say why"
                )
            }
            for member in omitted {
                let absent = form.paths.contains { member.covers($0) && !form.shown.contains($0) }
                #expect(absent, "omissions.csv: the \(form.name) of \(report) leaves nothing out at \(member.path)")
            }
        }
    }

    @Test func omissionsAreOfReports() throws {
        let unknown = Set(try Omissions().entries.map(\.report)).subtracting(Self.forms.keys)
        #expect(unknown.isEmpty, "omissions.csv: \(unknown)")
    }
}
