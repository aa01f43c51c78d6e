// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How often partial sums occur in calibration data.
public struct PartialSumHistogram: Sendable, Equatable {
    /// Width of a bin [cell levels].
    public let binWidth: Double
    /// Counts by number of the bin; bin b stands for the sum b * `binWidth`.
    public private(set) var counts: [Int: UInt64]

    /// An empty histogram.
    public init(binWidth: Double) {
        self.binWidth = binWidth
        counts = [:]
    }

    /// Whether there are no sums.
    public var isEmpty: Bool { counts.isEmpty }

    /// How many sums there are.
    public var total: UInt64 { counts.values.reduce(0, +) }

    /// The sums that occur, ascending, with how often they do.
    public var points: [(sum: Double, count: Double)] {
        counts.sorted { $0.key < $1.key }.map { (Double($0.key) * binWidth, Double($0.value)) }
    }

    /// These sums, and others, together.
    public func adding(_ other: PartialSumHistogram) -> PartialSumHistogram {
        var result = self
        result.counts.merge(other.counts) { $0 + $1 }
        return result
    }

    /// These sums, and some that are whole numbers: `occurrences[i]` times the sum first + i.
    func adding(occurrences: [UInt64], first: Int) -> PartialSumHistogram {
        var result = self
        for (index, count) in occurrences.enumerated() where count > 0 {
            result.counts[first + index, default: 0] += count
        }
        return result
    }

    /// These sums, and others.
    func adding(sums: [Double]) -> PartialSumHistogram {
        var result = self
        for sum in sums { result.counts[Int((sum / binWidth).rounded()), default: 0] += 1 }
        return result
    }

    /// The range that holds the share `percentile` [%] of the sums, with as many beyond one end as beyond the other.
    public func range(percentile: Double) -> ClosedRange<Double> {
        let outside = Double(total) * (1 - percentile / 100) / 2
        let points = points
        func end(_ ordered: some Sequence<(sum: Double, count: Double)>) -> Double {
            var passed = 0.0
            for point in ordered {
                passed += point.count
                if passed > outside { return point.sum }
            }
            return 0
        }
        let low = end(points)
        return low...max(low, end(points.reversed()))
    }
}

/// Thresholds and values with the least mean square error for given sums, after Lloyd (IEEE Trans. Inf. Theory 28, 1982)
/// and Max (IRE Trans. Inf. Theory 6, 1960).
///
/// The iteration begins with values spread as the cube root of the density, which is best for many codes (Panter, Dite,
/// Proc. IRE 39, 1951).
public struct LloydMaxQuantizer: Sendable, Equatable {
    /// Where codes change: half-way between values, ascending.
    public let thresholds: [Double]
    /// Values of codes: the mean of their sums, ascending.
    public let values: [Double]

    /// Fits to sums.
    ///
    /// - Parameters:
    ///   - histogram: the sums, not empty.
    ///   - codes: how many codes there are; fewer are used where fewer sums differ.
    public init(_ histogram: PartialSumHistogram, codes: Int) {
        let points = histogram.points
        var values = points.count <= codes ? points.map(\.sum) : Self.start(points, codes)
        if points.count > codes {
            for _ in 0..<500 {
                let next = Self.means(points, Self.middles(values))
                if next == values { break }
                values = next
            }
        }
        self.values = values
        thresholds = Self.middles(values)
    }

    private static func middles(_ values: [Double]) -> [Double] {
        zip(values, values.dropFirst()).map { 0.5 * ($0 + $1) }
    }

    private static func start(_ points: [(sum: Double, count: Double)], _ codes: Int) -> [Double] {
        let weights = points.map { cbrt($0.count) }
        let total = weights.reduce(0, +)
        var values: [Double] = []
        var passed = 0.0
        for (point, weight) in zip(points, weights) {
            passed += weight
            while values.count < codes, passed >= (Double(values.count) + 0.5) / Double(codes) * total {
                if values.last != point.sum { values.append(point.sum) } else { break }
            }
        }
        return values
    }

    /// Means of the sums between thresholds; codes without sums are left out.
    private static func means(_ points: [(sum: Double, count: Double)], _ thresholds: [Double]) -> [Double] {
        var moments = [(sum: Double, count: Double)](repeating: (0, 0), count: thresholds.count + 1)
        var code = 0
        for point in points {
            while code < thresholds.count, point.sum > thresholds[code] { code += 1 }
            moments[code].sum += point.sum * point.count
            moments[code].count += point.count
        }
        return moments.filter { $0.count > 0 }.map { $0.sum / $0.count }
    }
}
