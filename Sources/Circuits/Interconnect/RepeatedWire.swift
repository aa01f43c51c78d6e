// SPDX-License-Identifier: Apache-2.0

import Technology

/// A long wire cut into equal pieces, each driven by an inverter (a repeater).
///
/// The fastest wire has repeaters of the size and at the distance that balance driver and wire delay (Bakoglu,
/// "Circuits, Interconnections, and Packaging for VLSI", 1990); smaller repeaters then save energy within the delay
/// that is tolerated. Equations and constants: table of sources in Sources/References.
struct RepeatedWire: Sendable {
    /// How repeaters are made smaller to save energy. Each step also brings them closer by a tenth.
    enum Downsizing: Sendable {
        /// By the size of the smallest inverter; ends with the smallest.
        case stepwise
        /// To half the size, rounded down.
        case halving
    }

    /// Part of the time constant after which a stage counts as switched [1].
    private static let delayFactor = 0.7
    /// Below it a wire counts as ideal [Ohm/m]; the optimum of a wire without resistance is infinitely large.
    private static let leastResistance = 1.0
    /// Part of the bits that rise from 0 to 1 [1].
    private static let risingBits = 0.25

    /// The inverter used as repeater.
    let repeater: StandardCell
    /// Distance of the repeaters [m].
    let spacing: Double
    /// Resistance of the wire [Ohm/m].
    let resistance: Double
    /// Capacitance of the wire [F/m].
    let capacitance: Double
    /// Energy of moving one bit, averaged over random data [J/m].
    let energy: Double
    /// Static power [W/m].
    let leakagePower: Double

    /// Sizes the repeaters of a wire.
    /// - Parameters:
    ///   - resistance: of the wire [Ohm/m].
    ///   - delayTolerance: how much slower than the fastest the wire may be [1]; 0 keeps the fastest.
    ///   - downsizing: how repeaters shrink; the first size beyond the tolerance is the one used.
    ///   - technology: the process.
    init(resistance: Double, delayTolerance: Double, downsizing: Downsizing, technology: Technology) {
        let resistance = max(resistance, Self.leastResistance)
        let fastest = RepeaterSizing(fastestAt: resistance, technology: technology)
        var sizing = fastest
        if delayTolerance > 0 {
            let slowest = fastest.delay(resistance: resistance, technology: technology) * (1 + delayTolerance)
            sizing = fastest.downsized(
                downsizing, beyond: slowest, resistance: resistance, technology: technology)
        }
        let repeater = StandardCell.inverter(drive: Double(max(1, sizing.strength)), technology: technology)
        let voltage = technology.supplyVoltage
        let wireEnergy = technology.wireCapacitancePerLength * voltage * voltage
        let repeaterEnergy = repeater.switchingEnergy(supplyVoltage: voltage) / sizing.spacing
        self.repeater = repeater
        self.resistance = resistance
        capacitance = technology.wireCapacitancePerLength
        spacing = sizing.spacing
        energy = (wireEnergy + repeaterEnergy) * Self.risingBits
        leakagePower = repeater.leakagePower / sizing.spacing
    }

    /// Delay of the wire [s/m].
    var delay: Double {
        Self.delay(repeater: repeater, spacing: spacing, resistance: resistance, capacitance: capacitance)
    }

    /// Delay of a wire of another resistance [Ohm/m] with the same repeaters [s/m].
    func delay(branchResistance: Double) -> Double {
        Self.delay(repeater: repeater, spacing: spacing, resistance: branchResistance, capacitance: capacitance)
    }

    fileprivate static func delay(
        repeater: StandardCell, spacing: Double, resistance: Double, capacitance: Double
    ) -> Double {
        let driver = repeater.nmosResistance + repeater.pmosResistance
        let wireCapacitance = capacitance * spacing
        let wireResistance = resistance * spacing
        let driven = driver * (repeater.inputCapacitance + repeater.outputCapacitance + wireCapacitance)
        let distributed = wireResistance * (wireCapacitance / 2 + repeater.inputCapacitance)
        return delayFactor * (driven + distributed) / spacing
    }
}

/// Size and distance of repeaters.
private struct RepeaterSizing {
    /// Size in smallest inverters [1].
    var strength: Int
    /// Distance [m].
    var spacing: Double

    /// The repeaters that make a wire of this resistance [Ohm/m] fastest; their size is rounded down.
    init(fastestAt resistance: Double, technology: Technology) {
        let smallest = StandardCell.inverter(technology: technology)
        let driver = smallest.nmosResistance + smallest.pmosResistance
        let capacitance = technology.wireCapacitancePerLength
        let relativeSize = driver * capacitance / smallest.inputCapacitance / resistance
        let ownTime = driver * (smallest.outputCapacitance + smallest.inputCapacitance)
        strength = Int(relativeSize.squareRoot().rounded(.down))
        spacing = (2 * ownTime / (resistance * capacitance)).squareRoot()
    }

    /// Delay of the wire [s/m]; infinite without repeaters.
    func delay(resistance: Double, technology: Technology) -> Double {
        guard strength >= 1 else { return .infinity }
        let repeater = StandardCell.inverter(drive: Double(strength), technology: technology)
        return RepeatedWire.delay(
            repeater: repeater, spacing: spacing, resistance: resistance,
            capacitance: technology.wireCapacitancePerLength)
    }

    /// Smaller and closer repeaters, the first that are slower than allowed [s/m].
    func downsized(
        _ downsizing: RepeatedWire.Downsizing, beyond slowest: Double, resistance: Double, technology: Technology
    ) -> RepeaterSizing {
        var sizing = self
        var delay = 0.0
        while delay < slowest && sizing.strength >= 1 {
            sizing.strength = downsizing == .halving ? sizing.strength / 2 : sizing.strength - 1
            sizing.spacing *= 0.9
            delay = sizing.delay(resistance: resistance, technology: technology)
        }
        return sizing
    }
}
