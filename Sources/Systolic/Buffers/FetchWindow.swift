// SPDX-License-Identifier: Apache-2.0

/// The part of the prefetch order that a buffer holds: so many rows of the memory, cyclically.
///
/// Words are fetched in rows of `rowWords`; the last one may be short or empty.
struct FetchWindow: Sendable {
    /// Words of a row [1].
    let rowWords: Int
    /// Rows of a whole round [1].
    let rows: Int
    /// Rows that are held [1].
    let heldRows: Int
    /// Rows by which the window moves at a time [1].
    let movedRows: Int
    /// The first row that is held.
    private(set) var first = 0

    /// A window at the beginning of the order.
    ///
    /// - Parameters:
    ///   - words: words of a round.
    ///   - kilowords: size of the memory; half of it is held, half is filled ahead.
    init(words: Int, kilowords: Int) {
        let size = kilowords * 1024
        rowWords = ceilingQuotient(size, 100)
        rows = words / rowWords + 1
        heldRows = min(ceilingQuotient(size - size / 2, rowWords), rows)
        movedRows = min(ceilingQuotient(size / 2, rowWords), rows - heldRows)
    }

    /// Whether everything is held at once, so that nothing is ever missing.
    var holdsAll: Bool { heldRows == rows }

    /// Whether a word is held.
    func holds(position: Int) -> Bool {
        distance(position / rowWords) < heldRows
    }

    /// Whether all words of a range are held.
    func holds(_ positions: Range<Int>) -> Bool {
        guard !positions.isEmpty else { return true }
        let row = positions.lowerBound / rowWords
        return distance(row) + (positions.upperBound - 1) / rowWords - row < heldRows
    }

    /// The end of the held words from one that is held on, up to the end of the round.
    func heldEnd(from position: Int) -> Int {
        let row = position / rowWords
        return (row + heldRows - distance(row)) * rowWords
    }

    /// The held words as one range or two: from the first row on, and from the beginning of the round on.
    var held: (Range<Int>, Range<Int>) {
        let end = first + heldRows
        let wrapped = max(0, end - rows)
        return (first * rowWords..<min(end, rows) * rowWords, 0..<wrapped * rowWords)
    }

    /// Moves the window by one step.
    mutating func move() {
        first += movedRows
        if first >= rows { first -= rows }
    }

    private func distance(_ row: Int) -> Int {
        let distance = row - first
        return distance < 0 ? distance + rows : distance
    }
}
