// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Relative links of all pages lead somewhere: to a file or folder of the repository, and to a heading where they name one.
struct DocumentationLinkTests {
    @Test(arguments: MarkdownPage.all)
    func `relative links of a page lead somewhere`(_ page: MarkdownPage) throws {
        for link in page.links {
            #expect(try page.problem(of: link) == nil, "\(page.path): \(link)")
        }
    }

    @Test func `there are pages with links`() {
        #expect(MarkdownPage.all.count >= 40)
        #expect(MarkdownPage.all.reduce(0) { $0 + $1.links.count } >= 200)
    }

    @Test func `a broken link is found`() throws {
        let page = MarkdownPage(
            path: "docs/made-up.md",
            text: """
                # One, `two` & Three_3
                [a](README.md) [b](nowhere.md) [c](README.md#nowhere) [d](#one-two--three_3) [e](#one) `[f](nowhere)`
                ```
                [g](nowhere.md)
                ```
                [h](https://www.swift.org) ![i](images/nowhere.png)
                """)
        #expect(
            try page.links.filter { try page.problem(of: $0) != nil }
                == ["nowhere.md", "README.md#nowhere", "#one", "images/nowhere.png"])
    }

    @Test func `every page of the documentation is in its index`() throws {
        let index = try #require(MarkdownPage.all.first { $0.path == "docs/README.md" })
        let targets = Set(index.links.map { "docs/" + $0.prefix { $0 != "#" } })
        let pages = MarkdownPage.all.map(\.path).filter { $0.hasPrefix("docs/") && $0 != "docs/README.md" }
        #expect(pages.filter { !targets.contains($0) } == [])
    }
}

/// A page in Markdown.
struct MarkdownPage: Sendable, CustomTestStringConvertible {
    /// Its path from the root of the repository.
    let path: String
    /// Its text without code.
    private let text: String

    var testDescription: String { path }

    init(path: String, text: String) {
        self.path = path
        self.text = Self.withoutCode(text)
    }

    /// The pages of the repository, but for those of catalogs, whose links are DocC's.
    static let all: [MarkdownPage] = {
        let root = Example.root
        var pages = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
        for folder in ["docs", "Examples", "python", "Tests", "Benchmarks", "Scripts"] {
            let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
            pages += names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") && !$0.contains(".build/") }
                .sorted().map { "\(folder)/\($0)" }
        }
        return pages.compactMap { path in
            (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map { .init(path: path, text: $0) }
        }
    }()

    /// Targets of links and pictures that are not addresses.
    var links: [String] {
        text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }.filter { !$0.contains(":") }
    }

    /// Why a link leads nowhere; nothing when it leads somewhere.
    func problem(of link: String) throws -> String? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let page = Example.root.appending(path: path)
        let target = parts[0].isEmpty ? page : page.deletingLastPathComponent().appending(path: parts[0])
        guard parts[0].isEmpty || FileManager.default.fileExists(atPath: target.standardizedFileURL.path) else {
            return "there is no \(parts[0])"
        }
        guard parts.count > 1 else { return nil }
        let headings =
            parts[0].isEmpty
            ? anchors : Self(path: "", text: try String(contentsOf: target, encoding: .utf8)).anchors
        return headings.contains(parts[1]) ? nil : "there is no heading #\(parts[1])"
    }

    /// What Git hosts call the headings: lowercase, blanks as hyphens, without punctuation; numbered where they repeat.
    private var anchors: Set<String> {
        var anchors: Set<String> = []
        for match in text.matches(of: /(?m)^#+ +(.+)$/) {
            let letters = match.output.1.lowercased().filter {
                $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
            }
            let anchor = letters.replacing(" ", with: "-")
            let copies = (1...).lazy.map { "\(anchor)-\($0)" }
            anchors.insert(anchors.contains(anchor) ? copies.first { !anchors.contains($0) } ?? anchor : anchor)
        }
        return anchors
    }

    /// The text without blocks of code, and without code within lines that are no headings.
    private static func withoutCode(_ text: String) -> String {
        var isCode = false
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
            } else if !isCode {
                lines.append(line.hasPrefix("#") ? String(line) : String(line.replacing(/`[^`]*`/, with: "")))
            }
        }
        return lines.joined(separator: "\n")
    }
}
