// SPDX-License-Identifier: Apache-2.0

import Counting

/// Shape of a tile of one mapping: what differs between the two, as data.
public struct TileShape: Sendable {
    /// The mapping of the layers that the tile holds.
    public let mapping: Mapping
    /// Wordlines, and columns, of a processing element.
    public let elementSize: Int
    /// Processing elements in the tile.
    public let elements: Int
    /// Processing elements on each side of the layout.
    public let side: Int
    /// Partial sums that one accumulator adds, which also scales its width and the buffers.
    public let accumulated: Int

    /// A tile of the conventional mapping: a square of elements, a column of which is added up.
    static func conventional(tileSize: Int, elementSize: Int) -> TileShape {
        let side = ceilingDivision(tileSize, elementSize)
        return TileShape(
            mapping: .conventional, elementSize: elementSize, elements: side * side, side: side, accumulated: side)
    }

    /// A tile of the novel mapping: an element for each kernel position, all added up.
    static func novel(elementSize: Int, elementsPerTile: Int) -> TileShape {
        let side = Int(Double(elementsPerTile).squareRoot().rounded(.up))
        return TileShape(
            mapping: .novel, elementSize: elementSize, elements: elementsPerTile, side: side,
            accumulated: elementsPerTile)
    }
}
