// SPDX-License-Identifier: Apache-2.0

import Foundation
import KernelForms
import EstimationKernels
import Testing
import _TestSupport

/// Power and latency of many columns against the equations of single ones.
@Suite struct ConversionKernelTests {
    /// How the conductances of a vector lie.
    private enum Spread: CaseIterable {
        case overAllOctaves, nearlyEqual, equal, beyondTheTables
    }

    private static func conductances(_ count: Int, _ spread: Spread, _ random: inout SeededGenerator) -> [Double] {
        let octave = { (random: inout SeededGenerator) in
            scalbn(
                random.real(1...1.999),
                RandomConversion.firstOctave - 127 + random.integer(0...RandomConversion.octaves - 1))
        }
        let middle = octave(&random)
        return (0..<count).map { _ in
            switch spread {
            case .overAllOctaves: octave(&random)
            case .nearlyEqual: middle * random.real(1...(1 + random.pick([0.02, 0.01, 0.003, 0.001])))
            case .equal: middle
            case .beyondTheTables:
                random.flip(0.7)
                    ? middle * random.real(0.1...10)
                    : random.pick([
                        0, -0.0, -1, .infinity, .nan, Double.leastNormalMagnitude / 8, 1e-100, 1e100,
                        .greatestFiniteMagnitude,
                    ])
            }
        }
    }

    /// Latencies of single columns. The few references next to a turning point are those of the reference model, in the same
    /// operations; only the reciprocal of the resistance is rounded once more.
    @Test func latencyOfSingleColumns() {
        for number in 0..<60 {
            var random = SeededGenerator(case: number)
            let pool = ArrayPool()
            let conversion = RandomConversion(&random, pool: pool)
            var response = conversion.response
            let columns = Spread.allCases.flatMap { Self.conductances(20, $0, &random) }.filter {
                $0 > 0 && $0.isFinite
            }
            expectNear(
                columns.map { tk_adc_conversion_latency(&response, $0) }, columns.map(conversion.reference.latency),
                within: 1e-12, "case \(number)")
        }
    }

    /// Whole vectors. Power comes from parabolas over bins of 1/32 octave or narrower, and from a series where columns are nearly
    /// equal: at most 1e-6 away from the power law. Latency has no such error; 1e-9 is the rounding that the kernel allows itself
    /// where it looks only at the ends of nearly equal columns.
    @Test func totals() {
        for number in 0..<80 { expectTotals(case: number, Spread.allCases[number % Spread.allCases.count]) }
    }

    /// Nearly equal columns, of which the slowest is rarely between the ends. In the last two cases it is, and all references are
    /// smaller than at a turning point.
    @Test func nearlyEqualColumns() {
        for number in Array(0..<300) + [4205, 5375] { expectTotals(case: number, .nearlyEqual) }
    }

    private func expectTotals(case number: Int, _ spread: Spread) {
        var random = SeededGenerator(case: number)
        let pool = ArrayPool()
        let conversion = RandomConversion(&random, pool: pool)
        var response = conversion.response
        let vectors = random.integer(0...5)
        let columns = random.size(0...520)
        let stride = columns + random.integer(0...3)
        let rows = (0..<vectors).map { _ in Self.conductances(stride, spread, &random) }
        let wanted = rows.map { conversion.reference.totals(Array($0.prefix(columns))) }
        for form in KernelForm.all {
            var latencies = [Double](repeating: -1, count: vectors)
            var energies = [Double](repeating: -1, count: vectors)
            form.kernels.tk_adc_evaluate(
                &response, Array(rows.joined()), vectors, columns, stride, &latencies, &energies)
            expectNear(latencies, wanted.map(\.latency), within: 1e-9, "case \(number), \(form.name), latency")
            expectNear(energies, wanted.map(\.energy), within: 1e-6, "case \(number), \(form.name), energy")
        }
    }

    /// Vectors of all kinds side by side, in more than one batch. Each one has the figures that it has alone, to the last bit.
    @Test func manyVectors() {
        for number in 0..<20 {
            var random = SeededGenerator(case: number)
            let pool = ArrayPool()
            let conversion = RandomConversion(&random, pool: pool)
            var response = conversion.response
            let columns = random.size(1...300)
            let rows = (0..<random.integer(60...200)).map { _ in
                Self.conductances(columns, random.flip(0.6) ? .nearlyEqual : random.pick(Spread.allCases), &random)
            }
            let wanted = rows.map(conversion.reference.totals)
            for form in KernelForm.all {
                var latencies = [Double](repeating: -1, count: rows.count)
                var energies = latencies
                form.kernels.tk_adc_evaluate(
                    &response, Array(rows.joined()), rows.count, columns, columns, &latencies, &energies)
                expectNear(latencies, wanted.map(\.latency), within: 1e-9, "case \(number), \(form.name), latency")
                expectNear(energies, wanted.map(\.energy), within: 1e-6, "case \(number), \(form.name), energy")
                for (vector, row) in rows.enumerated() {
                    var latency = -1.0
                    var energy = -1.0
                    form.kernels.tk_adc_evaluate(&response, row, 1, columns, columns, &latency, &energy)
                    let together = [latencies[vector], energies[vector]]
                    expectSame([latency, energy], together, "case \(number), \(form.name), \(vector)")
                }
            }
        }
    }

    /// Both forms give the same figures to the last bit.
    @Test func formsAgree() {
        for number in 0..<40 {
            var random = SeededGenerator(case: number)
            let pool = ArrayPool()
            var response = RandomConversion(&random, pool: pool).response
            let columns = random.size(1...520)
            let conductances = Self.conductances(columns, random.pick(Spread.allCases), &random)
            let figures = KernelForm.all.map { form in
                var latency = -1.0
                var energy = -1.0
                form.kernels.tk_adc_evaluate(&response, conductances, 1, columns, columns, &latency, &energy)
                return [latency, energy]
            }
            expectSame(figures[0], figures[1], "case \(number)")
        }
    }
}
