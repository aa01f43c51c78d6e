// SPDX-License-Identifier: Apache-2.0

/// One turn of the innermost loop over tiles: what comes, what is computed, what goes.
struct TileStep: Sendable, Equatable {
    /// Tiles that come.
    var loads = Transfers()
    /// Tiles that go.
    var stores = Transfers()
    /// Cycles in which the unit multiplies.
    var unitCycles = 0
    /// Words that the unit reads.
    var unitReads = 0
    /// Words that the unit writes.
    var unitWrites = 0
}

/// The tiles of one group of a contraction, in their order.
struct TileWalk {
    /// The four loops that there are, with the numbers of equal tiles.
    enum Level: Int {
        case outputs, reduction, rows, columns
    }

    /// The position of a walk.
    struct Place {
        /// The number of the run along each loop, by the number of its level.
        var run = SIMD4<Int>(repeating: 0)
        /// The number of the tile along each loop.
        var tile = SIMD4<Int>(repeating: 0)
        /// The numbers of the tiles of the turn before, which the SRAM holds.
        var held = SIMD4<Int>(repeating: -1)
        /// The tile of biases that the SRAM holds.
        var biases = -1

        /// Passes over turns of a loop that are like the one just done.
        mutating func advance(_ level: Level, by turns: Int) {
            let index = level.rawValue
            if level == .outputs, biases == tile[index] { biases += turns }
            tile[index] += turns
            held[index] += turns
        }
    }

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
    /// Tiles of channels that are summed up [1].
    let reductionCount: Int

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

    /// The numbers of equal tiles along a loop.
    func counts(_ level: Level) -> [Int] {
        switch level {
        case .outputs: outputs.map(\.count)
        case .reduction: reduction.map(\.count)
        case .rows: rows.map(\.count)
        case .columns: columns.map(\.count)
        }
    }

    /// The loops from the outermost to the innermost; those with one turn are outermost, where they do not matter.
    var levels: [Level] {
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

    /// The turn at a place. In an innermost loop over what is summed up, a tile of sums stays until it is finished.
    func step(_ place: Place, keepsSums: Bool) -> TileStep {
        let bits = contraction.bits
        let (tile, held) = (place.tile, place.held)
        let output = outputs[place.run[0]].tile
        let channels = reduction[place.run[1]].tile
        let row = rows[place.run[2]].tile
        let column = columns[place.run[3]].tile
        let unit = accesses[(place.run[0] * rows.count + place.run[2]) * columns.count + place.run[3]]
        let isFirst = tile[1] == 0
        let isLast = tile[1] == reductionCount - 1
        let sums = output * row.places * column.places
        let isOtherChannel = held[1] != tile[1]
        var step = TileStep()
        func load(_ elements: Int, _ bits: Int) { step.loads = step.loads + machine.transfer(elements, bits: bits) }
        func store(_ elements: Int, _ bits: Int) { step.stores = step.stores + machine.transfer(elements, bits: bits) }
        if bits.weight > 0, isOtherChannel || held[0] != tile[0] {
            load(output * channels * contraction.kernelArea, bits.weight)
        }
        if !residency.input, isOtherChannel || held[2] != tile[2] || held[3] != tile[3] {
            load(channels * row.elements * column.elements, bits.activation)
        }
        if contraction.hasBias, isFirst, place.biases != tile[0] { load(output, bits.partialSum) }
        if !isFirst, !keepsSums { load(sums, bits.partialSum) }
        step.unitCycles = channels * unit.cyclesOfChannel
        step.unitReads = channels * unit.wordsOfChannel + (isFirst ? unit.biasWords : unit.partialWords)
        step.unitWrites = isLast ? unit.finishedWords : unit.partialWords
        if isLast {
            if !residency.output { store(sums, bits.activation) }
        } else if !keepsSums {
            store(sums, bits.partialSum)
        }
        return step
    }

    /// The place after a turn, whose tiles are in the SRAM.
    func after(_ place: Place) -> Place {
        var next = place
        next.held = place.tile
        if place.tile[1] == 0 { next.biases = place.tile[0] }
        return next
    }
}
