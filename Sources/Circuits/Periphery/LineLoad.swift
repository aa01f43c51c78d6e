// SPDX-License-Identifier: Apache-2.0

/// A wire with all of its loads, as seen by its driver.
public struct LineLoad: Sendable, Equatable {
    /// Capacitance of the wire and the devices on it [F].
    public let capacitance: Double
    /// Resistance of the wire from end to end [Ohm].
    public let resistance: Double

    /// A wire of a capacitance [F] and a resistance [Ohm].
    public init(capacitance: Double, resistance: Double = 0) {
        self.capacitance = capacitance
        self.resistance = resistance
    }

    /// The Elmore time constant [s] of the wire behind a driver with an on-resistance [Ohm] and a capacitance of its own
    /// [F]: the driver charges everything, the distributed wire half of itself.
    public func timeConstant(driverResistance: Double, driverCapacitance: Double) -> Double {
        driverResistance * (driverCapacitance + capacitance) + resistance * capacitance / 2
    }
}
