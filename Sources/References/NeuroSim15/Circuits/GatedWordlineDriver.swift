// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The drivers behind the row decoder of a 1T1R array that is read row by row: two NAND2 with their inverters steer two
/// pass gates, all enlarged.
///
/// Equations and constants: the table of sources in the README of this revision.
struct GatedWordlineDriver: CircuitModel {
    /// The number of wordlines.
    let wordlineCount: Int
    /// The rectangle that the drivers take [m].
    let footprint: Footprint
    /// Static power of the logic [W]; pass gates are taken not to leak.
    let leakagePower: Double

    private let nand: StandardCell
    private let inverter: StandardCell
    private let gate: PassGate
    private let gateDrainCapacitance: Double
    private let supplyVoltage: Double
    private let readVoltage: Double

    /// Sizes the drivers of `wordlineCount` wordlines.
    ///
    /// - Parameters:
    ///   - wordlineCount: the number of wordlines.
    ///   - readVoltage: the level that a gate passes in a read [V].
    ///   - layout: the drivers stand beside the array: a height folds them into columns, a width has no effect.
    ///   - technology: the process.
    init(wordlineCount: Int, readVoltage: Double, layout: LayoutConstraint = .free, technology: Technology) {
        let cell = technology.cellHeight
        let nand = StandardCell.enlargedNand2(regionHeight: cell, technology: technology)
        let inverter = StandardCell.enlargedInverter(regionHeight: cell, technology: technology)
        let gate = Self.gate(like: inverter.gate, technology: technology)
        let region = Self.gateRegion(wordlineCount: wordlineCount, layout: layout, cellHeight: cell)
        let gateLayout = gate.layout(regionHeight: region, technology: technology)
        let unit = Footprint(
            width: 3 * nand.footprint.width + inverter.footprint.width + 2 * gateLayout.width,
            height: max(max(inverter.footprint.height, nand.footprint.height), gateLayout.height))

        self.wordlineCount = wordlineCount
        self.nand = nand
        self.inverter = inverter
        self.gate = gate
        gateDrainCapacitance = gate.drainCapacitance(height: gateLayout.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        footprint = unit.tiledBesideRows(count: wordlineCount, layout: layout)
        leakagePower = (nand.leakagePower + inverter.leakagePower) * 2 * Double(wordlineCount)
    }

    /// A pass gate with the transistors of an inverter, in their linear region.
    private static func gate(like inverter: LogicGate, technology: Technology) -> PassGate {
        let nmos = technology.switchResistance(width: inverter.nmosWidth, polarity: .nmos)
        let pmos = technology.switchResistance(width: inverter.pmosWidth, polarity: .pmos)
        let linear = DesignRules.linearRegionRatio
        return PassGate(
            nmosWidth: inverter.nmosWidth, pmosWidth: inverter.pmosWidth,
            resistance: 1 / (1 / (nmos * linear) + 1 / (pmos * linear)), technology: technology)
    }

    /// The height of a pass gate [m]: that of a row, or of as many rows as a standard cell needs.
    private static func gateRegion(wordlineCount: Int, layout: LayoutConstraint, cellHeight: Double) -> Double {
        guard case .height(let available) = layout, wordlineCount > 0 else { return cellHeight }
        let length = max(available, cellHeight)
        let pitch = length / Double(wordlineCount)
        guard pitch < cellHeight else { return pitch }
        let columns = (cellHeight / pitch).rounded(.up)
        return length / (Double(wordlineCount) / columns).rounded(.up)
    }

    /// What the drivers do.
    enum Operation: Sendable {
        /// A read puts one wordline, loaded with `load`, on the read level after a decoder's edge of `inputRamp`.
        case read(load: LineLoad, inputRamp: Ramp)
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let inputRamp):
            OperationCost(latency: delay(load: load, inputRamp: inputRamp), energy: energyPerRead)
        }
    }

    /// Delay from the decoder's edge to the wordline [s].
    ///
    /// The three logic stages all see the edge of the decoder; the pass gate starts from a full level.
    private func delay(load: LineLoad, inputRamp: Ramp) -> Double {
        let logicConstants = [
            nand.nmosResistance * 2 * (nand.outputCapacitance + inverter.inputCapacitance),
            inverter.pmosResistance * (inverter.outputCapacitance + 2 * nand.inputCapacitance),
            nand.nmosResistance * 2 * (nand.outputCapacitance + gate.gateCapacitance),
        ]
        let logicDelay = logicConstants.reduce(0) { sum, timeConstant in
            sum + stageTiming(timeConstant: timeConstant, input: inputRamp).delay
        }
        let line = load.timeConstant(driverResistance: gate.resistance, driverCapacitance: gateDrainCapacitance * 2)
        return logicDelay + stageTiming(timeConstant: line, input: .step).delay
    }

    /// Energy of the one row that switches [J].
    private var energyPerRead: Double {
        let nandCapacitance = nand.inputCapacitance + nand.outputCapacitance + gate.gateCapacitance
        let logicCapacitance = nandCapacitance + inverter.outputCapacitance + gate.nmosGateCapacitance
        return logicCapacitance * supplyVoltage * supplyVoltage + gateDrainCapacitance * readVoltage * readVoltage
    }
}
