// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// An archive of NumPy arrays (`.npz`), as `numpy.savez` and `numpy.savez_compressed` write it. Arrays are read one by
/// one, on demand.
public struct NumpyArchive: Sendable {
    private let zip: ZipArchive
    private let threads: Int

    /// Opens an archive and reads its list of arrays.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - threads: how many threads may work on one array.
    /// - Throws: `InputError` when the file cannot be read or is no whole archive.
    public init(readingFrom path: String, threads: Int = defaultThreadCount) throws(InputError) {
        zip = try ZipArchive(path)
        self.threads = threads
    }

    /// Reads the list of arrays of an archive that is open.
    ///
    /// - Throws: `InputError` when it is no whole archive.
    package init(_ file: MappedFile, threads: Int = defaultThreadCount) throws(InputError) {
        zip = try ZipArchive(file)
        self.threads = threads
    }

    /// The file as the user spelled it.
    public var path: String { zip.file.path }

    /// The names of the arrays, sorted.
    public var names: [String] {
        zip.entries.keys.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// Whether there is an array of this name.
    public func contains(_ name: String) -> Bool { zip.entries[name + ".npy"] != nil }

    /// The extents of an array; none for a single number.
    ///
    /// - Throws: `InputError` when there is no such array or its header is damaged.
    public func shape(of name: String) throws(InputError) -> [Int] {
        try header(of: entry(name), name).shape
    }

    /// The elements of an array of any number type, row by row.
    ///
    /// - Throws: `InputError` when there is no such array, or it is damaged.
    public func doubles(_ name: String) throws(InputError) -> [Double] {
        let entry = try entry(name)
        let header = try header(of: entry, name)
        let contents = try contents(of: entry, header, name)
        return NumpyDecoder(header: header, bytes: contents.elements, threads: threads).doubles()
    }

    /// The elements of an array of single-precision numbers where they lie.
    ///
    /// - Parameter name: the array.
    /// - Returns: the numbers; nil for an array of another type, of another order of bytes, or whose first index runs
    ///   fastest, which ``doubles(_:)`` reads.
    /// - Throws: `InputError` when there is no such array, or it is damaged.
    package func storedFloats(_ name: String) throws(InputError) -> StoredFloats? {
        let entry = try entry(name)
        let header = try header(of: entry, name)
        guard header.isPlainFloats else { return nil }
        let stored = StoredFloats(try unchecked(entry, header, name), headerLength: header.length, count: header.count)
        try check(stored.contents, entry, header, name) { stored.look(at: $0) }
        return stored
    }

    /// The elements of an array of whole numbers, row by row. Those beyond the range of `Int64` are clamped to it.
    ///
    /// - Throws: `InputError` when there is no such array, it holds fractions, or it is damaged.
    public func integers(_ name: String) throws(InputError) -> [Int64] {
        let entry = try entry(name)
        let header = try header(of: entry, name)
        guard header.type.kind != .floating else {
            throw InputError("\(name) holds \(header.type.name) numbers (allowed: integers)", file: path)
        }
        let contents = try contents(of: entry, header, name)
        return NumpyDecoder(header: header, bytes: contents.elements, threads: threads).integers()
    }

    /// An array with its extents, in numbers that keep its type's range.
    ///
    /// - Parameters:
    ///   - name: the array.
    ///   - rows: takes the first rows only; the others are neither expanded nor checked.
    /// - Returns: the array, with all rows or the first ones.
    /// - Throws: `InputError` when there is no such array, or it is damaged.
    package func array(_ name: String, rows: Int? = nil) throws(InputError) -> NumpyArray {
        let entry = try entry(name)
        let whole = try header(of: entry, name)
        let header = whole.prefix(rows: rows)
        let contents = try contents(of: entry, header, name)
        return NumpyArray(NumpyDecoder(header: header, bytes: contents.elements, threads: threads), of: whole)
    }

    // MARK: Members

    private func entry(_ name: String) throws(InputError) -> ZipArchive.Entry {
        guard let entry = zip.entries[name + ".npy"] else {
            let hint = nearestName(to: name, in: names).map { " (did you mean `\($0)`?)" } ?? ""
            throw InputError("the archive has no array `\(name)`\(hint)", file: path)
        }
        return entry
    }

    private func header(of entry: ZipArchive.Entry, _ name: String) throws(InputError) -> NumpyHeader {
        let payload = try zip.payload(of: entry)
        let largest = NumpyHeader.largestLength + 12
        do {
            switch entry.method {
            case .stored:
                return try checked(NumpyHeader(ByteReader(payload[...])), entry, name)
            case .deflated:
                let start = UnsafeMutableRawBufferPointer.allocate(byteCount: min(largest, entry.size), alignment: 16)
                defer { start.deallocate() }
                guard let count = Inflater(payload).read(into: start) else { throw damaged(name) }
                let bytes = UnsafeRawBufferPointer(rebasing: start[..<count])
                return try checked(NumpyHeader(ByteReader(bytes[...])), entry, name)
            }
        } catch let problem as NumpyHeader.Problem {
            throw InputError("array `\(name)`: \(problem.message)", file: path)
        } catch let error as InputError {
            throw error
        } catch {
            throw damaged(name)
        }
    }

    private func checked(
        _ header: NumpyHeader, _ entry: ZipArchive.Entry, _ name: String
    ) throws(InputError) -> NumpyHeader {
        guard header.fileSize == entry.size else {
            throw InputError(
                "array `\(name)` should take \(header.fileSize) bytes by its shape, but has \(entry.size)", file: path)
        }
        return header
    }

    private func contents(
        of entry: ZipArchive.Entry, _ header: NumpyHeader, _ name: String
    ) throws(InputError) -> MemberContents {
        let contents = try unchecked(entry, header, name)
        try check(contents, entry, header, name)
        return contents
    }

    /// The bytes of a member, which may be damaged.
    private func unchecked(
        _ entry: ZipArchive.Entry, _ header: NumpyHeader, _ name: String
    ) throws(InputError) -> MemberContents {
        let payload = try zip.payload(of: entry)
        switch entry.method {
        case .stored:
            return MemberContents(payload, headerLength: header.length, owner: zip.file)
        case .deflated:
            try checkExpansion(header, name)
            guard
                let inflated = MemberContents(inflating: payload, size: header.fileSize, headerLength: header.length)
            else { throw damaged(name) }
            return inflated
        }
    }

    /// Compares the checksum of a member with that of its bytes; `look` sees their pieces.
    private func check(
        _ contents: MemberContents, _ entry: ZipArchive.Entry, _ header: NumpyHeader, _ name: String,
        look: @Sendable (Range<Int>) -> Void = { _ in }
    ) throws(InputError) {
        // The checksum is that of the whole.
        guard header.fileSize == entry.size else { return }
        guard checksum(contents.bytes, threads: threads, look: look) == entry.checksum else {
            throw InputError("array `\(name)` is damaged: its checksum does not match", file: path)
        }
    }

    /// The most numbers of a compressed array: each of them takes 8 bytes when it is read.
    private static let mostExpandedNumbers = 1 << 27

    /// Refuses compressed arrays that a small file may claim to be.
    private func checkExpansion(_ header: NumpyHeader, _ name: String) throws(InputError) {
        let isByte = header.type.kind == .unsigned && header.type.size == 1
        guard header.fileSize <= Inflater.largestExpansion, isByte || header.count <= Self.mostExpandedNumbers else {
            throw InputError(
                "array `\(name)` expands to \(header.count) numbers of \(header.type.size) bytes (allowed: "
                    + "\(Self.mostExpandedNumbers) numbers, and 1 GiB; numpy.savez stores larger arrays as they are)",
                file: path)
        }
    }

    private func damaged(_ name: String) -> InputError {
        InputError("array `\(name)` is damaged: its compressed data are cut or garbled", file: path)
    }
}

/// The bytes of one array file: a part of the archive, or memory of its own.
///
/// They never change, which is why they may be shared between threads although this holds a pointer.
final class MemberContents: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let headerLength: Int
    private let owner: MappedFile?

    /// Bytes inside a mapped file, which stays mapped as long as they are used.
    init(_ bytes: UnsafeRawBufferPointer, headerLength: Int, owner: MappedFile) {
        self.bytes = bytes
        self.headerLength = headerLength
        self.owner = owner
    }

    /// Expanded bytes; nil when the data are damaged or have another size.
    init?(inflating payload: UnsafeRawBufferPointer, size: Int, headerLength: Int) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        bytes = UnsafeRawBufferPointer(buffer)
        self.headerLength = headerLength
        owner = nil
        guard Inflater(payload).read(into: buffer) == size else { return nil }
    }

    deinit {
        if owner == nil { bytes.deallocate() }
    }

    /// The array's elements.
    var elements: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[headerLength...]) }
}
