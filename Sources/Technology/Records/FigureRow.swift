// SPDX-License-Identifier: Apache-2.0

/// A row of tabulated figures of one unit and one source.
public struct FigureRow<Unit: PhysicalUnit>: Sendable, Equatable {
    /// The values, in the unit.
    public let values: [Double]
    /// Their source.
    public let source: FigureSource

    /// A row of those values, in the unit.
    public init(_ values: [Double], _ source: FigureSource) {
        self.values = values
        self.source = source
    }
}

extension FigureRow where Unit == PureNumber {
    /// Pure numbers [1].
    public static func ratios(_ values: [Double], _ source: FigureSource) -> FigureRow { FigureRow(values, source) }
}

extension FigureRow where Unit == AmperePerMeter {
    /// Currents per width [A/m].
    public static func amperesPerMeter(_ values: [Double], _ source: FigureSource) -> FigureRow {
        FigureRow(values, source)
    }
}
