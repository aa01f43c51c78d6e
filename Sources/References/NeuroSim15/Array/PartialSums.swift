// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology

/// What adds up the codes of sensing circuits: rows or groups of rows that are read one after the other, the cells of a
/// weight, the bits of an input.
struct PartialSums: Sendable {
    /// What sizes the circuits; nil for those that are not needed.
    struct Demand: Sendable {
        /// Sensing circuits with adders of their own.
        let units: Int
        /// Length of the sums of reads [bit]; nil where there is one read.
        let readSumBits: Int?
        /// Registers in the layout for each that works [1].
        var laidOutRegisters = 1.0
        /// What shifts and adds the cells of weights; nil where a weight is one cell.
        var weights: ShiftDemand?
        /// What shifts and adds the bits of inputs; nil where there is one.
        var inputs: ShiftDemand?
    }

    /// What sizes shift-and-adds.
    struct ShiftDemand: Sendable {
        /// Shift-and-adds side by side.
        let units: Int
        /// Length of an operand [bit].
        let bits: Int
        /// Partial sums that are added up [1].
        let pulses: Int
    }

    /// The circuits, below the columns.
    let blocks: [SubarrayBlock]
    /// Time of an addition of reads [s].
    let readDelay: Double
    /// Time of an addition of cells [s].
    let weightDelay: Double
    /// Time of an addition of bits [s].
    let inputDelay: Double

    private let adder: EnlargedAdder?
    private let register: FlipFlopRegister?
    private let weightEnergy: Double
    private let inputEnergy: Double
    private let registerActivity: Double

    /// Circuits that meet a demand.
    init(_ demand: Demand, lines: ArrayLines, inputs: DesignInputs) {
        let layout = LayoutConstraint.width(lines.footprint.width)
        let technology = inputs.technology
        let calibration = inputs.calibration
        var blocks: [SubarrayBlock] = []
        adder = demand.readSumBits.map {
            EnlargedAdder(
                bits: $0 - 1, count: demand.units, switchingActivity: calibration.adders, layout: layout,
                technology: technology)
        }
        register = demand.readSumBits.map {
            FlipFlopRegister(
                count: $0 * demand.units, layout: layout, technology: technology)
        }
        func block(_ circuit: some CircuitModel, adders: Footprint) -> SubarrayBlock {
            let footprint = inputs.revision.circuits.footprint(
                of: circuit.footprint, adders: adders, width: lines.footprint.width)
            return SubarrayBlock(circuit, as: .accumulation, at: .outputs, footprint: footprint)
        }
        if let adder { blocks.append(block(adder, adders: adder.footprint)) }
        if let register {
            let all = Footprint(
                width: register.footprint.width, height: register.footprint.height * demand.laidOutRegisters)
            blocks.append(SubarrayBlock(register, as: .accumulation, at: .outputs, footprint: all))
        }
        let shifts = [demand.weights, demand.inputs].map {
            $0.map { shift in
                EnlargedShiftAdd(
                    unitCount: shift.units, adderBits: shift.bits, pulseCount: shift.pulses,
                    activity: calibration.shiftAdds, layout: layout, technology: technology)
            }
        }
        blocks += shifts.compactMap { $0 }.map { block($0, adders: $0.adderFootprint) }
        self.blocks = blocks
        registerActivity = calibration.registers
        readDelay = adder?.cost(of: .add(load: register?.passGateDrainCapacitance ?? 0)).latency ?? 0
        let costs = shifts.map { $0?.cost(of: .accumulate) ?? .zero }
        (weightDelay, weightEnergy) = (costs[0].latency, costs[0].energy)
        (inputDelay, inputEnergy) = (costs[1].latency, costs[1].energy)
    }

    /// How often the circuits work in one read of an array.
    struct Work: Sendable {
        /// Additions of reads [1].
        var reads = 0.0
        /// Adders that take part in one; nil for all.
        var activeAdders: Int?
        /// Flip-flops that take a new value in one [1].
        var activeBits = 0.0
        /// Additions of cells [1].
        var weights = 0.0
        /// Additions of bits [1].
        var inputs = 0.0
    }

    /// Energy of so much work [J].
    func energy(_ work: Work) -> Double {
        let adding = adder?.cost(of: .add(active: work.activeAdders)).energy ?? 0
        let storing = (register?.storingEnergy(activeBits: work.activeBits) ?? 0) * registerActivity
        return (adding + storing) * work.reads + weightEnergy * work.weights + inputEnergy * work.inputs
    }
}
