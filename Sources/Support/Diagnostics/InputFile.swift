// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads files that the user names, with the errors that are promised for files that cannot be read.
public enum InputFile {
    /// The content of a file.
    ///
    /// Pipes and other files without a size are read to their end, which must come before ``largestStream``.
    ///
    /// - Parameters:
    ///   - path: the file, spelled as the user spelled it.
    ///   - limit: the largest size that makes sense [byte].
    ///   - inspect: looks at the first bytes, up to 65536, before the others are read; throws when they cannot begin such a
    ///     file.
    /// - Returns: the content of the file.
    /// - Throws: ``InputError`` of kind `missingInput` for a file that does not exist, may not be read or is a folder;
    ///   of kind `badInput` for one that is larger than `limit`.
    public static func bytes(
        of path: String, limit: Int = 1 << 30, inspect: (ArraySlice<UInt8>) throws(InputError) -> Void = { _ in }
    ) throws(InputError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw unreadable(path, EISDIR) }
        guard Int(status.st_size) <= limit else { throw tooLarge(path, limit) }
        let isPlain = status.st_mode & S_IFMT == S_IFREG
        return try read(
            descriptor, of: path, expecting: Int(status.st_size), limit: isPlain ? limit : min(limit, largestStream),
            inspect: inspect)
    }

    /// The most that is read of a pipe or a device, which may have no end [byte].
    public static let largestStream = 1 << 28

    private static func read(
        _ descriptor: Int32, of path: String, expecting size: Int, limit: Int,
        inspect: (ArraySlice<UInt8>) throws(InputError) -> Void
    ) throws(InputError) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(size)
        var isInspected = false
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { readSome(descriptor, $0) }
            guard count >= 0 else { throw unreadable(path, errno) }
            content.append(contentsOf: chunk[..<count])
            if !isInspected, count == 0 || content.count >= chunk.count {
                isInspected = true
                try inspect(content.prefix(chunk.count))
            }
            guard count > 0 else { return content }
            guard content.count <= limit else { throw tooLarge(path, limit) }
        }
    }

    /// One read that is tried again when a signal interrupts it.
    private static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> InputError {
        let reason =
            switch code {
            case ENOENT, ENOTDIR: "no such file"
            case EACCES, EPERM: "may not be read (permission denied)"
            case EISDIR: "is a folder, not a file"
            default: "cannot be read (\(String(cString: strerror(code))))"
            }
        return InputError(reason, kind: .missingInput, file: path)
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> InputError {
        InputError("is too large (more than \(limit) bytes)", file: path)
    }
}
