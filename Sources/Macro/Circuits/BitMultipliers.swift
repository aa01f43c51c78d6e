// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Multipliers of bits in or beside the cells of a digital macro.
struct BitMultipliers: CircuitModel {
    /// What multipliers do.
    enum Operation: Sendable {
        /// Every multiplier takes a bit of an input, which is one with probability `input`.
        case multiply(input: Double)
    }

    private let count: Double
    private let silicon: OperatingPoint
    let footprint: Footprint
    let leakagePower: Double

    /// Gates of a multiplier [1], and how many times as many where inputs are recoded [1].
    private static let gates = 1.5
    private static let recoding = 3.0
    /// Gates that switch besides those of inputs that are one [1].
    private static let clocked = 0.1
    private static let switched = 0.5

    /// The multipliers of a design beside so many columns, for so many outputs of so many bits of weights.
    init(_ design: AdderDesign, columns: Int, outputs: Int, weightBits: Double, silicon: OperatingPoint) {
        self.silicon = silicon
        let recoded = design.recodesInputs ? Self.recoding : 1
        switch design.organisation {
        case .cells:
            count = Double(design.inputs * columns) * recoded
        case .trees:
            let operand = design.operandBits.map(Double.init) ?? weightBits
            count = Double(design.inputs * (design.trees ?? outputs)) * operand * recoded
        }
        footprint = .square(count * Self.gates * silicon.node.gateArea / design.organisation.utilization)
        leakagePower = silicon.leakage(gates: count * Self.gates)
    }

    func cost(of operation: Operation) -> OperationCost {
        guard case .multiply(let input) = operation else { return .zero }
        let gates = Self.clocked + Self.switched * input
        return OperationCost(
            latency: 0, energy: silicon.switchingEnergy(count * gates * silicon.gateCapacitance))
    }
}
