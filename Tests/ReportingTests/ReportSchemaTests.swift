// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Foundation
import ReportKit
import Streaming
import Testing
import _TestSupport

@testable import Reporting

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

/// A figure is in JSON, schema, reference and tables alike.
@Suite struct ReportColumnTests {
    private static let units = ["s": "s", "J": "J", "W": "W", "m2": "m^2", "bytes": "byte"]

    /// Each column says which member has the same figure, in the same unit.
    private func check<Row>(_ columns: [CSVColumn<Row>], _ schema: ReportSchema) throws {
        for column in columns {
            guard let path = column.member else { continue }
            let names = path.split(separator: ".")
            let member = try #require(
                ValueSchema.object(schema.object).member(at: names), "\(schema.name) has no \(path), as \(column.name)")
            guard let unit = column.name.split(separator: "_").last.flatMap({ Self.units[String($0)] }) else {
                continue
            }
            // The unit of a breakdown stands at the breakdown.
            let units = try names.indices.map { index in
                try #require(ValueSchema.object(schema.object).member(at: names[...index])).unit
            }
            #expect(member.unit == unit || units.contains(unit), "\(column.name) and \(path)")
        }
        let withoutMember = columns.filter { $0.member == nil }.map(\.name)
        #expect(Set(withoutMember).isSubset(of: ["layer", "step", "best"]), "\(schema.name)")
    }

    @Test func columnsAreMembers() throws {
        try check(LayerTable.columns, EstimateReport.schema)
        try check(SystolicColumns.all, SystolicReport.schema)
        try check(SearchReport.columns, SearchReport.schema)
        try check(StreamColumns.steps, StreamReport.schema)
        try check(StreamColumns.capacities, StreamReport.schema)
        try check(SweepReport.columns, SweepReport.schema)
    }

    /// Figures of layers, by the paths of their members.
    private func figures(_ schema: ReportSchema, under path: String) throws -> Set<String> {
        func leaves(_ value: ValueSchema, _ path: String) -> [String] {
            switch value {
            case .number, .integer: [path]
            case .nullable(let schema): leaves(schema, path)
            case .object(let object): object.members.flatMap { leaves($0.value, "\(path).\($0.name)") }
            case .list(let item, count: nil): leaves(item, path)
            default: []
            }
        }
        let member = try #require(ValueSchema.object(schema.object).member(at: path.split(separator: ".")))
        return Set(leaves(member.value, path))
    }

    /// What JSON says of a layer stands in the table of layers, too.
    @Test func figuresOfLayersAreColumns() throws {
        let estimate = try figures(EstimateReport.schema, under: "layers").filter { !$0.hasSuffix("boundedLatency") }
        #expect(estimate.subtracting(LayerTable.columns.compactMap(\.member)) == ["layers.conversions"])
        let systolic = try figures(SystolicReport.schema, under: "layers").subtracting(
            SystolicColumns.all.compactMap(\.member))
        let shape = systolic.filter { $0.hasPrefix("layers.shape.") || $0.hasSuffix(".start") || $0.hasSuffix(".stop") }
        #expect(systolic.subtracting(shape) == ["layers.utilization"])
        let stream = try figures(StreamReport.schema, under: "results.layers")
        #expect(
            stream.subtracting(StreamColumns.steps.compactMap(\.member))
                == ["results.layers.inputElements", "results.layers.outputElements", "results.layers.weights"])
    }

    /// The columns of an estimate are explained in the page about its text.
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
