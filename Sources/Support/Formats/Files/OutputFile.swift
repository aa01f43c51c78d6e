// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is written from front to back.
///
/// It grows under the name `PATH.partial` and takes its place when it is whole, so that no half-written file is ever found
/// there. Where the place is taken by something that is no plain file, such as a pipe, that is written to directly.
final class OutputFile {
    private let path: String
    private let temporaryPath: String?
    private var descriptor: Int32 = -1
    /// Bytes written so far.
    private(set) var position = 0

    /// Opens a file; one that exists is replaced in the end.
    ///
    /// - Throws: `InputError` of kind `.cannotWrite`.
    init(_ path: String) throws(InputError) {
        self.path = path
        var status = stat()
        let exists = lstat(path, &status) == 0
        let isReplaceable = !exists || status.st_mode & S_IFMT == S_IFREG
        temporaryPath = isReplaceable ? path + ".partial" : nil
        descriptor = open(temporaryPath ?? path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if let temporaryPath { unlink(temporaryPath) }
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(InputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = systemWrite(descriptor, piece)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(errno)
            }
            rest = rest.dropFirst(count)
        }
        position += bytes.count
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws(InputError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(InputError) in try write(buffer) }
        }
        try result.get()
    }

    /// Closes the file and puts it in its place.
    func finish() throws(InputError) {
        let isClosed = close(descriptor) == 0
        let code = errno
        descriptor = -1
        guard let temporaryPath else {
            if isClosed { return } else { throw failure(code) }
        }
        guard isClosed, rename(temporaryPath, path) == 0 else {
            let reason = isClosed ? errno : code
            unlink(temporaryPath)
            throw failure(reason)
        }
    }

    private func failure(_ code: Int32) -> InputError {
        InputError("cannot be written: " + String(cString: strerror(code)), kind: .cannotWrite, file: path)
    }
}

/// Writes bytes to a file, which takes the place of a former one when it is whole.
///
/// - Throws: `InputError` of kind `.cannotWrite`.
package func writeFile(_ bytes: [UInt8], to path: String) throws(InputError) {
    let file = try OutputFile(path)
    try file.write(bytes)
    try file.finish()
}

/// The system's `write`, which inside `OutputFile` would mean the method.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
