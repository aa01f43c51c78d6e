// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Foundation
import Technology
import Testing
import Workload
import _TestSupport

@testable import Architecture
@testable import Estimation

extension Sample {
    /// Averages that the parameters give.
    func statistics() throws -> NetworkStatistics {
        try NetworkStatistics(network, parameters: trace().parameters, activationBits: activationBits)
    }

    /// The estimate from averages.
    func expected() throws -> Estimate {
        try estimator().estimate(statistics: statistics())
    }
}

/// Estimates from averages in place of a trace.
@Suite struct StatisticsTests {
    static let cases = (0..<200).map(RandomCase.init(seed:))

    @Test(arguments: cases)
    func figuresMakeSense(_ random: RandomCase) throws {
        for accounting in [Accounting.neurosim, .exact] {
            let sample = try Sample(
                configuration: random.configuration(accounting), network: random.network(),
                weightBits: random.weightBits, activationBits: random.activationBits, seed: UInt64(random.seed))
            let (drawn, expected) = (try sample.estimate(), try sample.expected())
            let problems = EstimateCheck(expected).problems
            #expect(problems.isEmpty, "\(accounting), \(random.description): \(problems.prefix(8))")
            #expect(expected.totalArea == drawn.totalArea)
            guard ratios(expected, [drawn]).contains(where: { abs($0 - 1) > 0.1 }) else { continue }
            // A single draw for a small network may be far from the mean of many.
            let draws = try (0..<40).map { seed in
                var sample = sample
                sample.seed = UInt64(1000 + seed)
                return try sample.estimate()
            }
            let means = ratios(expected, draws)
            #expect(means.allSatisfy { abs($0 - 1) < 0.1 }, "\(accounting), \(means), \(random.description)")
        }
    }

    /// Expected figures over the mean of drawn ones.
    private func ratios(_ expected: Estimate, _ drawn: [Estimate]) -> [Double] {
        let figures: [(Estimate) -> Double] = [
            \.chip.costs.forward.latency, \.chip.costs.forward.energy, \.chip.programming.latency,
            \.chip.programming.energy,
        ]
        return figures.map { figure in
            let mean = drawn.reduce(0) { $0 + figure($1) } / Double(drawn.count)
            return mean == figure(expected) ? 1 : figure(expected) / mean
        }
    }

    @Test(arguments: ["1", "2", "3"], ["neurosim", "exact"])
    func drawnTracesAgreeOnAverage(cell: String, accounting: String) throws {
        let setting = [
            "numRowSubArray=64", "numColSubArray=64", "memcelltype=\(cell)", "accounting=\(accounting)",
            "trainingEstimation=1",
        ]
        let sample = try Sample(SampleNetworks.plain(), setting)
        let (drawn, expected) = (try sample.estimate(), try sample.expected())
        for (one, other) in [
            (drawn.chip.costs.total.energy, expected.chip.costs.total.energy),
            (drawn.chip.costs.total.latency, expected.chip.costs.total.latency),
            (drawn.chip.breakdown.conversion.energy, expected.chip.breakdown.conversion.energy),
            (drawn.chip.breakdown.conversion.latency, expected.chip.breakdown.conversion.latency),
            (drawn.chip.leakageEnergy, expected.chip.leakageEnergy),
        ] {
            #expect(abs(other / one - 1) < 0.02, "\(other) in place of \(one)")
        }
    }

    @Test func theSameAveragesGiveTheSameFigures() throws {
        let sample = try Sample(SampleNetworks.assorted(), ["trainingEstimation=1"])
        let (one, other) = (try sample.expected(), try sample.expected())
        #expect(one.layers == other.layers)
        #expect(one.chip == other.chip)
        #expect(one.source == .statistics(.parameters))
    }

    @Test(arguments: ["neurosim", "exact"])
    func moreActiveInputsTakeMoreEnergy(accounting: String) throws {
        let energies = try ["0", "0.1", "0.4", "0.9"].map { density in
            try Sample(
                SampleNetworks.plain(), ["syntheticActivationDensity=\(density)", "accounting=\(accounting)"]
            ).expected().chip.costs.forward.energy
        }
        #expect(zip(energies, energies.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: ["1", "2", "3"])
    func moreChangesTakeMoreToWrite(cell: String) throws {
        let updates = try ["0", "0.01", "0.2", "1"].map { density in
            try Sample(
                SampleNetworks.plain(),
                [
                    "syntheticUpdateDensity=\(density)", "trainingEstimation=1", "memcelltype=\(cell)", "cellBit=1",
                    "accounting=exact",
                ]
            ).expected().chip.breakdown.weightUpdate.energy
        }
        #expect(zip(updates, updates.dropFirst()).allSatisfy { $0 < $1 }, "\(updates)")
    }

    @Test func averagesOfAnotherNetworkAreRefused() throws {
        let sample = try Sample(SampleNetworks.plain())
        let statistics = try sample.statistics()
        let estimator = try sample.estimator()
        let few = NetworkStatistics(weightBits: 8, activationBits: 8, layers: Array(statistics.layers.dropLast()))
        let error = #expect(throws: InputError.self) { try estimator.estimate(statistics: few) }
        #expect(error?.message == "the statistics are of 3 layers, the network has 4")
        let turned = NetworkStatistics(weightBits: 8, activationBits: 8, layers: statistics.layers.reversed())
        let shape = #expect(throws: InputError.self) { try estimator.estimate(statistics: turned) }
        #expect(shape?.message.contains("but the statistics are of 512 x 10") == true)
        let short = try NetworkStatistics(
            sample.network, parameters: SyntheticTrace.Parameters(), activationBits: 4)
        let bits = #expect(throws: InputError.self) { try estimator.estimate(statistics: short) }
        #expect(bits?.message == "the statistics are of activations of 4 bits, not 8")
    }
}

/// Distributions behind the averages.
@Suite struct StatisticsDistributionTests {
    @Test(arguments: [1, 2, 27, 128, 1024], [0, 0.001, 0.2, 0.5, 0.999, 1])
    func activeRowsHaveTheirMeanAndVariance(rows: Int, density: Double) {
        for correlation in [0, 0.01, 0.3, 1] {
            let bit = BitStatistics(density: density, correlation: correlation)
            let distribution = ActiveRowDistribution(rows: rows, bit: bit)
            let (n, p) = (Double(rows), density)
            var (total, mean, square) = (0.0, 0.0, 0.0)
            for (index, share) in distribution.shares.enumerated() {
                let count = Double(distribution.first + index)
                total += share
                mean += share * count
                square += share * count * count
            }
            #expect(distribution.first >= 0 && distribution.first + distribution.shares.count <= rows + 1)
            #expect(abs(total - 1) < 1e-12)
            #expect(abs(mean - n * p) < 1e-3 * max(1, n * p))
            let variance = n * p * (1 - p) * (1 + (n - 1) * correlation)
            #expect(abs(square - mean * mean - variance) < 0.01 * max(1, variance), "\(rows) \(density) \(correlation)")
        }
    }

    @Test func theLargestOfManyNumbersGrows() {
        #expect(SlowestBlock.largest(of: 1) == 0)
        #expect(abs(SlowestBlock.largest(of: 2) - 0.5642) < 2e-3)
        #expect(abs(SlowestBlock.largest(of: 100) - 2.5076) < 5e-3)
    }

    @Test func rareWritesAreToldApart() {
        var outcomes = CellWriteOutcomes(rule: .pulses(step: 1))
        outcomes.add(old: [1], new: [3], share: 0.001)
        var writes = ExpectedWrites(rows: 100, columns: 10)
        writes.add(rows: 100, weights: 10, outcomes: outcomes)
        #expect(abs(writes.statistics.setStep.cells - 1) < 1e-9)
        #expect(abs(writes.statistics.setStep.pulses - 2 * writes.statistics.setStep.rows) < 1e-6)
        let cases = writes.cases
        #expect(cases.count > 3)
        #expect(abs(cases.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        let rows = cases.reduce(0) { $0 + $1.share * $1.writes.statistics.setStep.rows }
        #expect(abs(rows - writes.statistics.setStep.rows) < 0.01)
    }

    @Test func columnsAreCountedByTheirPlaceInAWeight() throws {
        let matrix = LayerMatrix(
            try SampleNetworks.connected(40, 20), inputs: try Sample(SampleNetworks.plain()).estimator().chip.inputs)
        let kind = BlockKind(
            rows: .init(first: 0, count: 40), columns: .init(first: 10, count: 10), converted: 10, matrix: matrix,
            columnsPerWeight: 3)
        let counts = (0..<3).map { kind.columnCount(position: $0, columnsPerWeight: 3) }
        #expect(counts == [3, 4, 3])
    }

    @Test func sumsOfFewAndManyCellsMeet() {
        // Conversions change little from where sums are exact to where they are nearly normal.
        let cells = CellDistribution(conductances: [1e-6, 2e-6, 4e-6], shares: [0.5, 0.3, 0.2])
        #expect(abs(cells.mean - 1.9e-6) < 1e-15)
        #expect(cells.shares.count == 4)
        #expect(abs(cells.shares.reduce(0, +) - 1) < 1e-12)
        let constant = CellDistribution(conductances: [1e-6, 1e-6], shares: [0.5, 0.5])
        #expect(constant.step == 0)
    }
}
