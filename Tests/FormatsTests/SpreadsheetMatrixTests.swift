// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Formats

/// Matrices as spreadsheets save them.
@Suite struct SpreadsheetMatrixTests {
    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    private func doubles(_ bytes: [UInt8], rows: Int, columns: Int) throws -> [Double] {
        let folder = try TemporaryFolder()
        let matrix = try CSVMatrix(folder.write("m.csv", bytes), spelled: "m.csv", threads: 2)
        return try matrix.doubles(rows: rows, columns: columns, shape: "the test")
    }

    @Test(arguments: [
        "0.5;-1;2\n3;4;5e-1\n", "0,5;-1;2\r\n3;4;5e-1\r\n", "0.5\t-1\t2\n3\t4\t5e-1\n", "0,5\t-1\t2\n3\t4\t0,5\n",
        "0.5,-1,2,,\n3,4,0.5,,\n", "0.5,-1,2\n3,4,0.5\n,,,\n,\n", "\"0.5\",\"-1\",\"2\"\n\"3\",\"4\",\"0.5\"\n",
        "\"0,5\";\"-1\";\"2\"\n3;4;0,5;;\n;;\n", "sep=;\n0,5;-1;2\n3;4;0,5\n", " 0.5,\t-1,\t2\t\n3,\t4,\t0.5\n",
    ])
    func numbersAreTheSameHoweverTheyAreSeparated(text: String) throws {
        let expected = [0.5, -1, 2, 3, 4, 0.5]
        #expect(try doubles(Array(text.utf8), rows: 2, columns: 3) == expected)
        #expect(try doubles([0xEF, 0xBB, 0xBF] + Array(text.utf8), rows: 2, columns: 3) == expected)
        #expect(try doubles(Self.utf16(text, isBigEndian: true), rows: 2, columns: 3) == expected)
    }

    @Test func bitsAreReadAsWell() throws {
        let folder = try TemporaryFolder()
        let plain = (0..<3).map { row in (0..<150).map { ($0 * 7 + row) % 3 == 0 ? "1" : "0" } }
        let words = try ["\n", ";;\r\n"].map { end in
            let separator = end == "\n" ? "," : ";"
            let text = plain.map { $0.joined(separator: separator) + end }.joined()
            let path = try folder.write("\(separator).csv", text)
            return try CSVMatrix(path, spelled: "b.csv", threads: 1).bits(rows: 3, shape: "the test")
        }
        #expect(words[0] == words[1])
    }

    @Test(arguments: [
        ("1;2\n3;x\n", 2, 3, "`x`"), ("1.000,5;2\n3;4\n", 1, 1, "not a number"), ("1;2\n3\n", 2, 2, "ends after 1"),
        ("1,2,\n3,,4\n", 2, 3, "is empty"), ("\"1\",\"2\"\n\"3\",\"y\"\n", 2, 6, "`y"),
    ])
    func mistakesKeepTheirPlace(text: String, line: Int, column: Int, part: String) throws {
        let error = inputError { try doubles(Array(text.utf8), rows: 2, columns: 2) }
        #expect((error.line, error.column) == (line, column), "\(error)")
        #expect(error.message.contains(part), "\(error)")
    }
}
