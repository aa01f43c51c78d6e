/// The local copper wires of an array: wordlines, bitlines, and what connects to them.
public struct Wire: Sendable, Equatable {
    /// The capacitance of a wire per length [F/m], the same for all widths.
    public static let capacitancePerLength = 0.2e-15 / 1e-6

    /// The widths that have a tabulated cross section and resistivity, widest first [nm].
    public static let supportedWidths = [200, 100, 50, 40, 32, 22, 14]

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

    /// A wire of a tabulated width.
    ///
    /// Cross sections, resistivities and their temperature coefficient are those of DNN+NeuroSim V2.1.
    ///
    /// - Parameters:
    ///   - nanometers: The width [nm], one of ``supportedWidths``.
    ///   - temperature: The temperature [K].
    /// - Throws: ``TechnologyError/unknownWireWidth(_:allowed:)``.
    public init(nanometers: Int, temperature: Double = 300) throws(TechnologyError) {
        guard let entry = Self.table[nanometers] else {
            throw .unknownWireWidth(nanometers, allowed: Self.supportedWidths)
        }
        self.init(
            width: Double(nanometers) * 1e-9, aspectRatio: entry.aspectRatio, resistivity: entry.resistivity,
            temperature: temperature)
    }

    /// A wire of any cross section.
    ///
    /// - Parameters:
    ///   - width: The width [m].
    ///   - aspectRatio: The thickness over the width [1].
    ///   - resistivity: The resistivity at 300 K [Ω·m].
    ///   - temperature: The temperature [K]; the resistivity grows by 0.451 % per kelvin off 300 K.
    public init(width: Double, aspectRatio: Double, resistivity: Double, temperature: Double = 300) {
        let warm = resistivity * (1 + 0.00451 * abs(temperature - 300))
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
    /// - Parameter lengthInWidths: The length of that piece in wire widths, which are the feature size of the array.
    public func cellResistance(lengthInWidths: Double) -> Double {
        isIdeal ? 0 : resistancePerLength * (width * lengthInWidths)
    }

    /// The usual width of the wires of an array at a process node [nm].
    ///
    /// The array of a node between two tabulated ones takes the width of the smaller node.
    public static func standardWidth(node: Int) -> Int {
        switch node {
        case 90...: 200
        case 65...: 100
        case 45...: 50
        case 32...: 40
        case 22...: 32
        case 14...: 22
        default: 14
        }
    }

    /// The usual feature size of the array at a process node [m]: the width of its wires.
    public static func standardFeatureSize(node: Int) -> Double {
        Double(standardWidth(node: node)) * 1e-9
    }

    /// Aspect ratio [1] and resistivity at 300 K [Ω·m] by width [nm].
    private static let table: [Int: (aspectRatio: Double, resistivity: Double)] = [
        200: (2.10, 2.42e-8),
        100: (2.30, 2.73e-8),
        50: (2.34, 3.91e-8),
        40: (1.90, 4.03e-8),
        32: (1.90, 4.51e-8),
        22: (2.00, 5.41e-8),
        14: (2.10, 7.43e-8),
    ]
}
