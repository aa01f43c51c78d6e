// SPDX-License-Identifier: Apache-2.0

/// Gates whose nanosheets are cut to the width that each of them needs.
///
/// Figures of a cut gate are those of the smallest gate of whole sheets times its ratios.
public struct CutSheets: Sendable, Equatable {
    /// Figures of a cut gate over those of the smallest gate of whole sheets.
    public struct Ratios: Sendable, Equatable {
        /// Of the gate capacitance and of the leakage [1].
        public let gate: Double
        /// Of the width of a drain of the NMOS transistors [1].
        public let nmosDrain: Double
        /// Of the width of a drain of the PMOS transistors [1].
        public let pmosDrain: Double

        /// The same figures.
        static let whole = Ratios(gate: 1, nmosDrain: 1, pmosDrain: 1)
    }

    /// Of inverters.
    public let inverter: Ratios
    /// Of NAND gates of two inputs.
    public let nand: Ratios
    /// The resistance of a transistor of a cut NAND gate over that of whole sheets [1].
    public let nandResistance: Double

    /// The gates of a table.
    init(_ table: CutSheetTable) {
        func ratios(_ table: CutSheetTable.Ratios) -> Ratios {
            Ratios(gate: table.gate.value, nmosDrain: table.nmosDrain.value, pmosDrain: table.pmosDrain.value)
        }
        inverter = ratios(table.inverter)
        nand = ratios(table.nand)
        nandResistance = table.nandResistance.value
    }
}
