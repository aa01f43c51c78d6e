// SPDX-License-Identifier: Apache-2.0

/// One turn of the innermost loop over tiles: what comes, what is computed, what goes.
struct TileStep: Sendable, Equatable {
    /// Cycles in which tiles come.
    var loadCycles = 0
    /// Words that are written to the SRAM by that.
    var loadWords = 0
    /// Words that are read from the backing memory.
    var loadBackingWords = 0
    /// Tiles that come.
    var loads = 0
    /// Cycles in which a tile goes.
    var storeCycles = 0
    /// Words that are read from the SRAM by that.
    var storeWords = 0
    /// Words that are written to the backing memory.
    var storeBackingWords = 0
    /// Tiles that go.
    var stores = 0
    /// Cycles in which the unit multiplies.
    var unitCycles = 0
    /// Words that the unit reads.
    var unitReads = 0
    /// Words that the unit writes.
    var unitWrites = 0

    /// A tile is loaded in a separate transfer.
    mutating func load(_ elements: Int, bits: Int, _ machine: StreamMachine) {
        let words = machine.memoryWords(elements, bits: bits)
        let backing = machine.backingWords(elements, bits: bits)
        loadCycles += machine.backingLatencyCycles + max(backing, words * machine.accessCycles)
        loadWords += words
        loadBackingWords += backing
        loads += 1
    }

    /// A tile is stored in a separate transfer.
    mutating func store(_ elements: Int, bits: Int, _ machine: StreamMachine) {
        let words = machine.memoryWords(elements, bits: bits)
        let backing = machine.backingWords(elements, bits: bits)
        storeCycles += machine.backingLatencyCycles + max(backing, words * machine.accessCycles)
        storeWords += words
        storeBackingWords += backing
        stores += 1
    }
}

/// Goes through all tiles of one group of a contraction, in their order.
struct TileWalk {
    private let contraction: Contraction
    private let machine: StreamMachine
    private let shape: Tiling
    private let residency: Residency
    private let outputs: [TileRun<Int>]
    private let reduction: [TileRun<Int>]
    private let rows: [TileRun<AxisTile>]
    private let columns: [TileRun<AxisTile>]
    /// For each run of outputs, rows and columns.
    private let accesses: [UnitAccesses]
    private let reductionCount: Int

    init(_ contraction: Contraction, machine: StreamMachine, shape: Tiling, residency: Residency) {
        self.contraction = contraction
        self.machine = machine
        self.shape = shape
        self.residency = residency
        let outputs = channelTiles(contraction.outputs, of: shape.outputs)
        let rows = contraction.vertical.tiles(of: shape.rows)
        let columns = contraction.horizontal.tiles(of: shape.columns)
        self.outputs = outputs
        reduction = channelTiles(contraction.reduction, of: shape.reduction)
        reductionCount = reduction.reduce(0) { $0 + $1.count }
        self.rows = rows
        self.columns = columns
        accesses = outputs.flatMap { output in
            rows.flatMap { row in
                columns.map { column in
                    UnitAccesses(
                        contraction, machine: machine, outputs: output.tile, rows: row.tile, columns: column.tile)
                }
            }
        }
    }

    /// The four loops that there are, with the numbers of equal tiles.
    private enum Level: Int {
        case outputs, reduction, rows, columns
    }

    private func counts(_ level: Level) -> [Int] {
        switch level {
        case .outputs: outputs.map(\.count)
        case .reduction: reduction.map(\.count)
        case .rows: rows.map(\.count)
        case .columns: columns.map(\.count)
        }
    }

    /// The loops from the outermost to the innermost; those with one turn are outermost, where they do not matter.
    private var levels: [Level] {
        let all = shape.order.loops.flatMap { loop -> [Level] in
            switch loop {
            case .outputs: [.outputs]
            case .reduction: [.reduction]
            case .places: [.rows, .columns]
            }
        }
        let isTurning = { (level: Level) in self.counts(level).reduce(0, +) > 1 }
        return all.filter { !isTurning($0) } + all.filter(isTurning)
    }

    /// The position of a walk.
    private struct Place {
        /// The number of the run along each loop.
        var run = [0, 0, 0, 0]
        /// The number of the tile along each loop.
        var tile = [0, 0, 0, 0]
        /// The tiles of weights, inputs and biases that the SRAM holds.
        var weights = -1
        var inputs = -1
        var biases = -1
    }

    /// Calls `visit` for each turn of the innermost loop, equal ones at once: a step and how many times it is repeated.
    func visit(_ visit: (TileStep, Int) -> Void) {
        let levels = self.levels
        let counts = levels.map { self.counts($0) }
        var place = Place()
        func descend(_ depth: Int) {
            let level = levels[depth].rawValue
            var first = 0
            for (run, count) in counts[depth].enumerated() {
                place.run[level] = run
                if depth < levels.count - 1 {
                    for index in first..<first + count {
                        place.tile[level] = index
                        descend(depth + 1)
                    }
                } else {
                    emit(levels[depth], from: first, count: count, &place, visit)
                }
                first += count
            }
        }
        descend(0)
    }

    /// The turns of a run of the innermost loop. Only the first can differ from the others, and of sums the last.
    private func emit(
        _ level: Level, from first: Int, count: Int, _ place: inout Place, _ visit: (TileStep, Int) -> Void
    ) {
        place.tile[level.rawValue] = first
        visit(step(level, &place), 1)
        guard count > 1 else { return }
        let isLastSum = level == .reduction && first + count == reductionCount
        let equal = isLastSum ? count - 2 : count - 1
        if equal > 0 {
            place.tile[level.rawValue] = first + 1
            let repeated = step(level, &place)
            visit(repeated, equal)
        }
        if isLastSum {
            place.tile[level.rawValue] = first + count - 1
            visit(step(level, &place), 1)
        } else {
            place.tile[level.rawValue] = first + count - 1
            remember(&place)
        }
    }

    private func weightTile(_ place: Place) -> Int { place.tile[0] * reductionCount + place.tile[1] }

    private func inputTile(_ place: Place) -> Int {
        (place.tile[1] * (contraction.vertical.places + 1) + place.tile[2]) * (contraction.horizontal.places + 1)
            + place.tile[3]
    }

    /// Notes which tiles the SRAM holds.
    private func remember(_ place: inout Place) {
        place.weights = weightTile(place)
        place.inputs = inputTile(place)
        if place.tile[1] == 0 { place.biases = place.tile[0] }
    }

    private func step(_ innermost: Level, _ place: inout Place) -> TileStep {
        let bits = contraction.bits
        let output = outputs[place.run[0]].tile
        let channels = reduction[place.run[1]].tile
        let row = rows[place.run[2]].tile
        let column = columns[place.run[3]].tile
        let unit = accesses[(place.run[0] * rows.count + place.run[2]) * columns.count + place.run[3]]
        let isFirst = place.tile[1] == 0
        let isLast = place.tile[1] == reductionCount - 1
        // In an innermost loop over what is summed up, a tile of sums stays until it is finished.
        let keepsSums = innermost == .reduction
        let sums = output * row.places * column.places
        var step = TileStep()
        if bits.weight > 0, place.weights != weightTile(place) {
            step.load(output * channels * contraction.kernelArea, bits: bits.weight, machine)
        }
        if !residency.input, place.inputs != inputTile(place) {
            step.load(channels * row.elements * column.elements, bits: bits.activation, machine)
        }
        if contraction.hasBias, isFirst, place.biases != place.tile[0] {
            step.load(output, bits: bits.partialSum, machine)
        }
        if !isFirst, !keepsSums { step.load(sums, bits: bits.partialSum, machine) }
        step.unitCycles = channels * unit.cyclesOfChannel
        step.unitReads = channels * unit.wordsOfChannel + (isFirst ? unit.biasWords : unit.partialWords)
        step.unitWrites = isLast ? unit.finishedWords : unit.partialWords
        if isLast {
            if !residency.output { step.store(sums, bits: bits.activation, machine) }
        } else if !keepsSums {
            step.store(sums, bits: bits.partialSum, machine)
        }
        remember(&place)
        return step
    }
}
