// SPDX-License-Identifier: Apache-2.0

import Diagnostics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output and standard error, with what may happen to them.
enum StandardStreams {
    /// Makes sure that writing to a stream whose reader is gone, or beyond the size that a file may have, is an error and not
    /// the end of the program, and that no file that is opened later takes the place of a stream that is closed.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
            // Open for reading, so that what is written there fails as it should.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Writes a report to standard output. A reader who has seen enough and closed it is no error.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    static func writeReport(_ text: String) throws(InputError) {
        if let captured = Invocation.current.captured { return captured.write(text) }
        try finish(write(text, to: STDOUT_FILENO))
    }

    /// Writes a file to standard output, as `writeReport` does. Of a run that is captured it must be text.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    static func writeReport(_ bytes: [UInt8]) throws(InputError) {
        if let captured = Invocation.current.captured { return captured.write(String(decoding: bytes, as: UTF8.self)) }
        try finish(bytes.withUnsafeBytes { Descriptor(STDOUT_FILENO).write($0) })
    }

    /// Whether standard output is shown to somebody as it is.
    static var isTerminal: Bool { Invocation.current.captured == nil && isatty(STDOUT_FILENO) == 1 }

    private static func finish(_ code: Int32) throws(InputError) {
        guard code == 0 || code == EPIPE else {
            throw InputError(
                "cannot be written: \(String(cString: strerror(code)))", kind: .cannotWrite, file: "standard output")
        }
    }

    /// Writes a message to standard error. Errors of this write are ignored.
    static func writeMessage(_ text: String) {
        if let captured = Invocation.current.captured { return captured.say(text) }
        _ = write(text, to: STDERR_FILENO)
    }

    /// Writes warnings to standard error.
    static func warn(_ warnings: [String]) {
        for warning in warnings {
            writeMessage("warning: \(abridged(warning))\n")
        }
    }

    /// Says how the run ends, and ends it.
    static func exit(_ outcome: Outcome) -> Never {
        let text = outcome.message.isEmpty ? "" : outcome.message + "\n"
        guard outcome.exitCode == 0 else {
            writeMessage(text)
            systemExit(outcome.exitCode)
        }
        do {
            try writeReport(text)
        } catch {
            writeMessage("error: \(error)\n")
            systemExit(error.exitCode)
        }
        systemExit(0)
    }

    /// Writes all of a text.
    ///
    /// - Returns: 0, or the error code of the system.
    private static func write(_ text: String, to stream: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { Descriptor(stream).write(UnsafeRawBufferPointer($0)) }
    }
}

/// The system's `exit`, which inside `StandardStreams` would mean the method.
private func systemExit(_ code: Int32) -> Never {
    exit(code)
}
