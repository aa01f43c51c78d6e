// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a file, mapped rather than copied where the file allows it.
///
/// Immutable after `init`, which is why it may be shared between threads although it holds a pointer.
package final class MappedFile: @unchecked Sendable {
    /// The path as the user wrote it, for errors.
    package let path: String
    /// Everything in the file.
    package let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Length of the beginning of a file that is checked before the file is read [bytes].
    private static let inspectedLength = 1 << 16

    /// Opens a file for reading.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - path: the file as the user spelled it, when that is something else.
    ///   - limit: the largest size that makes sense [bytes].
    ///   - inspect: looks at the first bytes, up to 65536, before the others are read; throws when they cannot begin such a
    ///     file.
    /// - Throws: `InputError` of kind `.missingInput` when there is no such file or it cannot be read, `.badInput` when
    ///   it is larger than `limit`.
    package init(
        _ location: String, spelled path: String? = nil, limit: Int = .max,
        inspect: (UnsafeRawBufferPointer) throws(InputError) -> Void = { _ in }
    ) throws(InputError) {
        let path = path ?? location
        let descriptor = open(location, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw Self.unreadable(path, EISDIR) }
        self.path = path
        guard status.st_mode & S_IFMT == S_IFREG else {
            bytes = try Self.drain(descriptor, path, limit: min(limit, InputFile.largestStream), inspect)
            isMapped = false
            return
        }
        let size = Int(status.st_size)
        guard size <= limit else { throw Self.tooLarge(path, limit) }
        bytes = try Self.map(descriptor, size, path)
        isMapped = size > 0
        try inspect(UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.inspectedLength)))
    }

    /// Holds bytes that were made of a file's.
    ///
    /// - Parameters:
    ///   - contents: the bytes.
    ///   - path: the file as the user spelled it.
    init(_ contents: [UInt8], path: String) {
        self.path = path
        isMapped = false
        let copy = UnsafeMutableRawBufferPointer(start: malloc(contents.count), count: contents.count)
        copy.copyBytes(from: contents)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit {
        let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        if isMapped {
            munmap(base, bytes.count)
        } else {
            free(base)
        }
    }

    private static func map(_ descriptor: Int32, _ size: Int, _ path: String) throws(InputError)
        -> UnsafeRawBufferPointer
    {
        guard size > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let base, base != MAP_FAILED else { throw unreadable(path, errno) }
        madvise(base, size, Int32(MADV_SEQUENTIAL))
        return UnsafeRawBufferPointer(start: base, count: size)
    }

    /// Reads a pipe or a device to its end.
    private static func drain(
        _ descriptor: Int32, _ path: String, limit: Int,
        _ inspect: (UnsafeRawBufferPointer) throws(InputError) -> Void
    ) throws(InputError) -> UnsafeRawBufferPointer {
        var contents = GrowingBytes(capacity: inspectedLength)
        do throws(InputError) {
            var isInspected = false
            while true {
                guard contents.makeRoom() else { throw unreadable(path, ENOMEM) }
                let room = contents.room
                let count = read(descriptor, room.baseAddress, room.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw unreadable(path, errno)
                }
                contents.count += count
                if !isInspected, count == 0 || contents.count >= inspectedLength {
                    isInspected = true
                    try inspect(UnsafeRawBufferPointer(rebasing: contents.bytes.prefix(inspectedLength)))
                }
                if count == 0 { return contents.bytes }
                guard contents.count <= limit else { throw tooLarge(path, limit) }
            }
        } catch {
            contents.discard()
            throw error
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> InputError {
        let reason =
            switch code {
            case ENOENT: "no such file"
            case EISDIR: "is a folder, not a file"
            case EACCES: "permission denied"
            default: "cannot be read: " + String(cString: strerror(code))
            }
        return InputError(reason, kind: .missingInput, file: path)
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> InputError {
        InputError("the file is too large for what it should hold (over \(limit) bytes)", file: path)
    }
}

/// Memory that doubles when it is full, without a copy if the system can move pages.
private struct GrowingBytes {
    private var memory: UnsafeMutableRawPointer?
    private var capacity: Int
    /// Bytes in use.
    var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        memory = malloc(capacity)
    }

    /// The bytes in use. The caller must free them.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }
    /// The bytes that are not in use yet.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: memory.map { $0 + count }, count: capacity - count)
    }

    /// Sees to it that there is room.
    ///
    /// - Returns: whether there is.
    mutating func makeRoom() -> Bool {
        guard count == capacity else { return memory != nil }
        guard let larger = realloc(memory, 2 * capacity) else { return false }
        memory = larger
        capacity *= 2
        return true
    }

    func discard() { free(memory) }
}

extension MappedFile {
    /// The position of a byte as line and column, both from 1.
    func position(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (line, offset - start + 1)
    }

    /// How many bytes a UTF-8 byte order mark takes at the start: 3 or 0.
    var byteOrderMarkLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
