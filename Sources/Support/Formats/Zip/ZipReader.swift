// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads the members of a ZIP archive, each with its checksum.
package struct ZipReader: Sendable {
    private let zip: ZipArchive

    /// Opens an archive and reads its directory.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - kind: what errors call such an archive, as in `an npz archive`.
    /// - Throws: `InputError` when the file cannot be read or is no whole ZIP archive.
    package init(_ path: String, _ kind: String) throws(InputError) {
        zip = try ZipArchive(path, kind)
    }

    /// The names of all members, sorted; those of folders end with a slash.
    package var names: [String] { zip.entries.keys.sorted() }

    /// The size of a member [byte]; nil when there is no such member.
    package func size(of name: String) -> Int? { zip.entries[name]?.size }

    /// The CRC-32 that the directory gives for a member; nil when there is no such member.
    package func checksum(of name: String) -> UInt32? { zip.entries[name]?.checksum }

    /// The content of a member.
    ///
    /// - Parameters:
    ///   - name: the member.
    ///   - limit: the largest size that makes sense [byte].
    /// - Returns: its bytes.
    /// - Throws: `InputError` when there is no such member, or it is damaged or too large.
    package func bytes(of name: String, limit: Int) throws(InputError) -> [UInt8] {
        guard let size = size(of: name) else { throw missing(name) }
        guard size <= limit else {
            throw InputError(
                "member \(shortened(name)) has \(size) bytes (allowed: at most \(limit))", file: zip.file.path)
        }
        var result: [UInt8] = []
        result.reserveCapacity(size)
        try read(name) { result.append(contentsOf: $0) }
        return result
    }

    /// Writes the content of a member to a new file.
    ///
    /// - Parameters:
    ///   - name: the member.
    ///   - path: the file, under a name that nothing has.
    /// - Throws: `InputError` when the member is damaged, or the file exists or cannot be written.
    package func extract(_ name: String, to path: String) throws(InputError) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw unwritable(path, errno) }
        var failure: Int32 = 0
        defer { if number >= 0 { close(number) } }
        try read(name) { piece in
            if failure == 0 { failure = writeAll(piece, to: number) }
        }
        guard failure == 0 else { throw unwritable(path, failure) }
    }

    /// Gives the content of a member piece by piece, and compares its size and checksum with the directory.
    private func read(_ name: String, _ take: (UnsafeRawBufferPointer) -> Void) throws(InputError) {
        guard let entry = zip.entries[name] else { throw missing(name) }
        let payload = try zip.payload(of: entry)
        var sum: UInt32 = 0
        var count = 0
        func pass(_ piece: UnsafeRawBufferPointer) {
            sum = combined(sum, Formats.checksum(piece, threads: 1), secondCount: piece.count)
            count += piece.count
            take(piece)
        }
        switch entry.method {
        case .stored: pass(payload)
        case .deflated:
            let inflater = Inflater(payload)
            // One byte more than there should be, so that a longer member is noticed.
            while count <= entry.size {
                guard let piece = inflater.bytes(min(Self.pieceSize, entry.size + 1 - count)) else {
                    throw ZipArchive.damaged(zip.file, "member \(shortened(name)) is cut or garbled")
                }
                guard !piece.isEmpty else { break }
                piece.withUnsafeBytes { pass($0) }
            }
        }
        guard count == entry.size, sum == entry.checksum else {
            throw ZipArchive.damaged(zip.file, "member \(shortened(name)) does not have its checksum")
        }
    }

    /// Bytes that are expanded at once [byte].
    private static let pieceSize = 1 << 20

    private func missing(_ name: String) -> InputError {
        ZipArchive.damaged(zip.file, "it has no member \(shortened(name))")
    }

    private func unwritable(_ path: String, _ code: Int32) -> InputError {
        InputError("cannot be written: " + String(cString: strerror(code)), kind: .cannotWrite, file: path)
    }
}

/// Writes all bytes to a descriptor.
///
/// - Returns: 0, or the error code of the system.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to number: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
            if errno == EINTR { continue }
            return errno
        }
        rest = rest.dropFirst(count)
    }
    return 0
}
