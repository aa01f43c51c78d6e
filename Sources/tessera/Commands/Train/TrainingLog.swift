// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Reporting
import Runs
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that gets a line after each epoch of a training. It is made, or replaced, with its first line.
final class TrainingLog: Sendable {
    private let path: String
    private let isAdding: Bool
    /// The system's number of the file; nil before the first line.
    private let descriptor = Mutex<Int32?>(nil)

    /// Checks the place of the file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - adding: Whether lines are added to an existing file.
    ///   - replacing: Whether an existing file may be replaced.
    /// - Throws: `InputError` of kind `cannotWrite`.
    init(_ path: String, adding: Bool, replacing: Bool) throws(InputError) {
        _ = try ReportFile(path, replacing: adding || replacing)
        self.path = path
        isAdding = adding
    }

    deinit {
        if let number = descriptor.withLock({ $0 }) { close(number) }
    }

    /// Adds the line of an epoch.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    func add(_ epoch: TrainEpoch) throws(InputError) {
        let line = try TrainLogLine(epoch).rendered()
        let code = descriptor.withLock { number in write(line, &number) }
        guard code == 0 else {
            throw InputError("cannot be written: \(String(cString: strerror(code)))", kind: .cannotWrite, file: path)
        }
    }

    /// Writes a line to the file, which is opened first where it is not.
    ///
    /// - Returns: 0, or the error code of the system.
    private func write(_ line: String, _ number: inout Int32?) -> Int32 {
        if number == nil {
            let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isAdding ? 0 : O_TRUNC), 0o666)
            guard opened >= 0 else { return errno }
            number = opened
        }
        guard let number else { return EBADF }
        var line = line
        return line.withUTF8 { Descriptor(number).write(UnsafeRawBufferPointer($0)) }
    }
}
