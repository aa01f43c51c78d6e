// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@Suite struct InputFileTests {
    /// A folder of its own for a test, gone when `body` returns.
    private func withFolder(_ body: (URL) throws -> Void) throws {
        try TemporaryFolder.with { try body($0.url) }
    }

    @Test func contentIsReadByteForByte() throws {
        try withFolder { folder in
            let path = folder.appending(path: "bytes").path
            let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try Data(content).write(to: URL(filePath: path))
            #expect(try InputFile.bytes(of: path) == content)
            try Data().write(to: URL(filePath: path))
            #expect(try InputFile.bytes(of: path).isEmpty)
        }
    }

    @Test func aMissingFileIsMissingInput() {
        let error = #expect(throws: InputError.self) { try InputFile.bytes(of: "/no/such/file") }
        #expect(error == InputError("no such file", kind: .missingInput, file: "/no/such/file"))
    }

    @Test func anEmptyPathIsMissingInput() {
        let error = #expect(throws: InputError.self) { try InputFile.bytes(of: "") }
        #expect(error?.kind == .missingInput)
    }

    @Test func aFolderIsMissingInput() throws {
        try withFolder { folder in
            let error = #expect(throws: InputError.self) { try InputFile.bytes(of: folder.path) }
            #expect(error == InputError("is a folder, not a file", kind: .missingInput, file: folder.path))
        }
    }

    @Test func aFileBelowAFileIsMissingInput() throws {
        try withFolder { folder in
            let file = folder.appending(path: "file")
            try Data("x".utf8).write(to: file)
            let error = #expect(throws: InputError.self) { try InputFile.bytes(of: file.path + "/more") }
            #expect(error?.kind == .missingInput)
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func aFileThatMayNotBeReadIsMissingInput() throws {
        try withFolder { folder in
            let path = folder.appending(path: "secret").path
            try Data("x".utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            let error = #expect(throws: InputError.self) { try InputFile.bytes(of: path) }
            #expect(error?.message == "may not be read (permission denied)")
        }
    }

    @Test func aFileOverTheLimitIsRefused() throws {
        try withFolder { folder in
            let path = folder.appending(path: "large").path
            try Data(count: 1001).write(to: URL(filePath: path))
            let error = #expect(throws: InputError.self) { try InputFile.bytes(of: path, limit: 1000) }
            #expect(error == InputError("is too large (more than 1000 bytes)", file: path))
            #expect(try InputFile.bytes(of: path, limit: 1001).count == 1001)
        }
    }

    @Test func filesWithoutASizeAreReadUpToTheLimit() {
        let error = #expect(throws: InputError.self) { try InputFile.bytes(of: "/dev/zero", limit: 100_000) }
        #expect(error?.message == "is too large (more than 100000 bytes)")
    }
}
