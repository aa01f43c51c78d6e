// SPDX-License-Identifier: Apache-2.0

import SystolicKernels
import Testing
import _TestSupport

/// The buffer that is followed sweep by sweep against the walk over single words. Everything is counted, and must be equal.
@Suite struct EpochKernelTests {
    private static func randomLayer(_ random: inout SeededGenerator, dataflow: Int64) -> tk_epochs_layer {
        var layer = tk_epochs_layer()
        layer.channels = Int64(random.size(1...17))
        layer.batch = Int64(random.integer(1...2))
        layer.filter_height = Int64(random.integer(1...3))
        layer.filter_width = Int64(random.integer(1...3))
        layer.stride_height = Int64(random.integer(1...3))
        layer.stride_width = Int64(random.integer(1...3))
        layer.dilation_height = Int64(random.integer(1...2))
        layer.dilation_width = Int64(random.integer(1...2))
        layer.output_height = Int64(random.integer(1...6))
        layer.output_width = Int64(random.integer(1...6))
        layer.height = layer.output_height * layer.stride_height + layer.filter_height * layer.dilation_height
        layer.width = layer.output_width * layer.stride_width + layer.filter_width * layer.dilation_width
        layer.first_row = Int64(random.integer(0...1))
        layer.first_column = Int64(random.integer(0...1))
        layer.end_row = max(layer.first_row, layer.height - Int64(random.integer(0...4)))
        layer.end_column = max(layer.first_column, layer.width - Int64(random.integer(0...4)))
        layer.rows = Int64(random.size(1...33))
        layer.columns = Int64(random.size(1...17))
        layer.dataflow = dataflow
        // From a buffer that is full at once to one that is never full.
        layer.capacity = Int64(random.pick([1, 2, random.size(1...150), random.size(1...2000), 1 << 40]))
        layer.column_extent = dataflow == 2 ? ReferenceEpochs.windows(layer) : Int64(random.integer(1...8))
        layer.fold_cycles =
            ReferenceEpochs.depth(layer) + ReferenceEpochs.windows(layer) + layer.rows + layer.columns
            + Int64(random.integer(0...9))
        return layer
    }

    @Test(arguments: [Int64(0), 1, 2]) func walks(dataflow: Int64) {
        for number in 0..<40 {
            var random = SeededGenerator(case: number * 3 + Int(dataflow))
            var layer = Self.randomLayer(&random, dataflow: dataflow)
            var result = tk_epochs_result()
            #expect(tk_epochs_walk(&layer, &result) == 0)
            let reference = ReferenceEpochs(layer)
            expectEqual(
                [result.insertions, result.fillings, result.last_filling],
                [reference.insertions, reference.fillings, reference.lastFilling],
                "case \(number), insertions, fillings, last filling")
        }
    }
}
