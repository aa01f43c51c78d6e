// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Systolic

/// Topologies as spreadsheets save them.
@Suite struct SpreadsheetTopologyTests {
    private func read(_ bytes: [UInt8], form: TopologyFile.Form = .convolution) throws -> [SystolicLayer] {
        try TemporaryFolder.with(bytes) { try TopologyFile(readingFrom: $0, form: form).layers }
    }

    private static let plain = """
        Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
        Conv1, 16, 16, 3, 3, 3, 8, 1,
        Conv2, 14, 14, 3, 3, 8, 8, 2,

        """

    @Test(arguments: [
        plain.replacing(",", with: ";"), plain.replacing(", ", with: "\t").replacing(",", with: "\t"),
        plain.replacing(",\n", with: ",,,,\n") + ",,,,,,,,\n\n", plain.replacing("\n", with: "\r\n"), "sep=,\n" + plain,
        plain.replacing(",\n", with: "\n"),
    ])
    func aTopologyIsTheSameHoweverItIsSeparated(text: String) throws {
        let expected = try read(Array(Self.plain.utf8))
        #expect(expected.count == 2)
        #expect(try read(Array(text.utf8)) == expected)
        let wide = ("\u{FEFF}" + text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(try read(wide) == expected)
    }

    @Test func mistakesNameTheSeparator() throws {
        let text = Self.plain.replacing(",", with: ";").replacing("Conv2; 14;", with: "Conv2;")
        let error = #expect(throws: InputError.self) { try read(Array(text.utf8)) }
        #expect(error?.line == 3 && error?.message.contains("separated by semicolons") == true)
        let blanks = #expect(throws: InputError.self) { try read(Array("name\na 1 2 3\n".utf8), form: .matrixProduct) }
        #expect(blanks?.message.contains("commas, semicolons or tabs") == true)
    }
}
