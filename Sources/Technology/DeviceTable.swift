/// The fins of a FinFET.
public struct FinGeometry: Sendable, Equatable {
    /// The height of a fin above the oxide [m].
    public let height: Double
    /// The thickness of a fin [m].
    public let width: Double
    /// The distance from one fin to the next, center to center [m].
    public let pitch: Double

    /// The width of channel that one fin adds: both sides and the top [m].
    public var channelWidth: Double { 2 * height + width }
}

/// A figure of the NMOS and of the PMOS transistors of a process.
struct PolarityPair<Value: Sendable>: Sendable {
    let nmos: Value
    let pmos: Value
}

/// The transistors of one node and roadmap as they are tabulated.
struct DeviceTable: Sendable {
    /// The temperatures of the rows of current: from 300 K on, one every 10 K [K].
    static let temperatures = 300.0...400.0
    static let temperatureStep = 10

    /// The model card behind the figures.
    let source: String
    /// [V]
    let supplyVoltage: Double
    /// [V]
    let thresholdVoltage: Double
    /// [m]
    let gateLength: Double
    /// Per width of gate [F/m].
    let idealGateCapacitance: Double
    /// Per width of gate [F/m]; 0 where the ideal gate capacitance includes it.
    let fringeCapacitance: Double
    /// Switching resistance over that of the saturated transistor [1].
    let resistanceMultiplier: Double
    /// The current that the small-signal transconductance is taken from, at 0.7 of the supply voltage [A/m].
    let transconductanceCurrent: PolarityPair<Double>
    /// The fins; nil for planar transistors.
    let fin: FinGeometry?
    /// Saturation current per width, one value per temperature [A/m].
    let onCurrent: PolarityPair<[Double]>
    /// Leakage current per width, one value per temperature [A/m].
    let offCurrent: PolarityPair<[Double]>

    /// The value of a row of current at a temperature inside the table [A/m].
    ///
    /// Fractions of a kelvin are dropped; between two rows the current is linear.
    static func interpolate(_ row: [Double], at temperature: Double) -> Double {
        let kelvins = Int(temperature) - Int(temperatures.lowerBound)
        let (index, rest) = kelvins.quotientAndRemainder(dividingBy: temperatureStep)
        guard rest != 0 else { return row[index] }
        let below = row[index]
        let above = row[index + 1]
        return below + (above - below) * Double(rest) / Double(temperatureStep)
    }
}
