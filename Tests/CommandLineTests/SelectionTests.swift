// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

@testable import tessera

@Suite struct SelectionTests {
    @Test func namedFilesTakeThePlaceOfThoseInTheFolder() throws {
        let everything = InputSelection { _ in true }
        #expect(everything.parameterFiles(given: []) == ["Param"])
        #expect(everything.parameterFiles(given: ["a", "b"]) == ["a", "b"])
        #expect(try everything.networkFile(given: nil) == "Network.csv")
        #expect(try everything.networkFile(given: "n") == "n")
    }

    @Test func onlyANetworkIsNeeded() throws {
        let nothing = InputSelection { _ in false }
        #expect(nothing.parameterFiles(given: []) == [])
        #expect(try nothing.networkFile(given: "n") == "n")
        let error = #expect(throws: InputError.self) { try nothing.networkFile(given: nil) }
        #expect(error?.kind == .missingInput)
        #expect(error?.file == "Network.csv")
    }

    @Test func aFolderIsNoFile() throws {
        let folder = try Folder(["folder/x": ""])
        let selection = InputSelection()
        #expect(selection.isFile(folder.url.appending(path: "Param").path))
        #expect(!selection.isFile(folder.url.appending(path: "folder").path))
        #expect(!selection.isFile(folder.url.appending(path: "nothing").path))
    }

    @Test func errorsHaveTheirExitCodes() {
        for kind in InputError.Kind.allCases {
            let outcome = Outcome(InputError("is odd", kind: kind, file: "Param", line: 3))
            #expect(outcome.message == "error: Param:3: is odd")
            #expect(outcome.exitCode == kind.rawValue)
        }
        struct Unexpected: Error {}
        #expect(Outcome(Unexpected()).exitCode == 70)
    }

    /// A command line is read by its command at once, with the result that the root has.
    @Test(arguments: [
        [], ["--set", "numRowSubArray=64"], ["estimate", "--network", "n.csv", "--quiet"],
        ["--format", "json", "--force"],
        ["sweep", "s.yaml"], ["sweep", "run", "s.yaml"], ["sweep", "show", "d.sqlite"], ["params"], ["params", "list"],
        ["systolic", "--network", "n.csv"], ["train", "step", "x"], ["networks", "show", "VGG-8"], ["help"],
        ["help", "sweep"], ["--help"], ["estimate", "-h"], ["sweep", "--help"], ["macro", "--", "x"],
        ["--version"], ["estimate", "--version"], ["--generate-completion-script", "bash"],
        ["---completion", "estimate"],
        ["estimate", "--nettwork", "n.csv"], ["estimate", "extra"], ["params", "nothing"], ["accuracy", "--model"],
    ])
    func commandsAreReadAsByTheRoot(_ arguments: [String]) throws {
        let read = Self.reading(arguments) { try RootCommand.command($0) }
        let wanted = Self.reading(arguments) { try RootCommand.commandFromRoot($0) }
        #expect(read == wanted)
    }

    /// What comes of a command line: the values of all options, or the message of the error and its exit code.
    private static func reading(_ arguments: [String], _ parse: ([String]) throws -> Any) -> String {
        do {
            var text = ""
            dump(try parse(arguments), to: &text)
            // Classes are numbered and named by their addresses.
            return text.replacing(/#\d+|0x[0-9a-f]+/, with: "")
        } catch {
            let outcome = Outcome(error, arguments: arguments)
            return "\(outcome.exitCode) \(outcome.message)"
        }
    }

    @Test func wordsThatAreNoCommandsAreFound() {
        for known in [[], ["estimate"], ["trace", "x"], ["help", "estimate"], ["--set", "x"], ["-h"]] {
            #expect(throws: Never.self) { try RootCommand.requireKnownCommand(in: known) }
        }
        #expect(
            throws: InputError(
                "unknown command `flor` (allowed: init, estimate, macro, compare, sweep, accuracy, floorplan, validate, train, systolic, stream, spice, matmul, results, params, trace, networks, devices, explore, rerun, doctor, serve)",
                kind: .usage)
        ) {
            try RootCommand.requireKnownCommand(in: ["flor"])
        }
    }
}
