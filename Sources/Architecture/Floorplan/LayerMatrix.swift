// SPDX-License-Identifier: Apache-2.0

import Configuration
import Counting
import Workload

/// A layer as the arrays see it: a matrix of cells, and how many input vectors it multiplies for one image.
///
/// A convolution is unrolled: a row for each input channel and kernel position (channel by channel; with the novel mapping
/// position by position, channels within), a column group of `columnsPerWeight` cells for each output channel. A grouped convolution is packed: as many groups
/// as fit share a subarray's rows diagonally, each pack starts at a subarray boundary with wordlines of its own.
public struct LayerMatrix: Sendable, Equatable {
    /// Wordlines.
    public let rows: Int
    /// Columns of cells; for packed groups including those left empty between packs.
    public let columns: Int
    /// Wordlines of one kernel position.
    public let channelRows: Int
    /// Kernel positions.
    public let kernelPositions: Int
    /// Input vectors of one image.
    public let vectors: Int
    /// Input vectors of one image that any trace holds: those at which the kernel lies within the unpadded map.
    public let unpaddedVectors: Int
    /// Cells that hold a weight.
    public let usedCells: Int
    /// Packing of a grouped convolution, nil for an ordinary layer.
    public let packing: GroupPacking?

    /// Unrolls a layer for cells of the given precision.
    public init(_ layer: Layer, inputs: DesignInputs) {
        let positions = layer.kernelHeight * layer.kernelWidth
        let perWeight = (rows: inputs.rowsPerWeight, columns: inputs.columnsPerWeight)
        kernelPositions = positions
        vectors = inputs.counting.inputVectors(of: layer)
        unpaddedVectors = min(vectors, layer.unpaddedVectors)
        let groups = max(1, layer.groups)
        let groupChannels = layer.inputChannels / groups
        let groupRows = groupChannels * positions * perWeight.rows
        let groupColumns = layer.outputChannels / groups * perWeight.columns
        usedCells = groupRows * groupColumns * groups
        if groups == 1 {
            channelRows = layer.inputChannels * perWeight.rows
            rows = groupRows
            columns = groupColumns
            packing = nil
        } else {
            let packing = GroupPacking(
                groups: groups, rowsPerGroup: groupRows, columnsPerGroup: groupColumns,
                subarrayRows: inputs.configuration.subarrayRows,
                subarrayColumns: inputs.configuration.subarrayColumns)
            channelRows = groupChannels * perWeight.rows
            rows = packing.rows
            columns = packing.columns
            self.packing = packing
        }
    }
}

/// How the groups of a grouped convolution share subarrays.
public struct GroupPacking: Sendable, Equatable {
    /// Groups of the layer.
    public let groups: Int
    /// Wordlines of one group.
    public let rowsPerGroup: Int
    /// Columns of cells of one group.
    public let columnsPerGroup: Int
    /// Groups that lie diagonally in one pack, sharing neither wordlines nor columns.
    public let groupsPerPack: Int
    /// Columns from the start of one pack to the start of the next: whole subarrays.
    public let packPitch: Int

    init(groups: Int, rowsPerGroup: Int, columnsPerGroup: Int, subarrayRows: Int, subarrayColumns: Int) {
        self.groups = groups
        self.rowsPerGroup = rowsPerGroup
        self.columnsPerGroup = columnsPerGroup
        let byRows = subarrayRows / max(1, rowsPerGroup)
        let byColumns = subarrayColumns / max(1, columnsPerGroup)
        groupsPerPack = max(1, min(groups, byRows, byColumns))
        let width = groupsPerPack * columnsPerGroup
        packPitch = (width + subarrayColumns - 1) / subarrayColumns * subarrayColumns
    }

    /// Groups in the pack of a group, that group included [1].
    public func groups(beside group: Int) -> Int {
        let pack = group / groupsPerPack
        return min(groupsPerPack, groups - pack * groupsPerPack)
    }

    /// Columns with weights among the first ones of a block of columns, which belongs to the pack that it begins in; all
    /// of the block where it goes on into another pack [1].
    public func usedColumns(first: Int, count: Int) -> Int {
        let pack = first / packPitch
        guard (first + count - 1) / packPitch == pack else { return count }
        let end = pack * packPitch + groups(beside: pack * groupsPerPack) * columnsPerGroup
        return max(0, min(first + count, end) - first)
    }

    /// Packs of the layer.
    public var packs: Int { (groups + groupsPerPack - 1) / groupsPerPack }
    /// Wordlines of a pack.
    public var rows: Int { groupsPerPack * rowsPerGroup }
    /// Columns of all packs, the last one without padding.
    public var columns: Int { (packs - 1) * packPitch + groupsPerPack * columnsPerGroup }
}
