// SPDX-License-Identifier: Apache-2.0

@testable import Streaming

/// All ways to run a small contraction that the documentation allows, each of them run.
struct SmallSpace {
    private let contraction: Contraction
    private let machine: StreamMachine
    private let residency: Residency

    init(_ contraction: Contraction, machine: StreamMachine, residency: Residency) {
        self.contraction = contraction
        self.machine = machine
        self.residency = residency
    }

    /// For each number of tiles the smallest size.
    private static func sizes(_ count: Int) -> [Int] { Set((1...count).map { (count + $0 - 1) / $0 }).sorted() }

    var choices: [TileChoice] {
        var choices: [TileChoice] = []
        for outputs in Self.sizes(contraction.outputs) {
            for reduction in Self.sizes(contraction.reduction) {
                for rows in Self.sizes(contraction.vertical.places) {
                    for columns in Self.sizes(contraction.horizontal.places) {
                        choices += LoopOrder.all.compactMap {
                            choice(
                                Tiling(
                                    outputs: outputs, reduction: reduction, rows: rows, columns: columns, order: $0))
                        }
                    }
                }
            }
        }
        return choices
    }

    private func choice(_ shape: Tiling) -> TileChoice? {
        guard isTried(shape) else { return nil }
        let counts = ContractionSchedule(contraction, machine: machine, shape: shape, residency: residency).counts
        // A map that stays is never written to the backing memory, not in parts either.
        if residency.output, counts.stores > 0 { return nil }
        return TileChoice(
            shape: shape, value: machine.value(of: counts, operations: contraction.operations), words: counts.traffic,
            transfers: counts.swaps + counts.stores, tiles: tiles(shape))
    }

    private func pieces(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }

    private func tiles(_ shape: Tiling) -> Int {
        pieces(contraction.outputs, shape.outputs) * pieces(contraction.reduction, shape.reduction)
            * pieces(contraction.vertical.places, shape.rows) * pieces(contraction.horizontal.places, shape.columns)
    }

    /// Whether the shape fits and is tried: sizes of rows and columns are tried from small to large, until one does not fit. With
    /// double buffering larger ones may fit again, and are tried if one row and column fit.
    private func isTried(_ shape: Tiling) -> Bool {
        func hasRoom(_ rows: Int, _ columns: Int) -> Bool {
            fits(
                Tiling(
                    outputs: shape.outputs, reduction: shape.reduction, rows: rows, columns: columns,
                    order: shape.order))
        }
        guard hasRoom(1, 1), fits(shape) else { return false }
        if machine.usesDoubleBuffering { return true }
        let rows = Self.sizes(contraction.vertical.places).filter { $0 <= shape.rows }
        let columns = Self.sizes(contraction.horizontal.places).filter { $0 <= shape.columns }
        return rows.allSatisfy { hasRoom($0, 1) }
            && columns.allSatisfy { hasRoom(shape.rows, $0) }
    }

    /// Whether the tiles fit beside maps that stay. With double buffering a tile that changes takes twice its space.
    private func fits(_ shape: Tiling) -> Bool {
        let bits = contraction.bits
        func words(_ elements: Int, _ bits: Int) -> Int {
            (elements * bits + machine.memory.wordBits - 1) / machine.memory.wordBits
        }
        func copies(_ changes: Bool) -> Int {
            machine.usesDoubleBuffering && (changes || contraction.groups > 1) ? 2 : 1
        }
        let otherOutputs = shape.outputs < contraction.outputs
        let otherChannels = shape.reduction < contraction.reduction
        let otherPlaces = shape.rows < contraction.vertical.places || shape.columns < contraction.horizontal.places
        let rows = contraction.vertical.tiles(of: shape.rows).map(\.tile.elements).max() ?? 0
        let columns = contraction.horizontal.tiles(of: shape.columns).map(\.tile.elements).max() ?? 0
        let area = contraction.vertical.kernel * contraction.horizontal.kernel
        var room = words(shape.outputs * shape.reduction * area, bits.weight) * copies(otherOutputs || otherChannels)
        if contraction.hasBias { room += words(shape.outputs, bits.partialSum) * copies(otherOutputs) }
        if residency.input {
            room += words(contraction.inputElements, bits.activation)
        } else {
            room += words(shape.reduction * rows * columns, bits.activation) * copies(otherChannels || otherPlaces)
        }
        if residency.output { room += words(contraction.outputElements, bits.activation) }
        let sumBits = otherChannels ? bits.partialSum : bits.activation
        if otherChannels || !residency.output {
            room += words(shape.outputs * shape.rows * shape.columns, sumBits) * copies(otherOutputs || otherPlaces)
        }
        return room <= machine.memory.words
    }
}
