// SPDX-License-Identifier: Apache-2.0

import Architecture

/// The properties that determine the expected cost of a subarray: how much of it holds weights. The position in the
/// layer does not matter.
struct BlockKind: Sendable, Hashable {
    /// Wordlines that are mapped [1].
    let rows: Int
    /// Wordlines that inputs drive; fewer where the last pack of a grouped convolution is not full [1].
    let drivenRows: Int
    /// Wordlines with weights [1].
    let weightRows: Int
    /// Columns that are mapped [1].
    let columns: Int
    /// Columns that are converted [1].
    let convertedColumns: Int
    /// Columns that hold weights; the rest stand between packs [1].
    let usedColumns: Int
    /// Columns that hold weights in one wordline [1].
    let columnsPerRow: Double
    /// Place of the first column among the cells of its weight [1].
    let phase: Int
    /// Groups of channels that share the subarray diagonally; cells outside the groups hold nothing [1].
    let groups: Int

    /// The kind of a subarray of a layer, of whose columns so many are converted.
    init(
        rows: LayerGrid.Block, columns: LayerGrid.Block, converted: Int, matrix: LayerMatrix, columnsPerWeight: Int
    ) {
        self.rows = rows.count
        self.columns = columns.count
        convertedColumns = converted
        guard let packing = matrix.packing else {
            drivenRows = rows.count
            weightRows = rows.count
            usedColumns = columns.count
            columnsPerRow = Double(columns.count)
            phase = columns.first % columnsPerWeight
            groups = 1
            return
        }
        // Subarrays at the edges of elements may hold columns of two packs; the inputs are those of the first one.
        let parts = packing.parts(of: columns, rows: rows)
        drivenRows = parts.first?.rows ?? 0
        weightRows = parts.reduce(0) { $1.columns > 0 ? max($0, $1.rows) : $0 }
        usedColumns = parts.reduce(0) { $0 + $1.columns }
        columnsPerRow = parts.reduce(0) { $0 + Double($1.columns) / Double($1.groups) }
        phase = (columns.first - packing.firstColumn(ofPack: packing.pack(ofColumn: columns.first))) % columnsPerWeight
        groups = parts.first { $0.columns > 0 }?.groups ?? 1
    }

    /// The kinds of a layer's subarrays, and the one of each subarray, row block by row block.
    static func kinds(
        of grid: LayerGrid, matrix: LayerMatrix, columnsPerWeight: Int
    ) -> (distinct: [BlockKind], order: [Int]) {
        var distinct: [BlockKind] = []
        var order: [Int] = []
        order.reserveCapacity(grid.rowBlocks.count * grid.columnBlocks.count)
        var last: LayerGrid.Block?
        for rows in grid.rowBlocks {
            // Without packs of groups, only the number of wordlines matters.
            if matrix.packing == nil, last?.count == rows.count {
                let first = order.count - grid.columnBlocks.count
                for position in first..<order.count { order.append(order[position]) }
                continue
            }
            last = rows
            for (columns, converted) in zip(grid.columnBlocks, grid.convertedBlocks) {
                let kind = BlockKind(
                    rows: rows, columns: columns, converted: converted.count, matrix: matrix,
                    columnsPerWeight: columnsPerWeight)
                // There are few kinds, and neighbours are alike.
                let place = distinct.lastIndex(of: kind) ?? distinct.count
                if place == distinct.count { distinct.append(kind) }
                order.append(place)
            }
        }
        return (distinct, order)
    }

    /// Columns whose cells stand at `position` of their weights [1].
    func columnCount(position: Int, columnsPerWeight: Int) -> Int {
        let first = (position - phase + columnsPerWeight) % columnsPerWeight
        return first < usedColumns ? (usedColumns - first - 1) / columnsPerWeight + 1 : 0
    }
}

extension GroupPacking {
    /// The part of one pack in a subarray: columns with weights, wordlines with inputs, and groups.
    fileprivate struct Part {
        let columns: Int
        let rows: Int
        let groups: Int
    }

    /// The packs that have columns in a subarray.
    fileprivate func parts(of block: LayerGrid.Block, rows: LayerGrid.Block) -> [Part] {
        (pack(ofColumn: block.first)...pack(ofColumn: block.first + block.count - 1)).map { pack in
            let first = firstColumn(ofPack: pack)
            let inPack = max(0, min(groupsPerPack, groups - pack * groupsPerPack))
            let start = max(0, block.first - first)
            let end = min(inPack * columnsPerGroup, block.first + block.count - first)
            return Part(
                columns: max(0, end - start), rows: max(0, min(rows.count, inPack * rowsPerGroup - rows.first)),
                groups: max(1, inPack))
        }
    }
}
