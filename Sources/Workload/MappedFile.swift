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
    let path: String
    /// Everything in the file.
    package let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Opens a file for reading.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - path: the file as the user spelled it, when that is something else.
    ///   - limit: the largest size that makes sense [bytes].
    /// - Throws: `InputError` of kind `.missingInput` when there is no such file or it cannot be read, `.badInput` when
    ///   it is larger than `limit`.
    package init(_ location: String, spelled path: String? = nil, limit: Int = .max) throws(InputError) {
        let path = path ?? location
        let descriptor = open(location, O_RDONLY)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw Self.unreadable(path, EISDIR) }
        self.path = path
        if status.st_mode & S_IFMT == S_IFREG {
            let size = Int(status.st_size)
            guard size <= limit else { throw Self.tooLarge(path, size, limit) }
            (bytes, isMapped) = try Self.map(descriptor, size, path)
        } else {
            bytes = try Self.drain(descriptor, path, limit: min(limit, 1 << 32))
            isMapped = false
        }
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    private static func map(
        _ descriptor: Int32, _ size: Int, _ path: String
    ) throws(InputError) -> (UnsafeRawBufferPointer, Bool) {
        guard size > 0 else { return (UnsafeRawBufferPointer(start: nil, count: 0), false) }
        let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let base, base != MAP_FAILED else { throw unreadable(path, errno) }
        madvise(base, size, Int32(MADV_SEQUENTIAL))
        return (UnsafeRawBufferPointer(start: base, count: size), true)
    }

    /// Reads a pipe or a device to its end.
    private static func drain(
        _ descriptor: Int32, _ path: String, limit: Int
    ) throws(InputError) -> UnsafeRawBufferPointer {
        var contents: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, errno)
            }
            if count == 0 { break }
            contents.append(contentsOf: piece.prefix(count))
            guard contents.count <= limit else { throw tooLarge(path, contents.count, limit) }
        }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 16)
        copy.copyBytes(from: contents)
        return UnsafeRawBufferPointer(copy)
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

    private static func tooLarge(_ path: String, _ size: Int, _ limit: Int) -> InputError {
        InputError("the file is too large for what it should hold (over \(limit) bytes)", file: path)
    }
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
