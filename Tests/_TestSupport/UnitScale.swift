/// Other units of length, time, voltage and current: how many of them make one metre, second, volt and ampere.
///
/// A figure of a model is homogeneous when a change of the units of all inputs changes it as its own unit says. An
/// equation with a missing or doubled factor is not.
public struct UnitScale: Sendable {
    /// Units of length in a metre [1].
    public let metre: Double
    /// Units of time in a second [1].
    public let second: Double
    /// Units of voltage in a volt [1].
    public let volt: Double
    /// Units of current in an ampere [1].
    public let ampere: Double

    /// Units of those sizes.
    public init(metre: Double = 1, second: Double = 1, volt: Double = 1, ampere: Double = 1) {
        self.metre = metre
        self.second = second
        self.volt = volt
        self.ampere = ampere
    }

    /// The units of the SI.
    public static let si = UnitScale()

    /// One change of unit at a time, and all four together. The factors are no powers of each other, so that a wrong
    /// exponent of one unit cannot hide behind another.
    public static let probes: [(name: String, scale: UnitScale)] = [
        ("metre", UnitScale(metre: 1.7)), ("second", UnitScale(second: 1.3)), ("volt", UnitScale(volt: 1.1)),
        ("ampere", UnitScale(ampere: 0.6)), ("all", UnitScale(metre: 1.7, second: 1.3, volt: 1.1, ampere: 0.6)),
    ]

    /// Units of resistance in an ohm [1].
    public var ohm: Double { volt / ampere }
    /// Units of capacitance in a farad [1].
    public var farad: Double { ampere * second / volt }
    /// Units of power in a watt [1].
    public var watt: Double { volt * ampere }
    /// Units of energy in a joule [1].
    public var joule: Double { volt * ampere * second }
    /// Units of frequency in a hertz [1].
    public var hertz: Double { 1 / second }
    /// Units of area in a square metre [1].
    public var squareMetre: Double { metre * metre }
}
