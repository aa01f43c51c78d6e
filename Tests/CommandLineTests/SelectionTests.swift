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
