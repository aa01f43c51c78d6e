// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation
import Testing

@testable import Inference

@Suite struct CellTests {
    /// The cells of a layer of 200 x 50 one-bit positive weights.
    private func cells(_ change: (inout HardwareConfiguration) -> Void) throws -> (levels: [Int32], cells: [Double]) {
        var configuration = hardware {
            $0.mapping = .differential
            $0.weightBits = 2
        }
        change(&configuration)
        let weights = (0..<10000).map { Int32($0 % 2) }
        let levels = CellLevels(weights: weights, rows: 200, columns: 50, configuration)
        let array = try CellArray(
            programming: levels, groups: configuration.array.reads.groups(of: LayerRows(200)), configuration,
            streams: { RandomStream(seed: 4, trial: 0, layer: 0, purpose: $0) })
        let values = array.conductances ?? array.levels.values.map(Double.init)
        return (levels.values, values)
    }

    private func of(_ level: Int32, _ sample: (levels: [Int32], cells: [Double])) -> [Double] {
        zip(sample.levels, sample.cells).filter { $0.0 == level }.map(\.1)
    }

    @Test func theHighestLevelKeepsItsConductance() throws {
        let sample = try cells { $0.onOffRatio = 4 }
        #expect(of(1, sample).allSatisfy { $0 == 1 })
        #expect(of(0, sample).allSatisfy { $0 == 0.25 })
    }

    @Test func spreadsAreAsTheirModelsSay() throws {
        let proportional = moments(of(1, try cells { $0.spread = 0.1 }))
        #expect(abs(proportional.mean - 1) < 0.01 && abs(proportional.variance - 0.01) < 0.001)
        let range = try cells {
            $0.spread = 0.1; $0.spreadModel = .range; $0.clipsNegative = false
        }
        #expect(abs(moments(of(0, range)).variance - 0.01) < 0.001)
        #expect(
            of(
                0,
                try cells {
                    $0.spread = 0.1; $0.spreadModel = .range
                }
            ).allSatisfy { $0 >= 0 })
        let lognormal = of(
            1,
            try cells {
                $0.spread = 0.5; $0.spreadModel = .lognormal
            })
        #expect(abs(moments(lognormal.map { log($0) }).mean) < 0.03)
        #expect(abs(moments(lognormal.map { log($0) }).variance - 0.25) < 0.02)
        let state = try cells {
            $0.spreadModel = .state; $0.stateSpread = [0, 0.2]
        }
        #expect(of(0, state).allSatisfy { $0 == 0 })
        #expect(abs(moments(of(1, state)).variance - 0.04) < 0.004)
    }

    @Test func faultsAreAsFrequentAsTheyShould() throws {
        let sample = try cells {
            $0.stuckLow = 0.1; $0.stuckHigh = 0.05
        }
        #expect(abs(moments(of(1, sample)).mean - 0.9) < 0.02)
        #expect(abs(moments(of(0, sample)).mean - 0.05) < 0.01)
    }

    @Test func conductancesDriftAsAPowerOfTime() throws {
        let sample = try cells {
            $0.driftTime = 1000; $0.driftReferenceTime = 10; $0.driftExponent = 0.05
        }
        #expect(of(1, sample).allSatisfy { abs($0 - pow(100, -0.05)) < 1e-12 })
        #expect(
            of(
                1,
                try cells {
                    $0.driftTime = 1; $0.driftExponent = 0.05
                }
            ).allSatisfy { $0 == 1 })
        let spread = try cells {
            $0.driftTime = 100; $0.driftExponent = 0.05; $0.driftExponentSigma = 0.02
        }
        let exponents = of(1, spread).map { -log($0) / log(100) }
        #expect(abs(moments(exponents).mean - 0.05) < 0.002)
        #expect(abs(moments(exponents).variance.squareRoot() - 0.02) < 0.001)
    }

    @Test func sharedChargeOfAFullColumnIsWhole() throws {
        var configuration = hardware {
            $0.mapping = .differential; $0.weightBits = 2; $0.capacitorSigma = 0.1
        }
        configuration.rowsPerArray = 50
        let levels = CellLevels(
            weights: [Int32](repeating: 1, count: 100), rows: 100, columns: 1, configuration)
        let array = try CellArray(
            programming: levels, groups: configuration.array.reads.groups(of: LayerRows(100)), configuration,
            streams: { RandomStream(seed: 4, trial: 0, layer: 0, purpose: $0) })
        let cells = try #require(array.conductances)
        #expect(abs(cells[..<50].reduce(0, +) - 50) < 1e-9)
        #expect(abs(moments(Array(cells[..<100])).variance - 0.01) < 0.006)
    }

    @Test func bitcellsDiffer() throws {
        let sample = of(1, try cells { $0.bitcellSigma = 0.06 })
        #expect(abs(moments(sample).variance.squareRoot() - 0.06) < 0.003)
    }

    @Test func chipsDifferFromTrialToTrial() throws {
        let problem = Problem(.offset)
        let varied = hardware {
            $0.offsetSigma = 0.7; $0.gainSigma = 0.01; $0.spread = 0.1
        }
        #expect(try problem.products(varied, trial: 0) == problem.products(varied, trial: 0))
        #expect(try problem.products(varied, trial: 0) != problem.products(varied, trial: 1))
    }
}
