// SPDX-License-Identifier: Apache-2.0

import Technology

/// Comparators of two words, the carry-like decision handed on from bit to bit.
///
/// Equations and constants: table of sources in Sources/References.
///
/// A bit is made of four inverters, four two-input and three three-input NAND gates. Only the area counts: the block
/// takes any shape that the layout needs.
public struct Comparator: CircuitModel {
    /// Length of a word [bit].
    public let bits: Int
    /// Number of comparators [1].
    public let count: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let nand2: StandardCell
    private let nand3: StandardCell
    private let energyPerBit: Double

    /// Makes `count` comparators of `bits` bits.
    public init(bits: Int, count: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let inverter = StandardCell.inverter(technology: technology)
        let nand2 = StandardCell.nand2(technology: technology)
        let nand3 = StandardCell.nand(inputs: 3, technology: technology)
        func perBit(_ figure: (StandardCell) -> Double) -> Double {
            4 * figure(inverter) + 4 * figure(nand2) + 3 * figure(nand3)
        }
        let area = perBit { $0.footprint.area } * Double(bits) * Double(count)
        self.bits = bits
        self.count = count
        self.nand2 = nand2
        self.nand3 = nand3
        footprint = Footprint(area: area, layout: layout, technology: technology)
        leakagePower = perBit { $0.leakagePower } * Double(bits) * Double(count)
        energyPerBit = perBit { $0.switchingEnergy(supplyVoltage: technology.supplyVoltage) }
    }

    /// Operations of comparators.
    public enum Operation: Sendable {
        /// One comparison in each of `active` comparators [1], all of them by default and never more than there are.
        /// The output drives `load` [F]; the words arrive with the slope `inputRamp`. Every gate switches once.
        case compare(load: Double, inputRamp: Ramp = .step, active: Int? = nil)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .compare(let load, let inputRamp, let active):
            OperationCost(
                latency: delay(load: load, inputRamp: inputRamp),
                energy: energyPerBit * Double(bits) * Double(min(active ?? count, count)))
        }
    }

    /// Delay of a comparison [s].
    ///
    /// The decision passes a two-input and a three-input NAND gate a bit: a first bit, a last one, and between them
    /// `bits` - 2 bits that are all as slow as the second. For a single bit, that second one is taken off again.
    private func delay(load: Double, inputRamp: Ramp) -> Double {
        let fall = 2 * nand2.nmosResistance * (nand2.outputCapacitance + nand3.inputCapacitance)
        let rise = nand3.pmosResistance * (nand3.outputCapacitance + nand2.inputCapacitance)
        let riseOfOutput = nand3.pmosResistance * (nand3.outputCapacitance + load)
        let first = StageChain(timeConstants: [fall, rise], inputRamp: inputRamp)
        let middle = StageChain(timeConstants: [fall, rise], inputRamp: first.outputRamp)
        let last = StageChain(timeConstants: [fall, riseOfOutput], inputRamp: middle.outputRamp)
        return first.delay + middle.delay * Double(bits - 2) + last.delay
    }
}
