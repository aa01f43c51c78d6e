// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Adders behind converters, which shift and add the codes of bit columns and of parts of an input.
struct ResultAdders: CircuitModel {
    /// What adders do.
    enum Operation: Sendable {
        /// A code of so many bits is added to a sum.
        case add(bits: Double)
    }

    private let silicon: OperatingPoint
    let footprint: Footprint
    let leakagePower: Double

    /// Bits by which a sum is longer than a code [bit].
    private static let growth = 2.0
    /// Gates a bit of the sum: a full adder of 7 and a register of 6 [1].
    private static let gatesPerBit = 13.0
    /// Bits of the accumulator that there is room for [1].
    private static let accumulatorBits = 20.0
    /// Gates of a bit that switch when a code is added: those of the adder at their activity, and the clock [1].
    private static let switchedGates = 7 * FullAdders.activity + 3

    /// As many adders as there are converters.
    init(count: Int, silicon: OperatingPoint) {
        self.silicon = silicon
        footprint = .square(Double(count) * Self.accumulatorBits * Self.gatesPerBit * silicon.node.gateArea)
        leakagePower = silicon.leakage(area: footprint.area)
    }

    func cost(of operation: Operation) -> OperationCost {
        guard case .add(let bits) = operation else { return .zero }
        return OperationCost(
            latency: 0,
            energy: silicon.switchingEnergy((bits + Self.growth) * Self.switchedGates * silicon.gateCapacitance))
    }
}
