// SPDX-License-Identifier: Apache-2.0

import Technology

/// One bit of a ripple-carry adder: nine two-input NAND gates, two of them between carry in and carry out.
///
/// The data pattern that loads the carry chain most is assumed throughout: one operand all ones, the other one zero
/// but for its highest bit, carry in set. Equations and constants: table of sources in Sources/References.
package struct FullAdderCell: Sendable {
    /// NAND gates in one bit.
    package static let gateCount = 9

    /// The two-input NAND gate that the cell is made of.
    package let nand: StandardCell
    private let supplyVoltage: Double

    /// Draws the gate in the given technology.
    init(technology: Technology) {
        self.init(nand: .nand2(technology: technology), supplyVoltage: technology.supplyVoltage)
    }

    /// A cell of gates of any size at a supply voltage [V].
    package init(nand: StandardCell, supplyVoltage: Double) {
        self.nand = nand
        self.supplyVoltage = supplyVoltage
    }

    /// Time from the edge at the lowest bit to the settled sum of a word [s].
    ///
    /// Two gates a bit along the carry, and three more in the last bit. All the bits in the middle are taken to be
    /// as slow as the second one; words of one or two bits have none.
    /// - Parameters:
    ///   - bits: length of the word.
    ///   - load: capacitance at each output [F].
    ///   - inputRamp: slope of the incoming edge.
    /// - Returns: the delay [s].
    package func delay(bits: Int, load: Double, inputRamp: Ramp) -> Double {
        carry(load: load, inputRamp: inputRamp).delay(bits: bits)
    }

    /// The delays that words of any length are made of.
    ///
    /// - Parameters:
    ///   - load: capacitance at each output [F].
    ///   - inputRamp: slope of the incoming edge.
    /// - Returns: the delays of the first, of a middle and of the last bit.
    package func carry(load: Double, inputRamp: Ramp) -> CarryDelay {
        let output = nand.outputCapacitance
        let input = nand.inputCapacitance
        let pullDownResistance = 2 * nand.nmosResistance
        let carryFall = pullDownResistance * (output + 3 * input)
        let carryRise = nand.pmosResistance * (output + 2 * input)
        let sumRise = nand.pmosResistance * (output + input)
        let sumFall = pullDownResistance * (output + load)

        let first = StageChain(timeConstants: [carryFall, carryRise], inputRamp: inputRamp)
        let middle = StageChain(timeConstants: [carryFall, carryRise], inputRamp: first.outputRamp)
        let last = StageChain(timeConstants: [carryFall, sumRise, sumFall], inputRamp: middle.outputRamp)
        return CarryDelay(first: first.delay, middle: middle.delay, last: last.delay)
    }

    /// Energy of one addition [J]; nodes are counted when they rise, inner ones included.
    package func energy(bits: Int) -> Double {
        let later = 13 * nand.inputCapacitance + 7 * nand.outputCapacitance
        let first = later + nand.inputCapacitance
        let switched = first + later * Double(bits - 1)
        return bits > 0 ? switched * supplyVoltage * supplyVoltage : 0
    }

    /// Static power of a word [W].
    package func leakagePower(bits: Int) -> Double {
        nand.leakagePower * Double(Self.gateCount * bits)
    }
}

/// The delays along the carry of a word of full adders.
package struct CarryDelay: Sendable {
    /// Of the first bit [s].
    let first: Double
    /// Of each bit between the first and the last [s].
    let middle: Double
    /// Of the last bit, with its sum [s].
    let last: Double

    /// Time from the edge at the lowest bit to the settled sum of a word of so many bits [s].
    package func delay(bits: Int) -> Double {
        first + middle * Double(max(0, bits - 2)) + last
    }
}
