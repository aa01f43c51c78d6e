// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Revisions
import Testing
import Workload
import _TestSupport

/// A point drawn from all that the schema of parameters allows, estimated from averages.
struct LegalCase: Sendable, CustomTestStringConvertible {
    let seed: Int
    let revision: RevisionName
    let assignments: [String]
    let weightBits: Int
    let activationBits: Int
    private let generator: SeededGenerator

    /// Sizes beyond this take long and show nothing else [1].
    private static let largestSize = 600

    /// A point of a revision with some parameters as they are given, in place of what would be drawn for them.
    init(seed: Int, revision: RevisionName = .standard, with given: [String: String] = [:]) {
        self.seed = seed
        self.revision = revision
        var generator = SeededGenerator(case: seed &* 7919)
        let share = Double.random(in: 0.1...1, using: &generator)
        let drawn: [String] = ParameterSchema.all(readBy: revision).filter {
            $0.use != .streaming && !["revision", "accounting"].contains($0.name)
        }.compactMap {
            let type = $0.type(in: revision)
            guard generator.flip(share), let value = Self.value(of: $0, type, using: &generator) else { return nil }
            return given[$0.name] == nil ? "\($0.name)=\(value)" : nil
        }
        assignments =
            ["revision=\(revision.word)"] + drawn + given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        weightBits = generator.pick([1, 2, 4, 7, 8, 8, 16, 20, 32])
        activationBits = generator.pick([1, 4, 8, 8, 10])
        self.generator = generator
    }

    var testDescription: String { "seed \(seed)" }

    /// What reproduces the case.
    var description: String {
        "seed \(seed): \(weightBits) weight bits, \(activationBits) activation bits, \(assignments.joined(separator: " "))"
    }

    private static func value(
        of parameter: ParameterDefinition, _ type: ParameterType, using generator: inout SeededGenerator
    ) -> String? {
        switch type {
        case .integer(let range):
            let isSize = parameter.name.hasPrefix("numRow") || parameter.name.hasPrefix("numCol")
            let end = isSize ? min(range.upperBound, largestSize) : range.upperBound
            return "\(Int(logarithmic(Double(range.lowerBound)...Double(end), using: &generator)))"
        case .powerOfTwo(let range):
            let steps = Int.random(
                in: 0...max(0, (range.upperBound / range.lowerBound).bitWidthOfValue), using: &generator)
            return "\(min(range.upperBound, range.lowerBound << steps))"
        case .oneOf(let values): return "\(generator.pick(values))"
        case .real(let range): return "\(logarithmic(range, using: &generator))"
        case .boolean, .choice:
            let words = type.choices.map(\.word)
            return words.isEmpty ? nil : generator.pick(words)
        }
    }

    /// A number of a range, evenly over its orders of magnitude where it has a sign.
    private static func logarithmic(_ range: ClosedRange<Double>, using generator: inout SeededGenerator) -> Double {
        if generator.flip(0.1) { return generator.flip() ? range.lowerBound : range.upperBound }
        guard range.lowerBound > 0 else { return Double.random(in: range, using: &generator) }
        let exponent = Double.random(in: 0...1, using: &generator)
        let value = range.lowerBound * pow(range.upperBound / range.lowerBound, exponent)
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// The estimate; nil where parameters contradict each other, or have no chip.
    func estimate(_ accounting: Accounting) throws -> Estimate? {
        do {
            return try run(accounting)
        } catch let error as InputError {
            guard error.kind != .internalError else { throw error }
            return nil
        }
    }

    private func run(_ accounting: Accounting) throws -> Estimate {
        let configuration = try Configuration().setting(
            assignments + ["accounting=\(accounting == .exact ? "exact" : "neurosim")"])
        let network = try network()
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits)
        let parameters = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: weightBits)
        let averages = try NetworkStatistics(network, parameters: parameters, activationBits: activationBits)
        return try estimator.estimate(statistics: averages)
    }

    private func network() throws -> Network {
        var generator = generator
        let size = generator.pick([1, 2, 5, 8])
        let channels = generator.pick([1, 3, 11, 40])
        let outputs = generator.pick([1, 9, 64, 300])
        let kernel = size > 2 ? generator.pick([1, 3]) : 1
        return try Network(layers: [
            SampleNetworks.convolution(size, channels, kernel, outputs, pooling: size > 3),
            SampleNetworks.connected(outputs, 7),
        ])
    }
}

extension Int {
    /// The binary logarithm, rounded down.
    fileprivate var bitWidthOfValue: Int { Int.bitWidth - 1 - leadingZeroBitCount }
}
