// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

@testable import Configuration

/// What DNN+NeuroSim V1.5 has no models for is an error that says what is allowed.
@Suite struct RevisionContradictionTests {
    private func error(_ assignments: [String]) -> InputError? {
        #expect(throws: InputError.self, "\(assignments)") {
            try Configuration().setting(["revision=neurosim-1.5"] + assignments)
        }
    }

    @Test(arguments: [
        (["memcelltype=nvCap", "technode=32"], "contradicts technode = 32", "allowed: technode = 22)"),
        (
            ["memcelltype=nvCap", "operationmode=1"], "contradicts operationmode",
            "allowed: operationmode = conventionalParallel)"
        ),
        (
            ["memcelltype=nvCap", "operationmode=6"], "contradicts operationmode",
            "allowed: operationmode = conventionalParallel)"
        ),
        (["technode=14"], "contradicts memcelltype = RRAM (default)", "allowed: technode = 22 and above"),
        (
            ["memcelltype=SRAM", "technode=7", "deviceroadmap=HP"], "deviceroadmap = HP contradicts",
            "allowed: deviceroadmap = LSTP)"
        ),
        (
            ["memcelltype=SRAM", "technode=7", "temp=350"], "temp = 350 contradicts technode = 7",
            "allowed: temp = 300)"
        ),
        (["buffernumber=2"], "buffernumber = 2 contradicts buffersizeratio = 0", "allowed: buffersizeratio above 0)"),
        (["numRowParallel=256"], "numRowParallel = 256 contradicts numRowSubArray = 128", "no more rows"),
        (["sync_data_transfer=1"], "contradicts globalBusType = false", "need globalBusType = true"),
        (
            ["sync_data_transfer=1", "globalBusType=1", "chipActivation=0"], "chipActivation",
            "need chipActivation = true"
        ),
        (["sync_data_transfer=1", "globalBusType=1", "novelMapping=0"], "novelMapping", "need novelMapping = true"),
        (["sync_data_transfer=1", "globalBusType=1", "pipeline=0"], "pipeline", "need pipeline = true"),
        (["sync_data_transfer=1", "globalBusType=1", "synchronous=0"], "synchronous", "need synchronous = true"),
        (
            ["sync_data_transfer=1", "globalBusType=1", "globalBufferType=1"], "globalBufferType",
            "need globalBufferType = false"
        ),
        (
            ["sync_data_transfer=1", "globalBusType=1", "accounting=exact"], "accounting = exact",
            "need accounting = neurosim"
        ),
    ])
    func isRefused(assignments: [String], pair: String, allowed: String) {
        let message = error(assignments)?.description ?? ""
        #expect(message.contains(pair) && message.contains(allowed), "\(message)")
    }

    @Test(arguments: [
        ["memcelltype=nvCap"], ["memcelltype=SRAM", "technode=1"],
        ["memcelltype=FeFET", "technode=2", "resistanceOn=1e5", "resistanceOff=1e6"],
        ["memcelltype=SRAM", "technode=22", "deviceroadmap=HP", "temp=350"],
        ["operationmode=1", "numRowParallel=256"], ["memcelltype=SRAM", "technode=2"],
        ["sync_data_transfer=1", "globalBusType=1"],
    ])
    func isPossible(assignments: [String]) throws {
        _ = try Configuration().setting(["revision=neurosim-1.5"] + assignments)
    }

    /// The pairs are about V1.5 alone.
    @Test func trainingIsNotTouched() throws {
        _ = try Configuration().setting([
            "memcelltype=RRAM", "technode=7", "temp=350", "deviceroadmap=HP", "resistanceOn=1e6", "resistanceOff=1e8",
        ])
    }

    /// Files of parameters of many recorded runs, where they are there.
    @Test func filesOfManyRunsAreRead() throws {
        let suite = URL(filePath: "../shared/golden/neurosim-1.5")
        let folders = (try? FileManager.default.contentsOfDirectory(at: suite, includingPropertiesForKeys: nil)) ?? []
        let defaults = try? ParameterSource(file: suite.appending(path: "default.param").path)
        guard let defaults else { return }
        #expect(try Configuration(sources: [defaults]) == .defaults(of: .neurosim15))
        for folder in folders {
            let path = folder.appending(path: "case.param").path
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let source = try ParameterSource(file: path)
            #expect(throws: Never.self, "\(folder.lastPathComponent)") {
                try Configuration(sources: [defaults, source])
            }
        }
    }
}
