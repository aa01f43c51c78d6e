// SPDX-License-Identifier: Apache-2.0

/// A rectangle of words that is walked through by anti-diagonals: one diagonal a cycle, as operands enter an array whose
/// lanes are skewed by one cycle each.
struct Trapezoid: Sendable, Equatable {
    /// Words along a lane [1].
    let height: Int
    /// Lanes [1].
    let width: Int

    /// Words in all [1].
    var count: Int { height * width }

    /// Diagonals with a word [1].
    var diagonals: Int { count == 0 ? 0 : height + width - 1 }

    /// Words on the diagonals below a number [1].
    func before(_ diagonal: Int) -> Int {
        guard count > 0, diagonal > 0 else { return 0 }
        let short = min(height, width)
        let long = max(height, width)
        if diagonal >= height + width - 1 { return count }
        if diagonal <= short { return diagonal * (diagonal + 1) / 2 }
        let rise = short * (short + 1) / 2
        if diagonal <= long { return rise + (diagonal - short) * short }
        let rest = height + width - 1 - diagonal
        return count - rest * (rest + 1) / 2
    }

    /// The diagonal of the word with a number in the order of the walk.
    ///
    /// - Precondition: `0 <= index < count`.
    func diagonal(of index: Int) -> Int {
        // The first diagonal with all words up to the index before its end.
        var low = 0
        var high = diagonals - 1
        while low < high {
            let middle = (low + high) / 2
            if before(middle + 1) > index { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
