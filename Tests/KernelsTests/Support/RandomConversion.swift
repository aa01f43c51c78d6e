// SPDX-License-Identifier: Apache-2.0

import Foundation
import EstimationKernels
import _TestSupport

/// A random column converter, with the tables that the kernel reads beside its equations.
struct RandomConversion {
    let reference: ReferenceConversion
    let response: tk_adc_response

    /// Tables hold over these octaves of conductance; the first one begins at 2^-27 S.
    static let firstOctave = 100
    static let octaves = 8
    private static let bias = 127

    /// The smallest number of a bin.
    private static func start(ofBin bin: Int, bits: Int) -> Double {
        let place = 1 + Double(bin % (1 << bits)) / Double(1 << bits)
        return scalbn(place, firstOctave - bias + bin / (1 << bits))
    }

    init(_ random: inout SeededGenerator, pool: ArrayPool) {
        let reference = Self.equations(&random)
        self.reference = reference
        let powerBits = random.integer(5...7)
        let latencyBits = random.integer(2...5)
        let points = Self.turningPoints(reference.shape)
        var response = tk_adc_response()
        response.first_octave = Int32(Self.firstOctave)
        response.octaves = Int32(Self.octaves)
        response.power_bin_bits = Int32(powerBits)
        response.latency_bin_bits = Int32(latencyBits)
        response.power_coefficients = pool.keep(Self.powerTable(reference, bits: powerBits))
        response.latency_bounds = pool.keep(
            Self.latencyBounds(reference, bits: latencyBits, largest: points.map(\.ceiling).max() ?? 0))
        response.base_power = reference.basePower
        response.coupling = reference.coupling
        response.exponent = reference.exponent
        response.idle_power = reference.idlePower
        response.resistance_scale = reference.resistanceScale
        response.minimum_latency = reference.minimumLatency
        response.maximum_latency = reference.maximumLatency
        response.delay = Self.delay(reference, points)
        self.response = response
    }

    private static func equations(_ random: inout SeededGenerator) -> ReferenceConversion {
        let middle = scalbn(1, bias - firstOctave - octaves / 2)
        let levels = random.integer(2...64)
        let end = levels - random.integer(0...1)
        // Mostly slower at large resistances, as a comparator of small currents is.
        let slope = random.flip(0.8) ? random.real(0.1...1) : -random.real(0.01...0.05)
        return ReferenceConversion(
            basePower: random.real(0...1e-5), coupling: random.real(1e-6...1e-3), exponent: random.real(0.2...1.5),
            idlePower: 1e-7, resistanceScale: random.real(0.5...2), minimumLatency: 1e-9,
            maximumLatency: random.pick([1e-6, 1e-6, 4e-9, 1e-9]), logSlope: slope * 1e-9, logOffset: 1e-9,
            shape: shape(&random), referenceStart: random.real(0...middle),
            referenceSpan: random.real(middle...8 * middle), levels: levels,
            references: random.flip(0.1) ? 0..<0 : min(end - 1, random.integer(0...1))..<end)
    }

    /// A shape that rises up to the crossover and, behind a step, has one more maximum; or only falls.
    private static func shape(_ random: inout SeededGenerator) -> ReferenceConversion.Shape {
        let top = random.real(1.1...1.8)
        let height = random.real(0.5...2)
        let bend = random.real(0.1...0.5)
        let above = [height - bend * top * top, 2 * bend * top, -bend, 0, 0]
        let below =
            random.flip()
            ? [0.1, random.real(0.3...1.5), 0, random.real(0...0.2)] : [1.5, -random.real(0.1...1), 0, 0]
        return ReferenceConversion.Shape(below: below, above: above, crossover: 1, lowest: 0.1, highest: 1.9)
    }

    /// Everywhere where a comparison can be slower than those on both sides, the slowest first.
    private static func turningPoints(_ shape: ReferenceConversion.Shape) -> [tk_adc_turning_point] {
        let top = shape.above[1] / (-2 * shape.above[2])
        let value = ReferenceConversion.Shape.polynomial
        let points = [
            (shape.lowest, value(shape.below, shape.lowest)), (top, value(shape.above, top)),
            (shape.crossover, max(value(shape.below, shape.crossover), value(shape.above, shape.crossover))),
            (shape.highest, value(shape.above, shape.highest)),
        ]
        return points.sorted { $0.1 > $1.1 }.map { tk_adc_turning_point(ratio: $0.0, ceiling: $0.1 * (1 + 1e-9)) }
    }

    private static func delay(_ reference: ReferenceConversion, _ points: [tk_adc_turning_point]) -> tk_adc_delay {
        var delay = tk_adc_delay()
        let shape = reference.shape
        delay.log_slope = reference.logSlope
        delay.log_offset = reference.logOffset
        delay.below = (shape.below[0], shape.below[1], shape.below[2], shape.below[3])
        delay.above = (shape.above[0], shape.above[1], shape.above[2], shape.above[3], shape.above[4])
        delay.crossover = shape.crossover
        delay.lowest_ratio = shape.lowest
        delay.highest_ratio = shape.highest
        delay.reference_start = reference.referenceStart
        delay.reference_span = reference.referenceSpan
        delay.levels = Double(reference.levels)
        delay.first_reference = Int64(reference.references.lowerBound)
        delay.end_reference = Int64(reference.references.upperBound)
        delay.turning_points.0 = points[0]
        delay.turning_points.1 = points[1]
        delay.turning_points.2 = points[2]
        delay.turning_points.3 = points[3]
        delay.turning_point_count = Int64(points.count)
        return delay
    }

    /// Parabolas through the ends and the middle of each bin.
    private static func powerTable(_ reference: ReferenceConversion, bits: Int) -> [Double] {
        (0..<octaves << bits).flatMap { bin in
            let start = start(ofBin: bin, bits: bits)
            let end = self.start(ofBin: bin + 1, bits: bits)
            let middle = (start + end) / 2
            let power = [start, middle, end].map(reference.power)
            let slope = (power[1] - power[0]) / (middle - start)
            let bend = ((power[2] - power[1]) / (end - middle) - slope) / (end - start)
            return [power[0] - slope * start + bend * start * middle, slope - bend * (start + middle), bend]
        }
    }

    /// The scale at the slower end of a bin, times the slowest comparison that there can be.
    private static func latencyBounds(_ reference: ReferenceConversion, bits: Int, largest: Double) -> [Float] {
        (0..<octaves << bits).map { bin in
            let ends = [start(ofBin: bin, bits: bits) * (1 - 1e-6), start(ofBin: bin + 1, bits: bits) * (1 + 1e-6)]
            let scales = ends.map {
                reference.logSlope * log(reference.resistanceScale / $0 / 1000) + reference.logOffset
            }
            return Float(max(0, scales[0], scales[1]) * largest * 1.0001)
        }
    }
}
