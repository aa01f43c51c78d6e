// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Workload

@Suite struct NetworkStatisticsTests {
    private static let network = Result {
        try Network(layers: [
            Layer(
                inputHeight: 8, inputWidth: 8, inputChannels: 16, kernelHeight: 3, kernelWidth: 3, outputChannels: 32),
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 640, kernelHeight: 1, kernelWidth: 1, outputChannels: 30),
        ])
    }

    private func measured(_ parameters: SyntheticTrace.Parameters) throws -> NetworkStatistics {
        let network = try Self.network.get()
        return try NetworkStatistics(
            measuring: SyntheticTrace(network, parameters: parameters), weightBits: parameters.weightBits,
            activationBits: 8, weightRange: parameters.weightRange, vectors: { _ in 64 })
    }

    @Test(arguments: [1, 2, 5, 8, 12, 32], [0, 0.1, 0.25, 3])
    func sharesAreOfAWhole(bits: Int, spread: Double) throws {
        let parameters = SyntheticTrace.Parameters(weightBits: bits, weightSpread: spread)
        let statistics = try NetworkStatistics(Self.network.get(), parameters: parameters, activationBits: 8)
        let weights = statistics.layers[0].weights
        #expect(abs(weights.shares.reduce(0, +) - 1) < 1e-12)
        #expect(weights.shares.allSatisfy { $0 > 0 })
        #expect(weights.levels == weights.levels.sorted())
        #expect(weights.levels.allSatisfy { (0..<weights.lastLevel).contains($0) })
        let changes = try #require(statistics.layers[0].changes)
        #expect(changes.shares.reduce(0, +) <= parameters.updateDensity + 1e-12)
    }

    @Test func parametersSayWhatDrawingShows() throws {
        let parameters = SyntheticTrace.Parameters(activationDensity: .ramp(highest: 0.1, lowest: 0.5))
        let expected = try NetworkStatistics(Self.network.get(), parameters: parameters, activationBits: 8)
        let drawn = try measured(parameters)
        for (one, other) in zip(expected.layers, drawn.layers) {
            #expect(one.rows == other.rows && one.outputs == other.outputs)
            #expect(abs(mean(one.weights) - mean(other.weights)) < 0.01)
            for (bit, seen) in zip(one.activations, other.activations) {
                #expect(abs(bit.density - seen.density) < 0.02)
                #expect(seen.correlation < 0.02)
            }
            let changed = (one.changes?.shares.reduce(0, +) ?? 0, other.changes?.shares.reduce(0, +) ?? 0)
            #expect(abs(changed.0 - changed.1) < 0.02)
        }
    }

    private func mean(_ weights: WeightDistribution) -> Double {
        zip(weights.levels, weights.shares).reduce(0) { $0 + weights.value(level: $1.0) * $1.1 }
    }

    @Test func rowsThatAreAllAlikeAreCorrelated() throws {
        // Every other vector is all ones.
        let layer = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 100, kernelHeight: 1, kernelWidth: 1, outputChannels: 2)
        let activations = (0..<200).map { Int64($0 / 100 % 2) }
        let trace = FixedTrace(
            network: try Network(layers: [layer]),
            inputs: InputBits(activations: activations, rows: 100, bitsPerVector: 2))
        let statistics = try NetworkStatistics(
            measuring: trace, weightBits: 8, activationBits: 2, weightRange: -1...1)
        #expect(
            statistics.layers[0].activations == [
                BitStatistics(density: 0, correlation: 0), BitStatistics(density: 0.5, correlation: 1),
            ])
        #expect(statistics.layers[0].changes == nil)
        #expect(statistics.layers[0].weights.levels == [192])
    }

    @Test func aFileGivesTheSameValuesBack() throws {
        let statistics = try measured(SyntheticTrace.Parameters(activity: 0.3))
        let folder = try TemporaryFolder()
        #expect(try StatisticsFile.read(folder.write("statistics.json", statistics.fileText)) == statistics)
    }

    static let mistakes: [(from: String, to: String, message: String)] = [
        ("{", "[", "`:` where `,` or `]` should stand"),
        ("\"tessera-statistics\"", "\"x\"", "format is not"),
        ("\"version\": 1", "\"version\": 2", "has version 2 (allowed: 1)"),
        ("\"version\": 1", "\"version\": true", "version is true"),
        ("\"rows\": 144", "\"rows\": 1.5", "layer 1: rows is 1.5 (allowed: whole numbers from 1 to"),
        ("\"rows\": 144", "\"rows\": 1e300", "layer 1: rows is 1e+300"),
        ("\"rows\": 144", "\"rowz\": 144", "layer 1 has the unknown key `rowz` (did you mean `rows`?)"),
        ("\"outputs\": 32,", "", "layer 1: outputs is missing"),
        ("\"bitDensities\": [0.0, ", "\"bitDensities\": [", "bitDensities has 7 elements in place of 8"),
        ("\"bitDensities\": [0.0, ", "\"bitDensities\": [-1, ", "bitDensities is -1 (allowed: 0.0 to 1.0)"),
        ("\"bitDensities\": [0.0, ", "\"bitDensities\": [null, ", "bitDensities is null"),
        ("\"weightMaximum\": 1.0", "\"weightMaximum\": -1.0", "weightMaximum must be more than weightMinimum"),
        ("\"weightShares\": [", "\"weightShares\": [0.5, ", "weightShares has"),
        ("\"weightLevels\": [", "\"weightLevels\": [999, ", "weightLevels is 999"),
        ("\"changedLevels\": [", "\"changedLevels\": [1, ", "changes has"),
        ("\"activity\": 0.2", "\"activity\": \"much\"", "activity is \"much\" (allowed: 0.0 to 1.0)"),
    ]

    @Test(arguments: mistakes) func mistakesAreExplained(_ mistake: (from: String, to: String, message: String)) throws
    {
        let text = try measured(SyntheticTrace.Parameters()).fileText
        let range = try #require(text.range(of: mistake.from))
        let folder = try TemporaryFolder()
        let file = try folder.write("statistics.json", text.replacingCharacters(in: range, with: mistake.to))
        let error = #expect(throws: InputError.self) { try StatisticsFile.read(file) }
        #expect(error?.kind == .badInput)
        #expect(error?.description.hasPrefix(file) == true)
        #expect(error?.message.contains(mistake.message) == true, "\(error?.message ?? "")")
    }

    @Test func aMissingFileIsMissing() {
        let error = #expect(throws: InputError.self) { try StatisticsFile.read("/nowhere/statistics.json") }
        #expect(error?.kind == .missingInput)
    }

    @Test func statisticsSayWhereTheyAreWrong() throws {
        let folder = try TemporaryFolder()
        let text = "{\"format\": \"tessera-statistics\",\n \"version\": 1, \"version\": 1}"
        let twice = inputError { try StatisticsFile.read(folder.write("s.json", text)) }
        #expect(twice.line == 2 && twice.column == 16 && twice.message.contains("`version` is there twice"))
        let unknown = inputError {
            try StatisticsFile.read(folder.write("u.json", "{\"format\": \"tessera-statistics\",\n \"versoin\": 1}"))
        }
        #expect(unknown.line == 2 && unknown.message.contains("did you mean `version`?"))
    }

    /// A trace of one layer.
    private struct FixedTrace: Trace {
        let network: Network
        let inputs: InputBits
        var weightBits: Int? { 8 }
        var activationBits: Int? { inputs.bitsPerVector }

        func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
            let layer = network.layers[index]
            let weights = WeightMatrix(
                rows: layer.weightRows, columns: layer.outputChannels,
                values: Array(repeating: 0.5, count: layer.weightCount))
            return LayerTrace(weights: weights, oldWeights: nil, inputs: inputs, activity: nil)
        }
    }
}
