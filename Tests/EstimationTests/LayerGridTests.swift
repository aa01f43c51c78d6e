// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Revisions
import Testing
import Workload

@testable import Estimation

/// The cut of a layer's cells into subarrays.
@Suite struct LayerGridTests {
    private func design(_ network: Network, _ assignments: [String] = []) throws -> Chip {
        try Sample(network, ["numRowSubArray=32", "numColSubArray=32"] + assignments).estimator().chip
    }

    private func grid(_ chip: Chip, _ index: Int) -> LayerGrid {
        let placement = chip.floorplan.layers[index]
        return LayerGrid(placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: chip.inputs)
    }

    /// 3 channels x 9 positions on two cells a weight, unrolled.
    @Test func conventionalBlocks() throws {
        let chip = try design(Network(layers: [SampleNetworks.convolution(8, 5, 3, 20)]), ["novelMapping=0"])
        let grid = grid(chip, 0)
        #expect(grid.rowBlocks.map(\.first) == [0, 32])
        #expect(grid.rowBlocks.map(\.count) == [32, 13])
        #expect(grid.columnBlocks.map(\.first) == [0, 32])
        #expect(grid.columnBlocks.map(\.count) == [32, 8])
    }

    /// Each of the nine kernel positions has its own element of 40 wordlines.
    @Test func novelBlocks() throws {
        let chip = try design(Network(layers: [SampleNetworks.convolution(8, 40, 3, 16)]))
        #expect(chip.floorplan.layers[0].mapping == .novel)
        let grid = grid(chip, 0)
        #expect(grid.rowBlocks.count == 18)
        #expect(grid.rowBlocks.prefix(4).map(\.first) == [0, 32, 40, 72])
        #expect(grid.rowBlocks.prefix(4).map(\.count) == [32, 8, 32, 8])
        #expect(grid.columnBlocks.map(\.count) == [32])
    }

    @Test func regionsAreFound() throws {
        let chip = try design(Network(layers: [SampleNetworks.convolution(8, 5, 3, 20)]), ["novelMapping=0"])
        let grid = grid(chip, 0)
        let region = MatrixRegion(firstRow: 32, rows: 13, firstColumn: 0, columns: 32)
        let found = grid.position(of: region)
        #expect(found == 2)
        #expect(grid.position(of: MatrixRegion(firstRow: 1, rows: 1, firstColumn: 0, columns: 1)) == nil)
    }

    static let cases = (0..<500).map(RandomCase.init(seed:))

    /// Tiles, elements and subarrays of every layer of the random cases hold each cell of its matrix once, and the cells
    /// that hold weights are as many as weights times cells of a weight.
    @Test(arguments: cases)
    func everyCellHasItsPlace(_ random: RandomCase) throws {
        let network = try random.network()
        let inputs = try DesignInputs(
            configuration: random.configuration(.exact), weightBits: random.weightBits,
            activationBits: random.activationBits)
        let floorplan = try Floorplan(network: network, inputs: inputs)
        for (placement, layer) in zip(floorplan.layers, network.layers) {
            let matrix = placement.matrix
            #expect(matrix.usedCells == layer.weightCount * inputs.columnsPerWeight * inputs.rowsPerWeight)
            #expect(matrix.usedCells <= matrix.rows * matrix.columns)
            let strategy = floorplan.strategy(for: placement.mapping)
            let grid = LayerGrid(placement, strategy: strategy, inputs: inputs)
            #expect(covers(grid.rowBlocks, matrix.rows))
            #expect(covers(grid.columnBlocks, matrix.columns))
            let blocks = subarrays(placement, strategy, inputs)
            #expect(blocks.reduce(0) { $0 + $1.cells } == matrix.rows * matrix.columns)
            #expect(blocks.count == grid.rowBlocks.count * grid.columnBlocks.count)
            let places = Set(blocks.compactMap { grid.position(of: $0) })
            #expect(places.count == blocks.count, "\(random.description)")
        }
    }

    private func subarrays(
        _ placement: LayerPlacement, _ strategy: any MappingStrategy, _ inputs: DesignInputs
    ) -> [MatrixRegion] {
        let tiles = strategy.tileGrid(placement.matrix)
        return (0..<tiles.rows).flatMap { row in
            (0..<tiles.columns).flatMap { column in
                strategy.elementRegions(placement.matrix, row: row, column: column).flatMap {
                    $0.blocks(height: inputs.configuration.subarrayRows, width: inputs.configuration.subarrayColumns)
                }
            }
        }
    }

    /// Whether blocks hold each of `count` lines once.
    private func covers(_ blocks: [LayerGrid.Block], _ count: Int) -> Bool {
        var next = 0
        for block in blocks.sorted(by: { $0.first < $1.first }) {
            guard block.first == next, block.count > 0 else { return false }
            next += block.count
        }
        return next == count
    }
}
