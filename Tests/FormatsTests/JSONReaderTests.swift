// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Formats

/// JSON as users write it, with the places of mistakes.
@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONContent { try JSONContent(Array(text.utf8), file: "h.json") }

    private func members(_ text: String) throws -> [JSONMember] {
        guard case .object(let members) = try read(text).value else { return [] }
        return members
    }

    @Test func valuesAreThoseThatAreWritten() throws {
        let members = try members(
            """
            {"a": -0.1e+2, "b" : [1, 2.5 ,{}], "c":"x\\n\\u00e9\\ud83d\\ude00\\"",
             "d": true, "e": null, "": 1e3}
            """)
        #expect(members.map(\.name) == ["a", "b", "c", "d", "e", ""])
        #expect(members.map(\.line) == [1, 1, 1, 2, 2, 2])
        #expect(members.map(\.column) == [2, 16, 36, 2, 13, 24])
        guard case .number(-10) = members[0].content.value, case .list(let list) = members[1].content.value,
            case .text(let text) = members[2].content.value, case .flag(true) = members[3].content.value,
            case .null = members[4].content.value, case .number(1000) = members[5].content.value
        else {
            Issue.record("other values")
            return
        }
        #expect(list.count == 3 && text == "x\né😀\"")
        guard case .number(let number) = try read("0.30000000000000004").value else { return }
        #expect(number == 0.1 + 0.2)
    }

    @Test(arguments: [
        ("", 1, 1, "empty"), ("{", 1, 2, "the end of the text"), ("[1,\n 2,]", 2, 4, "a comma before `]`"),
        ("{\"a\": 1,}", 1, 9, "a comma before `}`"), ("{\"a\": 1 \"b\": 2}", 1, 9, "`,` or `}`"),
        ("{\"a\" 1}", 1, 6, "`:` behind a key"), ("{a: 1}", 1, 2, "a key in double quotes"),
        ("{'a': 1}", 1, 2, "double quotes"), ("{\"a\": 'b'}", 1, 7, "double quotes"),
        ("{\"a\": 1, // one\n}", 1, 10, "no comments"), ("{\"a\": NaN}", 1, 7, "`NaN` is no JSON number"),
        ("[-Infinity]", 1, 2, "no JSON number"), ("[01]", 1, 2, "no JSON number"), ("[1.]", 1, 2, "no JSON number"),
        ("[.5]", 1, 2, "`.5`"), ("[+1]", 1, 2, "`+1`"), ("[0x10]", 1, 2, "no JSON number"),
        ("[1e999]", 1, 2, "beyond the range"), ("[\"a\nb\"]", 1, 4, "control character"),
        ("[\"a", 1, 4, "inside a string"), ("[\"\\x\"]", 1, 3, "no escape"), ("[\"\\ud800\"]", 1, 3, "surrogate"),
        ("[\"\\u+123\"]", 1, 3, "no escape"), ("{} x", 1, 4, "behind the end"), ("\n\n [1 2]", 3, 5, "`,` or `]`"),
        ("[True]", 1, 2, "`True` where a value should stand"), ("[\"größe\", x]", 1, 11, "`x`"),
        ("{\"a\": {\"b\": 1,\n \"c\": 2, \"b\": 3}}", 2, 10, "`b` is there twice (first in line 1)"),
    ])
    func mistakesHaveTheirPlace(text: String, line: Int, column: Int, part: String) throws {
        let error = inputError { try read(text) }
        #expect(error.kind == .badInput && error.file == "h.json")
        #expect((error.line, error.column) == (line, column), "\(error)")
        #expect(error.message.contains(part), "\(error)")
    }

    @Test func equalKeysAreEqualHoweverTheyAreWritten() throws {
        #expect(inputError { try read("{\"a\": 1, \"\\u0061\": 2}") }.message.contains("twice"))
        #expect(try members("{\"a\": 1, \"b\": {\"a\": 2}}").count == 2)
    }

    @Test func deepNestingIsNoCrash() throws {
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(inputError { try read(deep) }.message.contains("levels"))
        _ = try read(String(repeating: "[", count: 60) + String(repeating: "]", count: 60))
    }

    @Test func marksAreRead() throws {
        #expect(try members("\u{FEFF}{\"a\": 1}").count == 1)
        let wide = [UInt8]([0xFF, 0xFE]) + "{\"a\": 1}".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        guard case .object(let members) = try JSONContent(wide, file: nil).value else {
            Issue.record("no object")
            return
        }
        #expect(members.count == 1)
        #expect(inputError { try JSONContent(Array(wide.dropLast()), file: nil) }.message.contains("UTF-16"))
    }
}
