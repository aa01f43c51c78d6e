// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A bus in the form of an H-tree between the edge of a square grid of units and each unit.
///
/// From the center, vertical and horizontal wires of half the length of those before them alternate, so that every
/// unit is equally far; a grid of another size gets the tree of the next larger square whose side is a power of two.
/// Equations and constants: table of sources in the README of this revision. Of its source these are kept:
/// - energy counts wires of half the length that latency counts;
/// - area leaves out the last level, which runs above the units, and the channels of successive levels add up.
struct SquareHTree: Interconnect {
    /// Number of wires of the main bus [bit].
    let width: Double
    /// Levels of the tree, each one vertical and one horizontal wire [1].
    let levelCount: Int
    /// All channels side by side: the total length of the tree, and the mean width of a channel [m].
    let footprint: Footprint

    private let unit: Footprint
    private let line: RepeatedLine
    private let wires: GlobalWires

    /// Lays an H-tree over a grid.
    ///
    /// - Parameters:
    ///   - rows: rows of units.
    ///   - columns: columns of units.
    ///   - width: number of wires of the main bus [bit].
    ///   - unit: width and height of a unit [m].
    ///   - foldingRatio: how many wires share the width of one in layout [1].
    ///   - delayTolerance: how much slower than the fastest it may be to save energy [1].
    ///   - wireResistance: of a wire [Ω/m], for which the repeaters are sized.
    ///   - wires: wires of the branches, wider where they are long.
    ///   - technology: the process.
    init(
        rows: Int, columns: Int, width: Double, unit: Footprint, foldingRatio: Double, delayTolerance: Double,
        wireResistance: Double, wires: GlobalWires, technology: Technology
    ) {
        let side = max(rows, columns)
        let levels = side > 1 ? Int.bitWidth - (side - 1).leadingZeroBitCount : 0
        let line = RepeatedLine(
            resistance: wireResistance, delayTolerance: delayTolerance, technology: technology)
        self.width = width
        self.unit = unit
        self.line = line
        self.wires = wires
        levelCount = levels
        footprint = Self.channels(
            levels: levels, unit: unit, repeater: line.repeater.footprint, bits: width / foldingRatio)
    }

    /// The static power of the repeaters of all wires of the main bus through the tree [W].
    var leakagePower: Double { leakagePower(wires: width) }

    /// The static power of the repeaters of so many wires through the tree [W].
    func leakagePower(wires count: Double) -> Double { line.leakagePower * footprint.width * count }

    /// Units on a side of the tree [1].
    private static func side(levels: Int) -> Double { Double(1 << levels) }

    /// Units that the main bus passes from the edge to the center [1].
    private static func mainBusUnits(levels: Int) -> Double { levels > 0 ? side(levels: levels) / 2 : 0 }

    /// Length and mean width of the wiring channels [m].
    private static func channels(levels: Int, unit: Footprint, repeater: Footprint, bits: Double) -> Footprint {
        let mainBus = mainBusUnits(levels: levels) * unit.width
        var length = mainBus
        var area = bits * repeater.height * mainBus
        var units = side(levels: levels) / 2
        for level in 1..<max(1, levels) {
            units /= 2
            let passed = bits * Double(level) / 2
            area += passed * (repeater.width * unit.height + repeater.height * unit.width) * units
            length += (unit.height + unit.width) * units
        }
        return length > 0 ? Footprint(width: length, height: area / length) : .zero
    }

    /// Time [s] and energy [J] of one operation; of the bits those that change count.
    func cost(of operation: InterconnectOperation) -> OperationCost {
        switch operation {
        case .transfer(let bits, let other, _):
            let unit = other ?? self.unit
            let branches = (unit.height + unit.width) * (Self.side(levels: levelCount) - 1)
            let length = Self.mainBusUnits(levels: levelCount) * unit.width + branches / 2
            return OperationCost(latency: delay(unit: unit), energy: length * line.energy * bits)
        }
    }

    /// Delay of a transfer between the edge and any unit [s]. The main bus has wires as the last level.
    private func delay(unit: Footprint) -> Double {
        var units = Self.side(levels: levelCount)
        var latency = 0.0
        var last = 0.0
        for _ in 0..<levelCount {
            units /= 2
            for length in [unit.height * units, unit.width * units] {
                last = line.delay(resistance: wires.resistancePerLength(length: length))
                latency += length * last
            }
        }
        return latency + Self.mainBusUnits(levels: levelCount) * unit.width * last
    }
}
