// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Testing

/// An object with a member of each kind.
private struct Sample: ReportObject {
    var ratio = 0.5
    var change = -0.5
    var count: Int? = 3
    var shift = -3
    var word = Word.one
    var parts = [Part(x: 1), Part(x: 2)]
    var named = ["a": 1.0]
    var text: String?

    enum Word: String, ReportWord { case one, two }

    struct Part: ReportObject {
        var x: Double

        static let reportName = "part of a sample"
        static let reportMembers = [ReportMember<Part>("x", "a length", unit: "m") { $0.x }]
    }

    static let reportName = "sample"
    static let reportMembers: [ReportMember<Sample>] = [
        .constant("schema", "what it is", "sample/1"),
        ReportMember("ratio", "a share", unit: "1") { $0.ratio },
        ReportMember("change", "may be negative") { SignedFigure($0.change) },
        ReportMember("count", "or null") { $0.count },
        ReportMember("shift", "may be negative") { SignedCount($0.shift) },
        ReportMember("word", "one of two") { $0.word },
        ReportMember("parts", "two of them", count: 2) { $0.parts },
        ReportMember("named", "by name") { $0.named },
        .sometimes("text", "where there is one") { $0.text },
    ]
}

@Suite struct ValueSchemaTests {
    private func impossible(_ change: (inout Sample) -> Void) -> [String] {
        var sample = Sample()
        change(&sample)
        return Sample.reportSchema.impossibleFigures(in: sample.reportValue).map(\.description)
    }

    @Test func membersAreThoseOfTheList() {
        #expect(
            Sample().reportValue == [
                "schema": "sample/1", "ratio": .number(0.5), "change": .number(-0.5), "count": .integer(3),
                "shift": .integer(-3), "word": "one", "parts": .array([["x": .number(1)], ["x": .number(2)]]),
                "named": ["a": .number(1)],
            ])
    }

    @Test func whatMayBeNegativeIsPossible() {
        #expect(impossible { _ in } == [])
        #expect(Sample().reportValue.hasUnusualNumber)
    }

    @Test func whatMayNotIsFound() {
        #expect(impossible { $0.ratio = -1 } == ["ratio = -1.0"])
        #expect(impossible { $0.count = -1 } == ["count = -1.0"])
        #expect(impossible { $0.parts[1].x = -1 } == ["parts[1].x = -1.0"])
        #expect(impossible { $0.named["b"] = -2 } == ["named.b = -2.0"])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNoNumberIsFoundEverywhere(_ value: Double) {
        #expect(impossible { $0.change = value } == ["change = \(value)"])
        #expect(impossible { $0.parts[0].x = value } == ["parts[0].x = \(value)"])
    }

    @Test func pathsLeadThroughLists() throws {
        let member = try #require(Sample.reportSchema.member(at: "parts.x".split(separator: ".")))
        #expect(member.unit == "m" && member.meaning == "a length")
        #expect(Sample.reportSchema.member(at: "parts.y".split(separator: ".")) == nil)
        #expect(Sample.reportSchema.member(at: "ratio.x".split(separator: ".")) == nil)
    }

    @Test func theSchemaIsOneOfJSON() {
        let schema = ReportSchema(name: "sample/1", subject: "a sample", object: Sample.objectSchema)
        #expect(schema.fileName == "sample-1.schema.json")
        #expect(
            schema.jsonSchema == [
                "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sample/1",
                "description": "The JSON report of a sample, as Tessera writes it.", "type": "object",
                "required": .array(
                    ["change", "count", "named", "parts", "ratio", "schema", "shift", "word"].map { .string($0) }),
                "properties": [
                    "schema": ["const": "sample/1", "description": "what it is"],
                    "ratio": ["type": "number", "minimum": .integer(0), "description": "a share", "unit": "1"],
                    "change": ["type": "number", "description": "may be negative"],
                    "count": ["type": .array(["integer", "null"]), "minimum": .integer(0), "description": "or null"],
                    "shift": ["type": "integer", "description": "may be negative"],
                    "word": ["enum": .array(["one", "two"]), "description": "one of two"],
                    "parts": [
                        "type": "array", "items": ["$ref": "#/$defs/partOfASample"], "minItems": .integer(2),
                        "maxItems": .integer(2), "description": "two of them",
                    ],
                    "named": [
                        "type": "object", "additionalProperties": ["type": "number", "minimum": .integer(0)],
                        "description": "by name",
                    ],
                    "text": ["type": "string", "description": "where there is one"],
                ],
                "$defs": [
                    "partOfASample": [
                        "type": "object", "required": .array(["x"]),
                        "properties": [
                            "x": ["type": "number", "minimum": .integer(0), "description": "a length", "unit": "m"]
                        ],
                    ]
                ],
            ])
    }

    @Test func theReferenceHasATableForEachObject() throws {
        let schema = ReportSchema(name: "sample/1", subject: "a sample", object: Sample.objectSchema)
        let text = try #require(SchemaTables.markdown([schema])["sample/1"])
        #expect(text.contains("| `count` | whole number, or null | or null |\n"))
        #expect(text.contains("| `parts` | list of 2: [part of a sample](#part-of-a-sample) | two of them |\n"))
        #expect(text.contains("\n#### part of a sample\n\n| member | value | meaning |\n|---|---|---|\n"))
        #expect(text.contains("| `x` | number [m] | a length |\n"))
        #expect(text.contains("| `text` | text, may be absent | where there is one |\n"))
    }
}
