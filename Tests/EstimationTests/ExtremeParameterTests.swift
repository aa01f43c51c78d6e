// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Testing
import _TestSupport

/// Random points with parameters at the ends of what is allowed.
@Suite struct ExtremeParameterTests {
    struct Extreme: Sendable, CustomTestStringConvertible {
        let random: RandomCase
        private let assignments: [String]
        private let rows: Int
        let weightBits: Int
        let activationBits: Int

        var testDescription: String { random.testDescription }

        init(seed: Int) {
            random = RandomCase(seed: seed)
            var generator = SeededGenerator(case: ~seed)
            rows = generator.pick([8, 9, 17, 256, 1024])
            let columns = generator.pick(["8", "11", "33", "256", "1024"])
            let shared = [
                "numColSubArray=\(columns)",
                "numColMuxed=\(generator.pick(["1", "2", "5", columns]))",
                "numRowMuxedAG=\(generator.pick(["1", "3", "\(rows)"]))",
            ]
            assignments = shared + Self.choices.map { "\($0)=\(generator.pick($1))" }
            weightBits = generator.pick([1, 8, 16, 17, 32])
            activationBits = generator.pick([1, 8, 16, 32])
        }

        /// The parameters; XNOR arrays that are counted exactly have an even number of rows.
        func assignments(_ accounting: Accounting) throws -> [String] {
            let isXNOR = try random.configuration(accounting).operationMode.isXNOR
            return ["numRowSubArray=\(accounting == .exact && isXNOR ? rows + rows % 2 : rows)"] + assignments
        }

        private static let choices: [(String, [String])] = [
            ("levelOutput", ["2", "1024"]), ("levelOutputAG", ["2", "1024"]), ("levelOutputWG", ["2", "1024"]),
            ("cellBit", ["1", "7", "16"]), ("wireWidth", ["-1", "14", "200"]),
            ("maxGlobalBusWidth", ["1", "16777216"]),
            ("tileBufferCoreSizeRow", ["8", "1000"]), ("tileBufferCoreSizeCol", ["8", "1000"]),
            ("globalBufferCoreSizeRow", ["8", "5000"]), ("globalBufferCoreSizeCol", ["8", "5000"]),
            ("clkFreq", ["1e3", "1e11"]), ("globalBusDelayTolerance", ["0", "10"]),
            ("localBusDelayTolerance", ["0", "10"]), ("treeFoldedRatio", ["1", "1024"]),
            ("resistanceOff", ["2e6", "1e15"]), ("resistanceOn", ["1e5", "1.9e6"]), ("accessVoltage", ["0.01", "20"]),
            ("resistanceAccess", ["0", "1e9"]), ("readPulseWidth", ["1e-12", "1"]),
            ("writePulseWidth", ["1e-12", "1"]),
            ("writeVoltage", ["0.6", "20"]), ("maxNumLevelLTP", ["1", "65536"]), ("maxNumLevelLTD", ["1", "65536"]),
            ("batchSize", ["1", "1048576"]), ("numIteration", ["1", "1000000000"]),
            ("bufferOverHeadConstraint", ["0", "1000"]), ("numRowSubArrayWG", ["8", "1000"]),
            ("numColSubArrayWG", ["8", "1000"]), ("numRowMuxedWG", ["1", "8"]), ("algoWeightMin", ["-1e6", "-1", "0"]),
            ("algoWeightMax", ["1", "1e6"]), ("speedUpDegree", ["1", "1024"]), ("minSenseVoltage", ["0.001", "0.5"]),
        ]
    }

    static let cases = (1000..<1080).map(Extreme.init(seed:))

    @Test(arguments: cases)
    func figuresMakeSense(_ extreme: Extreme) throws {
        for accounting in [Accounting.neurosim, .exact] {
            let assignments = try extreme.assignments(accounting)
            let configuration = try extreme.random.configuration(accounting).setting(assignments)
            let sample = try Sample(
                configuration: configuration, network: extreme.random.network(), weightBits: extreme.weightBits,
                activationBits: extreme.activationBits, seed: 3)
            let problems = try EstimateCheck(sample.estimate()).problems
            #expect(problems.isEmpty, "\(accounting), \(assignments): \(problems.prefix(8))")
        }
    }
}
