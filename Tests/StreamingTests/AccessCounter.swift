// SPDX-License-Identifier: Apache-2.0

@testable import Streaming

/// Runs a contraction element by element and counts what it sees: nothing is evaluated in advance.
struct AccessCounter {
    let contraction: Contraction
    let machine: StreamMachine
    let shape: Tiling
    let residency: Residency

    private(set) var counts = StreamCounts()

    /// A tile: which outputs, channels, rows and columns.
    private struct Tile: Hashable {
        let outputs: [Int]
        let channels: [Int]
        let rows: [Int]
        let columns: [Int]
    }

    init(_ contraction: Contraction, machine: StreamMachine, shape: Tiling, residency: Residency = Residency()) {
        self.contraction = contraction
        self.machine = machine
        self.shape = shape
        self.residency = residency
        for _ in 0..<contraction.groups { runGroup() }
    }

    private static func pieces(_ count: Int, _ size: Int) -> [[Int]] {
        stride(from: 0, to: count, by: size).map { Array($0..<min(count, $0 + size)) }
    }

    /// All tiles in their order.
    private var tiles: [Tile] {
        let outputs = Self.pieces(contraction.outputs, shape.outputs)
        let channels = Self.pieces(contraction.reduction, shape.reduction)
        let places = Self.pieces(contraction.vertical.places, shape.rows).flatMap { rows in
            Self.pieces(contraction.horizontal.places, shape.columns).map { (rows, $0) }
        }
        let counts = [outputs.count, channels.count, places.count]
        let order = shape.order.loops.map(\.rawValue)
        var tiles: [Tile] = []
        for first in 0..<counts[order[0]] {
            for second in 0..<counts[order[1]] {
                for third in 0..<counts[order[2]] {
                    var index = [0, 0, 0]
                    index[order[0]] = first
                    index[order[1]] = second
                    index[order[2]] = third
                    tiles.append(
                        Tile(
                            outputs: outputs[index[0]], channels: channels[index[1]], rows: places[index[2]].0,
                            columns: places[index[2]].1))
                }
            }
        }
        return tiles
    }

    private mutating func come(_ elements: Int, _ bits: Int) {
        counts.swaps += 1
        counts.writes += words(elements, bits)
        counts.backingReads += (elements * bits + machine.backingWordBits - 1) / machine.backingWordBits
    }

    private mutating func go(_ elements: Int, _ bits: Int) {
        counts.stores += 1
        counts.reads += words(elements, bits)
        counts.backingWrites += (elements * bits + machine.backingWordBits - 1) / machine.backingWordBits
    }

    private func words(_ elements: Int, _ bits: Int) -> Int {
        (elements * bits + machine.memory.wordBits - 1) / machine.memory.wordBits
    }

    private mutating func runGroup() {
        let bits = contraction.bits
        var weights: Tile?
        var inputs: Tile?
        var biases: [Int]?
        // Channels that sums hold already, by output tile.
        var progress: [Tile: Int] = [:]
        var held: Tile?
        let tiles = self.tiles
        for (number, tile) in tiles.enumerated() {
            let weightKey = Tile(outputs: tile.outputs, channels: tile.channels, rows: [], columns: [])
            let inputKey = Tile(outputs: [], channels: tile.channels, rows: tile.rows, columns: tile.columns)
            let sumKey = Tile(outputs: tile.outputs, channels: [], rows: tile.rows, columns: tile.columns)
            let sums = tile.outputs.count * tile.rows.count * tile.columns.count
            if bits.weight > 0, weights != weightKey {
                come(
                    tile.outputs.count * tile.channels.count * contraction.vertical.kernel
                        * contraction.horizontal.kernel, bits.weight)
                weights = weightKey
            }
            if !residency.input, inputs != inputKey {
                come(elements(tile), bits.activation)
                inputs = inputKey
            }
            let done = progress[sumKey] ?? 0
            if done == 0, contraction.hasBias, biases != tile.outputs {
                come(tile.outputs.count, bits.partialSum)
                biases = tile.outputs
            }
            if done > 0, held != sumKey { come(sums, bits.partialSum) }
            held = sumKey
            let isLast = done + tile.channels.count == contraction.reduction
            compute(tile, begins: done == 0, ends: isLast)
            progress[sumKey] = done + tile.channels.count
            let next = number + 1 < tiles.count ? tiles[number + 1] : nil
            let stays = next.map { $0.outputs == tile.outputs && $0.rows == tile.rows && $0.columns == tile.columns }
            if isLast {
                if !residency.output { go(sums, bits.activation) }
            } else if stays != true {
                go(sums, bits.partialSum)
            }
        }
    }

    /// Elements of the map that a tile reads, each once.
    private func elements(_ tile: Tile) -> Int {
        var found = Set<[Int]>()
        for channel in tile.channels {
            for (row, column) in pairs(tile.rows, tile.columns) {
                for (y, x) in pairs(Array(0..<contraction.vertical.kernel), Array(0..<contraction.horizontal.kernel)) {
                    if let place = element(row, column, y, x) { found.insert([channel] + place) }
                }
            }
        }
        return found.count
    }

    private func pairs(_ left: [Int], _ right: [Int]) -> [(Int, Int)] {
        left.flatMap { first in right.map { (first, $0) } }
    }

    /// The element of the map under an element of the kernel; nothing for padding.
    private func element(_ row: Int, _ column: Int, _ y: Int, _ x: Int) -> [Int]? {
        let (vertical, horizontal) = (contraction.vertical, contraction.horizontal)
        let line = row * vertical.stride - vertical.before + y * vertical.dilation
        let place = column * horizontal.stride - horizontal.before + x * horizontal.dilation
        guard line >= 0, line < vertical.inputs, place >= 0, place < horizontal.inputs else { return nil }
        return [line, place]
    }

    /// Blocks of the unit, cycle by cycle.
    private mutating func compute(_ tile: Tile, begins: Bool, ends: Bool) {
        let bits = contraction.bits
        let block = UnitBlock(
            bits: bits, machine: machine, outputs: tile.outputs.count, rows: tile.rows.count,
            columns: tile.columns.count)
        for outputBlock in Self.pieces(tile.outputs.count, block.outputs) {
            for rowBlock in Self.pieces(tile.rows.count, block.rows) {
                for columnBlock in Self.pieces(tile.columns.count, block.columns) {
                    let sums = outputBlock.count * rowBlock.count * columnBlock.count
                    if begins {
                        if contraction.hasBias { counts.reads += words(outputBlock.count, bits.partialSum) }
                    } else {
                        counts.reads += words(sums, bits.partialSum)
                    }
                    for _ in tile.channels {
                        for y in 0..<contraction.vertical.kernel {
                            for x in 0..<contraction.horizontal.kernel {
                                counts.unitCycles += 1
                                counts.reads += words(outputBlock.count, bits.weight)
                                let inside = pairs(rowBlock, columnBlock).count { row, column in
                                    element(tile.rows[row], tile.columns[column], y, x) != nil
                                }
                                counts.reads += words(inside, bits.activation)
                            }
                        }
                    }
                    counts.writes += words(sums, ends ? bits.activation : bits.partialSum)
                }
            }
        }
    }
}
