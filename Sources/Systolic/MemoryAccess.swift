// SPDX-License-Identifier: Apache-2.0

/// When a memory is accessed, and how often.
public struct MemoryAccess: Sendable, Equatable {
    /// The cycle of the first access; negative for what is fetched before the array begins [cycles].
    public let start: Int
    /// The cycle of the last access [cycles].
    public let stop: Int
    /// Words that are moved [1].
    public let words: Int

    /// Describes accesses.
    public init(start: Int, stop: Int, words: Int) {
        self.start = start
        self.stop = stop
        self.words = words
    }

    /// Cycles from the first to the last access, both included [cycles].
    public var cycles: Int { stop - start + 1 }

    /// Words a cycle, on average between the first and the last access [words/cycle].
    public var bandwidth: Double { Double(words) / Double(max(1, cycles)) }
}
