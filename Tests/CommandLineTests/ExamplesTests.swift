// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs every example, and compares what it prints with the pages that show it, and what it writes with the files beside it.
///
/// A page shows the output of an example in a block of code behind the line `<!-- output: Examples/NAME -->`. With
/// UPDATE_GENERATED=1 in the environment the blocks are written instead (`make docs`).
@Suite(.serialized) struct ExamplesTests {
    @Test(arguments: Example.all)
    func generatedPagesShowWhatExamplesPrint(_ example: Example) throws {
        let (output, files) = try example.run()
        let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GENERATED"] != nil
        let pages = try OutputPage.all().filter { $0.shows(example) }
        #expect(!pages.isEmpty, "no page shows the output of \(example.name)")
        for (name, text) in files {
            let file = Example.root.appending(path: "Examples/\(example.name)/\(name)")
            if isUpdating {
                try text.write(to: file, atomically: true, encoding: .utf8)
            } else {
                let kept = try String(contentsOf: file, encoding: .utf8)
                #expect(differences(text, kept).isEmpty, "\(file.path); see `make docs`")
            }
        }
        for var page in pages {
            if isUpdating {
                try page.update(example, with: output)
            } else {
                let block = try #require(page.block(of: example), "\(page.file.path) has no whole block")
                #expect(differences(output, String(block)).isEmpty, "\(page.file.path); see `make docs`")
            }
        }
    }

    @Test func thereAreExamples() {
        #expect(Example.all.count >= 13)
    }

    /// Lines that are not the same, with numbers that may differ in the last printed digit.
    private func differences(_ first: String, _ second: String) -> [String] {
        let firstLines = first.split(separator: "\n", omittingEmptySubsequences: false)
        let secondLines = second.split(separator: "\n", omittingEmptySubsequences: false)
        guard firstLines.count == secondLines.count else {
            return ["\(firstLines.count) and \(secondLines.count) lines"]
        }
        return zip(firstLines, secondLines).filter { !isSame($0, $1) }.map { "\($0) | \($1)" }
    }

    private func isSame(_ first: Substring, _ second: Substring) -> Bool {
        // Digits from 0 to 9: the two of mm² is none of a number.
        let number = /[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/
        guard first.replacing(number, with: "#") == second.replacing(number, with: "#") else { return false }
        let values = zip(first.matches(of: number), second.matches(of: number))
        return values.allSatisfy { one, other in
            guard let one = Double(one.output.0), let other = Double(other.output.0) else { return false }
            return abs(one - other) <= 2e-5 * max(abs(one), abs(other))
        }
    }
}

/// A folder of `Examples` with the commands that run it.
struct Example: CustomTestStringConvertible, Sendable {
    let name: String

    var testDescription: String { name }

    /// The root of the repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// All examples, in alphabetical order.
    static let all: [Example] = {
        let folder = root.appending(path: "Examples")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let examples = names.filter { name in
            FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/run.sh").path)
        }
        return examples.sorted().map(Example.init)
    }()

    /// Runs the commands with the built program in the search path.
    ///
    /// - Returns: what they print, and the texts that they write into the folder that they are given, by name.
    func run() throws -> (output: String, files: [String: String]) {
        let folder = try Folder()
        let made = folder.url.appending(path: "made")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: false)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let script = Example.root.appending(path: "Examples/\(name)/run.sh").path
        let program = Tessera.executable.deletingLastPathComponent().path
        let result = try Tessera.shell("PATH='\(program)':'\(path)' sh '\(script)' made", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty, "\(result.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: made.path).map { file in
            (file, try String(contentsOf: made.appending(path: file), encoding: .utf8))
        }
        return (result.output, Dictionary(uniqueKeysWithValues: files))
    }
}

/// A page that shows outputs of examples.
private struct OutputPage {
    let file: URL
    private var text: String

    private init(_ file: URL) throws {
        self.file = file
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// The pages of the examples themselves, and the guides.
    static func all() throws -> [OutputPage] {
        let guides = Example.root.appending(path: "docs/how-to")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: guides.path)) ?? []
        let guidePages = names.filter { $0.hasSuffix(".md") }.sorted().map { guides.appending(path: $0) }
        let readmes = Example.all.map { Example.root.appending(path: "Examples/\($0.name)/README.md") }
        return try (readmes + guidePages).map(OutputPage.init)
    }

    private func mark(_ example: Example) -> String { "<!-- output: Examples/\(example.name) -->" }

    func shows(_ example: Example) -> Bool { text.contains(mark(example)) }

    /// The lines of the block behind the mark of an example.
    func block(of example: Example) -> Substring? { range(of: example).map { text[$0] } }

    private func range(of example: Example) -> Range<String.Index>? {
        let fence = "```\n"
        guard let mark = text.range(of: mark(example)),
            let begin = text.range(of: fence, range: mark.upperBound..<text.endIndex),
            let end = text.range(of: fence, range: begin.upperBound..<text.endIndex)
        else { return nil }
        return begin.upperBound..<end.lowerBound
    }

    /// Puts an output into the block of an example, and writes the page.
    mutating func update(_ example: Example, with output: String) throws {
        guard let range = range(of: example) else { return }
        text.replaceSubrange(range, with: output)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
