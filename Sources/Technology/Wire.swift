// SPDX-License-Identifier: Apache-2.0

/// The local copper wires of an array: wordlines, bitlines, and what connects to them.
public struct Wire: Sendable, Equatable {
    /// The growth of the resistivity of copper wires for each kelvin off 300 K, as a part of it [1/K].
    static let temperatureCoefficient = 0.00451

    /// A wire whose resistance does not count.
    ///
    /// The wires between cells have no resistance at all; those of the periphery keep 1 Ω/m so that they have a value.
    public static let ideal = Wire(width: 0, aspectRatio: 1, resistivity: 0, resistancePerLength: 1)

    /// The width of the wire [m]; 0 for ``ideal``.
    public let width: Double
    /// The thickness of the wire over its width [1].
    public let aspectRatio: Double
    /// The resistivity, with scattering in thin wires, at the temperature of the wire [Ω·m].
    public let resistivity: Double
    /// The resistance per length [Ω/m].
    public let resistancePerLength: Double

    /// A wire of any cross section.
    ///
    /// - Parameters:
    ///   - width: The width [m].
    ///   - aspectRatio: The thickness over the width [1].
    ///   - resistivity: The resistivity at 300 K [Ω·m].
    ///   - temperature: The temperature [K]; the resistivity grows by 0.451 % per kelvin off 300 K.
    public init(width: Double, aspectRatio: Double, resistivity: Double, temperature: Double = 300) {
        let warm = resistivity * (1 + Self.temperatureCoefficient * abs(temperature - 300))
        let crossSection = width * width * aspectRatio
        self.init(
            width: width, aspectRatio: aspectRatio, resistivity: warm, resistancePerLength: warm / crossSection)
    }

    private init(width: Double, aspectRatio: Double, resistivity: Double, resistancePerLength: Double) {
        self.width = width
        self.aspectRatio = aspectRatio
        self.resistivity = resistivity
        self.resistancePerLength = resistancePerLength
    }

    /// Whether the resistance of the wire does not count.
    public var isIdeal: Bool { width == 0 }

    /// The resistance of the wire along one cell [Ω].
    ///
    /// The cell is `lengthInWidths` wire widths long. A wire width is the feature size of the array.
    public func cellResistance(lengthInWidths: Double) -> Double {
        isIdeal ? 0 : resistancePerLength * (width * lengthInWidths)
    }
}
