// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Counting
import Workload

/// The two ways to lay weights out on tiles.
public enum Mapping: String, Sendable, Codable, CaseIterable {
    /// The unrolled weight matrix is cut into tiles, tiles into processing elements.
    case conventional
    /// Each kernel position has its own processing element, so that neighbouring windows reuse inputs.
    /// Source: X. Peng, R. Liu, S. Yu, "Optimizing weight mapping and data flow for convolutional neural networks on
    /// RRAM based processing-in-memory architecture", ISCAS 2019.
    case novel
}

/// A rectangle of a layer's cell matrix.
public struct MatrixRegion: Sendable, Equatable {
    /// First wordline.
    public let firstRow: Int
    /// Wordlines.
    public let rows: Int
    /// First column.
    public let firstColumn: Int
    /// Columns.
    public let columns: Int

    /// A rectangle that starts at a wordline and a column.
    public init(firstRow: Int, rows: Int, firstColumn: Int, columns: Int) {
        self.firstRow = firstRow
        self.rows = rows
        self.firstColumn = firstColumn
        self.columns = columns
    }

    /// Cells in the rectangle.
    public var cells: Int { rows * columns }

    /// The part of the rectangle that an element of so many wordlines and columns has subarrays for.
    public func within(rows most: Int, columns mostColumns: Int) -> MatrixRegion {
        MatrixRegion(
            firstRow: firstRow, rows: min(rows, most), firstColumn: firstColumn, columns: min(columns, mostColumns))
    }

    /// Cuts the rectangle into blocks of at most `height` x `width`, row by row; the last ones may be smaller.
    public func blocks(height: Int, width: Int) -> MatrixBlocks {
        MatrixBlocks(self, height: height, width: width)
    }
}

extension Mapping {
    /// In which order it lays rows out.
    public var rowOrder: RowOrder {
        switch self {
        case .conventional: .channels
        case .novel: .positions
        }
    }
}

/// How a layer's matrix spreads over tiles of a given kind.
public protocol MappingStrategy: Sendable {
    /// Which of the two mappings this is.
    var mapping: Mapping { get }
    /// Cells that one tile stores.
    var cellsPerTile: Int { get }
    /// Wordlines of a tile and of what it is cut into before subarrays, for one kernel position where each has its own [1].
    var rowBlocks: [Int] { get }
    /// Tiles that a layer needs along wordlines and along columns, without copies.
    func tileGrid(_ matrix: LayerMatrix) -> (rows: Int, columns: Int)
    /// Matrix regions of the processing elements of tile (`row`, `column`), in the order of the elements.
    func elementRegions(_ matrix: LayerMatrix, row: Int, column: Int) -> [MatrixRegion]
    /// Wordlines and columns of the layer that tile (`row`, `column`) holds.
    func tileExtent(_ matrix: LayerMatrix, row: Int, column: Int) -> (rows: Int, columns: Int)
}

/// Tiles as squares of the unrolled matrix.
struct ConventionalMapping: MappingStrategy {
    /// Wordlines, and columns, of a tile.
    let tileSize: Int
    /// Wordlines, and columns, of a processing element.
    let elementSize: Int

    /// Square tiles of `tileSize` cut into square elements of `elementSize`.
    init(tileSize: Int, elementSize: Int) {
        self.tileSize = tileSize
        self.elementSize = elementSize
    }

    /// Which of the two mappings this is.
    var mapping: Mapping { .conventional }
    /// Cells that one tile stores.
    var cellsPerTile: Int { tileSize * tileSize }
    /// Wordlines of a tile and of an element.
    var rowBlocks: [Int] { [tileSize, elementSize] }

    /// Tiles that a layer needs along wordlines and along columns.
    func tileGrid(_ matrix: LayerMatrix) -> (rows: Int, columns: Int) {
        (ceilingDivision(matrix.rows, tileSize), ceilingDivision(matrix.columns, tileSize))
    }

    /// Wordlines and columns of the layer that a tile holds.
    func tileExtent(_ matrix: LayerMatrix, row: Int, column: Int) -> (rows: Int, columns: Int) {
        (min(tileSize, matrix.rows - row * tileSize), min(tileSize, matrix.columns - column * tileSize))
    }

    /// Matrix regions of the processing elements of a tile.
    func elementRegions(_ matrix: LayerMatrix, row: Int, column: Int) -> [MatrixRegion] {
        let extent = tileExtent(matrix, row: row, column: column)
        let region = MatrixRegion(
            firstRow: row * tileSize, rows: extent.rows, firstColumn: column * tileSize, columns: extent.columns)
        return Array(region.blocks(height: elementSize, width: elementSize))
    }
}

/// Tiles with a processing element for each kernel position.
struct NovelMapping: MappingStrategy {
    /// Wordlines, and columns, of a processing element.
    let elementSize: Int
    /// Kernel positions: processing elements of a tile.
    let elementsPerTile: Int

    /// Tiles of `elementsPerTile` square elements of `elementSize`.
    init(elementSize: Int, elementsPerTile: Int) {
        self.elementSize = elementSize
        self.elementsPerTile = elementsPerTile
    }

    /// Which of the two mappings this is.
    var mapping: Mapping { .novel }
    /// Cells that one tile stores.
    var cellsPerTile: Int { elementSize * elementSize * elementsPerTile }
    /// Wordlines of an element.
    var rowBlocks: [Int] { [elementSize] }

    /// Tiles that a layer needs along wordlines and along columns.
    func tileGrid(_ matrix: LayerMatrix) -> (rows: Int, columns: Int) {
        (ceilingDivision(matrix.channelRows, elementSize), ceilingDivision(matrix.columns, elementSize))
    }

    /// Wordlines and columns of the layer that a tile holds.
    func tileExtent(_ matrix: LayerMatrix, row: Int, column: Int) -> (rows: Int, columns: Int) {
        let channels = min(elementSize, matrix.channelRows - row * elementSize)
        return (channels * elementsPerTile, min(elementSize, matrix.columns - column * elementSize))
    }

    /// Matrix regions of the processing elements of a tile.
    func elementRegions(_ matrix: LayerMatrix, row: Int, column: Int) -> [MatrixRegion] {
        let extent = tileExtent(matrix, row: row, column: column)
        let channels = extent.rows / elementsPerTile
        return (0..<elementsPerTile).map { position in
            MatrixRegion(
                firstRow: position * matrix.channelRows + row * elementSize, rows: channels,
                firstColumn: column * elementSize, columns: extent.columns)
        }
    }
}
