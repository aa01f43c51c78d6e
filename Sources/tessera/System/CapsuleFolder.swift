// SPDX-License-Identifier: Apache-2.0

import Capsules
import Diagnostics
import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A private folder with the inputs of a capsule, for the time of a run.
enum CapsuleFolder {
    /// Does something with the folder as the working folder. It is removed afterwards, also after an error or a signal.
    ///
    /// - Parameters:
    ///   - capsule: The capsule.
    ///   - body: What is done.
    /// - Returns: What `body` returns.
    /// - Throws: `InputError` when the inputs cannot be written, and what `body` throws.
    static func during<Result>(
        _ capsule: Capsule, _ body: () throws(InputError) -> Result
    ) throws(InputError) -> Result {
        try Interruption.removingFolder { () throws(InputError) in
            let top = try made()
            return capsule.inputs.map { "\(top)/\($0)" } + capsule.folders.reversed().map { "\(top)/\($0)" } + [top]
        } during: { top throws(InputError) in
            for folder in capsule.folders { try ReportFile.makeFolder("\(top)/\(folder)") }
            try capsule.extractInputs(to: top)
            return try working(in: top, body)
        }
    }

    /// Makes an empty folder that only this user may enter.
    private static func made() throws(InputError) -> String {
        let pattern = FileManager.default.temporaryDirectory.appending(path: "tessera-XXXXXX").path
        guard let name = strdup(pattern) else { throw failure(pattern) }
        defer { free(name) }
        guard mkdtemp(name) != nil else { throw failure(pattern) }
        return String(cString: name)
    }

    private static func working<Result>(
        in folder: String, _ body: () throws(InputError) -> Result
    ) throws(InputError) -> Result {
        let former = open(".", O_RDONLY | O_CLOEXEC)
        guard former >= 0, chdir(folder) == 0 else { throw failure(folder) }
        defer {
            _ = fchdir(former)
            close(former)
        }
        return try body()
    }

    private static func failure(_ path: String) -> InputError {
        InputError(
            "cannot be used for the inputs of the capsule: \(String(cString: strerror(errno)))", kind: .cannotWrite,
            file: path)
    }
}
