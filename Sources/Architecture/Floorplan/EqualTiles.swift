// SPDX-License-Identifier: Apache-2.0

import Counting
import Diagnostics

/// A grid of equal tiles, those of the novel mapping, in place of tiles of two kinds: a tile of the conventional mapping
/// takes as many of them as have its arrays.
///
/// Such a chip has the area of the whole grid, places that no layer uses included.
public struct EqualTiles: Sendable, Equatable {
    /// Rows of the grid.
    public let rows: Int
    /// Columns of the grid.
    public let columns: Int
    /// Places that a tile of the conventional mapping takes.
    public let placesPerConventionalTile: Int

    /// A grid of the given figures; the arguments are the properties of the same names.
    public init(rows: Int, columns: Int, placesPerConventionalTile: Int) {
        self.rows = rows
        self.columns = columns
        self.placesPerConventionalTile = placesPerConventionalTile
    }

    /// Places of the grid.
    public var places: Int { rows * columns }
}

/// The tiles that the layers of a network own, before they are placed.
public struct TileSet: Sendable, Equatable {
    /// The tiles of a mapping.
    public struct Kind: Sendable, Equatable {
        /// How many there are.
        public let tiles: Int
        /// Wordlines, and columns, of a processing element.
        public let elementSize: Int
        /// Processing elements of a tile.
        public let elements: Int

        /// Tiles of the given figures; the arguments are the properties of the same names.
        public init(tiles: Int, elementSize: Int, elements: Int) {
            self.tiles = tiles
            self.elementSize = elementSize
            self.elements = elements
        }
    }

    /// Those of the conventional mapping.
    public let conventional: Kind
    /// Those of the novel mapping; nil where it is off.
    public let novel: Kind?

    /// Tiles of both kinds.
    public init(conventional: Kind, novel: Kind?) {
        self.conventional = conventional
        self.novel = novel
    }
}

/// The grid in which tiles are placed.
struct TileGrid {
    let rows: Int
    let columns: Int
    let equalTiles: EqualTiles?

    /// Beyond this many a chip has too many tiles.
    private static let mostTiles = 1 << 24

    /// The grid of a revision, or one that is as square as the tiles allow.
    ///
    /// - Throws: `InputError` when there are more tiles than can be counted.
    init(_ tiles: TileSet, inputs: DesignInputs) throws(InputError) {
        let total = tiles.conventional.tiles + (tiles.novel?.tiles ?? 0)
        try Self.check(total)
        equalTiles = inputs.revision.circuits.equalTiles(for: tiles, inputs: inputs)
        if let equalTiles { try Self.check(equalTiles.places) }
        let side = Int(Double(total).squareRoot().rounded(.up))
        rows = equalTiles?.rows ?? side
        columns = equalTiles?.columns ?? ceilingDivision(total, side)
    }

    private static func check(_ tiles: Int) throws(InputError) {
        guard tiles > 0, tiles < mostTiles else {
            throw InputError(
                "the network needs \(tiles) tiles, more than a chip can hold; increase numRowSubArray and numColSubArray"
            )
        }
    }
}
