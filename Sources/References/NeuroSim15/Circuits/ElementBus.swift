// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A bus along the rows or columns of the subarrays of a processing element, for data in one direction.
///
/// Its wires run in metal above the subarrays and its repeaters fit between them, so it takes no area of its own.
/// Equations and constants: table of sources in the README of this revision.
struct ElementBus: Interconnect {
    /// Which way a bus runs, past which units, and what it carries.
    enum Direction: Sendable {
        /// Along a row, past all its columns.
        case horizontal
        /// Along a column, past all its rows.
        case vertical
    }

    /// Number of wires of one bus [bit].
    let width: Double
    /// Buses beside each other [1].
    let busCount: Int
    /// Length from the first to the last unit [m].
    let length: Double
    /// Zero: the bus is routed above the units.
    let footprint = Footprint.zero
    /// The static power of the repeaters of all buses [W].
    let leakagePower: Double

    private let delay: Double
    private let energyPerBit: Double

    /// Lays buses over a grid.
    ///
    /// - Parameters:
    ///   - direction: which way they run.
    ///   - rows: rows of units.
    ///   - columns: columns of units.
    ///   - width: number of wires of one bus [bit].
    ///   - busCount: buses whose repeaters leak.
    ///   - unit: width and height of a unit [m].
    ///   - toggleRate: part of the bits that change [1].
    ///   - wireResistance: of a wire [Ω/m].
    ///   - technology: the process.
    init(
        _ direction: Direction, rows: Int, columns: Int, width: Double, busCount: Int = 1, unit: Footprint,
        toggleRate: Double, wireResistance: Double, technology: Technology
    ) {
        let line = RepeatedLine(resistance: wireResistance, delayTolerance: 0, technology: technology)
        let length =
            switch direction {
            case .horizontal: unit.width * Double(max(0, columns - 1))
            case .vertical: unit.height * Double(max(0, rows - 1))
            }
        self.width = width
        self.busCount = busCount
        self.length = length
        delay = length * line.delay(resistance: wireResistance)
        energyPerBit = length * line.energy * toggleRate
        leakagePower = line.leakagePower * length * width * Double(busCount)
    }

    /// Time [s] and energy [J] of one operation, from end to end of the bus as it is laid out.
    func cost(of operation: InterconnectOperation) -> OperationCost {
        switch operation {
        case .transfer(let bits, _, _): OperationCost(latency: delay, energy: energyPerBit * bits)
        }
    }
}
