// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Binary trees of adders, each of which sums up the results of several units.
///
/// Operands grow by one bit a stage, and each stage has half as many adders as it has operands, rounded down. The first
/// stage takes as long as the carry needs through all of its bits. The others start while it is under way, and each adds
/// the time of two bits; a single result passes one stage, too. Equations and constants: table of sources in the README of this revision.
struct EnlargedAdderTree: CircuitModel {
    /// Bits by which a stage is behind the one before it [bit].
    private static let followingBits = 2

    /// How many units one tree can sum up [1].
    let unitCount: Int
    /// Length of an operand at the leaves [bit].
    let inputBits: Int
    /// Number of trees [1].
    let treeCount: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// The static power when the trees sum up all units [W].
    let leakagePower: Double

    private let cell: FullAdderCell
    private let switchingActivity: Double

    /// Makes `treeCount` trees over `unitCount` units.
    ///
    /// - Parameters:
    ///   - unitCount: results that one tree can sum up.
    ///   - inputBits: length of a result.
    ///   - treeCount: number of trees.
    ///   - switchingActivity: energy of an addition over that of the data pattern [1].
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    init(
        unitCount: Int, inputBits: Int, treeCount: Int, switchingActivity: Double = 1,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let nand = StandardCell.adderNand(technology)
        let cell = FullAdderCell(nand: nand, supplyVoltage: technology.supplyVoltage)
        let fullAdders = Self.sum(over: unitCount, inputBits: inputBits) { adders, bits in Double(adders * bits) }
        let adders = EnlargedAdder(
            bits: Int(fullAdders), count: treeCount, layout: layout, technology: technology)
        self.unitCount = unitCount
        self.inputBits = inputBits
        self.treeCount = treeCount
        self.cell = cell
        self.switchingActivity = switchingActivity
        footprint = adders.footprint
        leakagePower = adders.leakagePower
    }

    /// Stages of a tree that sums up all units [1].
    var stageCount: Int { Self.stageCount(summing: unitCount) }

    /// What adder trees do.
    enum Operation: Sendable {
        /// Every tree sums up the results of `units` units [1], of all by default. Each output of each stage drives
        /// `load` [F].
        case sum(units: Int? = nil, load: Double = 0)
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .sum(let units, let load):
            let energyOfTree = sum(over: units) { adders, bits in cell.energy(bits: bits) * Double(adders) }
            return OperationCost(
                latency: delay(summing: units ?? unitCount, load: load),
                energy: energyOfTree * switchingActivity * Double(treeCount))
        }
    }

    private func delay(summing units: Int, load: Double) -> Double {
        let stages = max(1, Self.stageCount(summing: units))
        let first = cell.delay(bits: inputBits, load: load, inputRamp: .step)
        let following = cell.delay(bits: Self.followingBits, load: load, inputRamp: .step)
        return first + following * Double(stages - 1)
    }

    /// Static power of those adders that are used when `units` units are summed up [W].
    func leakagePower(summing units: Int) -> Double {
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
        (0..<stageCount(summing: units)).reduce(0) { total, stage in
            total + term(units >> (stage + 1), inputBits + stage)
        }
    }

    /// The base-two logarithm of the number of units, rounded up; 0 for a single unit or none.
    private static func stageCount(summing units: Int) -> Int {
        units > 1 ? Int.bitWidth - (units - 1).leadingZeroBitCount : 0
    }
}
