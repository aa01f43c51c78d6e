// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting

/// Cost of a tile, and which adders were at work.
struct TileResult {
    var cost: BlockCost
    /// Partial sums that processing elements add; nil when their adders rest.
    let elementUnits: Int?
    /// Sums that the tile adds; nil when its accumulators rest.
    let tileUnits: Int?
}

/// Puts the cost of a tile together from its processing elements.
struct TileEstimation {
    let tile: Tile
    let placement: LayerPlacement
    let strategy: any MappingStrategy
    let tallies: LayerTallies
    let hasGradient: Bool

    private var inputs: DesignInputs { tile.inputs }
    private var reads: Int { placement.matrix.vectors * inputs.activationBits }
    private var counting: any CountingPolicy { inputs.counting }
    private var sharing: VectorSharing { VectorSharing(vectors: placement.matrix.vectors, counting: counting) }

    /// Copies of tiles that count like copies inside of a tile.
    private var inner: Int { counting.copiesInTile(ofTileCopies: placement.tileCopies) }
    /// Copies of the tile beside it.
    private var outerCopies: Int { placement.tileCopies / inner }
    /// Rows of copies of the weights in the tile.
    private var copyRows: Int { placement.copyRows * inner }
    /// Copies of the weights in the tile.
    private var copies: Int { placement.copies * inner }

    /// Elements of which so many copies share the input vectors of a tile.
    private func elements(copies: Int = 1) -> ElementEstimation {
        ElementEstimation(
            element: tile.element, tallies: tallies, reads: reads, hasGradient: hasGradient, sharing: sharing,
            elementCopies: copies * outerCopies)
    }

    /// Cost of tile (`row`, `column`) of the layer.
    func result(row: Int, column: Int) -> TileResult {
        let regions = strategy.elementRegions(placement.matrix, row: row, column: column)
        let extent = strategy.tileExtent(placement.matrix, row: row, column: column)
        var result = compute(regions, extent: extent)
        result.cost.compute(
            tile.activate(columns: extent.columns, reads: reads)?.aroundArrays(counting), as: \.array,
            hasGradient: false)
        result.cost.move(
            tile.move(rows: extent.rows, columns: extent.columns, reads: reads).aroundArrays(counting),
            hasGradient: hasGradient)
        if inputs.configuration.estimatesTraining {
            result.cost.moveUpdate(
                tile.moveWeightChanges(rows: extent.rows, columns: extent.columns), as: counting.updateMovement)
        }
        result.cost.scaleForwardLatency(by: counting.forwardTimeShare(hasSRAMSigmoid: tile.hasSRAMSigmoid))
        return result
    }

    private func compute(_ regions: [MatrixRegion], extent: (rows: Int, columns: Int)) -> TileResult {
        switch placement.mapping {
        case .novel:
            return summed(regions, units: tile.elementCount)
        case .conventional:
            let side = tile.elementsPerSide
            if copies > 1, copyRows >= side, placement.copyColumns >= side {
                return copiedToAllElements(regions, extent: extent, side: side)
            }
            if copies > 1 {
                let rowBlocks = ceilingDivision(extent.rows, tile.element.size)
                return summed(regions, units: rowBlocks > 1 ? rowBlocks : nil)
            }
            return summed(working(regions, extent: extent, side: side), units: side)
        }
    }

    /// Every element holds all weights of the tile: input vectors are shared out, and no results are added up.
    private func copiedToAllElements(
        _ regions: [MatrixRegion], extent: (rows: Int, columns: Int), side: Int
    ) -> TileResult {
        let copies = (
            rows: ceilingDivision(copyRows, side), columns: ceilingDivision(placement.copyColumns, side)
        )
        let region = MatrixRegion(
            firstRow: regions.first?.firstRow ?? 0, rows: extent.rows,
            firstColumn: regions.first?.firstColumn ?? 0, columns: extent.columns)
        let count = Double(side * side)
        let elements = elements(copies: side * side)
        var cost = elements.cost(region, copies: copies)
            .readsShared(by: sharing.effectiveCopies(side * side, of: outerCopies))
        let turns = counting.writeTurns(ofCopies: count)
        cost.update = OperationCost(latency: cost.update.latency * turns, energy: cost.update.energy * count)
        cost.updatePeak = OperationCost(
            latency: cost.updatePeak.latency * turns, energy: cost.updatePeak.energy * count)
        return TileResult(
            cost: cost, elementUnits: elements.unitsAdded(region, copies: copies), tileUnits: nil)
    }

    /// Elements hold parts of the weights; their results are added up when `units` is given.
    private func summed(_ regions: [MatrixRegion], units: Int?) -> TileResult {
        let elements = elements()
        var alike = AlikeElements(elements)
        var cost = BlockCost()
        for region in regions {
            cost = cost.alongside(alike.cost(region), counting: counting)
        }
        cost = cost.readsShared(by: sharing.effectiveCopies(copies, of: outerCopies))
        let written = counting.writtenCopies(Double(placement.copies), isNovel: placement.mapping == .novel)
        cost.update.energy *= written.energy
        cost.updatePeak.energy *= written.peakEnergy
        if let units {
            cost.compute(
                tile.accumulate(units: units, reads: reads).aroundArrays(counting), as: \.accumulation,
                hasGradient: hasGradient)
        }
        let last = regions.last.flatMap { elements.unitsAdded($0, copies: (1, 1)) }
        return TileResult(cost: cost, elementUnits: last, tileUnits: units)
    }

    /// Regions of the elements that take part.
    private func working(
        _ regions: [MatrixRegion], extent: (rows: Int, columns: Int), side: Int
    ) -> [MatrixRegion] {
        let size = tile.element.size
        let used = (rows: ceilingDivision(extent.rows, size), columns: ceilingDivision(extent.columns, size))
        return counting.workingElements(used: used, side: side).map { regions[$0] }
    }
}
