// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Counting
import Revisions
import Testing
import Workload
import _TestSupport

@testable import Estimation

/// Tiles of equal contents are put together once.
@Suite struct AlikeTileTests {
    /// A layer costs the same, to the last bit, whether or not its assembly knows which subarrays are alike.
    @Test(arguments: (0..<200).map(RandomCase.init(seed:)))
    func sharingChangesNothing(_ random: RandomCase) throws {
        let network = try random.network()
        var numbers = SeededGenerator(case: random.seed)
        let inputs = try DesignInputs(
            configuration: random.configuration(.exact), weightBits: random.weightBits,
            activationBits: random.activationBits)
        let chip = try Chip(network: network, inputs: inputs)
        for (placement, layer) in zip(chip.floorplan.layers, network.layers) {
            let grid = LayerGrid(
                placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: inputs)
            let (kinds, order) = BlockKind.kinds(
                of: grid, matrix: placement.matrix, columnsPerWeight: inputs.columnsPerWeight)
            let costs = kinds.map { _ in BlockCost.random(using: &numbers) }
            let assembly = LayerAssembly(chip: chip, layer: layer, placement: placement, hasGradient: false)
            let shared = assembly.assemble(tallies(grid, costs, order, inputs))
            let single = assembly.assemble(
                tallies(grid, order.map { costs[$0] }, Array(order.indices), inputs))
            #expect(shared.core == single.core, "\(random.description)")
            #expect(shared.elementUnits == single.elementUnits)
            #expect(shared.tileUnits == single.tileUnits)
        }
    }

    /// Tiles of one layer differ where one of their subarrays does.
    @Test func oneSubarrayTellsTilesApart() throws {
        let network = try Network(layers: [
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 8192, kernelHeight: 1, kernelWidth: 1,
                outputChannels: 1024)
        ])
        let chip = try Sample(network, ["numRowSubArray=32", "numColSubArray=32", "novelMapping=0"]).estimator().chip
        let placement = chip.floorplan.layers[0]
        try #require(placement.tileRows * placement.tileColumns >= 4)
        let grid = LayerGrid(
            placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: chip.inputs)
        let assembly = LayerAssembly(
            chip: chip, layer: network.layers[0], placement: placement, hasGradient: false)
        var numbers = SeededGenerator(seed: 1)
        let costs = [BlockCost.random(using: &numbers), BlockCost.random(using: &numbers)]
        let positions = grid.rowBlocks.count * grid.columnBlocks.count
        let alike = [Int](repeating: 0, count: positions)
        let usual = assembly.assemble(tallies(grid, costs, alike, chip.inputs)).core
        for position in [0, positions / 2, positions - 1] {
            var kinds = alike
            kinds[position] = 1
            let changed = assembly.assemble(tallies(grid, costs, kinds, chip.inputs)).core
            let difference = changed.forward.energy - usual.forward.energy
            let expected = (costs[1].forward.energy - costs[0].forward.energy)
            #expect(abs(difference - expected) < 1e-9 * abs(usual.forward.energy), "subarray \(position)")
        }
    }

    private func tallies(
        _ grid: LayerGrid, _ distinct: [BlockCost], _ kinds: [Int], _ inputs: DesignInputs
    ) -> LayerTallies {
        LayerTallies(
            grid: grid, distinct: distinct, kinds: kinds, programming: .zero, conversions: 0,
            history: inputs.counting.selectionHistory, updateNeverEnds: false)
    }
}

extension BlockCost {
    /// A cost with random figures from 1 to 2.
    fileprivate static func random(using numbers: inout SeededGenerator) -> BlockCost {
        var cost = BlockCost()
        for figure in [
            \BlockCost.forward, \.gradient, \.update, \.conversion, \.accumulation, \.array, \.buffer, \.interconnect,
        ] as [WritableKeyPath<BlockCost, OperationCost>] {
            cost[keyPath: figure] = OperationCost(
                latency: .random(in: 1...2, using: &numbers), energy: .random(in: 1...2, using: &numbers))
        }
        return cost
    }
}
