// SPDX-License-Identifier: Apache-2.0

/// The transistors of one node and roadmap as they are tabulated.
public struct TransistorTable: Sendable {
    /// The temperatures of rows of current where a table does not say otherwise: from 300 K on, one every 10 K [K].
    public static let usualTemperatures = 300.0...400.0
    static let temperatureStep = 10

    /// The model card behind the figures.
    public let card: String
    /// The supply voltage.
    public let supplyVoltage: Figure<Volt>
    /// The threshold voltage.
    public let thresholdVoltage: Figure<Volt>
    /// The physical length of a gate.
    public let gateLength: Figure<Meter>
    /// Switching resistance over that of the saturated transistor.
    public let resistanceMultiplier: Figure<PureNumber>
    /// How the transistors are built, and what depends on that.
    public let structure: TransistorStructure
    /// The temperatures that the rows of current cover, one value every 10 K [K].
    public let temperatures: ClosedRange<Double>
    /// Saturation current per width, one value for each temperature.
    public let onCurrent: PolarityPair<FigureRow<AmperePerMeter>>
    /// Leakage current per width, one value for each temperature.
    public let offCurrent: PolarityPair<FigureRow<AmperePerMeter>>

    /// Transistors of those figures.
    public init(
        card: String, supplyVoltage: Figure<Volt>, thresholdVoltage: Figure<Volt>, gateLength: Figure<Meter>,
        resistanceMultiplier: Figure<PureNumber>, structure: TransistorStructure,
        temperatures: ClosedRange<Double> = usualTemperatures, onCurrent: PolarityPair<FigureRow<AmperePerMeter>>,
        offCurrent: PolarityPair<FigureRow<AmperePerMeter>>
    ) {
        self.card = card
        self.supplyVoltage = supplyVoltage
        self.thresholdVoltage = thresholdVoltage
        self.gateLength = gateLength
        self.resistanceMultiplier = resistanceMultiplier
        self.structure = structure
        self.temperatures = temperatures
        self.onCurrent = onCurrent
        self.offCurrent = offCurrent
    }

    /// The same transistors with another length of their gates, and with other channels where some are given.
    public func with(gateLength: Figure<Meter>, structure: TransistorStructure? = nil) -> TransistorTable {
        TransistorTable(
            card: card, supplyVoltage: supplyVoltage, thresholdVoltage: thresholdVoltage, gateLength: gateLength,
            resistanceMultiplier: resistanceMultiplier, structure: structure ?? self.structure,
            temperatures: temperatures, onCurrent: onCurrent, offCurrent: offCurrent)
    }

    /// The values that a row of current needs, one for each temperature [1].
    var rowLength: Int { Int(temperatures.upperBound - temperatures.lowerBound) / Self.temperatureStep + 1 }

    /// The rows of current.
    var rows: [FigureRow<AmperePerMeter>] { [onCurrent.nmos, onCurrent.pmos, offCurrent.nmos, offCurrent.pmos] }

    /// The value of a row of current at a temperature inside the table [A/m].
    ///
    /// Fractions of a kelvin are dropped; between two rows the current is linear.
    func interpolate(_ row: FigureRow<AmperePerMeter>, at temperature: Double) -> Double {
        let kelvins = Int(temperature) - Int(temperatures.lowerBound)
        let (index, rest) = kelvins.quotientAndRemainder(dividingBy: Self.temperatureStep)
        guard rest != 0 else { return row.values[index] }
        let below = row.values[index]
        let above = row.values[index + 1]
        return below + (above - below) * Double(rest) / Double(Self.temperatureStep)
    }
}
