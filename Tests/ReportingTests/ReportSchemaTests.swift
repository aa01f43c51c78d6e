// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Foundation
import ReportKit
import Streaming
import Testing
import _TestSupport

@testable import Capsules
@testable import Reporting
@testable import SweepReporting

@Suite struct ReportSchemaTests {
    /// Every object of every report, with the report that it is in.
    private static let objects = ReportSchemas.all.flatMap { schema in schema.object.withParts.map { (schema.name, $0) }
    }

    @Test func anObjectHasOneNameAndMembersHaveAMeaning() {
        var known: [String: ObjectSchema] = [:]
        for (report, object) in Self.objects {
            #expect(known[object.name, default: object] == object, "\(report): two objects are called \(object.name)")
            known[object.name] = object
            #expect(Set(object.members.map(\.name)).count == object.members.count, "\(object.name)")
            for member in object.members {
                #expect(!member.meaning.isEmpty && !member.meaning.contains("|"), "\(object.name).\(member.name)")
            }
        }
        #expect(known.count > 60)
    }

    /// Numbers that are not whole have a unit, if only `1`; values of parameters and of devices have it beside them.
    @Test func figuresHaveUnits() {
        func withoutUnit(_ object: ObjectSchema, _ path: String) -> [String] {
            object.members.filter { $0.unit == nil }.flatMap { member in
                let own = path.isEmpty ? member.name : "\(path).\(member.name)"
                let objects = member.value.objects
                return objects.isEmpty
                    ? (member.value.hasRealNumbers ? [own] : []) : objects.flatMap { withoutUnit($0, own) }
            }
        }
        for schema in ReportSchemas.all {
            let paths = withoutUnit(schema.object, "")
                // Changed figures of all kinds are in one list, under the places of their units.
                .filter { schema.name != RerunReport.schemaName || !$0.hasPrefix("changes.") }
                .filter { !$0.hasPrefix("parameters.") && !$0.hasPrefix("devices.") && $0 != "columns.setting" }
            #expect(paths.isEmpty, "\(schema.name) does not name the units of \(paths)")
        }
    }

    /// What is split by cause elsewhere is split the same way in reports.
    @Test func partsAreThoseOfTheModels() {
        func names(_ object: ObjectSchema) -> [String] { object.members.map(\.name) }
        #expect(names(BreakdownDocument.objectSchema) == CostBreakdown().named.map(\.name))
        #expect(names(StreamEnergy.objectSchema) == StreamEnergy().named.map(\.name) + ["total"])
    }
}

/// Files of the repository that are made from the schemas.
@Suite struct GeneratedPagesOfReportTests {
    private static let isUpdated = ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil

    @Test func schemasAreUpToDate() throws {
        let folder = StrictJSONSchema.folder
        for schema in ReportSchemas.all {
            let file = folder.appending(path: schema.fileName)
            let text = schema.jsonSchema.text
            if Self.isUpdated {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
            let committed = try? String(contentsOf: file, encoding: .utf8)
            #expect(committed == text, "docs/schemas/\(schema.fileName) is not what reports are: run `make docs`")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(ReportSchemas.all.map(\.fileName)))
    }

    @Test func theReferenceIsUpToDate() throws {
        let file = Documentation.page("json-schema.md")
        var page = try String(contentsOf: file, encoding: .utf8)
        let tables = SchemaTables.markdown(ReportSchemas.all)
        for schema in ReportSchemas.all {
            let begin =
                "<!-- members of \(schema.name): made by GeneratedPagesOfReportTests with UPDATE_GENERATED=1 -->\n"
            let first = try #require(page.range(of: begin)?.upperBound, "docs/json-schema.md has no \(schema.name)")
            let last = try #require(page.range(of: "<!-- end of members -->", range: first..<page.endIndex)?.lowerBound)
            let table = "\n\(try #require(tables[schema.name]))\n"
            if Self.isUpdated {
                page.replaceSubrange(first..<last, with: table)
            } else {
                #expect(page[first..<last] == table, "docs/json-schema.md is not what reports are: run `make docs`")
            }
        }
        if Self.isUpdated { try page.write(to: file, atomically: true, encoding: .utf8) }
    }
}

/// Columns of tables say which member has the same figure.
@Suite struct ReportColumnTests {
    /// How names of columns end, by the unit of their member.
    private static let ends = ["s": "_s", "J": "_J", "W": "_W", "m^2": "_m2", "byte": "_bytes"]

    /// How names end that say another unit in words. That of the noise is older than the rule.
    private static let words = [
        "1/s": ["per_second", "PerSecond"], "1/J": ["per_joule"], "1e12/s": ["tops"], "1e12/J": ["topsPerWatt"],
        "dB": ["signalToNoise"],
    ]

    /// Each column has what its member has in JSON, in the same unit.
    private func check<Row, Kind: Report>(_ columns: [CSVColumn<Row>], _ report: Kind, _ format: Kind.Format) throws {
        let schema = Kind.reportSchema
        let rows = try report.checked(as: format).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.count > 1 && Set(rows.map(\.count)) == [columns.count], "\(Kind.schemaName)")
        let lookup = FigureLookup([report])
        for (index, column) in columns.enumerated() {
            #expect(rows[0][index] == column.name)
            guard let path = column.member else { continue }
            let names = path.split(separator: ".")
            let member = try #require(schema.member(at: names), "\(Kind.schemaName): no \(path), as \(column.name)")
            let wrong = Set(rows.dropFirst().compactMap { Double($0[index]) }).subtracting(lookup.values(of: path))
            #expect(!member.value.hasFigures || wrong.isEmpty, "\(Kind.schemaName): \(column.name) is not \(path)")
            // The unit of a breakdown stands at the breakdown.
            let unit = try names.indices.compactMap { try #require(schema.member(at: names[...$0])).unit }.last
            let end = unit.flatMap { Self.ends[$0] }
            let isSI = Self.ends.values.contains { column.name.hasSuffix($0) }
            #expect(end.map(column.name.hasSuffix) ?? !isSI, "\(column.name) and \(path) in \(unit ?? "no unit")")
            if end == nil, let unit, unit != "1" {
                let words = Self.words[unit, default: []]
                #expect(words.contains(where: column.name.hasSuffix), "\(column.name) and \(path) in \(unit)")
            }
        }
        let withoutMember = columns.filter { $0.member == nil }.map(\.name)
        #expect(Set(withoutMember).isSubset(of: ["layer", "step", "best", "trial", "meanCorrect"]))
    }

    @Test func columnsAreMembers() throws {
        try check(LayerTable.columns, FormExamples.estimates()[0][0], .csv)
        for pair in try FormExamples.comparisons() {
            try check(ComparisonTable(comparison: pair[0]).columns, pair[0], .csv)
        }
        try check(SystolicColumns.all, FormExamples.arrays()[0][0], .csv)
        try check(SearchReport.columns, FormExamples.searches(points: [1, 1])[0][0], .csv)
        try check(StreamColumns.steps, FormExamples.schedules()[0][0], .csv)
        try check(StreamColumns.capacities, FormExamples.capacities()[0][0], .csv)
        try check(AccuracyTable.trials, FormExamples.trials(3)[0][0], .csv)
        try check(AccuracyTable.settings(of: "adc_bits"), FormExamples.variations()[0][0], .csv)
        try check(TrainColumns.all(layers: 2), FormExamples.trainings()[0][0], .csv)
        try check(SweepReport.columns, FormExamples.sweeps(settings: [])[0][0], .csv)
    }

    @Test func columnsOfAComparisonAreMembers() throws {
        let names = FigureNames.members(of: Comparison.schema, at: "columns.figures")
        #expect(names == ComparedQuantity.allCases.map(\.rawValue))
        #expect(names == FigureNames.members(of: Comparison.schema, at: "columns.ratios"))
    }
}

/// Names of members.
enum FigureNames {
    static func members(of schema: ReportSchema, at path: String) -> [String] {
        ValueSchema.object(schema.object).member(at: path.split(separator: "."))?.value.objects.flatMap(\.members).map(
            \.name)
            ?? []
    }
}
