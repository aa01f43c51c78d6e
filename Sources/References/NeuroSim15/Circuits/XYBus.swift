// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Two straight buses between the edges of a grid of equal units and each unit: the X bus along the rows carries inputs
/// in, the Y bus along the columns outputs out.
///
/// Equations and constants: table of sources in the README of this revision.
struct XYBus: Interconnect {
    /// A unit that data travel to or from.
    struct Place: Sendable, Equatable {
        /// Columns that inputs pass on their way [1].
        let column: Int
        /// The row, counted from the edge that is farthest from that of the outputs [1].
        let row: Int
    }

    /// Rows of units [1].
    let rows: Int
    /// Columns of units [1].
    let columns: Int
    /// Number of wires of each bus [bit].
    let width: Double
    /// Both buses one behind the other: their length, and the mean width of a channel [m].
    let footprint: Footprint

    private let unit: Footprint
    private let line: RepeatedLine
    private let inputDelay: Double
    private let outputDelay: Double

    /// Lays the buses over a grid.
    ///
    /// - Parameters:
    ///   - rows: rows of units.
    ///   - columns: columns of units.
    ///   - width: number of wires of each bus [bit].
    ///   - unit: width and height of a unit [m].
    ///   - foldingRatio: how many wires share the width of one in layout [1].
    ///   - delayTolerance: how much slower than the fastest it may be to save energy [1].
    ///   - wireResistance: of a wire [Ω/m], for which the repeaters are sized.
    ///   - wires: wires of the buses, wider where they are long.
    ///   - technology: the process.
    init(
        rows: Int, columns: Int, width: Double, unit: Footprint, foldingRatio: Double, delayTolerance: Double,
        wireResistance: Double, wires: GlobalWires, technology: Technology
    ) {
        let line = RepeatedLine(
            resistance: wireResistance, delayTolerance: delayTolerance, technology: technology)
        let inputLength = unit.width * Double(columns)
        let outputLength = unit.height * Double(rows)
        let repeater = line.repeater.footprint
        let area = width / foldingRatio * (repeater.height * inputLength + repeater.width * outputLength)
        let length = inputLength + outputLength
        self.rows = rows
        self.columns = columns
        self.width = width
        self.unit = unit
        self.line = line
        footprint = length > 0 ? Footprint(width: length, height: area / length) : .zero
        inputDelay = line.delay(resistance: wires.resistancePerLength(length: inputLength))
        outputDelay = line.delay(resistance: wires.resistancePerLength(length: outputLength))
    }

    /// The unit in the middle of the grid.
    var middle: Place { Place(column: columns / 2, row: rows / 2) }

    /// Bringing inputs of `bits` bits that change [1] to a unit: time [s] and energy [J].
    ///
    /// - Parameters:
    ///   - bits: bits that change [1].
    ///   - place: the unit.
    ///   - size: width and height of a unit [m]; those that the buses are laid out for when nil.
    /// - Returns: the cost of one transfer.
    func input(bits: Double, to place: Place, unit size: Footprint? = nil) -> OperationCost {
        let length = inputLength(to: place, unit: size ?? unit)
        return OperationCost(latency: length * inputDelay, energy: length * line.energy * bits)
    }

    /// Bringing outputs of `bits` bits that change [1] from a unit to the edge: time [s] and energy [J].
    ///
    /// - Parameters:
    ///   - bits: bits that change [1].
    ///   - place: the unit.
    ///   - size: width and height of a unit [m]; those that the buses are laid out for when nil.
    /// - Returns: the cost of one transfer.
    func output(bits: Double, from place: Place, unit size: Footprint? = nil) -> OperationCost {
        let length = outputLength(from: place, unit: size ?? unit)
        return OperationCost(latency: length * outputDelay, energy: length * line.energy * bits)
    }

    /// Static power of the repeaters on the way to a unit and back [W], for units of a size [m] or of that which the
    /// buses are laid out for.
    func leakagePower(for place: Place, unit size: Footprint? = nil) -> Double {
        let size = size ?? unit
        let length = inputLength(to: place, unit: size) + outputLength(from: place, unit: size)
        return line.leakagePower * length * width
    }

    /// The static power on the way to the unit in the middle and back [W].
    var leakagePower: Double { leakagePower(for: middle) }

    private func inputLength(to place: Place, unit: Footprint) -> Double { unit.width * Double(place.column) }

    private func outputLength(from place: Place, unit: Footprint) -> Double {
        unit.height * Double(rows - place.row - 1)
    }

    /// Time [s] and energy [J] of one operation: the mean of a transfer to the unit in the middle and of one from there.
    func cost(of operation: InterconnectOperation) -> OperationCost {
        switch operation {
        case .transfer(let bits, let size, _):
            let both = input(bits: bits, to: middle, unit: size) + output(bits: bits, from: middle, unit: size)
            return both * 0.5
        }
    }
}
