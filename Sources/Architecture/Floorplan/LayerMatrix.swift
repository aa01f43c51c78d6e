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

    private init(_ matrix: LayerMatrix, packing: GroupPacking) {
        rows = matrix.rows
        columns = packing.columns
        channelRows = matrix.channelRows
        kernelPositions = matrix.kernelPositions
        vectors = matrix.vectors
        unpaddedVectors = matrix.unpaddedVectors
        usedCells = matrix.usedCells
        self.packing = packing
    }

    /// The matrix with packs that begin with a subarray each, wherever elements of `elementColumns` columns end.
    func keepingPacksApart(subarrayColumns: Int, elementColumns: Int) -> LayerMatrix {
        guard let packing else { return self }
        return LayerMatrix(
            self, packing: packing.beginning(withSubarraysOf: subarrayColumns, inElementsOf: elementColumns))
    }
}
