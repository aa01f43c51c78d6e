// SPDX-License-Identifier: Apache-2.0

import Technology

/// The physical sizes that a floorplan is drawn with.
public struct FloorplanGeometry: Sendable, Equatable {
    /// A tile of conventionally mapped layers; nil when there is none.
    public let conventionalTile: Footprint?
    /// A tile of novel-mapped layers; nil when there is none.
    public let novelTile: Footprint?
    /// Area of what tiles share [m²]: global buffer, H-tree, accumulation, pooling, activation, weight gradients.
    public let sharedArea: Double
    /// Whether all tiles are those of the novel mapping, some of them in place of conventional ones (``EqualTiles``).
    let hasEqualTiles: Bool

    /// Sizes of tiles, and the area of what they share [m²].
    public init(
        conventionalTile: Footprint?, novelTile: Footprint?, sharedArea: Double, hasEqualTiles: Bool = false
    ) {
        self.conventionalTile = conventionalTile
        self.novelTile = novelTile
        self.sharedArea = sharedArea
        self.hasEqualTiles = hasEqualTiles
    }

    /// A place of the grid of tiles: the largest height and width among the kinds.
    public var pitch: Footprint {
        let kinds = [conventionalTile, novelTile].compactMap { $0 }
        return Footprint(width: kinds.map(\.width).max() ?? 0, height: kinds.map(\.height).max() ?? 0)
    }

    /// The tile of a mapping that layers have.
    public func tile(for mapping: Mapping) -> Footprint {
        switch hasEqualTiles ? .novel : mapping {
        case .conventional: conventionalTile ?? pitch
        case .novel: novelTile ?? pitch
        }
    }
}

extension Chip {
    /// The sizes to draw the floorplan with.
    public var geometry: FloorplanGeometry {
        if let grid = floorplan.equalTiles, let tile = novelTile?.footprint {
            return FloorplanGeometry(
                conventionalTile: nil, novelTile: tile,
                sharedArea: max(0, totalArea - tile.area * Double(grid.places)), hasEqualTiles: true)
        }
        let conventional = floorplan.conventionalTiles > 0 ? conventionalTile.footprint : nil
        let novel = floorplan.novelTiles > 0 ? novelTile?.footprint : nil
        let tiles =
            (conventional?.area ?? 0) * Double(floorplan.conventionalTiles)
            + (novel?.area ?? 0) * Double(floorplan.novelTiles)
        return FloorplanGeometry(
            conventionalTile: conventional, novelTile: novel, sharedArea: max(0, totalArea - tiles))
    }
}
