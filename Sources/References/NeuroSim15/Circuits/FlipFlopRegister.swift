// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A register of D flip-flops, each of the size of twelve smallest inverters.
///
/// A flip-flop has four inverters and two pairs of pass gates on its clock, and two latches on its data path. The gates
/// are not enlarged. Equations and constants: the table of sources in the README of this revision.
struct FlipFlopRegister: CircuitModel {
    /// Inverter widths that one flip-flop takes in layout [1].
    private static let widthInInverters = 12.0
    /// Inverters through which one flip-flop leaks [1].
    private static let leakingInverters = 8.0

    /// Number of flip-flops [1].
    let count: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double
    /// Height of one flip-flop [m].
    let bitHeight: Double
    /// Drain capacitance of a pass gate, the load that a flip-flop is to the circuit before it [F].
    let passGateDrainCapacitance: Double

    private let clockEnergyPerBit: Double
    private let dataEnergyPerBit: Double

    /// Makes a register.
    ///
    /// - Parameters:
    ///   - count: number of flip-flops.
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    init(
        count: Int, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let inverter = StandardCell.inverter(technology: technology)
        let width = StandardCell.smallestWidth(technology)
        let ratio = technology.flipFlopGateRatio
        let own = technology.flipFlopCapacitances(of: inverter.gate, regionHeight: inverter.footprint.height)
        let gates =
            technology.gateCapacitance(width: width) * ratio
            + technology.gateCapacitance(width: technology.pmosToNmosRatio * width) * ratio
        let square = technology.supplyVoltage * technology.supplyVoltage
        self.count = count
        footprint = Self.footprint(count: count, layout: layout, inverter: inverter.footprint)
        leakagePower = inverter.leakagePower * Self.leakingInverters * Double(count) * ratio
        bitHeight = inverter.footprint.height
        passGateDrainCapacitance = own.output
        clockEnergyPerBit = (4 * (own.input + own.output) + 2 * gates) * square
        dataEnergyPerBit = (4 * own.output + 2 * (own.input + own.output)) * square
    }

    private static func footprint(count: Int, layout: LayoutConstraint, inverter: Footprint) -> Footprint {
        guard count > 0 else { return .zero }
        let bit = Footprint(width: inverter.width * widthInInverters, height: inverter.height)
        switch layout {
        case .free, .width: return bit.tiledBelowColumns(count: count, layout: layout)
        case .height: return bit.tiledBesideRows(count: count, layout: layout)
        }
    }

    /// What a register does.
    enum Operation: Sendable {
        /// One clock cycle of a period [s]: every flip-flop is clocked, and `activeBits` of them take a new value [1],
        /// all by default and never more than there are.
        case store(activeBits: Double? = nil, clockPeriod: Double)
    }

    /// Time [s], half a clock period, and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .store(let activeBits, let clockPeriod):
            OperationCost(latency: clockPeriod / 2, energy: storingEnergy(activeBits: activeBits))
        }
    }

    /// Energy of one clock cycle in which `activeBits` flip-flops take a new value [J], all by default.
    func storingEnergy(activeBits: Double? = nil) -> Double {
        let all = Double(count)
        return clockEnergyPerBit * all + dataEnergyPerBit * min(activeBits ?? all, all)
    }
}
