// SPDX-License-Identifier: Apache-2.0

import Workload

/// What moves between the global buffer and the tiles of a layer.
public struct ChipTraffic: Sendable {
    /// The layer.
    public let layer: Layer
    /// Whether it is novel-mapped.
    public let isNovel: Bool
    /// Bits of the layer's inputs [bit].
    public let toTiles: Double
    /// Bits of its results [bit].
    public let fromTiles: Double
    /// Tiles of the layer.
    public let tiles: Int
    /// Tiles of all layers.
    public let networkTiles: Int
    /// Layers of the network.
    public let networkLayers: Int
    /// Wires of the global interconnect [bit].
    public let busWidth: Double

    /// A traffic of the given figures; the arguments are the properties of the same names.
    public init(
        layer: Layer, isNovel: Bool, toTiles: Double, fromTiles: Double, tiles: Int, networkTiles: Int,
        networkLayers: Int, busWidth: Double
    ) {
        self.layer = layer
        self.isNovel = isNovel
        self.toTiles = toTiles
        self.fromTiles = fromTiles
        self.tiles = tiles
        self.networkTiles = networkTiles
        self.networkLayers = networkLayers
        self.busWidth = busWidth
    }
}

/// How the global interconnect and the global buffer are used for a layer.
public struct ChipTransfers: Sendable, Equatable {
    /// Wires that serve the layer [bit].
    public let wires: Double
    /// Transfers over them [1].
    public let uses: WireUse
    /// Layers that take turns at the buffer [1].
    public let turns: Double

    /// A use of the given counts.
    public init(wires: Double, uses: WireUse, turns: Double) {
        self.wires = wires
        self.uses = uses
        self.turns = turns
    }
}
