// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes a file that was just written a program that can be run at once.
///
/// A file cannot be run while anybody has it open for writing, and a process that another thread starts has the files of this
/// process open until it runs its own program. So the program is a copy, which only another process has ever written.
///
/// - Parameter path: The file; afterwards the program.
/// - Throws: What starting a shell throws, and `CocoaError` when the file cannot be copied.
package func makeExecutable(_ path: String) throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "cp \"$0\" \"$0.copy\" && chmod 755 \"$0.copy\" && mv \"$0.copy\" \"$0\"", path]
    try shell.run()
    shell.waitUntilExit()
    guard shell.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
}
