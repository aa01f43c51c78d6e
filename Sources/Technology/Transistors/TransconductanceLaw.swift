// SPDX-License-Identifier: Apache-2.0

/// What the small-signal transconductance of a transistor follows.
package enum TransconductanceLaw: Sendable, Equatable {
    /// A square law, through the currents per width at 0.7 of the supply voltage [A/m].
    case squareLaw(nmosCurrent: Double, pmosCurrent: Double)
    /// So much for each metre of width [S/m].
    case proportional(Double)
}
