// SPDX-License-Identifier: Apache-2.0

/// The outputs that the compute unit works on at a time, one for each of its accumulators: some outputs of some neighbouring
/// places.
///
/// Weights are shared by all places of a block, and inputs by all of its outputs, so that a block that is neither flat nor
/// narrow reads least. Of all that fit the accumulators the one that takes the least time for a tile is taken: the larger one of
/// cycles and accesses.
struct UnitBlock: Sendable, Equatable {
    /// Outputs of a place [1].
    let outputs: Int
    /// Rows of places [1].
    let rows: Int
    /// Columns of places [1].
    let columns: Int

    /// Chooses a block.
    ///
    /// - Parameters:
    ///   - bits: lengths of numbers.
    ///   - machine: the SRAM and the accumulators.
    ///   - outputs: outputs of a place in the tile.
    ///   - rows: rows of places in the tile.
    ///   - columns: columns of places in the tile.
    init(bits: Contraction.Bits, machine: StreamMachine, outputs: Int, rows: Int, columns: Int) {
        func candidate(_ blockOutputs: Int) -> (block: UnitBlock, time: Int, words: Int) {
            let blockColumns = min(columns, machine.lanes / blockOutputs)
            let blockRows = min(rows, machine.lanes / (blockOutputs * blockColumns))
            let blocks =
                Self.count(outputs, blockOutputs) * Self.count(rows, blockRows) * Self.count(columns, blockColumns)
            let words =
                blocks
                * (machine.memoryWords(blockOutputs, bits: bits.weight)
                    + machine.memoryWords(blockRows * blockColumns, bits: bits.activation))
            let block = UnitBlock(outputs: blockOutputs, rows: blockRows, columns: blockColumns)
            return (block, max(blocks, words * machine.accessCycles), words)
        }
        // One output always fits the accumulators.
        var best = candidate(1)
        for blockOutputs in tileSizes(outputs) where blockOutputs > 1 && blockOutputs <= machine.lanes {
            let next = candidate(blockOutputs)
            if (next.time, next.words) < (best.time, best.words) { best = next }
        }
        self = best.block
    }

    private init(outputs: Int, rows: Int, columns: Int) {
        self.outputs = outputs
        self.rows = rows
        self.columns = columns
    }

    private static func count(_ all: Int, _ size: Int) -> Int { (all + size - 1) / size }
}
