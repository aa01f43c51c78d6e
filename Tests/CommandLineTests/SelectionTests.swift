// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Testing
import Workload

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

    @Test func aSyntheticTraceIsDrawnFromTheParameters() throws {
        let folder = try Folder()
        let selection = try WorkloadSelection(
            options: .init(network: folder.url.appending(path: "Network.csv").path, weightBits: 5), threads: 1)
        #expect(selection.recorded == nil)
        #expect(selection.weightBits == 5)
        #expect(selection.activationBits == 8)
        let configuration = try Configuration(
            sources: [],
            assignments: [
                "algoWeightMin=-2", "algoWeightMax=3", "syntheticWeightSpread=0.5", "syntheticActivationDensity=0.1",
                "syntheticUpdateDensity=0.3", "syntheticActivity=0.4",
            ])
        let (trace, source) = try selection.trace(seed: 9, configuration: configuration, threads: 1)
        #expect(source == .synthetic(seed: 9))
        let parameters = try #require(trace as? SyntheticTrace).parameters
        #expect(
            parameters
                == SyntheticTrace.Parameters(
                    seed: 9, weightBits: 5, weightRange: -2...3, weightSpread: 0.5, activationDensity: .uniform(0.1),
                    updateDensity: 0.3, activity: 0.4))
    }

    @Test func aRecordedTraceSaysItsPrecision() throws {
        let folder = try Folder()
        let command = folder.url.appending(path: try folder.writeTrace()).path
        // Without a name the network would be looked for in the working folder of the tests first.
        let network = folder.url.appending(path: "Network.csv").path
        var options = WorkloadSelection.Options(network: network, traceCommand: command)
        let said = try WorkloadSelection(options: options, threads: 1)
        #expect(said.weightBits == 8)
        #expect(said.network.layers.count == 2)
        options.weightBits = 3
        options.activationBits = 8
        let asked = try WorkloadSelection(options: options, threads: 1)
        #expect(asked.weightBits == 3)
        let (_, source) = try asked.trace(seed: 0, configuration: Configuration(), threads: 1)
        #expect(source == .trace(path: command))
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
                "unknown command `flor` (allowed: estimate, compare, sweep, accuracy, floorplan, systolic, stream, spice, matmul, params, trace, doctor)",
                kind: .usage)
        ) {
            try RootCommand.requireKnownCommand(in: ["flor"])
        }
    }
}
