// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// Writes a ZIP archive of stored members, with ZIP64 records where sizes ask for them. The bytes depend on names and contents
/// alone: times are fixed.
package final class ZipWriter {
    private let file: OutputFile
    private var members: [ZipMember] = []

    /// Opens the file; one that exists is replaced when the archive is whole.
    ///
    /// - Parameter path: the archive.
    /// - Throws: `InputError` of kind `.cannotWrite`.
    package init(_ path: String) throws(InputError) {
        file = try OutputFile(path)
    }

    /// The members so far: name, size [byte] and CRC-32.
    package var contents: [(name: String, size: Int, checksum: UInt32)] {
        members.map { ($0.name, $0.size, $0.checksum) }
    }

    /// Adds a member.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - bytes: its content.
    /// - Throws: `InputError` when the file cannot be written.
    package func add(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(InputError) {
        try add(name, head: [], bytes)
    }

    /// Adds a member that is a text.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - text: its content.
    /// - Throws: `InputError` when the file cannot be written.
    package func add(_ name: String, text: String) throws(InputError) {
        try add(name, head: Array(text.utf8), UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Adds a member whose content begins with `head`.
    func add(_ name: String, head: [UInt8], _ rest: UnsafeRawBufferPointer) throws(InputError) {
        let headSum = head.withUnsafeBytes { checksum($0, threads: 1) }
        let restSum = checksum(rest, threads: defaultThreadCount)
        let member = ZipMember(
            name: name, size: head.count + rest.count,
            checksum: combined(headSum, restSum, secondCount: rest.count), offset: file.position)
        members.append(member)
        try file.write(member.localHeader)
        try file.write(head)
        try file.write(rest)
    }

    /// Writes the directory and puts the archive in its place.
    ///
    /// - Throws: `InputError` when the file cannot be written.
    package func finish() throws(InputError) {
        let start = file.position
        for member in members { try file.write(member.directoryEntry) }
        try file.write(
            ZipMember.end(directoryOffset: start, directorySize: file.position - start, count: members.count))
        try file.finish()
    }
}
