// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A column converter as `tk_adc.h` describes it: power and latency of single columns from their equations, without tables.
struct ReferenceConversion {
    /// Relative latency of one comparison, against the ratio of reference to column resistance.
    struct Shape {
        let below: [Double]
        let above: [Double]
        let crossover: Double
        let lowest: Double
        let highest: Double

        func latency(_ ratio: Double) -> Double {
            guard ratio > lowest, ratio < highest else { return 0 }
            return Self.polynomial(ratio <= crossover ? below : above, ratio)
        }

        /// Constant term first.
        static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
            coefficients.reversed().dropFirst().reduce(coefficients[coefficients.count - 1]) { $0 * x + $1 }
        }
    }

    let basePower: Double
    let coupling: Double
    let exponent: Double
    let idlePower: Double
    let resistanceScale: Double
    let minimumLatency: Double
    let maximumLatency: Double
    let logSlope: Double
    let logOffset: Double
    let shape: Shape
    let referenceStart: Double
    let referenceSpan: Double
    let levels: Int
    /// References that are compared.
    let references: Range<Int>

    var varies: Bool { minimumLatency < maximumLatency }

    private static func carriesCurrent(_ conductance: Double) -> Bool { conductance > 0 && conductance.isFinite }

    /// Power of a column [W].
    func power(_ conductance: Double) -> Double {
        if conductance == 0 { return idlePower }
        guard Self.carriesCurrent(conductance) else { return 0 }
        return basePower + coupling * pow(conductance / resistanceScale, exponent)
    }

    /// `tk_adc_conversion_latency`: the slowest of all comparisons [s].
    func latency(_ conductance: Double) -> Double {
        guard varies else { return minimumLatency }
        let resistance = 1 / conductance * resistanceScale
        let scale = logSlope * log(resistance / 1000) + logOffset
        guard scale > 0, resistance.isFinite else { return 0 }
        let spacing = referenceSpan / Double(levels)
        let slowest = references.reduce(0) { slowest, reference in
            max(slowest, shape.latency((referenceStart + Double(reference + 1) * spacing) * (1 / resistance)))
        }
        return scale * slowest
    }

    /// `tk_adc_evaluate`: latency [s] and energy [J] of all columns of a vector.
    func totals(_ conductances: [Double]) -> (latency: Double, energy: Double) {
        guard !conductances.isEmpty else { return (0, 0) }
        let slowest = conductances.filter(Self.carriesCurrent).reduce(minimumLatency) { max($0, latency($1)) }
        let duration = min(slowest, maximumLatency)
        return (duration, conductances.reduce(0) { $0 + power($1) } * duration)
    }
}
