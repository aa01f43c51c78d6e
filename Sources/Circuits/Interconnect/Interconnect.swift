// SPDX-License-Identifier: Apache-2.0

import Technology

/// Wires that carry words between the units of a block and its edge: a bus, a tree, a network.
public protocol Interconnect: CircuitModel where Operation == InterconnectOperation {
    /// Wires of the main bus: bits that travel at a time [bit].
    var width: Double { get }
    /// Time [s] and energy [J] of all that moves between the edge and some units.
    func cost(of exchange: BlockExchange) -> OperationCost
    /// How many times longer than by itself a buffer takes for each line that it sends over these wires to units of some
    /// size, or gets from them [1].
    func bufferDelay(unit: Footprint) -> Double
}

extension Interconnect {
    /// 1: buffers do not wait for the wires.
    public func bufferDelay(unit: Footprint) -> Double { 1 }

    /// As many transfers over the wires that serve the units as the exchange asks for.
    public func cost(of exchange: BlockExchange) -> OperationCost {
        cost(of: .transfer(bits: exchange.wires, unit: exchange.unit))
            .times(latency: exchange.transfers.latency, energy: exchange.transfers.energy)
    }
}

/// What moves between the edge of a block and some of its units.
public struct BlockExchange: Sendable {
    /// Wires that serve the units [bit].
    public let wires: Double
    /// Transfers over them, for time and for energy [1].
    public let transfers: (latency: Double, energy: Double)
    /// Bits that go to the units [bit].
    public let inputBits: Double
    /// Bits that come from them [bit].
    public let outputBits: Double
    /// Width and height of a unit [m].
    public let unit: Footprint
    /// Rows of units that take part.
    public let unitRows: Int
    /// Columns of units that take part.
    public let unitColumns: Int
    /// All units that work.
    public let allUnits: Int

    /// An exchange of the given figures; the arguments are the properties of the same names.
    public init(
        wires: Double, transfers: (latency: Double, energy: Double), inputBits: Double, outputBits: Double,
        unit: Footprint, unitRows: Int, unitColumns: Int, allUnits: Int
    ) {
        self.wires = wires
        self.transfers = transfers
        self.inputBits = inputBits
        self.outputBits = outputBits
        self.unit = unit
        self.unitRows = unitRows
        self.unitColumns = unitColumns
        self.allUnits = allUnits
    }
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
