// SPDX-License-Identifier: Apache-2.0

import Technology

/// Binary trees of adders, each of which sums up the results of several units.
///
/// Equations and constants: table of sources in Sources/References.
///
/// Operands grow by one bit a stage. A stage has half as many adders as it has operands, rounded down, and hands on
/// only their results: an odd operand out is not carried to the next stage, so a tree over a number of units that is
/// not a power of two has as many stages as it needs, but too few adders in the later ones.
public struct AdderTree: CircuitModel {
    /// How many units one tree can sum up [1].
    public let unitCount: Int
    /// Length of an operand at the leaves [bit].
    public let inputBits: Int
    /// Number of trees [1].
    public let treeCount: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// The static power when the trees sum up all units [W].
    public let leakagePower: Double

    private let cell: FullAdderCell
    /// The delays of adders whose outputs drive nothing else.
    private let unloaded: CarryDelay

    /// Makes `treeCount` trees over `unitCount` units.
    ///
    /// The full adders of a tree are drawn as one long adder.
    public init(
        unitCount: Int, inputBits: Int, treeCount: Int, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let cell = FullAdderCell(technology: technology)
        let fullAdders = Self.sum(over: unitCount, inputBits: inputBits) { adders, bits in Double(adders * bits) }
        let adders = Adder(bits: Int(fullAdders), count: treeCount, layout: layout, technology: technology)
        self.unitCount = unitCount
        self.inputBits = inputBits
        self.treeCount = treeCount
        self.cell = cell
        unloaded = cell.carry(load: 0, inputRamp: .step)
        footprint = adders.footprint
        leakagePower = adders.leakagePower
    }

    /// Stages of a tree that sums up all units [1].
    public var stageCount: Int { Self.stageCount(summing: unitCount) }

    /// Operations of adder trees.
    public enum Operation: Sendable {
        /// Every tree sums up the results of `units` units [1], of all by default. Each output of each stage drives
        /// `load` [F].
        case sum(units: Int? = nil, load: Double = 0)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .sum(let units, let load):
            let energyOfTree = sum(over: units) { adders, bits in cell.energy(bits: bits) * Double(adders) }
            let carry = load == 0 ? unloaded : cell.carry(load: load, inputRamp: .step)
            return OperationCost(
                latency: sum(over: units) { _, bits in carry.delay(bits: bits) },
                energy: energyOfTree * Double(treeCount))
        }
    }

    /// Static power of those adders that are used when `units` units are summed up [W].
    public func leakagePower(summing units: Int) -> Double {
        let leakageOfTree = sum(over: units) { adders, bits in cell.leakagePower(bits: bits) * Double(adders) }
        return leakageOfTree * Double(treeCount)
    }

    private func sum(over units: Int?, _ term: (_ adders: Int, _ bits: Int) -> Double) -> Double {
        Self.sum(over: units ?? unitCount, inputBits: inputBits, term)
    }

    /// Adds up a figure over the stages of a tree, given the number of adders and their length in each.
    private static func sum(
        over units: Int, inputBits: Int, _ term: (_ adders: Int, _ bits: Int) -> Double
    ) -> Double {
        var operands = units
        var total = 0.0
        for stage in 0..<stageCount(summing: units) {
            operands /= 2
            total += term(operands, inputBits + stage)
        }
        return total
    }

    /// The base-two logarithm of the number of units, rounded up; 0 for a single unit or none.
    private static func stageCount(summing units: Int) -> Int {
        units > 1 ? Int.bitWidth - (units - 1).leadingZeroBitCount : 0
    }
}
