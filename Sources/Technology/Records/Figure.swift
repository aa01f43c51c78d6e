// SPDX-License-Identifier: Apache-2.0

/// A tabulated figure: its value, its unit and its source.
public struct Figure<Unit: PhysicalUnit>: Sendable, Equatable {
    /// The value, in the unit.
    public let value: Double
    /// Where it comes from.
    public let source: FigureSource

    /// A figure of that value, in the unit.
    public init(_ value: Double, _ source: FigureSource) {
        self.value = value
        self.source = source
    }
}

extension Figure where Unit == PureNumber {
    /// A pure number [1].
    public static func ratio(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == Volt {
    /// A voltage [V].
    public static func volts(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == Meter {
    /// A length [m].
    public static func meters(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }

    /// A length in nanometers [nm].
    public static func nanometers(_ value: Double, _ source: FigureSource) -> Figure { Figure(value * 1e-9, source) }
}

extension Figure where Unit == Second {
    /// A time [s].
    public static func seconds(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == Watt {
    /// A power [W].
    public static func watts(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == FaradPerMeter {
    /// A capacitance per length [F/m].
    public static func faradsPerMeter(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == Farad {
    /// A capacitance [F].
    public static func farads(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == FaradPerSquareMeter {
    /// A capacitance per area [F/m²].
    public static func faradsPerSquareMeter(_ value: Double, _ source: FigureSource) -> Figure {
        Figure(value, source)
    }
}

extension Figure where Unit == SiemensPerMeter {
    /// A transconductance per width [S/m].
    public static func siemensPerMeter(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == FeatureSize {
    /// A length in units of the feature size.
    public static func featureSizes(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == AmperePerMeter {
    /// A current per width [A/m].
    public static func amperesPerMeter(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}

extension Figure where Unit == OhmMeter {
    /// A resistivity [Ω·m].
    public static func ohmMeters(_ value: Double, _ source: FigureSource) -> Figure { Figure(value, source) }
}
