// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Configuration

@Suite struct ParameterReferenceTests {
    @Test(arguments: RevisionName.allCases)
    func theTextNamesEveryParameterWithItsDefault(_ revision: RevisionName) {
        let lines = ParameterReference.text(revision: revision).split(separator: "\n")
        for definition in ParameterSchema.all {
            let line = lines.first { $0.hasPrefix("  \(definition.name) ") }
            #expect((line != nil) == definition.isRead(by: revision), "\(definition.name)")
            let text = definition.defaultValue(in: revision).text
            #expect(line?.contains(" \(text)") ?? true, "\(definition.name)")
        }
    }

    @Test(arguments: RevisionName.allCases)
    func theTextFitsItsWidth(_ revision: RevisionName) {
        for line in ParameterReference.text(revision: revision, width: 100).split(separator: "\n") {
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

    @Test func aParameterOfAnotherRevisionIsDescribedAsItIsThere() throws {
        let definition = try #require(ParameterSchema.definition(of: "Metal1"))
        #expect(
            ParameterReference.text([definition]) == """
                Technology and interconnect

                  Metal1  40 nm  real: 8 to 1000 nm
                      Width of the wires along the rows of an array. Follows technode when it is not given. Read by
                      neurosim-1.5 only.

                """)
    }

    @Test(arguments: RevisionName.allCases)
    func theParamFileGivesTheDefaults(_ revision: RevisionName) throws {
        let text = ParameterReference.paramFile(revision: revision)
        #expect(try Configuration(sources: [ParameterSource(name: "Param", text: text)]) == .defaults(of: revision))
        for line in text.split(separator: "\n") {
            #expect(line.count <= 120)
        }
    }

    @Test(arguments: RevisionName.allCases)
    func theParamFileGivesEveryParameterThatFollowsNoOther(_ revision: RevisionName) throws {
        let text = ParameterReference.paramFile(revision: revision)
        let settings = try Configuration(sources: [ParameterSource(name: "Param", text: text)]).settings
        let followers = ParameterSchema.all(readBy: revision).filter { !$0.leaders(in: revision).isEmpty }
        #expect(settings.filter { $0.origin == nil }.map(\.name) == followers.map(\.name))
        if revision == .neurosim21 {
            let ofDevice = ParameterSchema.followingDevice.union(["featuresize", "wireWidth"])
            #expect(Set(followers.map(\.name)) == ofDevice.subtracting(["cellTransistors", "cellArea"]))
        }
    }

    @Test func theMarkdownHasDefaultsByNode() {
        let page = ParameterReference.markdown()
        #expect(page.contains("| `wireWidth` | 200 | 200 | 100 | 50 | 40 | 32 | 22 | 14 | 14 |"))
        #expect(
            page.contains("| `readVoltage` | 0.58 | 0.58 | 0.55 | 0.51 | 0.51 | 0.55 | 0.277 | 0.28 | 0.264 | 0.253 |"))
        #expect(page.contains("| neurosim-1.5 | 130 | 90 | 65 | 45 | 32 | 22 | 14 | 10 | 7 | 5 | 3 | 2 | 1 |"))
    }

    @Test func theMarkdownHasARowForEveryParameter() {
        let lines = ParameterReference.markdown().split(separator: "\n")
        for definition in ParameterSchema.all {
            let rows = lines.filter { $0.hasPrefix("| `\(definition.name)` | ") && $0.hasSuffix(". |") }
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
        #expect(
            parameters.compactMap { $0["name"] as? String } == ParameterSchema.all(readBy: .neurosim21).map(\.name))
        #expect(root["revision"] as? String == "neurosim-2.1")
        let levels = try #require(parameters.first { $0["name"] as? String == "levelOutput" })
        #expect(levels["default"] as? Int == 64)
        #expect(levels["revisions"] as? [String] == ["neurosim-2.1", "neurosim-1.5", "tessera"])
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
