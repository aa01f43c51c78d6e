// SPDX-License-Identifier: Apache-2.0

/// Copies and cells that a layer's utilization refers to.
public struct TileOccupancy: Sendable, Equatable {
    /// Copies of the layer that are counted.
    public let copies: Int
    /// Cells of one tile.
    public let cellsPerTile: Int

    /// So many copies in tiles of so many cells.
    public init(copies: Int, cellsPerTile: Int) {
        self.copies = copies
        self.cellsPerTile = cellsPerTile
    }
}

/// How parts of a tile without weights are counted.
public protocol IdleElements: Sendable {
    /// The processing elements of a tile that take part, one after the other, as indices of those that hold weights:
    /// `used` rows and columns of them in a tile of `side` x `side`.
    func workingElements(used: (rows: Int, columns: Int), side: Int) -> [Int]
    /// Copies and cells that a layer's utilization refers to.
    ///
    /// - Parameters:
    ///   - built: Copies and cells as they are laid out, subarrays as a whole.
    ///   - needed: Copies that a pipeline needs, and cells of the nominal size of a tile.
    /// - Returns: The one of both that counts.
    func occupancy(built: TileOccupancy, needed: TileOccupancy) -> TileOccupancy
}

extension IdleElements {
    /// Those that hold weights.
    public func workingElements(used: (rows: Int, columns: Int), side: Int) -> [Int] {
        Array(0..<used.rows * used.columns)
    }

    /// Of what is laid out.
    public func occupancy(built: TileOccupancy, needed: TileOccupancy) -> TileOccupancy { built }
}
