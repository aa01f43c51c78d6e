// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// A transistor of a process as a circuit simulator computes it: the alpha-power law with a smooth transition to
/// exponential conduction below threshold.
///
/// With the overdrive u of a gate that stands V above the lower of drain and source (the higher one for PMOS),
///
///     u(V) = s · ln(1 + exp((V − V_th) / s))
///     I(V, V_ds) = W · I_on · (u / u_on)^α · x · (2 − x),   x = min(1, V_ds / V_sat)
///     V_sat(V) = 4 kT/q + (V_sat,on − 4 kT/q) · (u / u_on)^(α / 2)
///
/// (T. Sakurai, A. R. Newton, IEEE J. Solid-State Circuits 25(2), 1990). Threshold, on-current and supply are tabulated; s
/// is solved for the tabulated off-current; V_sat,on gives the linear region the resistance that the tables' ratio
/// (``Technology/DesignRules/linearRegionRatio``) says. The exponent α is no figure of the tables.
public struct AlphaPowerTransistor: Sendable, Equatable {
    /// Exponents that make sense: from full velocity saturation to none [1].
    public static let exponents = 1.0...2.0
    /// The exponent by default [1].
    public static let standardExponent = 1.3

    /// NMOS or PMOS.
    public let polarity: TransistorPolarity
    /// Exponent α of the saturation current [1].
    public let exponent: Double
    /// Supply voltage at which the on-current is given [V].
    public let supplyVoltage: Double
    /// Threshold voltage V_th; its magnitude for PMOS [V].
    public let thresholdVoltage: Double
    /// Saturation current with gate and drain at the supply, per width of channel [A/m].
    public let onCurrent: Double
    /// Voltage s over which conduction changes from exponential to a power [V].
    public let transition: Double
    /// Overdrive u_on with the gate at the supply [V].
    let fullOverdrive: Double
    /// Drain voltage V_sat,on from which the current saturates with the gate at the supply [V].
    public let saturationVoltage: Double
    /// The same far below threshold: four thermal voltages [V].
    let leastSaturationVoltage: Double

    /// The transistor of a process, with an exponent α from 1 to 2 [1].
    public init(
        _ polarity: TransistorPolarity, exponent: Double = AlphaPowerTransistor.standardExponent,
        technology: Technology
    ) {
        let isNMOS = polarity == .nmos
        let on = isNMOS ? technology.nmosOnCurrent : technology.pmosOnCurrent
        let off = isNMOS ? technology.nmosOffCurrent : technology.pmosOffCurrent
        let supply = technology.supplyVoltage
        let threshold = technology.thresholdVoltage
        self.polarity = polarity
        self.exponent = exponent
        supplyVoltage = supply
        thresholdVoltage = threshold
        onCurrent = on
        transition = Self.transition(ratio: pow(on / off, 1 / exponent), supply: supply, threshold: threshold)
        fullOverdrive = Self.overdrive(supply, threshold: threshold, transition: transition)
        // x (2 − x) starts with a slope of 2 / V_sat.
        saturationVoltage = 2 * DesignRules.linearRegionRatio * technology.resistanceMultiplier * supply
        leastSaturationVoltage = 4 * 8.617333262e-5 * technology.temperature
    }

    /// The transition voltage at which the overdrives at full and at no gate voltage have a ratio [V].
    private static func transition(ratio: Double, supply: Double, threshold: Double) -> Double {
        // The ratio falls from infinity to one as the transition grows.
        var (low, high) = (1e-4, 100.0)
        for _ in 0..<200 {
            let middle = (low * high).squareRoot()
            let full = overdrive(supply, threshold: threshold, transition: middle)
            let none = overdrive(0, threshold: threshold, transition: middle)
            if full > ratio * none { low = middle } else { high = middle }
        }
        return (low * high).squareRoot()
    }

    private static func overdrive(_ gate: Double, threshold: Double, transition: Double) -> Double {
        let normalized = (gate - threshold) / transition
        // The exponential is out of range far above threshold, where the overdrive is the difference itself.
        return normalized > 40 ? gate - threshold : transition * log1p(exp(normalized))
    }

    /// Current per width of channel [A/m] with the gate `gate` and the drain `drain` above the source [V]; magnitudes for
    /// PMOS.
    public func current(gate: Double, drain: Double) -> Double {
        let overdrive = Self.overdrive(gate, threshold: thresholdVoltage, transition: transition) / fullOverdrive
        let saturation =
            leastSaturationVoltage + (saturationVoltage - leastSaturationVoltage) * pow(overdrive, exponent / 2)
        let filled = min(1, drain / saturation)
        return onCurrent * pow(overdrive, exponent) * filled * (2 - filled)
    }
}
