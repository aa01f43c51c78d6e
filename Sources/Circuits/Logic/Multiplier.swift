// SPDX-License-Identifier: Apache-2.0

import Technology

/// A group of equal array multipliers: an AND gate for each pair of bits, and a ripple-carry adder for each row of products
/// but the first.
///
/// The textbook array multiplier (Rabaey, Chandrakasan, Nikolić, "Digital Integrated Circuits", 2nd ed., section 11.4); its
/// gates and adders are those of ``Adder``. The longest path goes through the carries of the first row and then down the
/// last column: as many full adders as both operands have bits, less two.
public struct Multiplier: CircuitModel {
    /// Length of the operand that is added up shifted [bit].
    public let bits: Int
    /// Length of the other operand, whose bits decide what is added [bit].
    public let rows: Int
    /// Number of multipliers [1].
    public let count: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let cell: FullAdderCell
    private let supplyVoltage: Double
    private let productEnergy: Double

    /// Makes `count` multipliers of `bits` times `rows` bits.
    public init(bits: Int, rows: Int, count: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let adders = Adder(bits: bits, count: max(0, rows - 1), technology: technology)
        let nand = StandardCell.nand2(technology: technology)
        let inverter = StandardCell.inverter(technology: technology)
        let products = Double(bits * rows)
        let gateArea = (nand.footprint.area + inverter.footprint.area) * products
        self.bits = bits
        self.rows = rows
        self.count = count
        footprint = Footprint(
            area: (adders.area + gateArea) * Double(count), layout: layout, technology: technology)
        leakagePower = (adders.leakagePower + (nand.leakagePower + inverter.leakagePower) * products) * Double(count)
        cell = FullAdderCell(technology: technology)
        supplyVoltage = technology.supplyVoltage
        productEnergy =
            (nand.switchingEnergy(supplyVoltage: technology.supplyVoltage)
                + inverter.switchingEnergy(supplyVoltage: technology.supplyVoltage)) * products
    }

    /// Operations of multipliers.
    public enum Operation: Sendable {
        /// One multiplication in each multiplier. Each output drives `load` [F]. Every gate and every adder switches once,
        /// the pattern of bits that ``Adder`` assumes.
        case multiply(load: Double = 0)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .multiply(let load):
            let adders = cell.energy(bits: bits) * Double(max(0, rows - 1))
            return OperationCost(
                latency: cell.delay(bits: max(1, bits + rows - 2), load: load, inputRamp: .step),
                energy: (productEnergy + adders) * Double(count))
        }
    }
}
