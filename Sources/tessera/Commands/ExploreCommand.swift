// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Explore

/// `tessera explore`.
struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "A page to design in: every parameter in a form, with figures and charts that follow each change.",
        discussion: """
            It opens a port of this machine, which no other machine reaches, and prints an address with a random token. \
            Whoever has the address can use the page: open it in a browser. Figures are those of `tessera estimate --workload \
            statistics`. The page reads no file of the machine but those that you upload, and writes none but those that \
            your browser saves. Ctrl-C ends it, with exit code 130.
            """)

    @Option(help: ArgumentHelp("Port of 127.0.0.1, 0 to 65535; 0 for any that is free.", valueName: "n"))
    var port = 0

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("--port is \(port) (allowed: 0 to 65535)")
        }
    }

    func run() throws {
        guard Invocation.current.captured == nil else {
            throw InputError("explore cannot be requested from a server", kind: .usage)
        }
        let server = try LoopbackServer(Site(), port: port)
        try StandardStreams.writeReport(server.address + "\n")
        StandardStreams.writeMessage("Open this address in a browser; Ctrl-C ends the page.\n")
        server.wait()
    }
}
