// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Formats

@Suite struct CSVMatrixTests {
    private func open(_ text: String, threads: Int = 2) throws -> CSVMatrix {
        let folder = try TemporaryFolder()
        return try CSVMatrix(folder.write("m.csv", text), spelled: "m.csv", threads: threads)
    }

    private func doubles(_ text: String, rows: Int, columns: Int) throws -> [Double] {
        try open(text).doubles(rows: rows, columns: columns, shape: "the test")
    }

    /// A generator for test inputs.
    private struct Draw {
        var state: UInt64 = 42
        mutating func next(below limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
    }

    // MARK: Numbers

    @Test(arguments: [
        "0.12346", "   0.12346", "  -0.12346", "1", "-1", "+1.5", "1.", ".5", "-.5", "1e-3", "1E+3", "0.1e1",
        "-0.00000",
        "123456789.123456789", "0.1234567", "0.12345678", "12345678.1234567", "123456789012345678", "1e22", "1e23",
        "9007199254740993", "0.3000000000000000444", "2.2250738585072011e-308", "5e-324", "1e-400", "0e999999999999",
        "1.7976931348623157e308", "00000000000000000000000001.5", "0.000000000000000000000000000001",
        "8.5", "0.5\t", "\t 0.25 ",
    ])
    func parsesNumbersAsCorrectlyRounded(text: String) throws {
        let plain = text.filter { !$0.isWhitespace }
        let spelled = plain.hasSuffix(".") ? plain + "0" : plain.replacing("+1", with: "1")
        let expected = try #require(
            Double(spelled.hasPrefix(".") ? "0" + spelled : spelled.replacing("-.", with: "-0.")))
        // In the middle of a long line the fast path may read ahead; at the end of the file it may not.
        let padding = String(repeating: "0.00000,", count: 8)
        #expect(try doubles(text, rows: 1, columns: 1) == [expected])
        let values = try doubles("\(padding)\(text),\(padding)1\n", rows: 1, columns: 18)
        #expect(values[8] == expected)
        #expect(values[17] == 1)
    }

    @Test func agreesWithTheStandardLibraryOnRandomNumbers() throws {
        var draw = Draw()
        var fields: [String] = []
        for _ in 0..<20_000 {
            let sign = ["", "-", " -", "   "][Int(draw.next(below: 4))]
            let whole = String(draw.next(below: [1, 2, 1000, 1 << 30][Int(draw.next(below: 4))]))
            let places = Int(draw.next(below: 12))
            let fraction = (0..<places).map { _ in String(draw.next(below: 10)) }.joined()
            let exponent = draw.next(below: 8) == 0 ? "e\(Int(draw.next(below: 60)) - 30)" : ""
            fields.append(sign + whole + (places > 0 ? "." + fraction : "") + exponent)
        }
        let rows = stride(from: 0, to: fields.count, by: 20).map { fields[$0..<$0 + 20].joined(separator: ",") }
        let values = try doubles(rows.joined(separator: "\n"), rows: 1000, columns: 20)
        let wrong = zip(values, fields).first { $0 != Double($1.filter { $0 != " " }) }
        #expect(wrong == nil)
    }

    @Test func everyFivePlaceDecimalIsExact() throws {
        let numbers = Array(stride(from: -100_000, through: 100_000, by: 7))
        let text = numbers.map { number in
            let magnitude = String(abs(number) + 1_000_000).dropFirst()
            return "   \(number < 0 ? "-" : "")\(abs(number) / 100_000).\(magnitude.suffix(5))"
        }
        let values = try doubles(text.joined(separator: "\n"), rows: numbers.count, columns: 1)
        #expect(zip(values, numbers).allSatisfy { $0 == Double($1) / 100_000 })
    }

    @Test func toleratesLineEndsBlankLinesAndAByteOrderMark() throws {
        let expected: [Double] = [1, 2, 3, 4]
        for text in ["1,2\n3,4", "1,2\r\n3,4\r\n", "\n1,2\n\n  \n3,4\n\n", "\u{FEFF}1,2\n3,4\n", " 1 , 2\n 3,4 \n"] {
            #expect(try doubles(text, rows: 2, columns: 2) == expected)
        }
    }

    @Test func largeFilesAreTheSameWithAnyNumberOfThreads() throws {
        let rows = 30_000
        let text = (0..<rows).map { "  0.\(10_000 + $0), -\($0).25,1e-\($0 % 30)\($0 % 5 == 0 ? "\r" : "")\n" }.joined()
        #expect(text.utf8.count > 0x80000)
        let folder = try TemporaryFolder()
        let path = try folder.write("m.csv", String(repeating: text, count: 4))
        let one = try CSVMatrix(path, spelled: path, threads: 1).doubles(rows: 4 * rows, columns: 3, shape: "")
        let many = try CSVMatrix(path, spelled: path, threads: 7).doubles(rows: 4 * rows, columns: 3, shape: "")
        #expect(one == many)
        #expect(one[3 * (rows + 1234) + 1] == -1234.25)
    }

    @Test(arguments: [
        ("1,2\n3,x\n", 2, 3, "value 2 of the line is `x`, not a number"),
        ("1,2\n3,4x\n", 2, 3, "value 2 of the line is `4x`"),
        ("1,2\n3,0x10\n", 2, 3, "`0x10`"),
        ("1,2\n3,nan\n", 2, 3, "`nan`"),
        ("1,2\n3,-inf\n", 2, 3, "`-inf`"),
        ("1,2\n3,1e999\n", 2, 3, "beyond the range"),
        ("1,2\n3,1e\n", 2, 3, "`1e`"),
        ("1,2\n3,--1\n", 2, 3, "`--1`"),
        ("1,2\n3,.\n", 2, 3, "`.`"),
        ("1,2\n3,1 2\n", 2, 3, "`1 2`"),
        ("1,2\n3,1,5\n", 2, 4, "more than 2 numbers"),
        ("1,2\n3\n", 2, 2, "ends after 1 numbers; every line needs 2"),
        ("1,2\n,3\n", 2, 1, "value 1 of the line is empty"),
        ("1,2\n3,\n", 2, 3, "value 2 of the line is empty"),
        ("1,2\n3,4;5\n", 2, 3, "`4;5`"),
    ])
    func errorsSayWhere(text: String, line: Int, column: Int, part: String) throws {
        let matrix = try open(text)
        let error = inputError { try matrix.doubles(rows: 2, columns: 2, shape: "the test") }
        #expect(error.kind == .badInput)
        #expect(error.file == "m.csv")
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func aCarriageReturnInsideALineEndsNothing() throws {
        let matrix = try open("0.12345\r9\n" + String(repeating: "0.5\n", count: 20))
        let error = inputError { try matrix.doubles(rows: 21, columns: 1, shape: "") }
        #expect(error.line == 1)
    }

    @Test func wrongShapesSayWhatIsNeeded() throws {
        let error = inputError { try doubles("1,2\n3,4\n5,6\n", rows: 2, columns: 2) }
        #expect(error.description == "m.csv: 3 rows of 2 numbers, but 2 rows of 2 are needed (the test)")
        #expect(inputError { try doubles("", rows: 2, columns: 2) }.message.contains("the file is empty"))
        #expect(inputError { try doubles("\n\n", rows: 2, columns: 2) }.message.contains("the file is empty"))
        #expect(inputError { try doubles("1\u{0}\n", rows: 2, columns: 2) }.message.contains("binary"))
    }

    @Test func binaryFilesAreNoNumbers() throws {
        let error = inputError { try open("1,2\n3,4\u{0}\n") }
        #expect(error.message == "a binary file, not comma-separated numbers")
        #expect(error.line == 2)
        let late = String(repeating: "1\n", count: 1 << 16) + "\u{0}\n"
        let matrix = try open(late)
        let lateError = inputError { try matrix.doubles(rows: (1 << 16) + 1, columns: 1, shape: "") }
        #expect(lateError.message == "a binary file, not comma-separated numbers")
        #expect(lateError.line == (1 << 16) + 1)
    }

    @Test func filesFarTooLargeAreNotRead() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("m.csv", String(repeating: "0", count: 5000))
        let error = inputError { try CSVMatrix(path, spelled: path, limit: 4096, threads: 1) }
        #expect(error.message.contains("too large"))
    }

    // MARK: Bits

    /// Packed bits, of which each row takes whole words.
    private func bits(_ words: [UInt64], rows: Int, columns: Int) -> [[Bool]] {
        let wordsPerRow = words.count / rows
        return (0..<rows).map { row in
            (0..<columns).map { words[row * wordsPerRow + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }
        }
    }

    @Test(arguments: [1, 3, 4, 63, 64, 65, 127, 128, 129, 200, 1000])
    func packsBitsOfAnyWidth(columns: Int) throws {
        var draw = Draw(state: UInt64(columns))
        let expected = (0..<5).map { _ in (0..<columns).map { _ in draw.next(below: 2) == 1 } }
        let text = expected.map { $0.map { $0 ? "1" : "0" }.joined(separator: ",") + "\n" }.joined()
        let words = try open(text).bits(rows: 5, shape: "")
        #expect(bits(words, rows: 5, columns: columns) == expected)
    }

    @Test func readsBitsInAnySpelling() throws {
        let spellings = ["1", "1.0", " 1", "+1", "1e0", "01", "0", "0.0", "-0", " 0 ", "0e5", "1.", "10e-1"]
        let line = (0..<10).flatMap { _ in spellings }
        let words = try open(line.joined(separator: ",") + "\r\n").bits(rows: 1, shape: "")
        #expect(bits(words, rows: 1, columns: line.count) == [line.map { $0.contains("1") }])
    }

    @Test(arguments: [
        ("0,1\n1,2\n", 2, 3, "`2` (allowed: 0 or 1)"), ("0,1\n0.5,1\n", 2, 1, "`0.5` (allowed: 0 or 1)"),
        ("0,1\n1,-1\n", 2, 3, "`-1` (allowed: 0 or 1)"), ("0,1\n1,a\n", 2, 3, "not a number"),
        ("0,1\n1\n", 2, 2, "ends after 1"), ("0,1\n1,0,1\n", 2, 4, "more than 2"),
        ("0,1\n1,\n", 2, 3, "empty"),
    ])
    func bitErrorsSayWhere(text: String, line: Int, column: Int, part: String) throws {
        let matrix = try open(text)
        let error = inputError { try matrix.bits(rows: 2, shape: "") }
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func findsABadBitInTheMiddleOfALongLine() throws {
        for position in [0, 1, 63, 64, 70, 127, 128, 199] {
            var fields = [String](repeating: "1", count: 200)
            fields[position] = "3"
            let matrix = try open(fields.joined(separator: ",") + "\n")
            let error = inputError { try matrix.bits(rows: 1, shape: "") }
            #expect(error.column == 2 * position + 1)
            #expect(error.message.contains("value \(position + 1) of the line is `3`"))
        }
    }
}
