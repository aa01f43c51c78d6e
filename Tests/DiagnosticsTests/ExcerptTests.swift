// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Diagnostics

/// What messages quote of the input.
@Suite struct ExcerptTests {
    @Test func aQuotationHasNoMoreThan80Characters() {
        let exact = String(repeating: "x", count: 80)
        #expect(shortened(exact) == exact)
        #expect(shortened(exact + "y") == exact + "...")
        // Escapes count as they are shown.
        #expect(shortened(String(repeating: "\u{1B}", count: 1000)).count <= 83)
    }

    @Test(arguments: [
        ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7F}"),
        ("\u{9B}31m", "\\u{9B}31m"), ("a\u{202E}b", "a\\u{202E}b"), ("\u{FEFF}x", "\\u{FEFF}x"),
        ("\u{2028}", "\\u{2028}"),
        ("Größe 層", "Größe 層"),
    ])
    func whatDoesNotPrintIsAnEscape(text: String, shown: String) {
        #expect(shortened(text) == shown)
        #expect(visible(text) == shown)
    }

    /// Whoever makes a message may forget to cut what it quotes.
    @Test func everyErrorIsFitForATerminal() {
        let long = String(repeating: "z", count: 5000)
        let error = InputError(
            "unknown word `\(long)` and \(long)\u{1B}[2J (did you mean `x`?)", file: "dir/\u{7}\(long)", line: 1)
        #expect(error.description.count < 1000)
        #expect(error.message.contains("`" + String(repeating: "z", count: 80) + "...`"))
        #expect(error.message.hasSuffix("(did you mean `x`?)"))
        #expect(!error.description.unicodeScalars.contains { $0.value < 32 })
        // Wrapped once more it stays as it is.
        #expect(InputError(error.message, file: error.file, line: 1) == error)
    }

    @Test func messagesOfSeveralLinesKeepThem() {
        let text =
            "job 1 has ended\n  shard 1: 3 points are missing\nThe same command again goes on with what is missing."
        #expect(InputError(text).message == text)
        #expect(InputError("a `b\nc` d").message == "a `b\\nc` d")
    }

    @Test func aLongPathStaysWhole() {
        let path = "/" + String(repeating: "folder/", count: 30) + "file.csv"
        #expect(InputError("no such file", file: path).file == path)
        let absurd = String(repeating: "a", count: 4000) + "/end.csv"
        let shown = InputError("no such file", file: absurd).file ?? ""
        #expect(shown.count < 200 && shown.hasSuffix("/end.csv"))
    }

    @Test func marksTellTheEncoding() {
        let text = "größe,1\n"
        let little = [UInt8]([0xFF, 0xFE]) + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = [UInt8]([0xFE, 0xFF]) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big] {
            #expect(TextEncoding.utf8(bytes).map { String(decoding: $0, as: UTF8.self) } == text)
        }
        #expect(TextEncoding.utf8(Array(little.dropLast())) == nil)
        #expect(TextEncoding.utf8([0xFF, 0xFE, 0x00, 0xD8]) == nil)
    }
}
