// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct InputErrorTests {
    /// A run on bad or missing input: exit code and message.
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let message: String
        var files: [String: String?] = [:]

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let missing: [Case] = [
        Case(arguments: ["--param", "nope"], status: 66, message: "error: nope: no such file\n"),
        Case(arguments: ["--network", "nope.csv"], status: 66, message: "error: nope.csv: no such file\n"),
        Case(arguments: ["--trace-command", "nope.sh"], status: 66, message: "error: nope.sh: no such file\n"),
        Case(arguments: ["--trace", "nope.npz"], status: 66, message: "error: nope.npz: no such file\n"),
        Case(
            arguments: ["trace", "convert", "nope.sh", "out.npz"], status: 66, message: "error: nope.sh: no such file\n"
        ),
        Case(
            arguments: [], status: 66,
            message: "error: Network.csv: no such file in the working folder; name a network",
            files: ["Network.csv": nil]),
        Case(
            arguments: ["floorplan"], status: 66, message: "error: Network.csv: no such file",
            files: ["Network.csv": nil]),
        Case(
            arguments: ["--param", "folder"], status: 66, message: "error: folder: is a folder, not a file\n",
            files: ["folder/x": ""]),
        Case(
            arguments: ["--network", "folder"], status: 66, message: "error: folder: is a folder, not a file\n",
            files: ["folder/x": ""]),
        Case(
            arguments: ["--trace-command", "t.sh"], status: 66, message: "w0.csv: no such file (named by t.sh)",
            files: ["t.sh": "main 0 Network.csv 8 8 w0.csv o0.csv i0.csv 0.1 w1.csv o1.csv i1.csv 0.1\n"]),
    ]

    static let bad: [Case] = [
        Case(
            arguments: ["--set", "levelOutput=48"], status: 65,
            message: "levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)"),
        Case(
            arguments: ["--set", "tecnode=22"], status: 65,
            message: "error: --set tecnode=22: unknown parameter `tecnode`; did you mean `technode`?\n"),
        Case(
            arguments: [], status: 65, message: "error: Param:2", files: ["Param": "technode = 22\nlevelOutput = 48\n"]),
        Case(
            arguments: ["--network", "n"], status: 65, message: "error: n:2", files: ["n": "4,4,8,3,3,8\n4,4,x,3,3,8\n"]
        ),
        Case(arguments: ["--network", "n"], status: 65, message: "error: n:", files: ["n": "4,4,8\n"]),
        Case(arguments: ["--network", "n"], status: 65, message: "error: n: the file has no layers", files: ["n": ""]),
        Case(arguments: ["--network", "n"], status: 65, message: "a binary file", files: ["n": "\u{0}\u{1}\u{2}\n"]),
        Case(arguments: ["--param", "p"], status: 65, message: "error: p:1", files: ["p": "\u{0}\u{1}\u{2}\n"]),
        Case(arguments: ["--trace", "t.npz"], status: 65, message: "error: t.npz: ", files: ["t.npz": "PK\u{3}\u{4}"]),
        Case(
            arguments: ["--trace-command", "t.sh"], status: 65, message: "error: t.sh: ", files: ["t.sh": "main 0\n"]),
    ]

    @Test(arguments: missing + bad) func theFileIsNamed(_ example: Case) throws {
        let folder = try Folder(example.files)
        let result = try Tessera.finish(Tessera.start(example.arguments, in: folder), in: folder)
        #expect(result.status == example.status)
        #expect(result.errors.hasPrefix("error: "))
        #expect(result.errors.contains(example.message), "\(result.errors)")
        #expect(result.output == "")
    }

    /// Root may read everything, so that there is nothing to test when the tests run as root.
    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func aFileThatMayNotBeReadIsNamed() throws {
        let folder = try Folder(["secret": ""])
        let path = folder.url.appending(path: "secret").path
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        let result = try Tessera.run("--param", "secret", in: folder)
        #expect(result.status == 66)
        #expect(result.errors.contains("secret: may not be read (permission denied)"))
    }

    @Test func aTruncatedTraceIsNamed() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        try folder.write("0.5,0.5\n", to: "trace/weight1.csv")
        let result = try Tessera.run("--trace-command", command, in: folder)
        #expect(result.status == 65)
        #expect(result.errors.hasPrefix("error: weight1.csv"), "\(result.errors)")
    }
}
