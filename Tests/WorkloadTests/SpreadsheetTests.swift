// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

/// Networks as spreadsheets save them.
@Suite struct SpreadsheetTests {
    private func network(_ bytes: [UInt8]) throws -> Network {
        let folder = try TemporaryFolder()
        return try Network(readingFrom: folder.write("n.csv", bytes), spelled: "n.csv")
    }

    private func network(_ text: String) throws -> Network { try network(Array(text.utf8)) }

    private static let plain = """
        name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,padding
        c1,16,16,3,3,3,8,1
        c2,16,16,8,3,3,8,1

        """

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(arguments: [
        plain.replacing(",", with: ";"), plain.replacing(",", with: "\t"), plain.replacing("\n", with: "\r\n"),
        "sep=;\n" + plain.replacing(",", with: ";"), "sep=,\r\n" + plain, plain.replacing("\n", with: ",,,\n"),
        plain + ",,,,,,,\n,,\n\n", plain.replacing("\n", with: ";\n").replacing(",", with: ";") + ";;;;;;;;\n",
        plain.split(separator: "\n").map { "\"" + $0.replacing(",", with: "\",\"") + "\"\n" }.joined(),
        "# a remark; with, more, commas, than, semicolons\n" + plain.replacing(",", with: ";"),
    ])
    func aNetworkIsTheSameHoweverItIsSeparated(text: String) throws {
        #expect(try network(text) == network(Self.plain))
    }

    @Test func aNetworkMayBeUTF16WithAMark() throws {
        let expected = try network(Self.plain)
        #expect(try network("\u{FEFF}" + Self.plain) == expected)
        for isBigEndian in [false, true] {
            #expect(try network(Self.utf16(Self.plain, isBigEndian: isBigEndian)) == expected)
            let tabs = Self.plain.replacing(",", with: "\t").replacing("\n", with: "\r\n")
            #expect(try network(Self.utf16(tabs, isBigEndian: isBigEndian)) == expected)
        }
        let cut = Array(Self.utf16(Self.plain, isBigEndian: false).dropLast())
        #expect(inputError { try network(cut) }.message.contains("UTF-16"))
    }

    @Test func withoutAHeaderEmptyColumnsAtTheEndDoNotMatter() throws {
        let expected = try network("16,16,3,3,3,8,0,1\n16,16,8,3,3,8,0,1\n")
        #expect(try network("16;16;3;3;3;8;0;1\n16;16;8;3;3;8;0;1\n") == expected)
        #expect(try network("16,16,3,3,3,8,0,1,,,\n16,16,8,3,3,8,0,1,,,\n,,,,,,,,,,\n") == expected)
        #expect(try network("16,16,3,3,3,8,,\n16,16,8,3,3,8,,\n") == expected)
    }

    @Test func mistakesNameTheSeparator() throws {
        let blanks = inputError { try network("16 16 3 3 3 8 0 1\n") }
        #expect(blanks.line == 1 && blanks.message.contains("commas, semicolons or tabs"), "\(blanks)")
        let mixed = inputError { try network(Self.plain.replacing("\n", with: "#\n").replacing("c1,", with: "c1;")) }
        #expect(mixed.line == 2)
        let semicolons = Self.plain.replacing(",", with: ";").replacing("c2;16;", with: "c2;")
        let short = inputError { try network(semicolons) }
        #expect(short.line == 3 && short.message.contains("separated by semicolons"), "\(short)")
        let nameless = inputError { try network(Self.plain.replacing("input_width", with: "")) }
        #expect(nameless.line == 1 && nameless.column == 19 && nameless.message.contains("no name"), "\(nameless)")
    }
}
