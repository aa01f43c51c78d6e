// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import Workload

@testable import Estimation
@testable import Reporting

@Suite struct HTMLReportTests {
    private func page(
        _ assignments: [String] = [], source: WorkloadSource = .synthetic(seed: 7), warnings: [String] = [],
        command: [String]? = nil
    ) throws -> String {
        try Samples.estimate(assignments, source: source, warnings: warnings)
            .rendered(as: .html, command: command)
    }

    /// The text of the page's JSON, as a browser finds it: up to the first end of a script.
    private func data(_ page: String) throws -> String {
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"estimate\">")).upperBound
        let end = try #require(page[start...].range(of: "</script", options: .caseInsensitive)).lowerBound
        return String(page[start..<end])
    }

    private func parsed(_ text: String) throws -> NSDictionary {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    @Test(arguments: [false, true]) func theDataAreTheJSONReport(_ trains: Bool) throws {
        let assignments = ["trainingEstimation=\(trains)"]
        let page = try data(page(assignments, warnings: ["mind the gap"]))
        let report = try Samples.estimate(assignments, source: .synthetic(seed: 7), warnings: ["mind the gap"])
            .rendered(as: .json)
        #expect(try parsed(page) == parsed(report))
        #expect(!page.contains("\n"))
    }

    @Test func nothingInTheDataEndsTheScript() throws {
        let words = "</script><script>alert(1)</script><!-- <b>bold</b> & \"more\" \u{2028}\u{2029}"
        let page = try page(warnings: [words])
        let text = try data(page)
        #expect(!text.contains("<") && !text.contains(">") && !text.contains("&"))
        #expect(!text.contains("\u{2028}") && !text.contains("\u{2029}"))
        #expect(try parsed(text)["warnings"] as? [String] == [words])
        #expect(!page.contains("alert(1)</script>"))
        // Two scripts begin: the data, and what draws them.
        #expect(page.matches(of: /<script/).count == 2)
        #expect(page.matches(of: /<\/script/).count == 2)
    }

    /// Functions that a shared script calls, and a page does not have because it never comes there.
    private static let neverCalled: [HTMLReport.Subject: Set<String>] = [
        .estimate: [], .systolic: ["operationsPerSecond"], .stream: ["operationsPerSecond"],
        .accuracy: ["describeParts", "partsOf", "sumOf"], .macro: [], .validation: [],
        .training: [],
    ]

    @Test("A page has every function of the scripts that it calls", arguments: HTMLReport.Subject.allCases)
    func functionsAreThere(_ subject: HTMLReport.Subject) throws {
        let resources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Reporting/HTML/Resources")
        let files = try FileManager.default.contentsOfDirectory(at: resources, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "js" }
        func functions(_ text: String) -> Set<String> {
            Set(
                text.split(separator: "\n").compactMap { $0.prefixMatch(of: /(?:function|const) (\w+)/)?.1 }.map(
                    String.init))
        }
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        let all = texts.reduce(into: Set<String>()) { $0.formUnion(functions($1)) }
        #expect(all.count > 100)
        let script = HTMLReport.script(of: subject)
        let called = Set(script.matches(of: /[\w.$]+\(/).map { String($0.0.dropLast()) })
        #expect(all.intersection(called).subtracting(functions(script)) == Self.neverCalled[subject])
    }

    @Test func thePageAsksForNothingElse() throws {
        let page = try page()
        for word in ["http:", "https:", "src=", "@import", "url(", "import("] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">") && page.hasSuffix("</html>\n"))
    }

    @Test func noPlaceOfTheTemplateIsLeftOpen() throws {
        let page = try page(command: ["tessera"])
        for name in ["{{{style", "{{{script", "{{{document", "{{version", "{{title", "{{#command"] {
            #expect(!page.contains(name), "\(name)")
        }
        #expect(page.contains("<p>Tessera \(Tessera.version)</p>"))
        #expect(page.contains("<title>Tessera estimate: inference of 2 layers</title>"))
    }

    @Test func theCommandIsQuotedAndEscaped() throws {
        let page = try page(command: ["tessera", "--param", "my <b>file</b> & 'more'.param", "--format", "html"])
        #expect(page.contains("tessera --param "))
        #expect(!page.contains("<b>file"))
        #expect(page.contains("&lt;b&gt;file&lt;/b&gt; &amp;"))
        #expect(!(try self.page().contains("id=\"command\"")))
    }

    @Test func aSmallPageStaysSmall() throws {
        #expect(try page().utf8.count < 150_000)
    }

    @Test func theSameEstimateGivesTheSamePage() throws {
        #expect(try page() == page())
    }

    @Test func impossibleFiguresHaveNoPage() throws {
        let estimate = try Samples.estimate { $0.leakagePower = .nan }
        #expect(throws: InputError.self) { try estimate.rendered(as: .html) }
    }

    /// The script's files share a scope: a name that is there twice would be an error of the whole page.
    @Test func scriptsNameNothingTwice() throws {
        let script = try page()
        let names = script.matches(of: /\n(?:async )?(?:function|const|let) ([A-Za-z]+)/).map { String($0.1) }
        #expect(names.count > 40)
        #expect(Set(names).count == names.count)
    }
}
