// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Configuration

@Suite struct ParameterReferenceTests {
    @Test func theTextNamesEveryParameterWithItsDefault() {
        let text = ParameterReference.text()
        let lines = text.split(separator: "\n")
        for definition in ParameterSchema.all {
            let line = lines.first { $0.hasPrefix("  \(definition.name) ") }
            #expect(line?.contains(" \(definition.defaultValue.text)") == true, "\(definition.name)")
        }
    }

    @Test func theTextFitsItsWidth() {
        for line in ParameterReference.text(width: 100).split(separator: "\n") {
            #expect(line.count <= 100, "\(line)")
        }
    }

    @Test func theTextOfOneParameterStandsAlone() throws {
        let definition = try #require(ParameterSchema.definition(of: "levelOutput"))
        #expect(
            ParameterReference.text([definition]) == """
                Subarray

                  levelOutput  64 levels  integer: 2, 4, 8, ... 1024
                      Number of output levels of an ADC: 2^N for N bits.

                """)
    }

    @Test func theParamFileGivesTheDefaults() throws {
        let text = ParameterReference.paramFile()
        #expect(try Configuration(sources: [ParameterSource(name: "Param", text: text)]) == Configuration())
        for line in text.split(separator: "\n") {
            #expect(line.count <= 120)
        }
    }

    @Test func theParamFileGivesEveryParameterThatFollowsNoOther() throws {
        let text = ParameterReference.paramFile()
        let settings = try Configuration(sources: [ParameterSource(name: "Param", text: text)]).settings
        #expect(settings.filter { $0.origin == nil }.map(\.name) == ["featuresize", "wireWidth"])
    }

    @Test func theMarkdownHasARowForEveryParameter() {
        let lines = ParameterReference.markdown().split(separator: "\n")
        for definition in ParameterSchema.all {
            let rows = lines.filter { $0.hasPrefix("| `\(definition.name)` |") }
            #expect(rows.count == 1, "\(definition.name)")
            // Bars between cells, and none inside.
            #expect(rows.first?.filter { $0 == "|" }.count == 6, "\(definition.name)")
        }
    }

    @Test func theJSONDescribesEveryParameter() throws {
        let object = try JSONSerialization.jsonObject(with: Data(ParameterReference.json().utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["schema"] as? String == "tessera.parameters")
        #expect(root["version"] as? Int == 1)
        let parameters = try #require(root["parameters"] as? [[String: Any]])
        #expect(parameters.compactMap { $0["name"] as? String } == ParameterSchema.names)
        let levels = try #require(parameters.first { $0["name"] as? String == "levelOutput" })
        #expect(levels["default"] as? Int == 64)
        #expect(levels["values"] as? [Int] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])
        let width = try #require(parameters.first { $0["name"] as? String == "wireWidth" })
        #expect(width["follows"] as? String == "technode")
        let cell = try #require(parameters.first { $0["name"] as? String == "memcelltype" })
        #expect(cell["default"] as? String == "FeFET")
        #expect((cell["alternatives"] as? [[String: Any]])?.compactMap { $0["code"] as? Int } == [1, 2, 3])
        let temperature = try #require(parameters.first { $0["name"] as? String == "temp" })
        #expect(temperature["minimum"] as? Double == 300)
        #expect(temperature["maximum"] as? Double == 400)
    }
}

/// The generated files of the repository are what the schema makes of them.
@Suite struct GeneratedPagesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: ["Param", "docs/parameters.md"])
    func pagesAreUpToDate(path: String) throws {
        let page = path == "Param" ? ParameterReference.paramFile() : ParameterReference.markdown()
        let file = Self.root.appending(path: path)
        if ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(committed == page, "\(path) is not what the schema says: run `make docs`")
    }
}
