// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting
import Workload

/// A layer put together from its tiles, for one image, before batches and epochs are counted.
struct AssembledLayer: Sendable {
    /// Arrays, elements, tiles and the chip's units, without the global buffer and H-tree.
    var core: BlockCost
    /// The global buffer and H-tree, once in and out.
    let movement: MovementCost
    /// Units that adders summed up last.
    let elementUnits: Int?
    let tileUnits: Int?
    /// Writing all weights once.
    let programming: OperationCost
    /// Times that a column of a subarray is digitized in the forward reads of one image [1].
    let conversions: Double
    /// Whether the weight update never ends; its cost is that of selections that count once.
    let updateNeverEnds: Bool
}

/// Puts a layer together from its subarrays: elements, tiles, and the chip around them.
struct LayerAssembly {
    let chip: Chip
    let layer: Layer
    let placement: LayerPlacement
    let hasGradient: Bool

    private var inputs: DesignInputs { chip.inputs }

    func assemble(_ tallies: LayerTallies) -> AssembledLayer {
        let strategy = chip.floorplan.strategy(for: placement.mapping)
        let tile = TileEstimation(
            tile: chip.tile(for: placement.mapping), placement: placement, strategy: strategy, tallies: tallies,
            hasGradient: hasGradient)
        let grid = strategy.tileGrid(placement.matrix)
        var core = BlockCost()
        var elementUnits: Int?
        var tileUnits: Int?
        var alike = AlikeTiles(tile)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let result = alike.result(row: row, column: column)
                core = core.alongside(result.cost, counting: inputs.counting)
                elementUnits = result.elementUnits ?? elementUnits
                tileUnits = result.tileUnits ?? tileUnits
            }
        }
        let copies = Double(placement.tileCopies)
        if copies > 1 {
            let sharing = VectorSharing(vectors: placement.matrix.vectors, counting: inputs.counting)
            let outside = placement.tileCopies / inputs.counting.copiesInTile(ofTileCopies: placement.tileCopies)
            core = core.readsShared(by: sharing.effectiveCopies(outside))
            core.update.energy *= copies
            core.updatePeak.energy *= copies
            core.updateBuffer.energy *= copies
            core.updateInterconnect.energy *= copies
        }
        addChipUnits(to: &core)
        let programming = tallies.programming * Double(placement.speedUp)
        return AssembledLayer(
            core: core, movement: chip.move(placement, layer: layer), elementUnits: elementUnits,
            tileUnits: tileUnits, programming: programming, conversions: tallies.conversions,
            updateNeverEnds: tallies.updateNeverEnds)
    }

    private func addChipUnits(to core: inout BlockCost) {
        let outputs = layer.outputChannels
        let counting = inputs.counting
        core.compute(
            chip.activate(vectors: placement.matrix.vectors, outputs: outputs)?.aroundArrays(counting), as: \.array,
            hasGradient: false)
        core.compute(
            chip.accumulate(placement, outputs: outputs)?.aroundArrays(counting), as: \.accumulation,
            hasGradient: hasGradient)
        if layer.isFollowedByPooling {
            core.compute(
                chip.pool(placement, outputs: outputs).aroundArrays(counting), as: \.array, hasGradient: false)
        }
    }
}
