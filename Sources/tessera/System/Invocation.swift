// SPDX-License-Identifier: Apache-2.0

/// One run of a command: its arguments, the files that it may read unasked, and where its output goes.
///
/// The program itself has one, that of its command line. With `tessera serve` each request has its own.
struct Invocation: Sendable {
    /// What follows the name of the program.
    let arguments: [String]
    /// Whether `Param` and `Network.csv` of the working folder are read when no file is named.
    let readsDefaultFiles: Bool
    /// What takes output and messages; nil: the standard streams.
    let captured: CapturedOutput?

    /// The run at work.
    @TaskLocal static var current = Invocation(
        arguments: Array(CommandLine.arguments.dropFirst()), readsDefaultFiles: true, captured: nil)

    /// The command line, as reports show it.
    var commandLine: [String] { ["tessera"] + arguments }
}
