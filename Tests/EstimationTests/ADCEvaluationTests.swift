// SPDX-License-Identifier: Apache-2.0

import Circuits
import Estimation
import Foundation
import NeuroSim21Technology
import Technology
import Testing

/// The fast evaluation of many columns against the converters themselves.
@Suite struct ADCEvaluationTests {
    struct Design: Sendable, CustomTestStringConvertible {
        let node: Int
        let roadmap: DeviceRoadmap
        let levels: Int
        let sensing: FlashADC.Sensing
        var testDescription: String { "\(node) nm \(roadmap), \(levels) levels, \(sensing)" }

        func converter() throws -> FlashADC {
            FlashADC(
                converters: 16, levels: levels, sensing: sensing,
                references: ReferenceLadder(
                    levels: levels, onResistance: 240e3, offResistance: 24e6, rowsInParallel: 128),
                readVoltage: 0.5, layout: .width(1e-4), technology: try Technology(node: node, roadmap: roadmap))
        }
    }

    static let designs = [
        Design(node: 130, roadmap: .lowStandbyPower, levels: 32, sensing: .current),
        Design(node: 90, roadmap: .lowStandbyPower, levels: 8, sensing: .current),
        Design(node: 65, roadmap: .lowStandbyPower, levels: 64, sensing: .current),
        Design(node: 45, roadmap: .lowStandbyPower, levels: 2, sensing: .current),
        Design(node: 32, roadmap: .lowStandbyPower, levels: 64, sensing: .current),
        Design(node: 32, roadmap: .lowStandbyPower, levels: 1024, sensing: .current),
        Design(node: 32, roadmap: .lowStandbyPower, levels: 64, sensing: .voltage),
        Design(node: 22, roadmap: .lowStandbyPower, levels: 64, sensing: .current),
        Design(node: 7, roadmap: .highPerformance, levels: 64, sensing: .current),
    ]

    /// Vectors of column conductances around a common value of their own, some columns without current or meaning [S].
    static func conductances(vectors: Int, columns: Int, seed: UInt64 = 1) -> [Double] {
        var state = seed
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        return (0..<vectors).flatMap { vector -> [Double] in
            let center = 1e-8 * exp(14 * uniform())
            let spread = [0, 0.01, 0.3, 4][vector % 4]
            return (0..<columns).map { _ in
                let choice = uniform()
                let conductance = center * exp(spread * (uniform() - 0.5))
                return choice < 0.01 ? 0 : choice < 0.02 ? .nan : conductance
            }
        }
    }

    static func largestError(_ figures: [Double], _ expected: [Double]) -> Double {
        guard figures.count == expected.count else { return .infinity }
        return zip(figures, expected).map { $0 == $1 ? 0 : abs($0 - $1) / abs($1) }.max() ?? 0
    }

    @Test(arguments: designs, [1, 3, 16, 128, 700]) func vectorsMatchTheConverter(design: Design, columns: Int) throws {
        let converter = try design.converter()
        let evaluation = ADCEvaluation(ADCResponseTable(converter.law))
        let vectors = 40
        let conductances = Self.conductances(vectors: vectors, columns: columns)
        let totals = evaluation.totals(conductances: conductances, columns: columns)
        let resistances = (0..<vectors).map { vector in
            conductances[vector * columns..<(vector + 1) * columns].map { 1 / $0 }
        }
        let latencies = resistances.map { converter.conversionLatency(columnResistances: $0) }
        let energies = resistances.map { converter.cost(of: .convert(columnResistances: $0)).energy }
        #expect(Self.largestError(totals.latencies, latencies) < 1e-14)
        #expect(Self.largestError(totals.energies, energies) < evaluation.table.relativeError + 1e-13)
    }

    @Test(arguments: designs) func singleColumnsMatchTheConverter(design: Design) throws {
        let converter = try design.converter()
        let evaluation = ADCEvaluation(ADCResponseTable(converter.law))
        let conductances = (0..<20_000).map { 1e-10 * exp(25 * Double($0) / 20_000) }
        let totals = evaluation.totals(conductances: conductances, columns: 1)
        let latencies = conductances.map { converter.conversionLatency(columnResistances: [1 / $0]) }
        let energies = conductances.map { converter.cost(of: .convert(columnResistances: [1 / $0])).energy }
        #expect(Self.largestError(totals.latencies, latencies) < 1e-14)
        #expect(Self.largestError(totals.energies, energies) < evaluation.table.relativeError + 1e-13)
    }

    @Test func successiveApproximationHasAFixedLatency() throws {
        let converter = SARADC(
            converters: 16, levels: 32, readVoltage: 0.35, layout: .width(1e-4),
            technology: try Technology(node: 14, roadmap: .highPerformance))
        let conductances = Self.conductances(vectors: 10, columns: 50)
        let totals = ADCEvaluation(ADCResponseTable(converter.law)).totals(conductances: conductances, columns: 50)
        let energies = (0..<10).map { vector in
            converter.cost(
                of: .convert(columnResistances: conductances[vector * 50..<(vector + 1) * 50].map { 1 / $0 })
            ).energy
        }
        #expect(totals.latencies == Array(repeating: converter.conversionLatency, count: 10))
        #expect(Self.largestError(totals.energies, energies) < 1e-11)
    }

    @Test func conductancesOutsideTheTableAreEvaluatedExactly() throws {
        let converter = try Self.designs[4].converter()
        let evaluation = ADCEvaluation(ADCResponseTable(converter.law))
        let conductances = [0, -0.0, -1e-5, .nan, .infinity, -.infinity, 1e-30, 1e-12, 20, 1e5, .leastNonzeroMagnitude]
        let totals = evaluation.totals(conductances: conductances, columns: 1)
        #expect(totals.latencies.allSatisfy { $0 == FlashADC.minimumLatency })
        #expect(totals.energies[0] == 1e-6 * FlashADC.minimumLatency)
        #expect(totals.energies[1] == totals.energies[0])
        #expect(totals.energies[2...5].allSatisfy { $0 == 0 })
        let expected = conductances[6...9].map { converter.power.power(resistance: 1 / $0) * 1e-9 }
        #expect(Self.largestError(Array(totals.energies[6...9]), expected) < 1e-13)
        #expect(totals.energies[10].isFinite)
    }

    @Test func resultsDoNotDependOnHowVectorsAreDivided() throws {
        let evaluation = ADCEvaluation(ADCResponseTable(try Self.designs[4].converter().law))
        let columns = 130
        let conductances = Self.conductances(vectors: 30, columns: columns, seed: 7)
        let whole = evaluation.totals(conductances: conductances, columns: columns)
        let parts = (0..<30).map { vector in
            evaluation.totals(
                conductances: Array(conductances[vector * columns..<(vector + 1) * columns]), columns: columns)
        }
        #expect(parts.flatMap(\.latencies) == whole.latencies)
        #expect(parts.flatMap(\.energies) == whole.energies)
    }

    @Test func rowsMayBeApart() throws {
        let evaluation = ADCEvaluation(ADCResponseTable(try Self.designs[0].converter().law))
        let dense = Self.conductances(vectors: 5, columns: 20)
        let padded = (0..<5).flatMap { vector -> [Double] in Array(dense[vector * 20..<(vector + 1) * 20]) + [1, 1, 1] }
        var latencies = [Double](repeating: -1, count: 6)
        var energies = latencies
        padded.dropLast(3).withUnsafeBufferPointer { input in
            latencies.withUnsafeMutableBufferPointer { times in
                energies.withUnsafeMutableBufferPointer { joules in
                    evaluation.evaluate(
                        conductances: input, columns: 20, stride: 23, latencies: times, energies: joules)
                }
            }
        }
        let expected = evaluation.totals(conductances: dense, columns: 20)
        #expect(latencies == expected.latencies + [-1])
        #expect(energies == expected.energies + [-1])
    }

    @Test func nothingToEvaluateGivesNothing() throws {
        let evaluation = ADCEvaluation(ADCResponseTable(try Self.designs[0].converter().law))
        #expect(evaluation.totals(conductances: [], columns: 8).latencies.isEmpty)
        #expect(evaluation.totals(conductances: [1e-5], columns: 0).energies.isEmpty)
        #expect(evaluation.totals(conductances: [1e-5, 1e-5, 1e-5], columns: 2).energies.count == 1)
    }
}
