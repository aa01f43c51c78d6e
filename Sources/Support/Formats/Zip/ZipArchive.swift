// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The members of a ZIP archive (PKWARE APPNOTE 6.3): stored or deflated, with or without ZIP64.
///
/// The central directory at the end of the file is what counts; local headers are only stepped over. That is why members
/// that were streamed, with their sizes behind their data, need no special care.
struct ZipArchive: Sendable {
    /// How a member is kept.
    enum Method: Int, Sendable {
        case stored = 0
        case deflated = 8
    }

    /// A member.
    struct Entry: Sendable {
        let name: String
        let method: Method
        let checksum: UInt32
        let compressedSize: Int
        let size: Int
        let headerOffset: Int
    }

    /// The archive's bytes.
    let file: MappedFile
    /// The members by name.
    let entries: [String: Entry]

    /// Opens an archive and reads its directory.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - kind: what errors call such an archive.
    /// - Throws: `InputError` when the file cannot be read or is no whole ZIP archive.
    init(_ path: String, _ kind: String = "an npz archive") throws(InputError) {
        let file = try MappedFile(path) { start throws(InputError) in
            guard start.starts(with: [0x50, 0x4B]) else {
                throw InputError(
                    start.isEmpty ? "the file is empty" : "not \(kind) (it does not begin as a ZIP file does)",
                    file: path)
            }
        }
        try self.init(file)
    }

    /// Reads the directory of an archive that is open.
    ///
    /// - Throws: `InputError` when it is no whole ZIP archive.
    init(_ file: MappedFile) throws(InputError) {
        self.file = file
        let directory = try Self.directory(of: file)
        var entries: [String: Entry] = [:]
        var offset = 0
        for _ in 0..<directory.entryCount {
            let (entry, length) = try Self.entry(directory.bytes, at: offset, file)
            guard entries.updateValue(entry, forKey: entry.name) == nil else {
                throw InputError("the archive has two members named \(shortened(entry.name))", file: file.path)
            }
            offset += length
        }
        self.entries = entries
    }

    /// The compressed bytes of a member.
    func payload(of entry: Entry) throws(InputError) -> UnsafeRawBufferPointer {
        guard let header = ByteReader(file.bytes, at: entry.headerOffset, count: 30),
            header.integer(at: 0, size: 4) == 0x0403_4B50,
            let nameLength = header.integer(at: 26, size: 2), let extraLength = header.integer(at: 28, size: 2)
        else { throw Self.damaged(file, "member \(shortened(entry.name)) has no header") }
        let start = entry.headerOffset + 30 + nameLength + extraLength
        guard start <= file.bytes.count, entry.compressedSize <= file.bytes.count - start else {
            throw Self.damaged(file, "member \(shortened(entry.name)) ends beyond the file")
        }
        return UnsafeRawBufferPointer(rebasing: file.bytes[start..<start + entry.compressedSize])
    }

    static func damaged(_ file: MappedFile, _ why: String) -> InputError {
        InputError("a truncated or damaged archive: \(why)", file: file.path)
    }

    // MARK: Directory

    private struct Directory {
        let bytes: ByteReader
        let entryCount: Int
    }

    private static func directory(of file: MappedFile) throws(InputError) -> Directory {
        let bytes = file.bytes
        guard let end = endRecord(of: bytes) else { throw damaged(file, "it has no directory at its end") }
        let short = end.record
        var record = (
            count: short.integer(at: 10, size: 2), size: short.integer(at: 12, size: 4),
            offset: short.integer(at: 16, size: 4)
        )
        if record.count == 0xFFFF || record.size == 0xFFFF_FFFF || record.offset == 0xFFFF_FFFF {
            guard let wide = wideRecord(of: bytes, before: end.offset) else {
                throw damaged(file, "it has no ZIP64 directory")
            }
            record = (wide.integer(at: 32, size: 8), wide.integer(at: 40, size: 8), wide.integer(at: 48, size: 8))
        }
        guard let count = record.count, let size = record.size, let offset = record.offset,
            let directory = ByteReader(bytes, at: offset, count: size), count <= size / 46
        else { throw damaged(file, "its directory lies beyond the file") }
        return Directory(bytes: directory, entryCount: count)
    }

    /// The record that ends the archive: at the very end but for a comment of up to 65535 bytes.
    private static func endRecord(of bytes: UnsafeRawBufferPointer) -> (record: ByteReader, offset: Int)? {
        var offset = bytes.count - 22
        let first = max(0, offset - 0xFFFF)
        while offset >= first {
            if bytes[offset] == 0x50, let record = ByteReader(bytes, at: offset, count: 22),
                record.integer(at: 0, size: 4) == 0x0605_4B50,
                record.integer(at: 20, size: 2) == bytes.count - offset - 22
            {
                return (record, offset)
            }
            offset -= 1
        }
        return nil
    }

    private static func wideRecord(of bytes: UnsafeRawBufferPointer, before end: Int) -> ByteReader? {
        guard let locator = ByteReader(bytes, at: end - 20, count: 20),
            locator.integer(at: 0, size: 4) == 0x0706_4B50,
            let offset = locator.integer(at: 8, size: 8),
            let record = ByteReader(bytes, at: offset, count: 56),
            record.integer(at: 0, size: 4) == 0x0606_4B50
        else { return nil }
        return record
    }

    // MARK: Entries

    private static func entry(
        _ directory: ByteReader, at offset: Int, _ file: MappedFile
    ) throws(InputError) -> (Entry, length: Int) {
        guard let record = directory.slice(at: offset, count: 46), record.integer(at: 0, size: 4) == 0x0201_4B50,
            let flags = record.integer(at: 8, size: 2), let code = record.integer(at: 10, size: 2),
            let checksum = record.integer(at: 16, size: 4), let nameLength = record.integer(at: 28, size: 2),
            let extraLength = record.integer(at: 30, size: 2), let commentLength = record.integer(at: 32, size: 2),
            let name = directory.slice(at: offset + 46, count: nameLength)?.text,
            let extra = directory.slice(at: offset + 46 + nameLength, count: extraLength),
            let sizes = sizes(record, extra)
        else { throw damaged(file, "its directory is cut or garbled") }
        guard flags & 1 == 0 else {
            throw InputError("member \(shortened(name)) is encrypted", file: file.path)
        }
        guard let method = Method(rawValue: code) else {
            throw InputError(
                "member \(shortened(name)) is compressed by method \(code) (allowed: 0 stored, 8 deflated)",
                file: file.path)
        }
        guard sizes.compressed <= file.bytes.count, isPlausible(method, sizes) else {
            throw damaged(file, "member \(shortened(name)) claims a size that its data cannot have")
        }
        let entry = Entry(
            name: name, method: method, checksum: UInt32(truncatingIfNeeded: checksum),
            compressedSize: sizes.compressed, size: sizes.plain, headerOffset: sizes.offset)
        return (entry, 46 + nameLength + extraLength + commentLength)
    }

    /// Deflate cannot shrink data to less than a 1032nd part, so a larger claim is a lie.
    private static func isPlausible(_ method: Method, _ sizes: Sizes) -> Bool {
        switch method {
        case .stored: sizes.plain == sizes.compressed
        case .deflated: sizes.plain / 1032 <= sizes.compressed + 1
        }
    }

    private struct Sizes {
        let compressed: Int
        let plain: Int
        let offset: Int
    }

    /// Sizes and offset of a directory entry; what does not fit 32 bits is in the ZIP64 extra field, in fixed order.
    private static func sizes(_ record: ByteReader, _ extra: ByteReader) -> Sizes? {
        guard var plain = record.integer(at: 24, size: 4), var compressed = record.integer(at: 20, size: 4),
            var offset = record.integer(at: 42, size: 4)
        else { return nil }
        let isWide = 0xFFFF_FFFF
        guard plain == isWide || compressed == isWide || offset == isWide else {
            return Sizes(compressed: compressed, plain: plain, offset: offset)
        }
        guard let wide = extraField(1, in: extra) else { return nil }
        var position = 0
        func next(_ value: Int) -> Int? {
            guard value == isWide else { return value }
            defer { position += 8 }
            return wide.integer(at: position, size: 8)
        }
        guard let widePlain = next(plain), let wideCompressed = next(compressed), let wideOffset = next(offset) else {
            return nil
        }
        (plain, compressed, offset) = (widePlain, wideCompressed, wideOffset)
        return Sizes(compressed: compressed, plain: plain, offset: offset)
    }

    private static func extraField(_ identifier: Int, in extra: ByteReader) -> ByteReader? {
        var offset = 0
        while let found = extra.integer(at: offset, size: 2), let size = extra.integer(at: offset + 2, size: 2) {
            if found == identifier { return extra.slice(at: offset + 4, count: size) }
            offset += 4 + size
        }
        return nil
    }
}
