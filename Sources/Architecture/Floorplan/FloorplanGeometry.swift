import Technology

/// The physical sizes that a floorplan is drawn with.
public struct FloorplanGeometry: Sendable, Equatable {
    /// A tile of conventionally mapped layers.
    public let conventionalTile: Footprint
    /// A tile of novel-mapped layers; nil when that mapping is off.
    public let novelTile: Footprint?
    /// Area of what tiles share [m²]: global buffer, H-tree, accumulation, pooling, activation, weight gradients.
    public let sharedArea: Double

    /// Sizes of tiles, and the area of what they share [m²].
    public init(conventionalTile: Footprint, novelTile: Footprint?, sharedArea: Double) {
        self.conventionalTile = conventionalTile
        self.novelTile = novelTile
        self.sharedArea = sharedArea
    }

    /// A place of the grid of tiles: the largest height and width among the kinds.
    public var pitch: Footprint {
        guard let novelTile else { return conventionalTile }
        return Footprint(
            width: max(conventionalTile.width, novelTile.width), height: max(conventionalTile.height, novelTile.height))
    }

    /// The tile of a mapping.
    public func tile(for mapping: Mapping) -> Footprint {
        switch mapping {
        case .conventional: conventionalTile
        case .novel: novelTile ?? conventionalTile
        }
    }
}

extension Chip {
    /// The sizes to draw the floorplan with.
    public var geometry: FloorplanGeometry {
        let conventional = conventionalTile.footprint
        let novel = novelTile?.footprint
        let tiles =
            conventional.area * Double(floorplan.conventionalTiles)
            + (novel?.area ?? 0) * Double(floorplan.novelTiles)
        return FloorplanGeometry(
            conventionalTile: conventional, novelTile: novel, sharedArea: max(0, totalArea - tiles))
    }
}
