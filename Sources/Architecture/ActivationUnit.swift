// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The circuit in which the outputs of a layer pass their activation function: the figures of units side by side.
public struct ActivationUnit: Sendable, Equatable {
    /// The rectangle of all units [m].
    public let footprint: Footprint
    /// Static power of all units [W].
    public let leakagePower: Double
    /// Units that work side by side.
    public let unitCount: Int
    /// Entries of each unit's table, where it has one; else the units.
    public let lanes: Int
    /// Bits of a value behind the unit.
    public let outputBits: Int
    /// Whether values are looked up in a table.
    public let hasTable: Bool
    /// One result of each unit.
    public let cost: OperationCost

    /// Units of the given figures; the arguments are the properties of the same names.
    public init(
        footprint: Footprint, leakagePower: Double, unitCount: Int, lanes: Int, outputBits: Int, hasTable: Bool,
        cost: OperationCost
    ) {
        self.footprint = footprint
        self.leakagePower = leakagePower
        self.unitCount = unitCount
        self.lanes = lanes
        self.outputBits = outputBits
        self.hasTable = hasTable
        self.cost = cost
    }

    /// Rectified linear units.
    public init(_ units: BitShifter) {
        self.init(
            footprint: units.footprint, leakagePower: units.leakagePower, unitCount: units.unitCount,
            lanes: units.unitCount, outputBits: units.bits, hasTable: false, cost: units.cost(of: .rectify))
    }

    /// Tables of a sigmoid.
    public init(_ units: Sigmoid) {
        self.init(
            footprint: units.footprint, leakagePower: units.leakagePower * Double(units.unitCount),
            unitCount: units.unitCount, lanes: units.entryCount, outputBits: units.outputBits, hasTable: true,
            cost: units.cost(of: .lookUp))
    }

    /// The units as a part, with as much of their static power as counts [W].
    func block(countedLeakage: Double) -> ChipBlock {
        ChipBlock("activation", as: .other, area: footprint.area, leakagePower: countedLeakage)
    }
}
