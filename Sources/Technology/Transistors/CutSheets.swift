// SPDX-License-Identifier: Apache-2.0

/// Gates whose nanosheets are cut to the width that each of them needs.
///
/// Figures of a cut gate are those of the smallest gate of whole sheets times its ratios.
package struct CutSheets: Sendable, Equatable {
    /// Figures of a cut gate over those of the smallest gate of whole sheets.
    package struct Ratios: Sendable, Equatable {
        /// Of the gate capacitance and of the leakage [1].
        package let gate: Double
        /// Of the width of a drain of the NMOS transistors [1].
        package let nmosDrain: Double
        /// Of the width of a drain of the PMOS transistors [1].
        package let pmosDrain: Double

        /// The same figures.
        static let whole = Ratios(gate: 1, nmosDrain: 1, pmosDrain: 1)
    }

    /// Of inverters.
    package let inverter: Ratios
    /// Of NAND gates of two inputs.
    package let nand: Ratios
    /// The resistance of a transistor of a cut NAND gate over that of whole sheets [1].
    package let nandResistance: Double
}
