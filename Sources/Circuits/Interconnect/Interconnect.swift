// SPDX-License-Identifier: Apache-2.0

import Technology

/// Wires that carry words between the units of a block and its edge: a bus, a tree, a network.
public protocol Interconnect: CircuitModel where Operation == InterconnectOperation {
    /// Wires of the main bus: bits that travel at a time [bit].
    var width: Double { get }
}

/// Operations of an interconnect.
public enum InterconnectOperation: Sendable, Equatable {
    /// One transfer of `bits` bits [1] between the edge and a unit.
    ///
    /// Distances are those between units of the size `unit` [m], or those that the wires were laid out for when it is
    /// nil. `firstLevelResistance` is a wire resistance that the first level of a tree sees in addition [Ohm/m].
    case transfer(bits: Double, unit: Footprint? = nil, firstLevelResistance: Double = 0)
}

/// The quantities that size an interconnect.
public struct InterconnectDemand: Sendable, Equatable {
    /// Where the wires lead.
    public enum Reach: Sendable, Equatable {
        /// Along the rows of the units, past all columns.
        case rows
        /// Along the columns of the units, past all rows.
        case columns
        /// From the edge to each unit.
        case units
    }

    /// Where the wires lead.
    public let reach: Reach
    /// Rows of units [1].
    public let rows: Int
    /// Columns of units [1].
    public let columns: Int
    /// Wires of the main bus [bit].
    public let width: Double
    /// Width and height of a unit [m].
    public let unit: Footprint
    /// Number of wires that share the width of one in the layout [1].
    public let foldingRatio: Double
    /// How much slower than the fastest it may be to save energy [1].
    public let delayTolerance: Double
    /// Resistance of a wire [Ohm/m].
    public let wireResistance: Double
    /// Wires of branches, wider where they are long.
    public let branches: BranchWires

    /// A demand of the given figures.
    public init(
        _ reach: Reach, rows: Int, columns: Int, width: Double, unit: Footprint, foldingRatio: Double = 1,
        delayTolerance: Double = 0, wireResistance: Double, branches: BranchWires
    ) {
        self.reach = reach
        self.rows = rows
        self.columns = columns
        self.width = width
        self.unit = unit
        self.foldingRatio = foldingRatio
        self.delayTolerance = delayTolerance
        self.wireResistance = wireResistance
        self.branches = branches
    }
}
