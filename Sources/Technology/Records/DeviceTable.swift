// SPDX-License-Identifier: Apache-2.0

/// The transistors and column converters of one node and roadmap as they are tabulated.
public struct DeviceTable: Sendable {
    /// The temperatures of the rows of current: from 300 K on, one every 10 K [K].
    public static let temperatures = 300.0...400.0
    static let temperatureStep = 10
    /// The values that a row of current needs, one for each temperature [1].
    static let rowLength = 11

    /// The model card behind the figures.
    public let card: String
    /// The supply voltage.
    public let supplyVoltage: Figure<Volt>
    /// The threshold voltage.
    public let thresholdVoltage: Figure<Volt>
    /// The physical length of a gate.
    public let gateLength: Figure<Meter>
    /// The capacitance of a gate per width; of a FinFET with all that adds to it.
    public let idealGateCapacitance: Figure<FaradPerMeter>
    /// The fringe capacitance of a gate per width; 0 where the ideal gate capacitance includes it.
    public let fringeCapacitance: Figure<FaradPerMeter>
    /// Switching resistance over that of the saturated transistor.
    public let resistanceMultiplier: Figure<PureNumber>
    /// The current per width that the small-signal transconductance is taken from, at 0.7 of the supply voltage.
    public let transconductanceCurrent: PolarityPair<Figure<AmperePerMeter>>
    /// The fins; nil for planar transistors.
    public let fin: FinTable?
    /// Saturation current per width, one value for each temperature.
    public let onCurrent: PolarityPair<FigureRow<AmperePerMeter>>
    /// Leakage current per width, one value for each temperature.
    public let offCurrent: PolarityPair<FigureRow<AmperePerMeter>>
    /// The power of the column converters.
    public let converters: ConverterTable
    /// The delay of the comparators of column converters that sense a current.
    public let comparatorDelay: ComparatorDelayTable

    /// Transistors and converters of those figures.
    public init(
        card: String, supplyVoltage: Figure<Volt>, thresholdVoltage: Figure<Volt>, gateLength: Figure<Meter>,
        idealGateCapacitance: Figure<FaradPerMeter>, fringeCapacitance: Figure<FaradPerMeter>,
        resistanceMultiplier: Figure<PureNumber>, transconductanceCurrent: PolarityPair<Figure<AmperePerMeter>>,
        fin: FinTable?, onCurrent: PolarityPair<FigureRow<AmperePerMeter>>,
        offCurrent: PolarityPair<FigureRow<AmperePerMeter>>, converters: ConverterTable,
        comparatorDelay: ComparatorDelayTable
    ) {
        self.card = card
        self.supplyVoltage = supplyVoltage
        self.thresholdVoltage = thresholdVoltage
        self.gateLength = gateLength
        self.idealGateCapacitance = idealGateCapacitance
        self.fringeCapacitance = fringeCapacitance
        self.resistanceMultiplier = resistanceMultiplier
        self.transconductanceCurrent = transconductanceCurrent
        self.fin = fin
        self.onCurrent = onCurrent
        self.offCurrent = offCurrent
        self.converters = converters
        self.comparatorDelay = comparatorDelay
    }

    /// Refuses rows that do not have a value for each temperature, and fits without a coefficient for each power.
    func checkRows(of node: Int) throws(TechnologyError) {
        var rows = [onCurrent.nmos, onCurrent.pmos, offCurrent.nmos, offCurrent.pmos]
            .map { (values: $0.values.count, needed: Self.rowLength) }
        if case .fitted(_, _, let below, let above) = comparatorDelay {
            rows.append((values: below.values.count, needed: SensingDelayFit.coefficientsBelow))
            rows.append((values: above.values.count, needed: SensingDelayFit.coefficientsAbove))
        }
        if let row = rows.first(where: { $0.values != $0.needed }) {
            throw .incompleteTable(card, node: node, values: row.values, needed: row.needed)
        }
    }

    /// The value of a row of current at a temperature inside the table [A/m].
    ///
    /// Fractions of a kelvin are dropped; between two rows the current is linear.
    static func interpolate(_ row: FigureRow<AmperePerMeter>, at temperature: Double) -> Double {
        let kelvins = Int(temperature) - Int(temperatures.lowerBound)
        let (index, rest) = kelvins.quotientAndRemainder(dividingBy: temperatureStep)
        guard rest != 0 else { return row.values[index] }
        let below = row.values[index]
        let above = row.values[index + 1]
        return below + (above - below) * Double(rest) / Double(temperatureStep)
    }
}
