// SPDX-License-Identifier: Apache-2.0

import Technology

/// A straight bus along the rows or columns of a grid of equal units.
///
/// Its wires run in metal above the units and its repeaters fit between them, so it takes no area of its own.
/// Equations and constants: table of sources in Sources/References.
public struct Bus: Interconnect {
    /// Which way the bus runs.
    public enum Direction: Sendable {
        /// Along a row, past all its columns.
        case horizontal
        /// Along a column, past all its rows.
        case vertical
    }

    /// Rows of units [1].
    public let rows: Int
    /// Columns of units [1].
    public let columns: Int
    /// Number of wires [bit].
    public let width: Double
    /// Length from the first to the last unit [m].
    public let length: Double
    /// Zero: the bus is routed above the units.
    public let footprint: Footprint
    /// The static power of the repeaters of one wire in each row and each column [W].
    public let leakagePower: Double

    private let wire: RepeatedWire

    /// Lays a bus over a grid.
    /// - Parameters:
    ///   - direction: which way it runs.
    ///   - rows: rows of units.
    ///   - columns: columns of units.
    ///   - width: number of wires [bit].
    ///   - unit: width and height of a unit [m].
    ///   - delayTolerance: how much slower than the fastest it may be to save energy [1].
    ///   - wireResistance: of a wire [Ohm/m].
    ///   - technology: the process.
    public init(
        _ direction: Direction, rows: Int, columns: Int, width: Double, unit: Footprint, delayTolerance: Double = 0,
        wireResistance: Double, technology: Technology
    ) {
        let wire = RepeatedWire(
            resistance: wireResistance, delayTolerance: delayTolerance, downsizing: .stepwise, technology: technology)
        let hops = direction == .horizontal ? columns - 1 : rows - 1
        let pitch = direction == .horizontal ? unit.width : unit.height
        let length = pitch * Double(max(0, hops))
        self.rows = rows
        self.columns = columns
        self.width = width
        self.length = length
        self.wire = wire
        footprint = .zero
        leakagePower = wire.leakagePower * length * Double(rows + columns)
    }

    /// Time [s] and energy [J] of one operation, from end to end of the bus as it is laid out.
    public func cost(of operation: InterconnectOperation) -> OperationCost {
        switch operation {
        case .transfer(let bits, _, _):
            OperationCost(latency: length * wire.delay, energy: length * wire.energy * bits)
        }
    }
}
