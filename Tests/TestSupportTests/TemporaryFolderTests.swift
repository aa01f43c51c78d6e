// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

@Suite struct TemporaryFolderTests {
    @Test func theFolderIsGoneWithTheValue() throws {
        let file = try TemporaryFolder.with { folder in
            let file = try folder.write("a/b.txt", "text")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "text")
            #expect(file == folder.path(of: "a/b.txt"))
            return file
        }
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(!FileManager.default.fileExists(atPath: URL(filePath: file).deletingLastPathComponent().path))
    }

    @Test func filesOfOneNameStandApart() throws {
        try TemporaryFolder.with { folder in
            let contents: [[UInt8]] = [[1], [2]]
            let files = try contents.map { try folder.writeApart("bytes", $0) }
            let read = try files.map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
            #expect(read == contents)
        }
    }

    @Test func aFileIsThereWhileItIsUsed() throws {
        let count = try TemporaryFolder.with([1, 2, 3], named: "bytes") { path in
            try Data(contentsOf: URL(filePath: path)).count
        }
        #expect(count == 3)
    }
}
