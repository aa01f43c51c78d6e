// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The program in place of itself: the same process and standard streams, and none of its threads and memory.
enum Restart {
    /// Where the system keeps the running program.
    private static let program = "/proc/self/exe"
    /// Files that a process has at most, for most systems.
    private static let mostFiles: Int32 = 4096

    /// Starts the program anew.
    ///
    /// - Parameters:
    ///   - arguments: what follows its name.
    ///   - option: an option that is added, with the number of an open file.
    ///   - bytes: what this file holds.
    static func run(_ arguments: [String], option: String, _ bytes: [UInt8]) -> Never {
        guard let file = tmpfile() else { fail("no temporary file can be made") }
        let number = fileno(file)
        guard bytes.withUnsafeBytes({ Descriptor(number).write($0) }) == 0, lseek(number, 0, SEEK_SET) == 0 else {
            fail("no temporary file can be written")
        }
        // Files that the ended request has open must not stay so.
        for other in STDERR_FILENO + 1..<mostFiles where other != number { _ = fcntl(other, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(number, F_SETFD, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        pthread_sigmask(SIG_SETMASK, &signals, nil)
        let words = [CommandLine.arguments.first ?? "tessera"] + arguments + ["\(option)=\(number)"]
        var pointers = words.map { strdup($0) }
        pointers.append(nil)
        execv(program, pointers)
        // Systems without such a file find it by its name.
        execvp(words[0], pointers)
        fail("the program cannot be started anew: \(String(cString: strerror(errno)))")
    }

    private static func fail(_ message: String) -> Never {
        StandardStreams.writeMessage("error: \(message)\n")
        _exit(70)
    }
}
