// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics

/// `tessera serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers requests of another program, one JSON object a line.",
        discussion: """
            A request names the arguments of a command, and the answer has its report. The Python package uses it, so that a \
            design takes no process of its own. It opens no port: requests come on standard input, answers go to standard \
            output. docs/serve.md describes the lines.
            """)

    @Flag(help: "Requests on standard input, answers on standard output; there is no other way yet.")
    var stdio = false

    @Option(help: .hidden)
    var resume: Int32?

    func validate() throws {
        if !stdio { throw ValidationError("serve needs --stdio: requests come on standard input") }
    }

    func run() throws {
        guard Invocation.current.captured == nil else {
            throw InputError("serve cannot be requested from a server", kind: .usage)
        }
        let lines = AnswerLines()
        if resume == nil {
            lines.write(ServeAnswer.greeting(commands: RootCommand.commandNames))
        }
        let queue = RequestQueue(lines)
        let reader = RequestReader(queue: queue, lines: lines, resume: resume)
        reader.start()
        var parsed = ParsedCommands()
        while let request = queue.next() {
            queue.finish(request, request.answer(lines, &parsed))
        }
    }
}
