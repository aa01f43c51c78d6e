// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that the system has opened.
struct Descriptor {
    let number: Int32

    /// Takes the system's number of the file.
    init(_ number: Int32) {
        self.number = number
    }

    /// Writes all bytes, however many calls that takes.
    ///
    /// - Returns: 0, or the error code of the system.
    func write(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = systemWrite(number, piece)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // A stream that does not wait: wait here until it takes more.
                var event = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&event, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}

/// The system's `write`, which inside `Descriptor` would mean the method.
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(number, bytes.baseAddress, bytes.count)
}
