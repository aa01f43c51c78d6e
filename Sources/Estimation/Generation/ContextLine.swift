// SPDX-License-Identifier: Apache-2.0

/// The straight line that is nearest to a figure over the number of earlier tokens, by least squares.
public struct ContextLine: Sendable, Equatable {
    /// The figure without earlier tokens, in the unit of the figure.
    public let fixed: Double
    /// The figure of an earlier token, in the unit of the figure.
    public let perToken: Double
    /// The largest distance of the figure from the line over the figure [1].
    public let largestDeviation: Double

    /// The line through points.
    ///
    /// - Precondition: there is a point.
    init(_ points: [(context: Int, figure: Double)]) {
        precondition(!points.isEmpty, "a line needs a point")
        let count = Double(points.count)
        let meanContext = points.reduce(0) { $0 + Double($1.context) } / count
        let meanFigure = points.reduce(0) { $0 + $1.figure } / count
        let spread = points.reduce(0) { sum, point in
            sum + (Double(point.context) - meanContext) * (Double(point.context) - meanContext)
        }
        let slope =
            spread > 0
            ? points.reduce(0) { $0 + (Double($1.context) - meanContext) * ($1.figure - meanFigure) } / spread : 0
        perToken = slope
        fixed = meanFigure - slope * meanContext
        let (fixed, perToken) = (meanFigure - slope * meanContext, slope)
        largestDeviation =
            points.map { point in
                point.figure == 0
                    ? 0 : abs(fixed + perToken * Double(point.context) - point.figure) / abs(point.figure)
            }.max() ?? 0
    }
}
