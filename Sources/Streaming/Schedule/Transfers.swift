// SPDX-License-Identifier: Apache-2.0

/// Tiles that move between the SRAM and the backing memory, one after the other.
struct Transfers: Sendable, Equatable {
    /// Tiles [1].
    var tiles = 0
    /// Cycles that they take.
    var cycles = 0
    /// Words of the SRAM.
    var words = 0
    /// Words of the backing memory.
    var backingWords = 0

    /// Both, one after the other.
    static func + (left: Transfers, right: Transfers) -> Transfers {
        Transfers(
            tiles: left.tiles + right.tiles, cycles: left.cycles + right.cycles, words: left.words + right.words,
            backingWords: left.backingWords + right.backingWords)
    }

    /// So many times the same.
    static func * (left: Transfers, times: Int) -> Transfers {
        Transfers(
            tiles: left.tiles * times, cycles: left.cycles * times, words: left.words * times,
            backingWords: left.backingWords * times)
    }
}

extension StreamMachine {
    /// The transfer of a tile of so many elements.
    func transfer(_ elements: Int, bits: Int) -> Transfers {
        let words = memoryWords(elements, bits: bits)
        let backing = backingWords(elements, bits: bits)
        return Transfers(
            tiles: 1, cycles: backingLatencyCycles + max(backing, words * accessCycles), words: words,
            backingWords: backing)
    }
}
