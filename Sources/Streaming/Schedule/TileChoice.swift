// SPDX-License-Identifier: Apache-2.0

/// A way to run a contraction, with what it moves.
struct TileChoice: Sendable {
    let shape: Tiling
    /// What is to be least: words, cycles [1] or energy [J].
    let value: Double
    /// Words that go to and from the backing memory.
    let words: Int
    /// Transfers of tiles.
    let transfers: Int
    /// Tiles that are computed with.
    let tiles: Int

    /// Whether the value is less than that of `other`; of equal ones the one that moves less, or as much in fewer transfers, or
    /// that with larger tiles.
    func isBetter(than other: TileChoice?) -> Bool {
        guard let other else { return true }
        return (value, words, transfers, tiles) < (other.value, other.words, other.transfers, other.tiles)
    }
}
