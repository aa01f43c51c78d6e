// SPDX-License-Identifier: Apache-2.0

/// The work of the compute unit for a tile: cycles, and accesses to the SRAM.
///
/// The unit works on blocks of outputs, one for each of its accumulators (``UnitBlock``). In each cycle it takes one
/// channel and one kernel element, reads the weights of the block's outputs and the inputs of its places, and adds all
/// products. Numbers that are read together are packed in words. Padding is not read. Sums are read when a block
/// continues an earlier tile, and are written at its end.
struct UnitAccesses: Sendable, Equatable {
    /// Cycles of the unit for a channel that is summed up.
    var cyclesOfChannel = 0
    /// Words of weights and inputs that are read for a channel that is summed up.
    var wordsOfChannel = 0
    /// Words of biases.
    var biasWords = 0
    /// Words of unfinished sums.
    var partialWords = 0
    /// Words of finished outputs.
    var finishedWords = 0

    /// The work for a tile.
    init(
        _ contraction: Contraction, machine: StreamMachine, outputs: Int, rows: AxisTile, columns: AxisTile
    ) {
        let bits = contraction.bits
        let block = UnitBlock(
            bits: bits, machine: machine, outputs: outputs, rows: rows.places, columns: columns.places)
        let outputBlocks = channelTiles(outputs, of: block.outputs)
        let rowBlocks = channelTiles(rows.places, of: block.rows)
        let columnBlocks = channelTiles(columns.places, of: block.columns)
        let outputCount = outputBlocks.reduce(0) { $0 + $1.count }
        var placeCount = 0
        for row in rowBlocks {
            for column in columnBlocks {
                let places = row.count * column.count
                placeCount += places
                for output in outputBlocks {
                    let count = output.count * places
                    let elements = output.tile * row.tile * column.tile
                    partialWords += count * machine.memoryWords(elements, bits: bits.partialSum)
                    finishedWords += count * machine.memoryWords(elements, bits: bits.activation)
                }
            }
        }
        let weightWords = outputBlocks.reduce(0) { $0 + $1.count * machine.memoryWords($1.tile, bits: bits.weight) }
        cyclesOfChannel = outputCount * placeCount * contraction.kernelArea
        wordsOfChannel =
            weightWords * placeCount * contraction.kernelArea
            + outputCount
            * Self.inputWords(
                contraction, machine, Self.readers(contraction.vertical, rows, block.rows),
                Self.readers(contraction.horizontal, columns, block.columns))
        if contraction.hasBias {
            biasWords =
                placeCount
                * outputBlocks.reduce(0) { $0 + $1.count * machine.memoryWords($1.tile, bits: bits.partialSum) }
        }
    }

    /// How many places of a block read the map and not padding, for all blocks and kernel elements: counts by number.
    private static func readers(_ axis: StreamAxis, _ tile: AxisTile, _ block: Int) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        var first = tile.first
        let end = tile.first + tile.places
        while first < end {
            let places = min(block, end - first)
            for offset in 0..<axis.kernel {
                counts[axis.insidePlaces(first: first, count: places, offset: offset), default: 0] += 1
            }
            first += places
        }
        return counts
    }

    private static func inputWords(
        _ contraction: Contraction, _ machine: StreamMachine, _ rows: [Int: Int], _ columns: [Int: Int]
    ) -> Int {
        var words = 0
        for (rowPlaces, rowCount) in rows {
            for (columnPlaces, columnCount) in columns {
                words +=
                    rowCount * columnCount
                    * machine.memoryWords(rowPlaces * columnPlaces, bits: contraction.bits.activation)
            }
        }
        return words
    }
}
