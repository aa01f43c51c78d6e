// SPDX-License-Identifier: Apache-2.0

/// Everything that is known about a process node: one record, each figure with its unit and its source.
///
/// Transistors and column converters for each roadmap, the usual wires of the arrays, the sizes of cells. A run reads
/// a node from its record and from nowhere else: no figure of another node stands in for one that is not here. A record
/// never changes; it is an object, so that parameters that hold one are cheap to copy.
public final class ProcessNode: Sendable {
    /// The name of the node [nm].
    public let nanometers: Int
    /// The feature size that layouts are drawn in [m]: usually what the name says.
    public let featureSize: Double
    /// Transistors and converters of the high-performance roadmap; nil where the node has none.
    public let highPerformance: DeviceTable?
    /// Transistors and converters of the low-standby-power roadmap.
    public let lowStandbyPower: DeviceTable
    /// The usual wires of the arrays.
    public let wire: WireTable
    /// Wires of the same width between blocks.
    public let branchWire: WireTable
    /// The sizes of cells.
    public let cells: CellSizes
    /// What arrays are built and read with as long as parameters do not say otherwise; nil where that does not depend
    /// on the node.
    public let arrays: ArrayTable?

    /// A node of that name [nm], whose layouts are drawn in the feature size of its name if no other is given [m]; wires between blocks are the usual ones if no others are given.
    public init(
        nanometers: Int, featureSize: Double? = nil, highPerformance: DeviceTable?, lowStandbyPower: DeviceTable,
        wire: WireTable,
        branchWire: WireTable? = nil, cells: CellSizes, arrays: ArrayTable? = nil
    ) {
        self.nanometers = nanometers
        self.featureSize = featureSize ?? Double(nanometers) * 1e-9
        self.highPerformance = highPerformance
        self.lowStandbyPower = lowStandbyPower
        self.wire = wire
        self.branchWire = branchWire ?? wire
        self.cells = cells
        self.arrays = arrays
    }

    /// The roadmaps that the node has transistors of.
    public var roadmaps: [DeviceRoadmap] {
        highPerformance == nil ? [.lowStandbyPower] : [.highPerformance, .lowStandbyPower]
    }

    /// The transistors and converters for a roadmap.
    ///
    /// - Throws: ``TechnologyError/unknownRoadmap(_:node:)``.
    public func devices(_ roadmap: DeviceRoadmap) throws(TechnologyError) -> DeviceTable {
        switch roadmap {
        case .highPerformance:
            guard let highPerformance else { throw .unknownRoadmap(roadmap, node: nanometers) }
            return highPerformance
        case .lowStandbyPower:
            return lowStandbyPower
        }
    }
}
