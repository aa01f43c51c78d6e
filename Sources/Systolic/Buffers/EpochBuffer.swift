// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import SystolicKernels

/// A read buffer whose bandwidth is calculated: it takes every word that it does not hold, and forgets everything whenever
/// it is full. It holds half of the memory, in whole hundredths.
struct EpochBuffer: Sendable, Equatable {
    /// Words that come from DRAM [1].
    let insertions: Int
    /// The cycle in which the buffer was full for the last time; nil when it never was [cycles].
    let lastFilling: Int?

    /// Words of a hundredth of a memory [1].
    static func hundredth(kilowords: Int) -> Int { kilowords * 1024 / 100 }

    /// Words after which the buffer is full [1].
    static func capacity(kilowords: Int) -> Int { 50 * hundredth(kilowords: kilowords) }

    /// Follows the requests for an operand whose words are asked for in runs without a word twice.
    init(_ schedule: OperandSchedule, capacity: Int) {
        var insertions = 0
        var lastRequest: Int?
        var fill = 0
        var request = 0
        for run in schedule.runs {
            let end = request + run.words * run.repetitions
            // Words of the run in the buffer: a stretch that ends before the present one.
            var held = 0
            while request < end, held < run.words {
                // A run that is longer than the buffer fills it with whatever it asks for next.
                if fill == 0, held == 0, run.words >= capacity, end - request >= capacity {
                    let words = (end - request) / capacity * capacity
                    request += words
                    insertions += words
                    lastRequest = request - 1
                    continue
                }
                let words = min(capacity - fill, run.words - held, end - request)
                request += words
                fill += words
                held += words
                insertions += words
                if fill == capacity {
                    lastRequest = request - 1
                    fill = 0
                    held = 0
                }
            }
            request = end
        }
        self.insertions = insertions
        lastFilling = lastRequest.map { schedule.cycle(ofRequest: $0) }
    }

    /// Follows the requests for an input map whose windows share words or leave the map.
    ///
    /// - Throws: `InputError` when there is not enough memory to do so.
    init(_ windows: InputWindows, capacity: Int) throws(InputError) {
        let distinct = windows.distinctWords
        guard distinct >= capacity else {
            insertions = distinct
            lastFilling = nil
            return
        }
        let layer = windows.layer
        let grid = windows.grid
        var description = tk_epochs_layer(
            height: Int64(layer.inputHeight), width: Int64(layer.inputWidth), channels: Int64(layer.channels),
            batch: Int64(layer.batch), first_row: Int64(windows.rows.inMemory.lowerBound),
            end_row: Int64(windows.rows.inMemory.upperBound),
            first_column: Int64(windows.columns.inMemory.lowerBound),
            end_column: Int64(windows.columns.inMemory.upperBound), filter_height: Int64(layer.filterHeight),
            filter_width: Int64(layer.filterWidth), output_height: Int64(layer.outputHeight),
            output_width: Int64(layer.outputWidth), stride_height: Int64(windows.rows.stride),
            stride_width: Int64(windows.columns.stride), dilation_height: Int64(windows.rows.dilation),
            dilation_width: Int64(windows.columns.dilation), rows: Int64(grid.rows), columns: Int64(grid.columns),
            dataflow: 0, column_extent: Int64(grid.columnExtent), fold_cycles: Int64(grid.cycles),
            capacity: Int64(capacity))
        description.dataflow =
            switch grid.dataflow {
            case .outputStationary: 0
            case .weightStationary: 1
            case .inputStationary: 2
            }
        var result = tk_epochs_result()
        guard tk_epochs_walk(&description, &result) == 0 else {
            throw InputError("layer \(layer.name): not enough memory to follow its input map", kind: .internalError)
        }
        insertions = Int(result.insertions)
        lastFilling = result.fillings > 0 ? Int(result.last_filling) : nil
    }
}
