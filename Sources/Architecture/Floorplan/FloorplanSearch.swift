// SPDX-License-Identifier: Apache-2.0

import Counting
import Foundation

/// Sizes of tiles and processing elements that fill memory best.
///
/// The search halves the size from the widest layer downwards and keeps the size with the highest utilization, the
/// larger one when equal (the search of the reference: Sources/References).
struct FloorplanSearch {
    let configuration: FloorplanLimits
    let matrices: [LayerMatrix]
    let mappings: [Mapping]

    /// The smallest sizes of the search.
    struct FloorplanLimits {
        let subarrayRows: Int
        let subarrayColumns: Int
        /// A processing element spans at least two subarrays.
        var smallestElement: Int { 2 * subarrayRows }
        /// A tile spans at least two processing elements.
        var smallestTile: Int { 4 * subarrayRows }
    }

    /// The same search for layers that are laid out otherwise.
    func placing(_ matrices: [LayerMatrix]) -> FloorplanSearch {
        FloorplanSearch(configuration: configuration, matrices: matrices, mappings: mappings)
    }

    /// Layers with the given mapping.
    private func members(_ mapping: Mapping) -> [LayerMatrix] {
        zip(matrices, mappings).filter { $0.1 == mapping }.map(\.0)
    }

    /// The smallest power of two that holds the columns of every layer of this mapping, or 0 without such layers.
    private func widestLayer(_ mapping: Mapping) -> Int {
        members(mapping).map { powerOfTwo(atLeast: $0.columns) }.max() ?? 0
    }

    private func powerOfTwo(atLeast count: Int) -> Int {
        var power = 1
        while power < count { power *= 2 }
        return power
    }

    /// Size of a novel-mapped processing element.
    func novelElementSize(elementsPerTile: Int) -> Int {
        let largest = max(widestLayer(.novel), configuration.smallestElement)
        var best = (size: largest, utilization: 0.0)
        for size in halvings(from: largest, above: configuration.smallestElement) {
            let strategy = NovelMapping(elementSize: size, elementsPerTile: elementsPerTile)
            let utilization = storageUtilization(.novel, strategy)
            if utilization > best.utilization { best = (size, utilization) }
        }
        return best.size
    }

    /// Sizes of a conventionally mapped tile and of its processing elements.
    func conventionalSizes() -> (tile: Int, element: Int) {
        let largest = max(widestLayer(.conventional), configuration.smallestTile)
        var best = (size: largest, utilization: 0.0)
        for size in halvings(from: largest, above: configuration.smallestTile) {
            let strategy = ConventionalMapping(tileSize: size, elementSize: size)
            let utilization = storageUtilization(.conventional, strategy)
            if utilization > best.utilization { best = (size, utilization) }
        }
        let tile = best.size
        var element = (size: tile / 2, utilization: best.utilization)
        for size in halvings(from: tile / 2, above: configuration.smallestElement) {
            let utilization = utilizationWithCopies(tile: tile, element: size)
            if utilization > element.utilization { element = (size, utilization) }
        }
        return (tile, element.size)
    }

    private func halvings(from largest: Int, above smallest: Int) -> [Int] {
        var sizes: [Int] = []
        var size = largest
        while size > smallest {
            sizes.append(size)
            size /= 2
        }
        return sizes
    }

    private func storageUtilization(_ mapping: Mapping, _ strategy: some MappingStrategy) -> Double {
        var tiles = 0
        var cells = 0
        for matrix in members(mapping) {
            let grid = strategy.tileGrid(matrix)
            tiles += grid.rows * grid.columns
            cells += matrix.usedCells
        }
        return tiles == 0 ? 0 : Double(cells) / (Double(tiles) * Double(strategy.cellsPerTile))
    }

    private func utilizationWithCopies(tile: Int, element: Int) -> Double {
        let strategy = ConventionalMapping(tileSize: tile, elementSize: element)
        var tiles = 0
        var cells = 0.0
        for matrix in members(.conventional) {
            let grid = strategy.tileGrid(matrix)
            tiles += grid.rows * grid.columns
            let copies = elementCopies(matrix, tile: tile, element: element)
            cells += Double(copies.rows * copies.columns) * Double(matrix.usedCells)
        }
        return tiles == 0 ? 0 : cells / (Double(tiles) * Double(tile) * Double(tile))
    }

    /// Copies of a layer's weights over the processing elements of a tile.
    func elementCopies(_ matrix: LayerMatrix, tile: Int, element: Int) -> (rows: Int, columns: Int) {
        guard matrix.rows <= tile || matrix.columns <= tile else { return (1, 1) }
        let perSide = ceilingDivision(tile, element)
        return (
            max(1, perSide / ceilingDivision(matrix.rows, element)),
            max(1, perSide / ceilingDivision(matrix.columns, element))
        )
    }

    /// Copies of the weights of one processing element over its subarrays. `rows` are those of one element: all of the
    /// matrix for the conventional mapping, those of one kernel position for the novel one.
    func subarrayCopies(rows: Int, columns: Int, element: Int) -> (rows: Int, columns: Int) {
        guard rows <= element || columns <= element else { return (1, 1) }
        let limits = configuration
        let subarrays = (
            rows: ceilingDivision(element, limits.subarrayRows),
            columns: ceilingDivision(element, limits.subarrayColumns)
        )
        return (
            max(1, subarrays.rows / ceilingDivision(rows, limits.subarrayRows)),
            max(1, subarrays.columns / ceilingDivision(columns, limits.subarrayColumns))
        )
    }
}
