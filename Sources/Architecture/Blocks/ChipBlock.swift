// SPDX-License-Identifier: Apache-2.0

import Circuits

/// A part of a chip, from a circuit at an array up to the chip.
public typealias ChipBlock = Block<AreaCategory>

/// The heading of a report under which a circuit is listed.
public enum AreaCategory: Sendable, Hashable, CaseIterable {
    /// Memory cells.
    case array
    /// ADCs, sense amplifiers, SRAM prechargers.
    case conversion
    /// Adders, shift-adds, registers and adder trees at every level.
    case accumulation
    /// H-trees and buses.
    case interconnect
    /// Decoders, multiplexers, switch matrices, buffers, pooling, activation.
    case other
    /// The unit that computes weight gradients.
    case weightGradient
    /// Under no heading: what is part of a total only.
    case unlisted
}
