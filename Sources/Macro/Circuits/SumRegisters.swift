// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// Accumulators and pipeline registers of a digital macro, with their clock.
struct SumRegisters: CircuitModel {
    /// What registers do.
    enum Operation: Sendable {
        /// A cycle of the clock.
        case clock
    }

    private let bits: Double
    private let silicon: OperatingPoint
    let footprint: Footprint
    let leakagePower: Double

    /// Gates of a flip-flop [1], and the share that switches in a cycle, clock included [1].
    private static let gates = 6.0
    private static let activity = 0.5

    /// The registers of a design beside so many columns, for so many outputs, and inputs of so many bits.
    init(
        _ design: AdderDesign, columns: Int, outputs: Int, inputBits: Int, weightBits: Double, silicon: OperatingPoint
    ) {
        self.silicon = silicon
        let addressBits = log2(Double(design.inputs)).rounded(.up)
        let area: Double
        switch design.organisation {
        case .cells:
            bits = Double(columns * design.registersPerColumn)
            // One register a column stands beside the array; the others are in the cells.
            area = Double(columns) * Self.gates * silicon.node.gateArea
        case .trees:
            let operand = design.operandBits.map(Double.init) ?? weightBits
            let sum = design.accumulatorBits.map(Double.init) ?? operand + addressBits + Double(inputBits)
            bits = sum * Double(design.secondTree == nil ? design.trees ?? outputs : outputs)
            area = bits * Self.gates * silicon.node.gateArea / design.organisation.utilization
        }
        footprint = .square(area)
        leakagePower = silicon.leakage(area: area)
    }

    func cost(of operation: Operation) -> OperationCost {
        OperationCost(
            latency: 0,
            energy: silicon.switchingEnergy(bits * Self.gates * Self.activity * silicon.gateCapacitance))
    }
}
