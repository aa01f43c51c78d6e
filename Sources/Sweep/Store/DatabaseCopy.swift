// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// A copy of a database in a folder for temporary files, which goes away with this object.
final class DatabaseCopy: Sendable {
    private let folder: URL
    /// The copy.
    let path: String

    /// Copies a database with what SQLite has written beside it and not yet into it.
    ///
    /// - Throws: `InputError` when it cannot be read, or the copy cannot be written.
    init(of path: String) throws(InputError) {
        folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID().uuidString)")
        let target = folder.appending(path: "copy.db").path
        self.path = target
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
                try FileManager.default.copyItem(atPath: path + end, toPath: target + end)
                // A file that may not be written stays so when it is copied.
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target + end)
            }
        } catch {
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw InputError("may not be read (permission denied)", kind: .missingInput, file: path)
            }
            throw InputError(
                "the database can be read only as a copy, which cannot be made in \(folder.deletingLastPathComponent().path)",
                kind: .cannotWrite, file: path)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
