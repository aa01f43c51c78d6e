// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A file of images or labels, gzipped or not. Only the part that is needed is read and decompressed.
struct ImageFile {
    /// The kind of a file.
    enum Form {
        case array
        case archive
        case idx
        case other
    }

    /// The file.
    let file: MappedFile
    private let isGzipped: Bool

    /// Opens a file.
    ///
    /// - Throws: `InputError` when it cannot be read.
    init(_ path: String) throws(InputError) {
        file = try MappedFile(path)
        isGzipped = file.bytes.starts(with: [0x1F, 0x8B])
    }

    /// The file as the user spelled it.
    var path: String { file.path }

    /// The kind of the file, from its first bytes.
    ///
    /// - Throws: `InputError` when it is a damaged gzip file.
    func form() throws(InputError) -> Form {
        let start = try bytes(first: IDXHeader.longest)
        if start.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) { return .array }
        if start.starts(with: [0x50, 0x4B]) { return .archive }
        // A CIFAR-10 file may begin like an idx file, of another size.
        guard let header = try? IDXHeader(start, file: path) else {
            return IDXHeader.begins(start) && !CIFARRecord.fits(size) ? .idx : .other
        }
        return header.size == size || !CIFARRecord.fits(size) ? .idx : .other
    }

    /// The number of bytes, which a gzipped file gives in its last four bytes (RFC 1952).
    var size: Int {
        isGzipped ? file.bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) } : file.bytes.count
    }

    /// The first bytes, expanded where they are gzipped.
    ///
    /// - Returns: fewer than `count` when there are no more.
    /// - Throws: `InputError` when they are damaged, or expand to more than they may.
    func bytes(first count: Int) throws(InputError) -> [UInt8] {
        guard isGzipped else { return Array(file.bytes.prefix(count)) }
        let limit = Inflater.largestExpansion
        guard let expanded = Inflater(file.bytes, .gzip).bytes(min(count, limit + 1)) else { throw damaged }
        guard expanded.count <= limit else { throw tooLarge }
        return expanded
    }

    /// The first lines of a text, expanded where they are gzipped; everything where there are no more.
    ///
    /// - Throws: `InputError` as ``bytes(first:)``.
    func bytes(firstLines count: Int?) throws(InputError) -> [UInt8] {
        guard let count, case .utf8 = TextEncoding(of: try bytes(first: 4)) else { return try bytes(first: .max) }
        var lines = LineCount(wanted: count)
        guard isGzipped else { return Array(file.bytes[..<lines.end(in: file.bytes[...])]) }
        let inflater = Inflater(file.bytes, .gzip)
        var text: [UInt8] = []
        while true {
            guard let piece = inflater.bytes(Self.pieceLength) else { throw damaged }
            let end = piece.withUnsafeBytes { lines.end(in: $0[...]) }
            text += piece[..<end]
            // What holds a zero is no text, and will be refused.
            if lines.isDone || piece.count < Self.pieceLength || piece.contains(0) { return text }
            guard text.count <= Inflater.largestExpansion else { throw tooLarge }
        }
    }

    private static let pieceLength = 1 << 20

    private var damaged: InputError { InputError("a truncated or damaged gzip file", file: path) }
    private var tooLarge: InputError {
        InputError(
            "the gzip file expands to more than \(Inflater.largestExpansion >> 30) GiB (allowed: up to that much; --limit "
                + "reads the first images only, and a file that is not gzipped may be larger)", file: path)
    }
}

/// Counts the lines of a text that comes in pieces.
private struct LineCount {
    private var left: Int

    init(wanted: Int) { left = wanted }

    var isDone: Bool { left == 0 }

    /// The end of the last wanted line, or of the piece.
    mutating func end(in piece: Slice<UnsafeRawBufferPointer>) -> Int {
        var place = piece.startIndex
        while left > 0, let feed = piece[place...].firstIndex(of: UInt8(ascii: "\n")) {
            place = feed + 1
            left -= 1
        }
        return isDone ? place : piece.endIndex
    }
}

/// A record of the CIFAR-10 data set: a label and 3 x 32 x 32 pixels.
enum CIFARRecord {
    /// Bytes of a record.
    static let size = 1 + 3 * 32 * 32

    /// Whether so many bytes are a whole number of records.
    static func fits(_ count: Int) -> Bool { count > 0 && count % size == 0 }
}
