// SPDX-License-Identifier: Apache-2.0

/// A part of a macro in a matrix-vector multiplication.
public struct MacroPart: Sendable, Equatable {
    /// What it is.
    public enum Name: String, Sendable, CaseIterable {
        /// Cells and bitlines.
        case cells
        /// Lines of inputs with decoder and drivers, and the selection of columns.
        case inputLines
        /// What makes voltages or pulses of inputs.
        case inputConverters
        /// Converters of columns.
        case converters
        /// Adders behind converters.
        case resultAdders
        /// Multipliers of bits.
        case multipliers
        /// Adders of a digital macro.
        case adders
        /// Accumulators and pipeline registers.
        case registers

        /// The name in words.
        public var title: String {
            switch self {
            case .cells: "cells and bitlines"
            case .inputLines: "input lines"
            case .inputConverters: "input converters"
            case .converters: "column converters"
            case .resultAdders: "shift and add"
            case .multipliers: "multipliers"
            case .adders: "adders"
            case .registers: "registers"
            }
        }
    }

    /// Its name.
    public let name: Name
    /// Area [m²].
    public let area: Double
    /// Energy of a multiplication [J].
    public let energy: Double
    /// Time of a multiplication that passes in this part [s].
    public let latency: Double
    /// Static power [W].
    public let leakagePower: Double
}
