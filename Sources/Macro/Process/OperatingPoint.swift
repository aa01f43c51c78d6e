// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Silicon at a supply and a temperature: capacitances, delays and leakage of what circuits are made of.
public struct OperatingPoint: Sendable, Equatable {
    /// The technology node.
    public let node: SiliconNode
    /// Supply [V].
    public let supply: Double
    /// Temperature [K].
    public let temperature: Double
    package let constants: SiliconConstants

    /// Exponent of the alpha-power law (T. Sakurai and A. R. Newton, IEEE JSSC 25(2), 1990) [1].
    private static let alpha = 1.3

    /// Silicon of a node at a supply [V] and a temperature [K].
    public init(
        _ node: SiliconNode, supply: Double, temperature: Double = 300, constants: SiliconConstants = SiliconConstants()
    ) {
        self.node = node
        self.supply = supply
        self.temperature = temperature
        self.constants = constants
    }

    // MARK: Delay

    /// Delay of an inverter that drives four others [s].
    public var fanOutDelay: Double { node.fanOutDelay * slowing }

    /// How many times longer delays are than at the nominal supply and 300 K [1].
    public var slowing: Double {
        let mobility = pow(temperature / constants.temperature, 1.5)
        return mobility * speedLaw(supply, at: temperature) / speedLaw(node.supplyVoltage, at: constants.temperature)
    }

    /// The alpha-power law of the delay over the supply, up to a constant.
    private func speedLaw(_ supply: Double, at temperature: Double) -> Double {
        let threshold = node.thresholdVoltage - constants.thresholdSlope * (temperature - constants.temperature)
        let width = constants.thresholdWidth
        // Below the threshold what is left of the overdrive falls exponentially.
        let overdrive = width * log1p(exp((supply - threshold) / width))
        return supply / pow(overdrive, Self.alpha)
    }

    /// Whether the supply is so near the threshold that the law of delays does not hold.
    public var isNearThreshold: Bool { supply - node.thresholdVoltage < 0.1 }

    // MARK: Capacitance

    /// Side of a gate with two inputs [m].
    var gateLength: Double { node.gateArea.squareRoot() }

    /// Capacitance that a gate with two inputs switches [F].
    package var gateCapacitance: Double { smallGateCapacitance * node.gateGain }

    /// That of a gate whose transistors have one fin, or are planar [F].
    var smallGateCapacitance: Double { constants.gateCapacitance * gateLength }

    /// Energy that a capacitance [F] takes from the supply when it is charged once [J].
    package func switchingEnergy(_ capacitance: Double) -> Double { capacitance * supply * supply }

    // MARK: Leakage

    /// Static power of so many gates with two inputs [W].
    package func leakage(gates: Double) -> Double {
        let current = constants.offCurrent * gateLength * gates
        return current * pow(2, (temperature - constants.temperature) / constants.leakageDoubling) * supply
    }

    /// Static power of circuits that fill an area [m²] with gates [W].
    func leakage(area: Double) -> Double { leakage(gates: area / node.gateArea) }
}
