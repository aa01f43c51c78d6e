// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Testing
import Workload
import _TestSupport

/// A random point of the design space: parameters, a network and the precision of its numbers.
struct RandomCase: CustomTestStringConvertible {
    let seed: Int
    let assignments: [String]
    let weightBits: Int
    let activationBits: Int
    private let generator: SeededGenerator

    init(seed: Int) {
        self.seed = seed
        var generator = SeededGenerator(case: seed)
        var draw = ParameterDraw(generator: generator)
        assignments = draw.all()
        generator = draw.generator
        weightBits = generator.pick([1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 12])
        activationBits = generator.pick([1, 2, 4, 6, 8, 8, 8])
        self.generator = generator
    }

    var testDescription: String { "seed \(seed)" }

    /// What reproduces the case.
    var description: String {
        let bits = "\(weightBits) weight bits, \(activationBits) activation bits"
        return "seed \(seed): \(bits), \(assignments.joined(separator: " "))"
    }

    func network() throws -> Network {
        var random = RandomNetwork(generator: generator)
        return try random.network()
    }

    func configuration(_ accounting: Accounting) throws -> Configuration {
        try Configuration().setting(assignments + ["accounting=\(accounting == .exact ? "exact" : "neurosim")"])
    }

    func estimate(_ accounting: Accounting, threads: Int = 1) throws -> Estimate {
        try Sample(
            configuration: configuration(accounting), network: network(), weightBits: weightBits,
            activationBits: activationBits, seed: UInt64(seed)
        ).estimate(threads: threads)
    }
}

/// Draws parameters, each independent of the others except where they would contradict.
private struct ParameterDraw {
    var generator: SeededGenerator

    mutating func all() -> [String] {
        devices() + dataFlow() + subarray() + technology() + training()
    }

    private mutating func assign(_ name: String, _ values: [String]) -> String {
        "\(name)=\(generator.pick(values))"
    }

    private mutating func devices() -> [String] {
        let cell = Int.random(in: 1...3, using: &generator)
        return [
            "memcelltype=\(cell)",
            "operationmode=\(Int.random(in: 1...6, using: &generator))",
            "accesstype=\(Int.random(in: 1...4, using: &generator))",
            assign("cellBit", ["1", "1", "2", "3", "4", "5"]),
            assign("resistanceOn", ["100e3", "240e3", "1e6"]),
            assign("resistanceOff", ["2e6", "24e6", "1e9"]),
            assign("readVoltage", ["0.15", "0.5"]),
            assign("nonlinearIV", ["0", "1"]),
            assign("globalBufferType", ["0", "1"]),
            assign("tileBufferType", ["0", "1"]),
            assign("peBufferType", ["0", "1"]),
            assign("globalBufferCoreSizeRow", ["32", "128"]),
            assign("tileBufferCoreSizeRow", ["16", "32"]),
        ]
    }

    private mutating func dataFlow() -> [String] {
        [
            assign("novelMapping", ["0", "1"]), assign("pipeline", ["0", "1"]),
            assign("speedUpDegree", ["1", "2", "8"]), assign("chipActivation", ["0", "1"]), assign("reLu", ["0", "1"]),
            assign("SARADC", ["0", "1"]), assign("currentMode", ["0", "1"]),
        ]
    }

    private mutating func subarray() -> [String] {
        let rows = generator.pick([16, 32, 64, 100, 128])
        let columns = generator.flip(0.6) ? rows : generator.pick([16, 48, 64, 128])
        let mux = generator.pick([1, 3, 4, 8, 16])
        return [
            "numRowSubArray=\(rows)", "numColSubArray=\(columns)", "numColMuxed=\(mux)",
            "numRowMuxedAG=\(generator.pick([1, 4, 8, 16]))",
            assign("levelOutput", ["2", "16", "32", "64", "256"]),
            assign("levelOutputAG", ["2", "32", "64"]),
            assign("relaxArrayCellHeight", ["0", "0", "1"]), assign("relaxArrayCellWidth", ["0", "0", "1"]),
        ]
    }

    private mutating func technology() -> [String] {
        [
            assign("technode", ["130", "90", "65", "45", "32", "22", "14", "10", "7"]),
            assign("deviceroadmap", ["HP", "LSTP"]), assign("temp", ["300", "333", "400"]),
            assign("clkFreq", ["2e8", "1e9", "3e9"]), assign("globalBusDelayTolerance", ["0", "0.1", "0.5"]),
            assign("localBusDelayTolerance", ["0", "0.3"]), assign("treeFoldedRatio", ["2", "4"]),
            assign("maxGlobalBusWidth", ["64", "2048", "8192"]),
        ]
    }

    private mutating func training() -> [String] {
        [
            assign("trainingEstimation", ["0", "1"]), assign("parallelBP", ["0", "1"]),
            assign("batchSize", ["1", "7", "200"]), assign("numIteration", ["1", "250"]),
            assign("bufferOverHeadConstraint", ["0", "1", "4"]), assign("numRowSubArrayWG", ["32", "128"]),
            assign("numColSubArrayWG", ["32", "100", "128"]), assign("numRowMuxedWG", ["1", "8"]),
            assign("levelOutputWG", ["4", "16"]), assign("dramType", ["1", "2"]),
            assign("syntheticActivationDensity", ["0", "0.2", "0.7", "1"]),
            assign("syntheticUpdateDensity", ["0", "0.4", "1"]), assign("syntheticActivity", ["0", "0.2", "1"]),
        ]
    }
}
