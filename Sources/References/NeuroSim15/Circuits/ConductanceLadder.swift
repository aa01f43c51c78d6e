// SPDX-License-Identifier: Apache-2.0

/// The conductances that reference columns have, evenly spaced from the most to the least conducting one.
///
/// Equations and constants: table of sources in the README of this revision.
struct ConductanceLadder: Sendable, Equatable {
    /// Number of references [1].
    let count: Int
    private let first: Double
    private let step: Double

    private init(count: Int, first: Double, step: Double) {
        self.count = max(0, count)
        self.first = first
        self.step = step
    }

    /// References between the codes of a sum, from the conductance of all rows together [S] down towards none.
    init(levels: Int, sumOf conductance: Double) {
        self.init(count: levels - 1, first: conductance, step: -conductance / Double(levels))
    }

    /// References from one conductance [S] towards another.
    init(levels: Int, from first: Double, towards last: Double) {
        self.init(count: levels - 1, first: first, step: (last - first) / Double(levels))
    }

    /// References halfway between neighbouring states of a cell, whose outermost have the two conductances [S].
    init(levels: Int, halfwayBetweenStatesFrom first: Double, to last: Double) {
        let step = (last - first) / Double(max(1, levels - 1))
        self.init(count: levels - 1, first: first + step / 2, step: step)
    }

    /// The resistance of a reference column [Ω].
    subscript(index: Int) -> Double { 1 / (first + Double(index) * step) }
}
