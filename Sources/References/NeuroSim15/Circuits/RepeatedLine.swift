// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A long wire cut into equal pieces, each driven by an inverter (a repeater) whose resistance is the mean of its
/// transistors'.
///
/// The fastest wire has repeaters of the size and at the distance that balance driver and wire delay (Bakoglu,
/// "Circuits, Interconnections, and Packaging for VLSI", 1990); smaller and closer repeaters then save energy within the
/// delay that is tolerated. Equations and constants: table of sources in the README of this revision.
struct RepeatedLine: Sendable {
    /// Part of the time constant after which a stage counts as switched [1].
    private static let delayFactor = 0.7
    /// Part of the time constant of a distributed wire that counts [1].
    private static let distributedFactor = 0.54
    /// Part of the bits that change, of which the energy of a transition counts: half of the charge and discharge [1].
    private static let transitionShare = 0.5

    /// The inverter used as repeater.
    let repeater: StandardCell
    /// Distance of the repeaters [m].
    let spacing: Double
    /// Energy of moving one bit that changes [J/m].
    let energy: Double
    /// Static power of one wire [W/m].
    let leakagePower: Double

    private let capacitance: Double

    /// Sizes the repeaters of a wire.
    ///
    /// Repeaters are halved, rounded down, and brought closer by a tenth until the wire is slower than allowed.
    ///
    /// - Parameters:
    ///   - resistance: of the wire [Ω/m].
    ///   - delayTolerance: how much slower than the fastest the wire may be [1]; 0 keeps the fastest.
    ///   - technology: the process.
    init(resistance: Double, delayTolerance: Double, technology: Technology) {
        let fastest = Repeaters(fastestAt: resistance, technology: technology)
        var chosen = fastest
        if delayTolerance > 0 {
            let slowest = fastest.delay(resistance: resistance, technology: technology) * (1 + delayTolerance)
            repeat {
                chosen = Repeaters(strength: chosen.strength / 2, spacing: chosen.spacing * 0.9)
            } while chosen.delay(resistance: resistance, technology: technology) < slowest
        }
        let repeater = StandardCell.inverter(drive: Double(max(1, chosen.strength)), technology: technology)
        let voltage = technology.supplyVoltage
        let wireEnergy = technology.wireCapacitancePerLength * voltage * voltage
        let repeaterEnergy = repeater.switchingEnergy(supplyVoltage: voltage) / chosen.spacing
        self.repeater = repeater
        capacitance = technology.wireCapacitancePerLength
        spacing = chosen.spacing
        energy = (wireEnergy + repeaterEnergy) * Self.transitionShare
        leakagePower = repeater.leakagePower / chosen.spacing
    }

    /// Delay of a wire of a resistance [Ω/m] with these repeaters [s/m].
    func delay(resistance: Double) -> Double {
        Self.delay(repeater: repeater, spacing: spacing, resistance: resistance, capacitance: capacitance)
    }

    fileprivate static func delay(
        repeater: StandardCell, spacing: Double, resistance: Double, capacitance: Double
    ) -> Double {
        let driver = (repeater.nmosResistance + repeater.pmosResistance) / 2
        let wireCapacitance = capacitance * spacing
        let wireResistance = resistance * spacing
        let driven = driver * (repeater.inputCapacitance + repeater.outputCapacitance + wireCapacitance)
        let distributed = distributedFactor * wireResistance * wireCapacitance
        return delayFactor * (driven + distributed + wireResistance * repeater.inputCapacitance) / spacing
    }
}

/// Size and distance of repeaters.
private struct Repeaters {
    /// Size in smallest inverters [1].
    let strength: Int
    /// Distance [m].
    let spacing: Double

    init(strength: Int, spacing: Double) {
        self.strength = strength
        self.spacing = spacing
    }

    /// The repeaters that make a wire of this resistance [Ω/m] fastest; their size is rounded down.
    init(fastestAt resistance: Double, technology: Technology) {
        let smallest = StandardCell.inverter(technology: technology)
        let driver = (smallest.nmosResistance + smallest.pmosResistance) / 2
        let capacitance = technology.wireCapacitancePerLength
        let relativeSize = driver * capacitance / smallest.inputCapacitance / resistance
        let ownTime = driver * (smallest.outputCapacitance + smallest.inputCapacitance)
        strength = Int(min(Double(Int32.max), relativeSize.squareRoot().rounded(.down)))
        spacing = (2 * ownTime / (resistance * capacitance)).squareRoot()
    }

    /// Delay of the wire [s/m]; infinite without repeaters.
    func delay(resistance: Double, technology: Technology) -> Double {
        guard strength >= 1 else { return .infinity }
        let repeater = StandardCell.inverter(drive: Double(strength), technology: technology)
        return RepeatedLine.delay(
            repeater: repeater, spacing: spacing, resistance: resistance,
            capacitance: technology.wireCapacitancePerLength)
    }
}
