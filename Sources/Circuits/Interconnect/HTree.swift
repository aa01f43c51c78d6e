// SPDX-License-Identifier: Apache-2.0

import Technology

/// A bus in the form of an H-tree between the edge of a grid of equal units and each unit.
///
/// From the center, vertical and horizontal wires of half the length of those before them alternate, so that every
/// unit is equally far. A grid that is not square, or whose side is not a power of two, gets the tree of the next
/// larger power. Equations and constants: table of sources in Sources/References.
/// Of its source these are kept:
/// - latency counts on each level the wire resistance of the level before it, none on the first;
/// - energy counts wires of half the length that latency counts;
/// - area leaves out the last level, which runs above the units, and the channels of successive levels add up.
public struct HTree: Interconnect {
    /// Rows of units [1].
    public let rows: Int
    /// Columns of units [1].
    public let columns: Int
    /// Number of wires of the main bus [bit].
    public let busWidth: Double
    /// All channels side by side: the total length of the tree, and the mean width of a channel [m].
    public let footprint: Footprint
    /// The static power of the repeaters of a single wire through the tree [W].
    public let leakagePower: Double

    private let unit: Footprint
    private let wire: RepeatedWire
    private let branches: BranchWires

    /// Lays an H-tree over a grid.
    /// - Parameters:
    ///   - rows: rows of units.
    ///   - columns: columns of units.
    ///   - busWidth: number of wires of the main bus [bit].
    ///   - unit: width and height of a unit [m].
    ///   - foldingRatio: how many wires share the width of one in layout [1].
    ///   - delayTolerance: how much slower than the fastest it may be to save energy [1].
    ///   - wireResistance: of a wire [Ohm/m], for which the repeaters are sized.
    ///   - branches: wires of the branches, wider where they are long.
    ///   - technology: the process.
    public init(
        rows: Int, columns: Int, busWidth: Double, unit: Footprint, foldingRatio: Double, delayTolerance: Double,
        wireResistance: Double, branches: BranchWires, technology: Technology
    ) {
        self.branches = branches
        let wire = RepeatedWire(
            resistance: wireResistance, delayTolerance: delayTolerance, downsizing: .halving, technology: technology)
        let channels = Self.channels(
            rows: rows, columns: columns, unit: unit, repeater: wire.repeater.footprint, bits: busWidth / foldingRatio)
        self.rows = rows
        self.columns = columns
        self.busWidth = busWidth
        self.unit = unit
        self.wire = wire
        footprint = channels.width > 0 ? channels : .zero
        leakagePower = wire.leakagePower * channels.width
    }

    /// Wires of the main bus [bit].
    public var width: Double { busWidth }

    /// Levels of the tree, each one vertical and one horizontal wire [1].
    public var levelCount: Int { Self.levelCount(rows: rows, columns: columns) }

    private static func levelCount(rows: Int, columns: Int) -> Int {
        let side = max(rows, columns)
        return side > 1 ? Int.bitWidth - (side - 1).leadingZeroBitCount : 0
    }

    /// Units that the main bus passes from the nearer side edge to the center of the tree [1].
    private static func mainBusUnits(rows: Int, columns: Int) -> Double {
        let side = min(rows, columns)
        let center = side > 1 ? Int.bitWidth - 1 - side.leadingZeroBitCount : 0
        return Double(min(columns - center, center))
    }

    /// Length and mean width of the wiring channels [m].
    private static func channels(
        rows: Int, columns: Int, unit: Footprint, repeater: Footprint, bits: Double
    ) -> Footprint {
        var height = unit.height * span(levelCount(rows: rows, columns: columns)) / 2
        var width = unit.width * span(levelCount(rows: rows, columns: columns)) / 2
        let mainBus = mainBusUnits(rows: rows, columns: columns) * unit.width
        var length = mainBus
        var area = bits * repeater.height * mainBus
        for level in 1..<max(1, levelCount(rows: rows, columns: columns)) {
            height /= 2
            width /= 2
            let passed = bits * Double(level) / 2
            area += passed * (repeater.width * height + repeater.height * width)
            length += height + width
        }
        return Footprint(width: length, height: length > 0 ? area / length : 0)
    }

    /// Side of a tree of this many levels [units].
    private static func span(_ levels: Int) -> Double {
        Double(1 << levels)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: InterconnectOperation) -> OperationCost {
        switch operation {
        case .transfer(let bits, let other, let firstLevelResistance):
            let unit = other ?? self.unit
            let length = mainBusLength(unit: unit) + branchLength(unit: unit) / 2
            return OperationCost(
                latency: delay(unit: unit, firstLevelResistance: firstLevelResistance),
                energy: length * wire.energy * bits)
        }
    }

    /// Delay of a transfer between the edge and any unit [s].
    private func delay(unit: Footprint, firstLevelResistance: Double) -> Double {
        var height = unit.height * Self.span(levelCount)
        var width = unit.width * Self.span(levelCount)
        var resistance = firstLevelResistance
        var delay = wire.delay(branchResistance: resistance)
        var latency = 0.0
        for _ in 0..<levelCount {
            height /= 2
            width /= 2
            delay = wire.delay(branchResistance: resistance)
            latency += (height + width) * delay
            resistance = branches.resistancePerLength(length: width)
        }
        return latency + mainBusLength(unit: unit) * delay
    }

    /// Length of the main bus from the edge to the center [m].
    private func mainBusLength(unit: Footprint) -> Double {
        Self.mainBusUnits(rows: rows, columns: columns) * unit.width
    }

    /// Length of the branches from the center to a unit [m]: half the tree's side, a quarter and so on, both ways.
    private func branchLength(unit: Footprint) -> Double {
        (unit.height + unit.width) * (Self.span(levelCount) - 1)
    }
}
