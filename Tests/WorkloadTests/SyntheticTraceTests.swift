// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

@Suite struct SyntheticTraceTests {
    private var network: Network {
        get throws {
            try Network(layers: [
                layer(16, 16, 16, 3, 3, 64), layer(16, 16, 64, 3, 3, 128), layer(1, 1, 2048, 1, 1, 300),
            ])
        }
    }

    private func trace(_ parameters: SyntheticTrace.Parameters = .init(), threads: Int = 2) throws -> SyntheticTrace {
        try SyntheticTrace(network, parameters: parameters, threads: threads)
    }

    private let request = LayerRequest(activationBits: 8, minimumVectors: 100, includesOldWeights: true)

    // MARK: Reproducibility

    @Test func everyMachineDrawsTheseNumbers() throws {
        let layer = try trace().layer(1, LayerRequest(activationBits: 8, minimumVectors: 3, includesOldWeights: true))
        let units = layer.weights.values.prefix(12).map { $0 * 128 }
        #expect(units == Self.knownWeights)
        #expect(layer.inputs.words.prefix(4) == Self.knownInputs)
        let moves = zip(layer.weights.values, try #require(layer.oldWeights).values).prefix(12).map { ($1 - $0) * 128 }
        #expect(moves == Self.knownMoves)
    }

    // From a program in another language that follows the description of the generator.
    private static let knownWeights: [Double] = [-45, -4, 7, 36, 12, 37, -16, -37, -6, -3, 62, -29]
    private static let knownInputs: ArraySlice<UInt64> = [10_520_576, 2_100_256, 557_152, 9248]
    private static let knownMoves: [Double] = [-1, 1, 0, -1, 0, 1, 0, 1, 0, 0, 0, 0]

    @Test func theGeneratorIsSplitMix64() {
        // The widely published first numbers for this seed.
        let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        #expect((0..<3).map { SyntheticTrace.word(1_234_567, $0) } == expected)
    }

    @Test func threadsDoNotMatter() throws {
        for index in 0..<3 {
            let one = try trace(threads: 1).layer(index, request)
            #expect(try trace(threads: 5).layer(index, request) == one)
        }
    }

    @Test func seedsMatter() throws {
        let first = try trace(.init(seed: 1)).layer(0, request)
        let second = try trace(.init(seed: 2)).layer(0, request)
        #expect(first.weights != second.weights)
        #expect(first.inputs != second.inputs)
        #expect(try trace(.init(seed: 1)).layer(0, request) == first)
    }

    @Test func layersDiffer() throws {
        let network = try Network(layers: [layer(1, 1, 64, 1, 1, 64), layer(1, 1, 64, 1, 1, 64)])
        let trace = try SyntheticTrace(network)
        #expect(try trace.layer(0, request).weights != trace.layer(1, request).weights)
    }

    @Test func moreVectorsBeginWithTheSame() throws {
        let few = try trace().layer(1, LayerRequest(activationBits: 8, minimumVectors: 10)).inputs
        let many = try trace().layer(1, LayerRequest(activationBits: 8, minimumVectors: 37)).inputs
        #expect(few.vectors == 10)
        #expect(many.vectors == 37)
        #expect(many.activations().prefix(few.activations().count) == few.activations()[...])
    }

    // MARK: Statistics

    @Test(arguments: [0.05, 0.1, 0.25])
    func weightsAreNormal(spread: Double) throws {
        let values = try trace(.init(weightBits: 16, weightSpread: spread)).layer(2, request).weights.values
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let fourth = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) } / count
        // Four standard errors of 614400 values.
        #expect(abs(mean) < 4 * spread / count.squareRoot())
        #expect(abs(variance.squareRoot() / spread - 1) < 0.004)
        #expect(abs(fourth / (variance * variance) - 3) < 0.06)
        for (limit, share) in [(1.0, 0.3173), (2.0, 0.0455), (3.0, 0.0027)] {
            let outside = Double(values.count { abs($0) > limit * spread }) / count
            #expect(abs(outside - share) < 0.003)
        }
    }

    @Test func weightsLieOnTheirGrid() throws {
        let values = try trace(.init(weightBits: 4, weightRange: -2...2, weightSpread: 3)).layer(0, request).weights
            .values
        #expect(values.allSatisfy { ($0 * 4).rounded() == $0 * 4 })
        #expect(values.min() == -2)
        #expect(values.max() == 1.75)
        #expect(Set(values).count == 16)
    }

    @Test func withoutSpreadAllWeightsAreZero() throws {
        let values = try trace(.init(weightSpread: 0)).layer(0, request).weights.values
        #expect(values.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [0.0, 0.4, 1.0])
    func updatesMoveWeightsByOneLevel(density: Double) throws {
        let layer = try trace(.init(updateDensity: density)).layer(2, request)
        let old = try #require(layer.oldWeights)
        let moves = zip(layer.weights.values, old.values).map { ($1 - $0) * 128 }
        #expect(moves.allSatisfy { $0 == 0 || $0 == 1 || $0 == -1 })
        let share = Double(moves.count { $0 != 0 }) / Double(moves.count)
        #expect(abs(share - density) < 0.004)
        #expect(abs(moves.reduce(0, +)) < 0.01 * Double(moves.count))
        #expect((old.values.max() ?? 1) <= 1 - 1.0 / 128)
    }

    @Test(arguments: [
        (ActivationDensity.standard, 8), (.uniform(0.5), 8), (.uniform(0), 4), (.uniform(1), 4), (.uniform(0.3), 1),
        (.ramp(highest: 1, lowest: 0), 5), (.standard, 2), (.standard, 12),
    ])
    func bitsAreAsDenseAsAskedFor(density: ActivationDensity, bits: Int) throws {
        let trace = try trace(.init(activationDensity: density))
        let inputs = try trace.layer(1, LayerRequest(activationBits: bits, minimumVectors: 200)).inputs
        let counts = inputs.onesPerColumn(rows: 0..<inputs.rows, columns: 0..<inputs.columns)
        for (bit, share) in density.shares(bits: bits).enumerated() {
            let ones = stride(from: bit, to: counts.count, by: bits).reduce(0) { $0 + Int(counts[$1]) }
            let measured = Double(ones) / Double(inputs.rows * inputs.vectors)
            #expect(abs(measured - share) < 0.006)
            if share == 0 || share == 1 { #expect(measured == share) }
        }
        if bits > 1 { #expect(inputs.activations().allSatisfy { $0 >= 0 }) }
    }

    @Test func rampsClimbFromTheSignDown() {
        let shares = ActivationDensity.standard.shares(bits: 8)
        #expect(shares.count == 8)
        #expect(shares[0] == 0)
        #expect(shares[1] == 0.05)
        #expect(shares[7] == 0.3)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func unusedBitsStayZero() throws {
        let inputs = try trace(.init(activationDensity: .uniform(1)))
            .layer(0, LayerRequest(activationBits: 3, minimumVectors: 5)).inputs
        #expect(inputs.wordsPerRow == 1)
        #expect(inputs.words.allSatisfy { $0 >> 15 == 0 })
    }

    // MARK: Errors

    @Test(arguments: [
        SyntheticTrace.Parameters(weightBits: 0), .init(weightBits: 33), .init(weightRange: 1...1),
        .init(weightRange: -.infinity...1), .init(weightSpread: -1), .init(weightSpread: .nan),
        .init(activationDensity: .uniform(1.5)), .init(activationDensity: .ramp(highest: -0.1, lowest: 0.5)),
        .init(updateDensity: 2), .init(activity: .nan),
    ])
    func parametersOutOfRangeAreErrors(parameters: SyntheticTrace.Parameters) {
        #expect(throws: InputError.self) { try trace(parameters) }
    }

    @Test func vectorsHaveALimit() throws {
        let request = LayerRequest(activationBits: 8, minimumVectors: .max)
        #expect(inputError { try trace().layer(0, request) }.message.contains("too many to draw"))
    }
}
