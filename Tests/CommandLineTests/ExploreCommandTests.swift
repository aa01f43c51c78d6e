// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct ExploreCommandTests {
    /// Starts the page, and waits for its address.
    private func start(_ arguments: [String] = [], in folder: Folder) throws -> (process: Process, address: URL) {
        let process = try Tessera.start(["explore"] + arguments, in: folder)
        for _ in 0..<1000 {
            let text = try folder.stream("output")
            if text.hasSuffix("\n") {
                return (process, try #require(URL(string: text.trimmingCharacters(in: .newlines))))
            }
            usleep(10_000)
        }
        process.terminate()
        throw CocoaError(.executableLoad)
    }

    @Test(arguments: [SIGINT, SIGTERM]) func itPrintsAnAddressAndEndsBySignal(_ signal: Int32) throws {
        let folder = try Folder()
        let (process, address) = try start(in: folder)
        #expect(address.host == "127.0.0.1")
        #expect(address.path.split(separator: "/").map(\.count) == [32])
        kill(process.processIdentifier, signal)
        let result = try Tessera.finish(process, in: folder)
        #expect(result.status == 128 + signal)
        #expect(result.errors == "Open this address in a browser; Ctrl-C ends the page.\n")
        #expect(try folder.contents == ["Network.csv", "Param"])
    }

    @Test func aPortThatIsTakenIsAnError() throws {
        let folder = try Folder()
        let (process, address) = try start(in: folder)
        defer {
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
        }
        let other = try Tessera.run("explore", "--port", "\(try #require(address.port))", in: Folder())
        #expect(other.status == 64)
        #expect(other.output == "")
        #expect(other.errors.contains("cannot be opened: another program has it; choose another one"))
    }
}
