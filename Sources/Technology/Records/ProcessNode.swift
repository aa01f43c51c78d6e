// SPDX-License-Identifier: Apache-2.0

/// Everything that is known about a process node: one record, each figure with its unit and its source.
///
/// Transistors and column converters for each roadmap, the usual wires of the arrays, the sizes of cells. A run reads
/// a node from its record and from nowhere else: no figure of another node stands in for one that is not here. A record
/// never changes; it is an object, so that parameters that hold one are cheap to copy.
public final class ProcessNode: Sendable {
    /// The name of the node [nm].
    public let nanometers: Int
    /// Transistors and converters of the high-performance roadmap.
    public let highPerformance: DeviceTable
    /// Transistors and converters of the low-standby-power roadmap.
    public let lowStandbyPower: DeviceTable
    /// The usual wires of the arrays.
    public let wire: WireTable
    /// The sizes of cells.
    public let cells: CellSizes

    /// A node of that name [nm].
    public init(
        nanometers: Int, highPerformance: DeviceTable, lowStandbyPower: DeviceTable, wire: WireTable, cells: CellSizes
    ) {
        self.nanometers = nanometers
        self.highPerformance = highPerformance
        self.lowStandbyPower = lowStandbyPower
        self.wire = wire
        self.cells = cells
    }

    /// The transistors and converters for a roadmap.
    public func devices(_ roadmap: DeviceRoadmap) -> DeviceTable {
        switch roadmap {
        case .highPerformance: highPerformance
        case .lowStandbyPower: lowStandbyPower
        }
    }
}
