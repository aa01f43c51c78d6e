// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// How a layer is cut into pieces that fit the array. The pieces, called folds, run one after the other and never
/// overlap: each is filled and drained over all rows and columns of the array, even if it uses only a part of them.
///
/// Folds are numbered in the order in which they run: column group outside, row group inside.
struct FoldGrid: Sendable, Equatable {
    /// Rows of the array: R [1].
    let rows: Int
    /// Columns of the array: C [1].
    let columns: Int
    /// The operands that stay in the processing elements.
    let dataflow: Dataflow
    /// The extent along the rows of the array [1].
    let rowExtent: Int
    /// The extent along the columns of the array [1].
    let columnExtent: Int
    /// Steps of a fold without its filling and draining: T [cycles].
    let steps: Int
    /// Groups of rows [1].
    let rowGroups: Int
    /// Groups of columns [1].
    let columnGroups: Int
    /// Cycles of a fold: L [cycles].
    let cycles: Int

    /// The most cycles of a layer [cycles].
    static let mostCycles = 1 << 42

    /// Cuts a layer.
    ///
    /// - Throws: `InputError` when it would take more than 2^42 cycles.
    init(_ layer: SystolicLayer, on design: SystolicDesign) throws(InputError) {
        rows = design.rows
        columns = design.columns
        dataflow = design.dataflow
        switch design.dataflow {
        case .outputStationary:
            (rowExtent, columnExtent, steps) = (layer.windows, layer.filters, layer.windowWords)
            cycles = steps + rows + columns - 2
        case .weightStationary:
            (rowExtent, columnExtent, steps) = (layer.windowWords, layer.filters, layer.windows)
            cycles = steps + 2 * rows + columns - 2
        case .inputStationary:
            (rowExtent, columnExtent, steps) = (layer.windowWords, layer.windows, layer.filters)
            cycles = steps + 2 * rows + columns - 2
        }
        rowGroups = ceilingQuotient(rowExtent, rows)
        columnGroups = ceilingQuotient(columnExtent, columns)
        guard let total = product([rowGroups, columnGroups, cycles]), total <= Self.mostCycles else {
            throw InputError("layer \(layer.name) takes more than 2^42 cycles on an array of \(rows) x \(columns)")
        }
    }

    /// Folds [1].
    var folds: Int { rowGroups * columnGroups }

    /// Cycles of all folds when nothing stalls [cycles].
    var totalCycles: Int { folds * cycles }

    /// The group of columns and the group of rows that a fold computes.
    func groups(of fold: Int) -> (column: Int, row: Int) { (fold / rowGroups, fold % rowGroups) }

    /// Rows that a group uses [1].
    func usedRows(_ group: Int) -> Int { min(rows, rowExtent - group * rows) }

    /// Columns that a group uses [1].
    func usedColumns(_ group: Int) -> Int { min(columns, columnExtent - group * columns) }

    /// The first cycle of a fold in which an operand that streams may be asked for [cycles].
    var streamStart: Int { dataflow == .outputStationary ? 0 : rows }
}
