// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The header of a file in the format of the MNIST data set.
struct IDXHeader {
    /// Extents of what the file holds.
    let extents: [Int]
    /// Bytes of all elements.
    let count: Int

    /// The longest header that is read [bytes].
    static let longest = 4 + 4 * 4

    /// Bytes of the header.
    var length: Int { 4 + 4 * extents.count }
    /// Bytes of the file.
    var size: Int { length + count }

    /// Whether a file may be meant to be of this format.
    static func begins(_ start: [UInt8]) -> Bool {
        start.count >= 4 && start[0] == 0 && start[1] == 0 && (8...14).contains(start[2]) && (1...4).contains(start[3])
    }

    /// Reads the header at the start of a file.
    init(_ start: [UInt8], file: String) throws(InputError) {
        guard Self.begins(start), start[2] == 8 else {
            throw InputError("an idx file of other elements than unsigned bytes", file: file)
        }
        let axes = Int(start[3])
        guard start.count >= 4 + 4 * axes else { throw InputError("a truncated idx file", file: file) }
        extents = (0..<axes).map { axis in start[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) } }
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow, product <= 1 << 40 else { throw InputError("an idx file of absurd extents", file: file) }
            count = product
        }
        self.count = count
    }
}

/// A file in the format of the MNIST data set: bytes with extents.
struct IDXFile {
    /// Extents of what has been read.
    let extents: [Int]
    /// The elements.
    let bytes: [UInt8]
    /// Images, or labels, that the file has.
    let storedCount: Int

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - limit: takes the first images, or labels, only; the size of the others is not checked in a gzipped file.
    /// - Throws: `InputError` when it is no whole file of this format.
    init(_ file: ImageFile, limit: Int? = nil) throws(InputError) {
        let header = try IDXHeader(file.bytes(first: IDXHeader.longest), file: file.path)
        storedCount = header.extents[0]
        let taken = min(limit ?? storedCount, storedCount)
        let isPart = taken < storedCount
        let needed = isPart ? header.length + header.count / storedCount * taken : header.size
        // One byte more tells whether there is too much.
        let content = try file.bytes(first: isPart ? needed : needed + 1)
        guard content.count == needed else {
            let has = content.count > needed ? "has more" : "has \(content.count - header.length)"
            throw InputError(
                "an idx file of extents \(header.extents) should hold \(header.count) bytes, but \(has) "
                    + "(truncated or damaged)", file: file.path)
        }
        extents = [taken] + header.extents.dropFirst()
        bytes = Array(content[header.length...])
    }
}
