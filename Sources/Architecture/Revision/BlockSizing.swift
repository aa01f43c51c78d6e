// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

/// Widths, lengths and counts of what elements, tiles and the chip consist of.
///
/// The answers of the extension are those of ``ElementSizes``, ``TileSizes`` and ``ChipSizes``, and tiles as layers own
/// them.
public protocol BlockSizing: Sendable {
    /// The grid of equal tiles in which the tiles of a network are laid out; nil where they stay as they are.
    func equalTiles(for tiles: TileSet, inputs: DesignInputs) -> EqualTiles?
    /// Sizes of an element of so many wordlines and columns.
    func elementSizes(size: Int, inputs: DesignInputs) -> ElementSizes
    /// Sizes of a tile.
    func tileSizes(_ shape: TileShape, inputs: DesignInputs) -> TileSizes
    /// Sizes of what the layers of a network share.
    func chipSizes(network: Network, floorplan: Floorplan, inputs: DesignInputs) -> ChipSizes
}

extension BlockSizing {
    /// None.
    public func equalTiles(for tiles: TileSet, inputs: DesignInputs) -> EqualTiles? { nil }

    /// Registers of one subarray row and column, buses as wide.
    public func elementSizes(size: Int, inputs: DesignInputs) -> ElementSizes {
        ElementSizes(size: size, inputs: inputs)
    }

    /// Buffers of an input vector and a result for each element on a side.
    public func tileSizes(_ shape: TileShape, inputs: DesignInputs) -> TileSizes {
        TileSizes(shape: shape, inputs: inputs)
    }

    /// Wires of all tiles, as far as they are allowed.
    public func chipSizes(network: Network, floorplan: Floorplan, inputs: DesignInputs) -> ChipSizes {
        ChipSizes(network: network, floorplan: floorplan, inputs: inputs)
    }
}
