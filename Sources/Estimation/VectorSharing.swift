// SPDX-License-Identifier: Apache-2.0

import Counting

/// How the input vectors of a layer are divided among copies of its weights.
struct VectorSharing: Sendable {
    /// Input vectors of an image [1].
    let vectors: Int
    /// The counting policy.
    let counting: any CountingPolicy

    /// The copies that there seem to be: time of a block that does all the work over that of blocks that share it [1].
    ///
    /// - Parameters:
    ///   - copies: Copies of the block.
    ///   - outer: Copies of what the block is part of, which have shared the vectors out among them.
    /// - Returns: The effective number of copies [1].
    func effectiveCopies(_ copies: Int, of outer: Int = 1) -> Double {
        guard copies > 1 else { return Double(copies) }
        return counting.effectiveCopies(copies, of: outer, vectors: vectors)
    }
}
