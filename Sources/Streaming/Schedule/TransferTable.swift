// SPDX-License-Identifier: Apache-2.0

/// The transfers of all tiles of a group, each once, for all sizes of tiles.
struct TransferTable {
    /// Tiles of sums.
    struct Sums {
        /// Unfinished.
        let partial: Transfers
        /// Finished.
        let finished: Transfers
    }

    private let search: TileSearch
    private var weights: [Transfers?]
    private var inputs: [Transfers?]
    private var sums: [Sums?]
    private var accesses: [[UnitWork.Tiles]?]

    init(_ search: TileSearch) {
        self.search = search
        let places = search.rowTilings.count * search.columnTilings.count
        weights = Array(repeating: nil, count: search.outputSizes.count * search.reductionSizes.count)
        inputs = Array(repeating: nil, count: search.reductionSizes.count * places)
        sums = Array(repeating: nil, count: search.outputSizes.count * places)
        accesses = Array(repeating: nil, count: sums.count)
    }

    private func index(_ channels: Int, _ sizes: TileSearch.Sizes) -> Int {
        (channels * search.rowTilings.count + sizes.rows) * search.columnTilings.count + sizes.columns
    }

    /// Tiles of weights.
    mutating func weights(_ sizes: TileSearch.Sizes) -> Transfers {
        let place = sizes.outputs * search.reductionSizes.count + sizes.reduction
        if let known = weights[place] { return known }
        var all = Transfers()
        let contraction = search.contraction
        for output in channelTiles(contraction.outputs, of: search.outputSizes[sizes.outputs]) {
            for channel in channelTiles(contraction.reduction, of: search.reductionSizes[sizes.reduction])
            where contraction.bits.weight > 0 {
                let tile = search.machine.transfer(
                    output.tile * channel.tile * contraction.kernelArea, bits: contraction.bits.weight)
                all = all + tile * (output.count * channel.count)
            }
        }
        weights[place] = all
        return all
    }

    /// Tiles of biases.
    func biases(_ sizes: TileSearch.Sizes) -> Transfers {
        let contraction = search.contraction
        guard contraction.hasBias else { return Transfers() }
        return channelTiles(contraction.outputs, of: search.outputSizes[sizes.outputs]).reduce(Transfers()) {
            $0 + search.machine.transfer($1.tile, bits: contraction.bits.partialSum) * $1.count
        }
    }

    /// Tiles of inputs.
    mutating func inputs(_ sizes: TileSearch.Sizes) -> Transfers {
        let place = index(sizes.reduction, sizes)
        if let known = inputs[place] { return known }
        var all = Transfers()
        let contraction = search.contraction
        for channel in channelTiles(contraction.reduction, of: search.reductionSizes[sizes.reduction]) {
            for row in search.rowTilings[sizes.rows].runs {
                for column in search.columnTilings[sizes.columns].runs {
                    let tile = search.machine.transfer(
                        channel.tile * row.tile.elements * column.tile.elements, bits: contraction.bits.activation)
                    all = all + tile * (channel.count * row.count * column.count)
                }
            }
        }
        inputs[place] = all
        return all
    }

    /// Tiles of sums.
    mutating func sums(_ sizes: TileSearch.Sizes) -> Sums {
        let place = index(sizes.outputs, sizes)
        if let known = sums[place] { return known }
        var (partial, finished) = (Transfers(), Transfers())
        visitTiles(sizes) { outputs, row, column, count in
            let elements = outputs * row.places * column.places
            let bits = search.contraction.bits
            partial = partial + search.machine.transfer(elements, bits: bits.partialSum) * count
            finished = finished + search.machine.transfer(elements, bits: bits.activation) * count
        }
        let all = Sums(partial: partial, finished: finished)
        sums[place] = all
        return all
    }

    /// What the unit does for tiles of outputs and places.
    mutating func accesses(_ sizes: TileSearch.Sizes) -> [UnitWork.Tiles] {
        let place = index(sizes.outputs, sizes)
        if let known = accesses[place] { return known }
        var all: [UnitWork.Tiles] = []
        visitTiles(sizes) { outputs, row, column, count in
            let unit = UnitAccesses(
                search.contraction, machine: search.machine, outputs: outputs, rows: row, columns: column)
            all.append(UnitWork.Tiles(accesses: unit, count: count))
        }
        accesses[place] = all
        return all
    }

    /// Equal tiles of outputs and places, with their number.
    private func visitTiles(
        _ sizes: TileSearch.Sizes, _ visit: (Int, AxisTile, AxisTile, Int) -> Void
    ) {
        for output in channelTiles(search.contraction.outputs, of: search.outputSizes[sizes.outputs]) {
            for row in search.rowTilings[sizes.rows].runs {
                for column in search.columnTilings[sizes.columns].runs {
                    visit(output.tile, row.tile, column.tile, output.count * row.count * column.count)
                }
            }
        }
    }
}
