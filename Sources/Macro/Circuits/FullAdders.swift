// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// The adders of a digital macro: full adders in trees, or one in every cell.
struct FullAdders: CircuitModel {
    /// What adders do.
    enum Operation: Sendable {
        /// All products are added once; a product is one with probability `product`.
        case add(product: Double)
    }

    /// Full adders [1].
    let count: Double
    /// Full adders that a carry or a sum passes at most [1].
    let depth: Double
    private let silicon: OperatingPoint
    let footprint: Footprint
    let leakagePower: Double

    /// Share of the gates of an adder that switch for products that are one in a quarter of the cases [1]; half of those
    /// that could, as adders have it for random operands (T. K. Callaway and E. E. Swartzlander, 1993).
    static let activity = 0.3
    /// Switching by sums and carries that arrive one after the other, a full adder of the depth [1]. In arrays of ripple
    /// adders it grows with the depth, in trees it hardly shows (the same authors).
    private static let glitches = 0.015
    /// Gates with two inputs of a full adder [1].
    private static let gates = 7.0
    /// Delay of a full adder, and of the register behind [fan-out-of-four delays].
    private static let adderDelays = 4.5
    private static let registerDelays = 30.0
    /// Probability that a product changes where a quarter of the products is one [1].
    private static let usualChanges = 2 * 0.25 * 0.75

    /// The adders of a design beside so many columns, for so many outputs of so many bits of weights.
    init(_ design: AdderDesign, columns: Int, outputs: Int, weightBits: Double, silicon: OperatingPoint) {
        self.silicon = silicon
        let operand = design.operandBits.map(Double.init) ?? weightBits
        switch design.organisation {
        case .cells:
            count = Double(design.inputs * columns)
            depth = Double(design.inputs) + weightBits + log2(Double(design.inputs)).rounded(.up)
        case .trees:
            let tree = Self.tree(inputs: design.inputs, bits: operand)
            let second = design.secondTree.map { Self.tree(inputs: $0.inputs, bits: Double($0.bits)) }
            count = Double(design.trees ?? outputs) * tree.adders + Double(outputs) * (second?.adders ?? 0)
            depth = tree.levels + tree.bits + (second?.levels ?? 0)
        }
        footprint = .square(count * Self.gates * silicon.node.gateArea / design.organisation.utilization)
        leakagePower = silicon.leakage(gates: count * Self.gates)
    }

    /// A binary tree: its full adders, its levels, and the length of its sum [bit].
    private static func tree(inputs: Int, bits: Double) -> (adders: Double, levels: Double, bits: Double) {
        var operands = inputs
        var length = bits
        var adders = 0.0
        var levels = 0.0
        while operands > 1 {
            adders += Double(operands / 2) * length
            operands = (operands + 1) / 2
            length += 1
            levels += 1
        }
        return (adders, levels, length)
    }

    func cost(of operation: Operation) -> OperationCost {
        guard case .add(let product) = operation else { return .zero }
        let changes = 2 * product * (1 - product) / Self.usualChanges
        let switched = Self.gates * Self.activity * changes * (1 + Self.glitches * depth)
        return OperationCost(
            latency: (depth * Self.adderDelays + Self.registerDelays) * silicon.fanOutDelay,
            energy: silicon.switchingEnergy(count * switched * silicon.gateCapacitance))
    }
}

extension AdderDesign.Organisation {
    /// Share of the area that gates take [1]: wires between the levels of a tree need the rest, and adders in cells abut.
    var utilization: Double {
        switch self {
        case .trees: 0.5
        case .cells: 1
        }
    }
}
