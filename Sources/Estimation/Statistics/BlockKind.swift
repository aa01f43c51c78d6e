import Architecture

/// What makes the expected cost of a subarray, whatever its place in the layer: how much of it holds weights.
struct BlockKind: Sendable, Hashable {
    /// Wordlines that are mapped [1].
    let rows: Int
    /// Wordlines that inputs drive; fewer where the last pack of a grouped convolution is not full [1].
    let drivenRows: Int
    /// Columns that are mapped [1].
    let columns: Int
    /// Columns that hold weights; the rest stand between packs [1].
    let usedColumns: Int
    /// Place of the first column among the cells of its weight [1].
    let phase: Int
    /// Groups of channels that share the subarray diagonally; cells outside the groups hold nothing [1].
    let groups: Int

    /// The kind of a subarray of a layer.
    init(rows: LayerGrid.Block, columns: LayerGrid.Block, matrix: LayerMatrix, columnsPerWeight: Int) {
        self.rows = rows.count
        self.columns = columns.count
        guard let packing = matrix.packing else {
            drivenRows = rows.count
            usedColumns = columns.count
            phase = columns.first % columnsPerWeight
            groups = 1
            return
        }
        let pack = columns.first / packing.packPitch
        let inPack = max(0, min(packing.groupsPerPack, packing.groups - pack * packing.groupsPerPack))
        let offset = columns.first - pack * packing.packPitch
        drivenRows = max(0, min(rows.count, inPack * packing.rowsPerGroup - rows.first))
        usedColumns = max(0, min(columns.count, inPack * packing.columnsPerGroup - offset))
        phase = offset % columnsPerWeight
        groups = max(1, inPack)
    }

    /// Columns whose cells stand at `position` of their weights [1].
    func columnCount(position: Int, columnsPerWeight: Int) -> Int {
        let first = (position - phase + columnsPerWeight) % columnsPerWeight
        return first < usedColumns ? (usedColumns - first - 1) / columnsPerWeight + 1 : 0
    }
}
