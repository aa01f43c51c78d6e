// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Shift-and-add units of adders whose gates fill the height of their cells: each adds the next partial sum to a shift
/// register. Equations and constants: table of sources in the README of this revision.
struct EnlargedShiftAdd: CircuitModel {
    /// Number of units [1].
    let unitCount: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    /// The rectangle of its adders alone [m].
    var adderFootprint: Footprint { adder.footprint }

    private let adder: EnlargedAdder
    private let registerLoad: Double
    private let registerEnergy: Double

    /// How much of the energy of the worst data counts.
    struct SwitchingActivity: Sendable, Equatable {
        /// Energy of an addition over that of the data pattern [1].
        let adders: Double
        /// Energy of a flip-flop over that of one which takes a new value in each period [1].
        let registers: Double

        /// All of it.
        static let full = SwitchingActivity(adders: 1, registers: 1)
    }

    /// Makes shift-and-add units.
    ///
    /// A unit's register holds the adder's sum, one bit longer than its operands, and one bit more for each shift.
    /// Of the gates that load the register only one inverter and one NAND gate, or one row of cells, enter the layout.
    ///
    /// - Parameters:
    ///   - unitCount: number of units.
    ///   - adderBits: length of an operand [bit].
    ///   - pulseCount: partial sums that are added up, shifted by one more bit each [1].
    ///   - activity: how much adders and registers switch.
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    init(
        unitCount: Int, adderBits: Int, pulseCount: Int, activity: SwitchingActivity = .full,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let adder = EnlargedAdder(
            bits: adderBits, count: unitCount, switchingActivity: activity.adders, layout: layout,
            technology: technology)
        let register = technology.register(count: (adderBits + pulseCount) * unitCount, layout: layout)
        self.unitCount = unitCount
        self.adder = adder
        registerLoad = register.passGateDrainCapacitance
        registerEnergy = register.storingEnergy() * activity.registers
        footprint = Self.footprint(
            adder: adder.footprint, register: register.footprint, layout: layout, technology: technology)
        leakagePower = adder.leakagePower + register.leakagePower
    }

    private static func footprint(
        adder: Footprint, register: Footprint, layout: LayoutConstraint, technology: Technology
    ) -> Footprint {
        let inverter = StandardCell.inverter(technology: technology).footprint
        if case .width = layout {
            return Footprint(
                width: max(adder.width, register.width), height: adder.height + inverter.height + register.height)
        }
        let nand = StandardCell.loadingNand(technology).footprint
        return Footprint(
            width: adder.width + inverter.width + nand.width + register.width,
            height: max(adder.height, register.height))
    }

    /// What shift-and-add units do.
    enum Operation: Sendable {
        /// Each unit adds one partial sum and stores the new one. The time is that of the addition: the register takes
        /// the sum with the next edge of its clock.
        case accumulate
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .accumulate:
            let adding = adder.cost(of: .add(load: registerLoad))
            return OperationCost(latency: adding.latency, energy: adding.energy + registerEnergy)
        }
    }
}
