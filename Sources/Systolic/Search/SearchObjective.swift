// SPDX-License-Identifier: Apache-2.0

/// The objectives of a search, which are minimized.
public enum SearchObjective: String, Sendable, CaseIterable {
    /// Cycles of the network [cycles].
    case cycles
    /// Area of the array with its buffers [m²].
    case area
    /// Energy of the network [J].
    case energy
    /// Words between DRAM and the chip [1].
    case dram
}
