import Architecture

/// How the input vectors of a layer are shared out over copies of its weights.
///
/// A vector is read by one copy: v vectors on c copies take ⌈v / c⌉ reads. The reference (`splitsVectorsOverCopies`) divides
/// the time of all vectors by the copies.
struct VectorSharing: Sendable {
    /// Input vectors of an image [1].
    let vectors: Int
    /// How to count.
    let rules: AccountingRules

    /// The copies that there seem to be: time of a block that does all the work over that of blocks that share it [1].
    ///
    /// - Parameters:
    ///   - copies: Copies of the block.
    ///   - outer: Copies of what the block is part of, which have shared the vectors out among them.
    func effectiveCopies(_ copies: Int, of outer: Int = 1) -> Double {
        guard copies > 1, !rules.splitsVectorsOverCopies else { return Double(copies) }
        let together = ceilingDivision(vectors, outer)
        let apart = ceilingDivision(vectors, outer * copies)
        return Double(together) / Double(apart)
    }
}
