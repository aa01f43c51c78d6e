// SPDX-License-Identifier: Apache-2.0

import Macro

/// Gates with two inputs of arithmetic circuits, and how many of them switch.
///
/// A full adder is 7 gates and a flip-flop 6, as in the macros of `Macro`. A multiplier of n x m bits is n m AND gates and full
/// adders (C. S. Wallace, 1964).
enum ArithmeticGates {
    static let fullAdder = 7.0
    static let flipFlop = 6.0
    /// Share of the gates of an adder that switch in an addition of random operands (T. K. Callaway and E. E. Swartzlander,
    /// 1993), and of a flip-flop in a cycle, clock included [1].
    static let adderActivity = 0.3
    static let flipFlopActivity = 0.5
    /// Transitions of a multiplier over those of its adders alone [1]: carries arrive late (the same authors).
    static let glitches = 1.5
    /// Share of an area that gates take; wires need the rest [1].
    static let utilization = 0.5

    static func adder(_ bits: Int) -> Double { fullAdder * Double(bits) }

    static func multiplier(_ first: Int, _ second: Int) -> Double { (fullAdder + 1) * Double(first * second) }

    static func register(_ bits: Int) -> Double { flipFlop * Double(bits) }

    /// A read-only table: a gate a bit, of which a read switches one on each level of the tree that selects.
    static func table(entries: Int, bits: Int) -> Double { Double(entries * bits) }
}

extension OperatingPoint {
    /// Area of so many gates with the wires between them [m²].
    func area(gates: Double) -> Double { gates * node.gateArea / ArithmeticGates.utilization }

    /// Energy of so many gates that switch [J].
    func energy(switched gates: Double) -> Double { switchingEnergy(gates * gateCapacitance) }
}
