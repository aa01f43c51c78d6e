// SPDX-License-Identifier: Apache-2.0

import Architecture
import EstimationKernels
import Workload

/// Input bit vectors of a block of wordlines, as the entries of tables of partial sums that make up each one's products.
struct ListedInputs {
    /// Vectors that go through a product together.
    static let chunk = Int(TK_LISTED_VECTORS)

    /// Entries, vector after vector.
    fileprivate let entries: [UInt32]
    /// Where the entries of each vector begin, and the end of the last one.
    fileprivate let starts: [UInt32]

    /// Lists the vectors `reads`.
    ///
    /// The groups of the tables have `rowsPerGroup` rows each.
    init(
        _ bits: InputBits, source: LayerMatrixSource, rows: LayerGrid.Block, reads: Range<Int>, pack: Int,
        rowsPerGroup: Int
    ) {
        var starts = [UInt32](repeating: 0, count: reads.count + 1)
        var lines = [UInt64](repeating: 0, count: rows.count)
        let mostEntries = reads.count * ((rows.count + rowsPerGroup - 1) / rowsPerGroup)
        entries = [UInt32](unsafeUninitializedCapacity: mostEntries) { buffer, count in
            for first in stride(from: 0, to: reads.count, by: Self.chunk) {
                let part = first..<min(first + Self.chunk, reads.count)
                let columns = reads.lowerBound + part.lowerBound..<reads.lowerBound + part.upperBound
                lines.withUnsafeMutableBufferPointer {
                    source.lines(bits, rows: rows, reads: columns, pack: pack, into: $0)
                }
                starts.withUnsafeMutableBufferPointer { starts in
                    guard let base = starts.baseAddress else { return }
                    tk_list_entries(
                        lines, rows.count, part.count, UInt32(rowsPerGroup), buffer.baseAddress, base + first)
                }
            }
            count = Int(starts[reads.count])
        }
        self.starts = starts
    }
}

/// The cells of a block of wordlines, from which those of its subarrays are taken.
struct BlockCells {
    private enum Cells {
        case levels(WeightLevels)
        /// Resistances, [rows][columns of the layer's matrix].
        case resistances([Double])
    }

    private let cells: Cells
    private let rows: Int
    private let matrixColumns: Int

    /// The cells of a block of wordlines; they follow from `levels` where there are any.
    init(_ source: LayerMatrixSource, weights: WeightMatrix, rows: LayerGrid.Block, levels: [Int32]?) {
        self.rows = rows.count
        matrixColumns = source.matrix.columns
        if let levels = levels.flatMap({ source.mapping.levels($0, weightsPerRow: weights.columns) }) {
            cells = .levels(levels)
        } else {
            cells = .resistances(source.conductances(weights, rows: rows).map { 1 / $0 })
        }
    }

    /// Writes the conductances of a subarray's cells with their wires [S]: [rows][columns of the block].
    func writeEffective(
        _ block: LayerGrid.Block, model: ArrayModel, into buffer: UnsafeMutablePointer<Double>
    ) {
        let inputs = model.inputs
        switch cells {
        case .levels(let levels):
            tk_effective_level_conductances(
                levels.values, rows, levels.weightsPerRow, levels.resistances, levels.cells, block.first,
                block.count, inputs.rowWireResistancePerCell, inputs.columnWireResistancePerCell,
                model.seriesResistance, buffer)
        case .resistances(let resistances):
            resistances.withUnsafeBufferPointer { resistances in
                guard let base = resistances.baseAddress else { return }
                tk_effective_conductances(
                    base + block.first, rows, block.count, matrixColumns, inputs.rowWireResistancePerCell,
                    inputs.columnWireResistancePerCell, model.seriesResistance, buffer, block.count)
            }
        }
    }
}

/// Products of input bits with the cells of one subarray.
struct BitProducts {
    private let buffers: ProductBuffers
    private let columns: Int
    private let tableEntries: Int

    /// Makes the tables of partial sums of the cells in `buffers`.
    init(buffers: ProductBuffers, rows: Int, columns: Int) {
        self.buffers = buffers
        self.columns = columns
        let group = UInt32(buffers.rowsPerGroup)
        tableEntries = tk_table_entries(rows, group)
        tk_build_table(buffers.cells, rows, columns, columns, group, buffers.table)
    }

    /// Column conductances of the vectors `part`, into the products of the buffers.
    func multiply(_ inputs: ListedInputs, _ part: Range<Int>) {
        inputs.starts.withUnsafeBufferPointer { starts in
            guard let base = starts.baseAddress else { return }
            tk_add_entries(
                buffers.table, tableEntries, columns, inputs.entries, base + part.lowerBound, part.count,
                buffers.products, buffers.stride)
        }
    }
}

/// Column conductances [S], vector after vector.
struct ColumnProducts {
    let base: UnsafeMutablePointer<Double>
    let columns: Int
    /// Elements from a vector to the next one.
    let stride: Int

    /// The columns of a vector.
    func vector(_ index: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(start: base + index * stride, count: columns)
    }

    /// All of `vectors`.
    func vectors(_ vectors: Int) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(start: base, count: vectors > 0 ? (vectors - 1) * stride + columns : 0)
    }
}

/// Scratch memory of products.
struct ProductBuffers {
    let rowsPerGroup: Int
    /// Elements from the products of a vector to those of the next one.
    let stride: Int
    /// Tables of partial sums.
    let table: UnsafeMutablePointer<Double>
    /// Products of the vectors of a chunk.
    let products: UnsafeMutablePointer<Double>
    /// Conductances of the cells of a subarray with their wires.
    let cells: UnsafeMutablePointer<Double>
    private let latency: UnsafeMutableBufferPointer<Double>
    private let energy: UnsafeMutableBufferPointer<Double>

    init(rows: Int, columns: Int, rowsPerGroup: Int) {
        self.rowsPerGroup = rowsPerGroup
        let tile = Int(TK_TILE_COLUMNS)
        let paddedColumns = max(1, (columns + tile - 1) / tile) * tile
        stride = paddedColumns
        table = .allocate(capacity: paddedColumns * max(1, tk_table_entries(rows, UInt32(rowsPerGroup))))
        products = .allocate(capacity: paddedColumns * ListedInputs.chunk)
        cells = .allocate(capacity: max(1, rows * columns))
        latency = .allocate(capacity: ListedInputs.chunk)
        energy = .allocate(capacity: ListedInputs.chunk)
        latency.initialize(repeating: 0)
        energy.initialize(repeating: 0)
    }

    func deallocate() {
        table.deallocate()
        products.deallocate()
        cells.deallocate()
        latency.deallocate()
        energy.deallocate()
    }

    func latencies(_ reads: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: latency[0..<reads])
    }
    func energies(_ reads: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: energy[0..<reads])
    }
}
