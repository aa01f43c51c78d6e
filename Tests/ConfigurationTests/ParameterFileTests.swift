// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Configuration

/// Files as they come: missing, too large, binary, in odd encodings; and the command line.
@Suite struct ParameterFileTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        try TemporaryFolder.with(bytes, body)
    }

    private func mistake(files: [String] = [], assignments: [String] = []) -> InputError? {
        #expect(throws: InputError.self) { try Configuration(files: files, assignments: assignments) }
    }

    @Test func filesAreReadInOrder() throws {
        try withFile(Array("temp = 310\r\ncellBit = 2\r\n".utf8)) { first in
            try withFile(Array("temp = 320".utf8)) { second in
                let configuration = try Configuration(files: [first, second], assignments: ["technode=22"])
                #expect(configuration.temperature == 320)
                #expect(configuration.cellBits == 2)
                #expect(configuration.technologyNode == 22)
            }
        }
    }

    @Test func missingFilesAndFolders() {
        #expect(mistake(files: ["/no/Param"]) == InputError("no such file", kind: .missingInput, file: "/no/Param"))
        let folder = FileManager.default.temporaryDirectory.path
        #expect(mistake(files: [folder])?.exitCode == 66)
        #expect(mistake(files: [folder])?.message == "is a folder, not a file")
    }

    @Test func aBinaryFileIsRefused() throws {
        let header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0]
        try withFile(header) { path in
            #expect(mistake(files: [path])?.description == "\(path):1: is not a text file (it holds a zero byte)")
        }
        try withFile([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x01]) { path in
            #expect(mistake(files: [path])?.message == "is not UTF-8 text")
        }
    }

    @Test func textIsUTF8OrUTF16WithAMark() throws {
        let latin = Array("temp = 300\n# 100 ".utf8) + [0xB5] + Array("m\n".utf8)
        try withFile(latin) { path in
            #expect(mistake(files: [path])?.description == "\(path):2: is not UTF-8 text")
        }
        let wide = "temp = 310".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        try withFile([0xFF, 0xFE] + wide) { path in
            let configuration = try Configuration(files: [path], assignments: [])
            #expect(configuration.temperature == 310)
        }
        try withFile(wide) { path in
            #expect(mistake(files: [path])?.exitCode == 65)
        }
        try withFile([0xC3]) { path in
            #expect(mistake(files: [path])?.description == "\(path):1: is not UTF-8 text")
        }
    }

    @Test func anOversizedFileIsRefused() throws {
        try withFile([UInt8](repeating: 0x20, count: (1 << 20) + 1)) { path in
            #expect(mistake(files: [path])?.message == "is too large (more than 1048576 bytes)")
        }
        #expect(mistake(files: ["/dev/zero"])?.message == "is too large (more than 1048576 bytes)")
    }

    @Test(arguments: ["levelOutput", "", "=64", "# = 3", "temp=300;cellBit=2"])
    func assignmentsOfTheWrongFormAreUsageErrors(text: String) {
        let error = mistake(assignments: [text])
        #expect(error?.exitCode == 64)
        #expect(error?.message == "--set \(text): write --set NAME=VALUE")
    }

    @Test func assignmentsHaveNoLineNumbers() {
        #expect(
            mistake(assignments: ["levelOutput=48"])?.description
                == "--set levelOutput=48: levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)")
        #expect(
            mistake(assignments: ["cellbit=4"])?.description
                == "--set cellbit=4: unknown parameter `cellbit`; did you mean `cellBit`?")
        #expect(mistake(assignments: ["temp="])?.description == "--set temp=: `temp` has no value")
    }

    /// Bytes at random must be refused or read, and never trap.
    @Test func randomBytesNeverTrap() throws {
        var state: UInt64 = 42
        let alphabet = Array("temp=300;\n\r#/* */(){}e+-.0\"\u{B5}cellBit levelOutput ".utf8) + [0, 0xFF, 0x80, 0xC3]
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            let source = ParameterSource(name: "random", text: String(decoding: bytes, as: UTF8.self))
            var reader = ParameterReader(leaders: try ParameterLeaders(of: []))
            do throws(InputError) {
                try reader.read(source)
            } catch {
                #expect(error.kind == .badInput)
            }
        }
    }
}
