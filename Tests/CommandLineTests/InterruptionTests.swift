// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct InterruptionTests {
    /// Makes a pipe; whoever opens it waits for the other side.
    private func makePipe(_ name: String, in folder: Folder) throws -> String {
        let path = folder.url.appending(path: name).path
        try? FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        return path
    }

    /// Waits until something is true, for ten seconds at most.
    private func wait(until condition: () throws -> Bool) throws -> Bool {
        for _ in 0..<1000 {
            if try condition() { return true }
            usleep(10_000)
        }
        return false
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aRunThatIsInterruptedEndsAtOnce(_ signal: Int32) throws {
        let folder = try Folder()
        let pipe = try makePipe("slow", in: folder)
        let process = try Tessera.start(["--param", "slow", "--output", "report.txt"], in: folder)
        // Returns when the program reads the other side.
        let writer = open(pipe, O_WRONLY)
        defer { close(writer) }
        kill(process.processIdentifier, signal)
        let result = try Tessera.finish(process, in: folder)
        #expect(result.status == 128 + signal)
        #expect(result.errors == "")
        #expect(process.terminationReason == .exit)
        #expect(try folder.contents == ["Network.csv", "Param", "slow"])
    }

    @Test func noHalfArchiveStays() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        let pipe = try makePipe("trace/weight1.csv", in: folder)
        let process = try Tessera.start(["trace", "convert", command, "out.npz"], in: folder)
        let writer = open(pipe, O_WRONLY)
        defer { close(writer) }
        // The first layer is written, and the second one never comes.
        #expect(try wait { try folder.contents.contains { $0.hasPrefix("out.npz") } })
        kill(process.processIdentifier, SIGINT)
        let result = try Tessera.finish(process, in: folder)
        #expect(result.status == 130)
        #expect(try folder.contents == ["Network.csv", "Param", "trace"])
    }

    @Test func anIgnoredSignalStaysIgnored() throws {
        let folder = try Folder()
        let result = try Tessera.shell(
            """
            trap '' HUP; mkfifo slow; $tessera floorplan --param slow & \
            exec 3>slow; kill -HUP $!; cat Param >&3; exec 3>&-; wait $!
            """, in: folder)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("Chip: "))
    }
}
