// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation
import Inference
import Reporting

/// The entry point of the program: it runs a command and converts errors to a message and an exit code.
@main
enum Program {
    static func main() {
        FreedMemory.keep()
        StandardStreams.prepare()
        Interruption.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            // The parser of the command line takes longer than this answer.
            guard arguments != ["--version"] else { return try StandardStreams.writeReport(Tessera.description + "\n") }
            try RootCommand.requireKnownCommand(in: arguments)
            try VectorKernels.requireChoice(ProcessInfo.processInfo.environment[VectorKernels.variable])
            var command = try RootCommand.command(arguments)
            try command.run()
        } catch {
            StandardStreams.exit(Outcome(error, arguments: arguments))
        }
    }
}

/// The end of a run: its message, where it is printed, and the exit code.
struct Outcome: Equatable {
    let message: String
    let exitCode: Int32

    /// The end that an error leads to. Requests for help and for the version come this way, too.
    ///
    /// - Parameters:
    ///   - error: the error.
    ///   - arguments: what the user gave, which the parser quotes.
    init(_ error: any Error, arguments: [String] = []) {
        if let error = error as? InputError {
            message = "error: \(error)"
            exitCode = error.exitCode
            return
        }
        message = Self.shortening(arguments, in: RootCommand.fullMessage(for: error))
        let code = RootCommand.exitCode(for: error).rawValue
        // The parser gives the general code to errors that it does not know. There are none, unless by a defect.
        exitCode = code == ExitCode.failure.rawValue ? InputError.Kind.internalError.rawValue : code
    }
    /// A message of the parser in which what it quotes is fit for a terminal.
    private static func shortening(_ arguments: [String], in message: String) -> String {
        // An argument may be an option with its value: the parser quotes the value alone.
        let quoted = arguments.flatMap { argument in
            [argument]
                + argument.indices.filter { argument[$0] == "=" }.prefix(1).map {
                    String(argument[argument.index(after: $0)...])
                }
        }
        return quoted.reduce(message) { message, piece in
            let short = shortened(piece)
            return short == piece ? message : message.replacing(piece, with: short)
        }
    }
}
