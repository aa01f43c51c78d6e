// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics

/// Looks for the tiles and the order of loops that move the fewest words.
///
/// All sizes of tiles that cut an extent into different numbers of tiles are tried, in all orders. What fits a memory fits a
/// larger one, so that a larger memory never moves more.
struct TileSearch {
    let contraction: Contraction
    let machine: StreamMachine
    let residency: Residency
    private let room: Int

    let outputSizes: [Int]
    let reductionSizes: [Int]
    let rowTilings: [AxisTiling]
    let columnTilings: [AxisTiling]

    /// A direction cut into tiles.
    struct AxisTiling {
        let size: Int
        let runs: [TileRun<AxisTile>]
        let count: Int
        let mostElements: Int

        init(_ axis: StreamAxis, size: Int) {
            self.size = size
            runs = axis.tiles(of: size)
            count = runs.reduce(0) { $0 + $1.count }
            mostElements = runs.map(\.tile.elements).max() ?? 0
        }
    }

    init(_ contraction: Contraction, machine: StreamMachine, residency: Residency) {
        self.contraction = contraction
        self.machine = machine
        self.residency = residency
        outputSizes = tileSizes(contraction.outputs)
        reductionSizes = tileSizes(contraction.reduction)
        rowTilings = tileSizes(contraction.vertical.places).map { AxisTiling(contraction.vertical, size: $0) }
        columnTilings = tileSizes(contraction.horizontal.places).map { AxisTiling(contraction.horizontal, size: $0) }
        var room = machine.memory.words
        let activation = contraction.bits.activation
        if residency.input { room -= machine.memoryWords(contraction.inputElements, bits: activation) }
        if residency.output { room -= machine.memoryWords(contraction.outputElements, bits: activation) }
        self.room = room
    }

    /// The best way by the objective of the machine; nil when not even the smallest tiles fit.
    var best: TileChoice? {
        switch machine.objective {
        case .traffic: leastTraffic
        case .time, .energy: ObjectiveSearch(self).best
        }
    }

    /// The way that moves least; nil when not even the smallest tiles fit.
    var leastTraffic: TileChoice? {
        let orders = allowedOrders
        var best: TileChoice?
        var (outputs, reduction) = (-1, -1)
        var weights = WeightTraffic(weights: 0, biases: 0)
        var inputWords: [[Int]] = []
        visitFitting { sizes in
            let (outputSize, reductionSize) = (outputSizes[sizes.outputs], reductionSizes[sizes.reduction])
            if sizes.reduction != reduction { inputWords = inputTable(reductionSize) }
            if sizes.reduction != reduction || sizes.outputs != outputs {
                weights = weightTraffic(outputSize, reductionSize)
                (outputs, reduction) = (sizes.outputs, sizes.reduction)
            }
            let (rows, columns) = (rowTilings[sizes.rows], columnTilings[sizes.columns])
            let sums = outputTraffic(outputSize, rows, columns)
            let counts = tileCounts(outputSize, reductionSize, rows, columns)
            for order in orders {
                let inputs = inputWords[sizes.rows][sizes.columns]
                guard let moved = traffic(counts, order, weights, inputs, sums) else { continue }
                let shape = Tiling(
                    outputs: outputSize, reduction: reductionSize, rows: rows.size, columns: columns.size,
                    order: order)
                let choice = TileChoice(
                    shape: shape, value: Double(moved.words), words: moved.words, transfers: moved.transfers,
                    tiles: counts.all)
                if choice.isBetter(than: best) { best = choice }
            }
        }
        return best
    }

    /// The orders that the machine allows.
    var allowedOrders: [LoopOrder] {
        let innermost: TileLoop? =
            switch machine.loopOrder {
            case .automatic: nil
            case .weightStationary: .places
            case .outputStationary: .reduction
            case .inputStationary: .outputs
            }
        return LoopOrder.all.filter { innermost == nil || $0.innermost == innermost }
    }

    /// The words of all tiles of weights and of biases, each moved once [word].
    private struct WeightTraffic {
        let weights: Int
        let biases: Int
    }

    /// Whether larger tiles may fit where smaller ones do not: a tile that never changes needs no second buffer.
    private var mayFitAgain: Bool { machine.usesDoubleBuffering }

    /// How many tiles of the given sizes there are.
    func tileCounts(_ outputs: Int, _ reduction: Int, _ rows: AxisTiling, _ columns: AxisTiling) -> TileCounts {
        TileCounts(
            outputs: ceilingDivision(contraction.outputs, outputs),
            reduction: ceilingDivision(contraction.reduction, reduction), places: rows.count * columns.count)
    }

    /// Sizes of tiles, as places in the lists of sizes.
    struct Sizes {
        let outputs: Int
        let reduction: Int
        let rows: Int
        let columns: Int
    }

    /// All sizes of tiles that fit, tiles of channels outermost.
    func visitFitting(_ visit: (Sizes) -> Void) {
        guard room > 0 else { return }
        for (reduction, channels) in reductionSizes.enumerated() {
            for (outputs, size) in outputSizes.enumerated() {
                guard tilesFit(size, channels, rowTilings[0], columnTilings[0]) else {
                    if mayFitAgain { continue } else { break }
                }
                for (row, rows) in rowTilings.enumerated() {
                    guard tilesFit(size, channels, rows, columnTilings[0]) || mayFitAgain else { break }
                    for (column, columns) in columnTilings.enumerated() {
                        guard tilesFit(size, channels, rows, columns) else {
                            if mayFitAgain { continue } else { break }
                        }
                        visit(Sizes(outputs: outputs, reduction: reduction, rows: row, columns: column))
                    }
                }
            }
        }
    }
}

func ceilingDivision(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }

extension TileSearch {
    // MARK: Traffic

    /// The transfers to and from the backing memory; nil when partial sums would have to go there although the output
    /// stays in the SRAM.
    private func traffic(
        _ counts: TileCounts, _ order: LoopOrder, _ weights: WeightTraffic, _ inputWords: Int,
        _ sums: (partial: Int, finished: Int)
    ) -> (words: Int, transfers: Int)? {
        let turns = TileTurns(counts, order)
        if turns.spills, residency.output { return nil }
        var words = weights.weights * turns.weights + weights.biases * turns.biases
        var transfers = contraction.bits.weight > 0 ? counts.outputs * counts.reduction * turns.weights : 0
        transfers += contraction.hasBias ? counts.outputs * turns.biases : 0
        if !residency.input {
            words += inputWords * turns.inputs
            transfers += counts.reduction * counts.places * turns.inputs
        }
        if !residency.output {
            words += sums.finished
            transfers += counts.outputs * counts.places
        }
        if turns.spills {
            words += 2 * (counts.reduction - 1) * sums.partial
            transfers += 2 * (counts.reduction - 1) * counts.outputs * counts.places
        }
        return (words * contraction.groups, transfers * contraction.groups)
    }

    private func weightTraffic(_ outputs: Int, _ reduction: Int) -> WeightTraffic {
        let bits = contraction.bits
        var weights = 0
        var biases = 0
        for output in channelTiles(contraction.outputs, of: outputs) {
            biases += contraction.hasBias ? output.count * machine.backingWords(output.tile, bits: bits.partialSum) : 0
            for channel in channelTiles(contraction.reduction, of: reduction) {
                let elements = output.tile * channel.tile * contraction.kernelArea
                weights += output.count * channel.count * machine.backingWords(elements, bits: bits.weight)
            }
        }
        return WeightTraffic(weights: weights, biases: biases)
    }

    /// The words of all tiles of inputs, each moved once, for all divisions of rows and columns [word].
    private func inputTable(_ reduction: Int) -> [[Int]] {
        let channels = channelTiles(contraction.reduction, of: reduction)
        return rowTilings.map { rows in
            columnTilings.map { columns in
                var words = 0
                for channel in channels {
                    for row in rows.runs {
                        for column in columns.runs {
                            let elements = channel.tile * row.tile.elements * column.tile.elements
                            words +=
                                channel.count * row.count * column.count
                                * machine.backingWords(elements, bits: contraction.bits.activation)
                        }
                    }
                }
                return words
            }
        }
    }

    private func outputTraffic(
        _ outputs: Int, _ rows: AxisTiling, _ columns: AxisTiling
    ) -> (partial: Int, finished: Int) {
        let bits = contraction.bits
        var partial = 0
        var finished = 0
        for output in channelTiles(contraction.outputs, of: outputs) {
            for row in rows.runs {
                for column in columns.runs {
                    let elements = output.tile * row.tile.places * column.tile.places
                    let count = output.count * row.count * column.count
                    partial += count * machine.backingWords(elements, bits: bits.partialSum)
                    finished += count * machine.backingWords(elements, bits: bits.activation)
                }
            }
        }
        return (partial, finished)
    }

    // MARK: Room

    private func tilesFit(_ outputs: Int, _ reduction: Int, _ rows: AxisTiling, _ columns: AxisTiling) -> Bool {
        let parts = roomOfTiles(
            outputs: outputs, reduction: reduction, places: rows.size * columns.size,
            elements: rows.mostElements * columns.mostElements, tiles: rows.count * columns.count)
        return parts.total <= room
    }

    /// Words of the SRAM that tiles take.
    struct Room {
        var weights = 0
        var biases = 0
        var inputs = 0
        var sums = 0

        var total: Int { weights + biases + inputs + sums }
    }

    private func roomOfTiles(outputs: Int, reduction: Int, places: Int, elements: Int, tiles: Int) -> Room {
        let bits = contraction.bits
        let isOnePass = reduction >= contraction.reduction
        let isOneOutput = outputs >= contraction.outputs
        let isOneGroup = contraction.groups == 1
        func copies(_ isOnlyOne: Bool) -> Int { machine.usesDoubleBuffering && !(isOnlyOne && isOneGroup) ? 2 : 1 }
        var room = Room()
        room.weights =
            machine.memoryWords(outputs * reduction * contraction.kernelArea, bits: bits.weight)
            * copies(isOneOutput && isOnePass)
        if contraction.hasBias {
            room.biases = machine.memoryWords(outputs, bits: bits.partialSum) * copies(isOneOutput)
        }
        if !residency.input {
            room.inputs =
                machine.memoryWords(reduction * elements, bits: bits.activation) * copies(isOnePass && tiles == 1)
        }
        // Sums that one tile finishes are never unfinished in the SRAM.
        if !(residency.output && isOnePass) {
            room.sums =
                machine.memoryWords(outputs * places, bits: isOnePass ? bits.activation : bits.partialSum)
                * copies(isOneOutput && tiles == 1)
        }
        return room
    }

    /// The room of the smallest tiles.
    var leastRoom: Room {
        roomOfTiles(
            outputs: 1, reduction: 1, places: 1, elements: rowTilings[0].mostElements * columnTilings[0].mostElements,
            tiles: rowTilings[0].count * columnTilings[0].count)
    }
}
