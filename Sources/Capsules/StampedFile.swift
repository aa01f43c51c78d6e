// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A plain file, with its size and the time of its last change, by which a later change is noticed.
struct StampedFile: Sendable, Equatable {
    /// The file.
    let path: String
    /// Its size [byte].
    let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Looks at a file.
    ///
    /// - Throws: `InputError` when there is no such file, or it is no plain file.
    init(_ path: String) throws(InputError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw InputError(
                errno == ENOENT || errno == ENOTDIR ? "no such file" : String(cString: strerror(errno)),
                kind: .missingInput, file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw InputError(
                "a capsule takes plain files only, and this is a folder, a pipe or a device; save it as a file",
                file: path)
        }
        self.path = path
        size = Int(status.st_size)
        #if canImport(Darwin)
            seconds = status.st_mtimespec.tv_sec
            nanoseconds = status.st_mtimespec.tv_nsec
        #else
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        #endif
    }

    /// Checks that the file is as it was.
    ///
    /// - Throws: `InputError` when it has changed.
    func requireUnchanged() throws(InputError) {
        guard try StampedFile(path) == self else {
            throw InputError("has changed while the run read it, so that there is no capsule", file: path)
        }
    }
}
