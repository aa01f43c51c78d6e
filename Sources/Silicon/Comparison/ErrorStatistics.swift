// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far a model is from measurements, over several ratios of model to measurement.
public struct ErrorStatistics: Sendable, Equatable {
    /// Ratios [1].
    public let count: Int
    /// Median of the factor by which the model is off in either direction [1].
    public let medianFactor: Double
    /// Geometric mean of the ratios [1].
    public let geometricMean: Double
    /// Share of ratios between 1/1.5 and 1.5 [1].
    public let shareWithinHalf: Double
    /// Largest factor by which the model is off [1].
    public let worst: Double

    /// Statistics of ratios; nil without any.
    public init?(_ ratios: [Double]) {
        guard !ratios.isEmpty else { return nil }
        let logarithms = ratios.map { log($0) }
        let distances = logarithms.map { abs($0) }.sorted()
        let middle = distances.count / 2
        let median = distances.count % 2 == 1 ? distances[middle] : (distances[middle - 1] + distances[middle]) / 2
        count = ratios.count
        medianFactor = exp(median)
        geometricMean = exp(logarithms.reduce(0, +) / Double(ratios.count))
        shareWithinHalf = Double(distances.count { $0 <= log(1.5) }) / Double(ratios.count)
        worst = exp(distances[distances.count - 1])
    }
}
