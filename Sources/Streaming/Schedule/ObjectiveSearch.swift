// SPDX-License-Identifier: Apache-2.0

import Configuration

/// Looks for the tiles and the order of loops that take the least time or energy, in the space of ``TileSearch``.
///
/// What a way takes is asked of its run (``ContractionSchedule``), whose counts a report shows. Runs are dear, so that a bound
/// is asked first, which no run falls below: from the transfers, which follow from the sizes of tiles and the order, and from
/// the work of the unit, first roughly and then exactly. Ways are tried in the order of their rough bounds, until the next one
/// is above the best that was found.
struct ObjectiveSearch {
    private let tiles: TileSearch
    private let orders: [LoopOrder]
    private var table: TransferTable

    private var contraction: Contraction { tiles.contraction }
    private var machine: StreamMachine { tiles.machine }

    init(_ tiles: TileSearch) {
        self.tiles = tiles
        orders = tiles.allowedOrders
        table = TransferTable(tiles)
    }

    /// Sizes of tiles with the least that they take in any order.
    private struct Candidate {
        let sizes: TileSearch.Sizes
        let bound: Double
    }

    /// The best way; nil when not even the smallest tiles fit.
    var best: TileChoice? {
        guard let start = tiles.leastTraffic else { return nil }
        var search = self
        return search.best(from: run(start.shape, tiles: start.tiles))
    }

    private mutating func best(from start: TileChoice) -> TileChoice {
        var best = start
        var candidates: [Candidate] = []
        tiles.visitFitting { sizes in
            let work = UnitWork(
                atLeastFor: contraction, machine: machine, outputs: tiles.outputSizes[sizes.outputs],
                reduction: tiles.reductionSizes[sizes.reduction],
                places: tiles.rowTilings[sizes.rows].size * tiles.columnTilings[sizes.columns].size)
            let bounds = orders.compactMap { bound(sizes, $0, work)?.value }
            if let bound = bounds.min(), bound <= best.value {
                candidates.append(Candidate(sizes: sizes, bound: bound))
            }
        }
        let sorted = candidates.indices.sorted { (candidates[$0].bound, $0) < (candidates[$1].bound, $1) }
        for candidate in sorted.map({ candidates[$0] }) {
            guard candidate.bound <= best.value else { break }
            let sizes = candidate.sizes
            let work = UnitWork(
                table.accesses(sizes), reduction: contraction.reduction,
                of: tiles.reductionSizes[sizes.reduction], machine: machine)
            for order in orders {
                guard let bound = bound(sizes, order, work), bound.isBetter(than: best) else { continue }
                let choice = run(bound.shape, tiles: bound.tiles)
                if choice.isBetter(than: best) { best = choice }
            }
        }
        return best
    }

    /// A way as it runs.
    private func run(_ shape: Tiling, tiles count: Int) -> TileChoice {
        let counts = ContractionSchedule(
            contraction, machine: machine, shape: shape, residency: tiles.residency
        ).counts
        return TileChoice(
            shape: shape, value: machine.value(of: counts, operations: contraction.operations), words: counts.traffic,
            transfers: counts.swaps + counts.stores, tiles: count)
    }

    /// What a way takes at least, with work of the unit that is no larger than its own; nil when it cannot run.
    private mutating func bound(_ sizes: TileSearch.Sizes, _ order: LoopOrder, _ work: UnitWork) -> TileChoice? {
        let (rows, columns) = (tiles.rowTilings[sizes.rows], tiles.columnTilings[sizes.columns])
        let (outputs, reduction) = (tiles.outputSizes[sizes.outputs], tiles.reductionSizes[sizes.reduction])
        let number = tiles.tileCounts(outputs, reduction, rows, columns)
        let turns = TileTurns(number, order)
        if turns.spills, tiles.residency.output { return nil }
        let sums = table.sums(sizes)
        let spilled = turns.spills ? sums.partial * (number.reduction - 1) : Transfers()
        var loads = table.weights(sizes) * turns.weights + table.biases(sizes) * turns.biases + spilled
        if !tiles.residency.input { loads = loads + table.inputs(sizes) * turns.inputs }
        let stores = spilled + (tiles.residency.output ? Transfers() : sums.finished)
        let counts = leastCounts(work, loads: loads, stores: stores) * contraction.groups
        return TileChoice(
            shape: Tiling(
                outputs: outputs, reduction: reduction, rows: rows.size, columns: columns.size, order: order),
            value: machine.value(of: counts, operations: contraction.operations), words: counts.traffic,
            transfers: (loads.tiles + stores.tiles) * contraction.groups, tiles: number.all)
    }

    /// Counts of a group whose value no run falls below. Without double buffering they are those of the run if the work is its
    /// own. With it the unit, the port and the transfers all work at once, and the time is no less than that of any of them.
    private func leastCounts(_ work: UnitWork, loads: Transfers, stores: Transfers) -> StreamCounts {
        let moved = loads + stores
        var counts = StreamCounts()
        counts.reads = work.reads + stores.words
        counts.writes = work.writes + loads.words
        counts.backingReads = loads.backingWords
        counts.backingWrites = stores.backingWords
        let port = (counts.reads + counts.writes) * machine.accessCycles
        counts.cycles =
            machine.usesDoubleBuffering ? max(work.cycles, port, moved.cycles) : work.cycles + moved.cycles
        if machine.objective == .energy, !work.isExact {
            // More accesses of the unit leave less time without one: only that of transfers is certain.
            let idle = machine.usesDoubleBuffering ? 0 : moved.cycles - moved.words * machine.accessCycles
            counts.cycles = port + idle
        }
        return counts
    }
}
