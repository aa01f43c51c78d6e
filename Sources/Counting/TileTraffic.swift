// SPDX-License-Identifier: Apache-2.0

/// What moves in and out of a tile for a layer.
public struct TileTraffic: Sendable, Equatable {
    /// Bits of the input vectors of all elements [bit].
    public let inputBits: Int
    /// Results: weights side by side.
    public let outputs: Int
    /// Input bit vectors.
    public let reads: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Bits of a value behind the tile's activation units [bit]; nil where it has none.
    public let activatedBits: Int?
    /// Length of a sum of an element [bit].
    public let sumBits: Int
    /// Stages of the trees that accumulate sums.
    public let stages: Int
    /// Processing elements of the tile.
    public let elements: Int
    /// Whether the layer is novel-mapped.
    public let isNovel: Bool

    /// A traffic of the given figures; the arguments are the properties of the same names.
    public init(
        inputBits: Int, outputs: Int, reads: Int, activationBits: Int, activatedBits: Int?, sumBits: Int, stages: Int,
        elements: Int, isNovel: Bool
    ) {
        self.inputBits = inputBits
        self.outputs = outputs
        self.reads = reads
        self.activationBits = activationBits
        self.activatedBits = activatedBits
        self.sumBits = sumBits
        self.stages = stages
        self.elements = elements
        self.isNovel = isNovel
    }
}
