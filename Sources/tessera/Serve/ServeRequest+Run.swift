// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import ReportKit

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension ServeRequest {
    /// Runs the command.
    ///
    /// - Parameters:
    ///   - lines: take what is to be said while it runs.
    ///   - parsed: command lines that are known.
    /// - Returns: the line of the answer.
    func answer(_ lines: AnswerLines, _ parsed: inout ParsedCommands) -> String {
        let id = self.id
        let tell: @Sendable (String) -> Void = { lines.write(ServeAnswer.progress(id, $0)) }
        let captured = CapturedOutput(progress: wantsProgress ? tell : nil)
        let invocation = Invocation(
            arguments: arguments, readsDefaultFiles: readsDefaultFiles, captured: captured)
        let failure = Invocation.$current.withValue(invocation) { run(&parsed) }
        guard let failure else {
            return ServeAnswer.success(id, output: captured.output, messages: captured.messages)
        }
        return ServeAnswer.failure(id, failure, messages: captured.messages)
    }

    private func run(_ parsed: inout ParsedCommands) -> ServeFailure? {
        do {
            try enterFolder()
            try RootCommand.requireKnownCommand(in: arguments)
            var command = try parsed.command(arguments)
            try command.run()
            return nil
        } catch let error as InputError {
            return ServeFailure(error)
        } catch {
            let outcome = Outcome(error, arguments: arguments)
            guard outcome.exitCode == 0 else { return ServeFailure(outcome) }
            // Requests for help and for the version come this way.
            Invocation.current.captured?.write(outcome.message + "\n")
            return nil
        }
    }

    private func enterFolder() throws(InputError) {
        guard let folder else { return }
        guard chdir(folder) == 0 else {
            throw InputError(
                "cannot be entered: \(String(cString: strerror(errno)))", kind: .missingInput, file: folder)
        }
    }
}
