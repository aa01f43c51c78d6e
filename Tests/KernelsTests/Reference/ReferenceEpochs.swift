// SPDX-License-Identifier: Apache-2.0

import SystolicKernels

/// A systolic array's buffer that forgets everything whenever it is full, as `tk_epochs.h` describes it, word by word.
struct ReferenceEpochs {
    private let layer: tk_epochs_layer
    /// The epoch in which each word was taken last; an epoch ends when the buffer is full.
    private var epochs: [Int64]
    private var epoch: Int64 = 0
    private var fill: Int64 = 0
    private(set) var insertions: Int64 = 0
    private(set) var fillings: Int64 = 0
    private(set) var lastFilling: Int64 = -1

    /// Asks for all words of all folds: groups of columns outside, groups of rows inside.
    init(_ layer: tk_epochs_layer) {
        self.layer = layer
        epochs = Array(repeating: -1, count: Int(layer.batch * layer.height * layer.width * layer.channels))
        let extent = layer.dataflow == 0 ? Self.windows(layer) : Self.depth(layer)
        var start: Int64 = 0
        for column in stride(from: 0, to: layer.column_extent, by: Int(layer.columns)) {
            for row in stride(from: 0, to: extent, by: Int(layer.rows)) {
                walk(
                    rows: row..<min(row + layer.rows, extent),
                    columns: column..<min(column + layer.columns, layer.column_extent), start: start)
                start += layer.fold_cycles
            }
        }
    }

    static func windows(_ layer: tk_epochs_layer) -> Int64 { layer.output_height * layer.output_width * layer.batch }

    /// Words of a window.
    static func depth(_ layer: tk_epochs_layer) -> Int64 {
        layer.filter_height * layer.filter_width * layer.channels
    }

    /// One fold: cycle by cycle, lane by lane.
    private mutating func walk(rows: Range<Int64>, columns: Range<Int64>, start: Int64) {
        switch layer.dataflow {
        case 0:
            // A lane holds a window and asks for its words; lane j is j cycles late.
            let steps = Self.depth(layer)
            for cycle in 0..<steps + Int64(rows.count) - 1 {
                for (lane, window) in zip(Int64(0)..., rows) where (0..<steps).contains(cycle - lane) {
                    ask(window: window, word: cycle - lane, cycle: start + cycle)
                }
            }
        case 1:
            // A lane holds a word's weights and asks for that word of all windows. Weights are loaded first.
            let steps = Self.windows(layer)
            for cycle in 0..<steps + Int64(rows.count) - 1 {
                for (lane, word) in zip(Int64(0)..., rows) where (0..<steps).contains(cycle - lane) {
                    ask(window: cycle - lane, word: word, cycle: start + layer.rows + cycle)
                }
            }
        default:
            // Words are loaded row by row, the last row first, so that the array is full after `rows` cycles.
            for (cycle, word) in zip(Int64(0)..., rows.reversed()) {
                for window in columns {
                    ask(window: window, word: word, cycle: start + layer.rows - Int64(rows.count) + cycle)
                }
            }
        }
    }

    /// A word of a window is asked for: taken if it is in memory and not in the buffer.
    private mutating func ask(window: Int64, word: Int64, cycle: Int64) {
        let size = layer.output_height * layer.output_width
        let place = window % size
        let position = word / layer.channels
        let y =
            place / layer.output_width * layer.stride_height + position / layer.filter_width * layer.dilation_height
        let x = place % layer.output_width * layer.stride_width + position % layer.filter_width * layer.dilation_width
        guard (layer.first_row..<layer.end_row).contains(y), (layer.first_column..<layer.end_column).contains(x)
        else { return }
        let index = ((window / size * layer.height + y) * layer.width + x) * layer.channels + word % layer.channels
        guard epochs[Int(index)] != epoch else { return }
        epochs[Int(index)] = epoch
        insertions += 1
        fill += 1
        guard fill == layer.capacity else { return }
        fillings += 1
        lastFilling = cycle
        epoch += 1
        fill = 0
    }
}
