// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// The delay of a current-mode converter as a function of the column's resistance.
///
/// A conversion waits for its slowest comparison, the maximum of a fitted curve over all references. Between two
/// neighbouring turning points of that curve (its maxima, its jump, its ends) the largest value lies at an end. The
/// slowest comparison is therefore one with a reference next to a turning point, whatever the number of references.
public struct SensingDelay: Sendable, Equatable {
    /// A ratio of reference to column resistance next to which the slowest comparison can be.
    public struct TurningPoint: Sendable, Equatable {
        /// Ratio of reference to column resistance [1].
        public let ratio: Double
        /// Upper bound of the relative delay at this ratio [1]. Where a comparison as slow as this is known already, the
        /// references next to this ratio need no look.
        public let ceiling: Double
    }

    /// The ratio up to which `shapeBelow` holds, and above which `shapeAbove` [1].
    public static let crossover = SensingDelayFit.crossover
    /// The relative delay is fitted above this ratio [1].
    public static let lowestRatio = SensingDelayFit.lowestRatio
    /// The relative delay is fitted below this ratio [1].
    public static let highestRatio = SensingDelayFit.highestRatio

    /// The references that the column is compared with.
    public let ladder: ReferenceLadder
    /// The turning points, that with the highest ceiling first.
    public let turningPoints: [TurningPoint]
    /// Growth of the delay for each factor of e in column resistance [s].
    public var logSlope: Double { fit.logSlope }
    /// Delay scale at a column resistance of 1 kΩ [s].
    public var logOffset: Double { fit.logOffset }
    /// Coefficients of the relative delay up to the crossover, constant term first [1].
    public var shapeBelow: [Double] { fit.below }
    /// Coefficients of the relative delay above the crossover, constant term first [1].
    public var shapeAbove: [Double] { fit.above }

    private let fit: SensingDelayFit
    /// The turning points, that with the highest ceiling first.
    private let edges: [Edge]

    /// Relative delay just below and just above a turning point [1]; 0 beyond the fitted range.
    private struct Edge: Equatable {
        let ratio: Double
        let below: Double
        let above: Double

        /// References next to it are not slower, unless another one next to another turning point is slower still [1].
        var ceiling: Double { max(below, above) * (1 + 1e-12) }
    }

    init(fit: SensingDelayFit, ladder: ReferenceLadder) {
        self.fit = fit
        self.ladder = ladder
        edges = Self.edges(of: fit)
        turningPoints = edges.map { TurningPoint(ratio: $0.ratio, ceiling: $0.ceiling) }
    }

    /// Delay of a conversion [s], before the converter's own limits are applied.
    ///
    /// The column resistance [Ω] is that at a read voltage of 0.5 V; 0 and infinity take no time.
    public func latency(resistance: Double) -> Double {
        let compared = ladder.comparedReferences
        guard !compared.isEmpty, resistance != 0, resistance.isFinite else { return 0 }
        let lowest = ladder[compared.lowerBound] / resistance
        let highest = ladder[compared.upperBound - 1] / resistance
        let hasClearDecision = lowest <= Self.lowestRatio || highest >= Self.highestRatio
        let floor = hasClearDecision ? SensingDelayFit.clearDecisionLatency : 0
        let scale = self.scale(resistance: resistance)
        guard scale > 0 else { return floor }
        return max(floor, scale * slowestShape(resistance: resistance))
    }

    /// An upper bound of `latency` for every resistance of an interval [s].
    ///
    /// The column resistances [Ω] are those at a read voltage of 0.5 V. The interval is above 0 and finite.
    public func latencyBound(resistances: ClosedRange<Double>) -> Double {
        guard !ladder.comparedReferences.isEmpty else { return 0 }
        let (lowest, highest) = (resistances.lowerBound, resistances.upperBound)
        let clear = SensingDelayFit.clearDecisionLatency
        let isClear =
            ladder[ladder.comparedReferences.lowerBound] >= Self.highestRatio * highest
            || ladder[ladder.comparedReferences.upperBound - 1] <= Self.lowestRatio * lowest
        let scale = self.scale(resistance: highest)
        guard scale > 0, !isClear else { return clear }
        var slowest = 0.0
        for edge in edges where edge.ceiling > slowest {
            let crossing = edge.ratio * lowest...edge.ratio * highest
            let first = ladder.references(around: crossing.lowerBound)
            let last = ladder.references(around: crossing.upperBound)
            for index in first.lowerBound..<first.upperBound where !last.contains(index) {
                slowest = max(
                    slowest, shapeBound(reference: ladder[index], edge: edge, crossing: crossing, resistances))
            }
            for index in last {
                slowest = max(
                    slowest, shapeBound(reference: ladder[index], edge: edge, crossing: crossing, resistances))
            }
        }
        return max(scale * slowest, clear)
    }

    /// Largest relative delay of a reference at the ends of an interval and where it crosses an edge.
    private func shapeBound(
        reference: Double, edge: Edge, crossing: ClosedRange<Double>, _ resistances: ClosedRange<Double>
    ) -> Double {
        let ends = max(fit.shape(reference / resistances.lowerBound), fit.shape(reference / resistances.upperBound))
        return crossing.contains(reference) ? max(ends, edge.below, edge.above) : ends
    }

    private func scale(resistance: Double) -> Double {
        fit.logSlope * log(resistance / 1000) + fit.logOffset
    }

    private func slowestShape(resistance: Double) -> Double {
        var slowest = 0.0
        for point in turningPoints where point.ceiling > slowest {
            for index in ladder.references(around: point.ratio * resistance) {
                slowest = max(slowest, fit.shape(ladder[index] / resistance))
            }
        }
        return slowest
    }
}

extension SensingDelay {
    /// The ends of the fitted range, the crossover and the maxima between them.
    ///
    /// Between two of them the curve falls and then rises. A reference next to one can therefore be slower than the curve there
    /// only if another reference, next to the other one, is slower still.
    private static func edges(of fit: SensingDelayFit) -> [Edge] {
        let below = { SensingDelayFit.polynomial(fit.below, at: $0) }
        let above = { SensingDelayFit.polynomial(fit.above, at: $0) }
        let risesBelow = maxima(of: fit.below, in: lowestRatio...crossover)
        let risesAbove = maxima(of: fit.above, in: crossover...highestRatio)
        var result = [Edge(ratio: lowestRatio, below: 0, above: below(lowestRatio))]
        result += risesBelow.map { Edge(ratio: $0, below: below($0), above: below($0)) }
        result.append(Edge(ratio: crossover, below: below(crossover), above: above(crossover)))
        result += risesAbove.map { Edge(ratio: $0, below: above($0), above: above($0)) }
        result.append(Edge(ratio: highestRatio, below: above(highestRatio), above: 0))
        return result.sorted { $0.ceiling > $1.ceiling }
    }

    /// Where a polynomial (constant coefficient first) has a local maximum inside an interval.
    private static func maxima(of coefficients: [Double], in interval: ClosedRange<Double>) -> [Double] {
        let derivative = coefficients.enumerated().dropFirst().map { Double($0.offset) * $0.element }
        let slope = { SensingDelayFit.polynomial(derivative, at: $0) }
        let steps = 1024
        let width = (interval.upperBound - interval.lowerBound) / Double(steps)
        var result: [Double] = []
        // The slope of eight steps at a time, with the operations of a single one.
        for first in stride(from: 0, to: steps, by: 8) {
            let places = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7) + Double(first)
            let lows = interval.lowerBound + places * width
            let turns =
                slopes(derivative, at: lows) .> .zero .& (slopes(derivative, at: lows + width) .<= .zero)
            guard any(turns) else { continue }
            for step in 0..<8 where turns[step] {
                var (low, high) = (lows[step], lows[step] + width)
                for _ in 0..<60 {
                    let middle = (low + high) / 2
                    if slope(middle) > 0 { low = middle } else { high = middle }
                }
                result.append(low)
            }
        }
        return result
    }

    /// A polynomial with the constant coefficient first, at several points.
    private static func slopes(_ coefficients: [Double], at points: SIMD8<Double>) -> SIMD8<Double> {
        var values = SIMD8<Double>.zero
        for coefficient in coefficients.reversed() { values = values * points + coefficient }
        return values
    }
}
