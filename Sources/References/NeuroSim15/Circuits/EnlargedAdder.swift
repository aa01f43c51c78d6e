// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A group of equal ripple-carry adders of gates that fill the height of their cells.
///
/// The full adders and the data pattern are those of `FullAdderCell`, whose energy counts as far as adders switch in work.
/// Words are cut anywhere to fill the shape that is given. Equations and constants: table of sources in the README of
/// this revision.
struct EnlargedAdder: CircuitModel {
    /// Length of an operand [bit].
    let bits: Int
    /// Number of adders [1].
    let count: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let cell: FullAdderCell
    private let switchingActivity: Double

    /// Makes `count` adders of `bits` bits.
    ///
    /// - Parameters:
    ///   - bits: length of an operand.
    ///   - count: number of adders.
    ///   - switchingActivity: energy of an addition over that of the data pattern [1].
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    init(
        bits: Int, count: Int, switchingActivity: Double = 1, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let nand = StandardCell.adderNand(technology)
        let cell = FullAdderCell(nand: nand, supplyVoltage: technology.supplyVoltage)
        self.bits = bits
        self.count = count
        self.cell = cell
        self.switchingActivity = switchingActivity
        footprint = Self.footprint(bits: bits, count: count, layout: layout, nand: nand.footprint)
        leakagePower = cell.leakagePower(bits: bits) * Double(count)
    }

    /// The rectangle of all gates, at least as wide as a bit and as high as a gate.
    private static func footprint(bits: Int, count: Int, layout: LayoutConstraint, nand: Footprint) -> Footprint {
        let bitWidth = nand.width * Double(FullAdderCell.gateCount)
        let row = Footprint(width: bitWidth * Double(bits) * Double(count), height: nand.height)
        return switch layout {
        case .free: row
        case .height(let height): row.folded(toHeight: max(height, nand.height))
        case .width(let width): row.folded(toWidth: max(width, bitWidth))
        }
    }

    /// What adders do.
    enum Operation: Sendable {
        /// One addition in each of `active` adders [1], all of them by default and never more than there are. Each sum
        /// output drives `load` [F]; the operands arrive with the slope `inputRamp`.
        case add(load: Double = 0, inputRamp: Ramp = .step, active: Int? = nil)
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .add(let load, let inputRamp, let active):
            OperationCost(
                latency: cell.delay(bits: bits, load: load, inputRamp: inputRamp),
                energy: cell.energy(bits: bits) * switchingActivity * Double(min(active ?? count, count)))
        }
    }
}
