// SPDX-License-Identifier: Apache-2.0

/// What the questions of ``SystolicCounting`` are about, by what the hardware does.
public enum CountingSubject: String, Sendable, CaseIterable {
    /// Cycles of a layer.
    case cycles = "all cycles"
    /// Waits for words.
    case waits = "stalls once"
    /// Maps between two layers.
    case maps = "maps kept on chip"
    /// Writes to the output buffer.
    case writes = "real writes"
    /// Partial sums that are added to.
    case partialSums = "partial sums read"

    /// What the hardware does, in words.
    public var title: String { rawValue }
}
