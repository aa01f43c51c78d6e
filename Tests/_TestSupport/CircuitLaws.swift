import Circuits
import Technology
import Testing

/// What a circuit of a test is made in: a process and the units in which all figures are given.
public struct CircuitSurroundings: Sendable {
    /// The process, in those units.
    public let technology: Technology
    /// The units.
    public let units: UnitScale

    /// A process, given in SI units, in the units of a test.
    public init(technology: Technology, units: UnitScale = .si) {
        self.technology = technology.rescaled(
            metre: units.metre, second: units.second, volt: units.volt, ampere: units.ampere)
        self.units = units
    }
}

/// A figure of a circuit, and the law that it breaks on purpose.
public struct KnownViolation: Sendable, Hashable {
    /// The figure: `area`, `leakage`, or an operation's name with `.latency` or `.energy`.
    public let figure: String
    /// The unit whose change it does not follow; nil for the law of non-negative figures.
    public let unit: String?

    /// A figure that does not follow the change of a unit.
    public static func inhomogeneous(_ figure: String, in unit: String) -> KnownViolation {
        KnownViolation(figure: figure, unit: unit)
    }
}

/// Checks the laws that every circuit keeps: figures are finite and not negative, and homogeneous in metre, second, volt
/// and ampere. A known violation must be one, so that a list of them stays true.
///
/// - Parameters:
///   - technology: the process.
///   - violations: figures that the model is known to have wrong.
///   - operations: the operations that are checked, with names.
///   - make: the circuit; every input with a unit is multiplied by the factor of that unit.
public func checkCircuitLaws<Model: CircuitModel>(
    in technology: Technology, violations: Set<KnownViolation> = [],
    operations: (CircuitSurroundings) -> KeyValuePairs<String, Model.Operation>,
    sourceLocation: SourceLocation = #_sourceLocation, _ make: (CircuitSurroundings) throws -> Model
) rethrows {
    let plain = try figures(in: CircuitSurroundings(technology: technology), operations, make)
    for (name, figure) in plain {
        #expect(figure.value.isFinite && figure.value >= 0, "\(name) = \(figure.value)", sourceLocation: sourceLocation)
    }
    var seen: Set<KnownViolation> = []
    for (unit, scale) in UnitScale.probes {
        let scaled = try figures(in: CircuitSurroundings(technology: technology, units: scale), operations, make)
        for ((name, figure), (_, other)) in zip(plain, scaled) {
            let follows = isClose(other.value, figure.value * figure.dimension(scale), relative: 1e-9)
            let violation = KnownViolation.inhomogeneous(name, in: unit)
            if !follows { seen.insert(violation) }
            let isKnown =
                unit == "all" ? violations.contains { $0.figure == name } : violations.contains(violation)
            #expect(
                follows || isKnown,
                "\(name) does not follow a change of unit (\(unit)): \(other.value) for \(figure.value)",
                sourceLocation: sourceLocation)
        }
    }
    #expect(violations.subtracting(seen).isEmpty, "laws that hold are listed as broken", sourceLocation: sourceLocation)
}

private struct DimensionedFigure {
    let value: Double
    let dimension: (UnitScale) -> Double
}

private func figures<Model: CircuitModel>(
    in surroundings: CircuitSurroundings,
    _ operations: (CircuitSurroundings) -> KeyValuePairs<String, Model.Operation>,
    _ make: (CircuitSurroundings) throws -> Model
) rethrows -> [(String, DimensionedFigure)] {
    let circuit = try make(surroundings)
    var figures = [
        ("area", DimensionedFigure(value: circuit.area) { $0.squareMetre }),
        ("leakage", DimensionedFigure(value: circuit.leakagePower) { $0.watt }),
    ]
    for (name, operation) in operations(surroundings) {
        let cost = circuit.cost(of: operation)
        figures.append(("\(name).latency", DimensionedFigure(value: cost.latency) { $0.second }))
        figures.append(("\(name).energy", DimensionedFigure(value: cost.energy) { $0.joule }))
    }
    return figures
}
