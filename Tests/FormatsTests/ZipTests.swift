// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Formats

@Suite struct ZipTests {
    private static let members = [
        ("empty", ""), ("folder/größe.txt", "text"), ("long", String(repeating: "0123456789", count: 300_000)),
    ]

    private func write(_ path: String) throws {
        let zip = try ZipWriter(path)
        for (name, text) in Self.members { try zip.add(name, text: text) }
        #expect(zip.contents.map(\.size) == Self.members.map { $0.1.utf8.count })
        try zip.finish()
    }

    @Test func whatIsWrittenIsRead() throws {
        try TemporaryFolder.with { folder in
            let path = folder.path(of: "a.zip")
            try write(path)
            let zip = try ZipReader(path, "an archive")
            #expect(zip.names == Self.members.map(\.0).sorted())
            for (name, text) in Self.members {
                #expect(zip.size(of: name) == text.utf8.count)
                #expect(try zip.bytes(of: name, limit: 1 << 22) == Array(text.utf8))
                let copy = folder.path(of: "copy-\(text.utf8.count)")
                try zip.extract(name, to: copy)
                #expect(try Data(contentsOf: URL(filePath: copy)) == Data(text.utf8))
                #expect(inputError { try zip.extract(name, to: copy) }.kind == .cannotWrite)
            }
            #expect(inputError { try zip.bytes(of: "long", limit: 5) }.message.contains("at most 5"))
            #expect(inputError { try zip.bytes(of: "other", limit: 5) }.message.contains("has no member other"))
        }
    }

    @Test func theSameMembersMakeTheSameBytes() throws {
        try TemporaryFolder.with { folder in
            try write(folder.path(of: "a.zip"))
            try write(folder.path(of: "b.zip"))
            #expect(
                try Data(contentsOf: folder.url.appending(path: "a.zip"))
                    == Data(contentsOf: folder.url.appending(path: "b.zip")))
        }
    }

    /// The CRC-32 of `123456789` is a known value.
    @Test func checksumsAreThoseOfZip() throws {
        try TemporaryFolder.with { folder in
            let zip = try ZipWriter(folder.path(of: "a.zip"))
            try zip.add("x", text: "123456789")
            #expect(zip.contents.map(\.checksum) == [0xCBF4_3926])
        }
    }

    /// Bytes that are folded and those behind them, in one piece and in several.
    @Test(arguments: [0, 1, 127, 128, 191, 192, 1000, 1 << 19, 1 << 19 + 65, 1_200_000])
    func checksumsOfManyBytes(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let register = bytes.reduce(UInt32.max) { register, byte in
            (0..<8).reduce(register ^ UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
        }
        for threads in [1, 2] { #expect(bytes.withUnsafeBytes { checksum($0, threads: threads) } == ~register) }
    }

    @Test func aMemberThatWasChangedIsRefused() throws {
        try TemporaryFolder.with { folder in
            let path = folder.path(of: "a.zip")
            try write(path)
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            // The content of the member follows its name in its header.
            let places = bytes.indices.dropLast(7).filter { bytes[$0..<$0 + 8].elementsEqual(".txttext".utf8) }
            #expect(places.count == 1)
            bytes[places[0] + 4] = UInt8(ascii: "T")
            try Data(bytes).write(to: URL(filePath: path))
            let zip = try ZipReader(path, "an archive")
            let error = inputError { try zip.bytes(of: "folder/größe.txt", limit: 99) }
            #expect(error.message.contains("does not have its checksum"))
        }
    }

    @Test(arguments: [("", "the file is empty"), ("no zip", "not an archive (it does not begin as a ZIP file does)")])
    func otherFilesAreRefused(_ text: String, _ message: String) throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("a.zip", text)
            #expect(inputError { try ZipReader(path, "an archive") }.message == message)
        }
    }
}
