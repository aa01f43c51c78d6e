// SPDX-License-Identifier: Apache-2.0

import Circuits

/// Silicon area by what it is used for [m²]. The categories are the lines of a report.
public struct AreaBreakdown: Sendable, Equatable {
    /// Memory cells.
    public var array: Double
    /// ADCs, sense amplifiers, SRAM prechargers.
    public var conversion: Double
    /// Adders, shift-adds, registers and adder trees at every level.
    public var accumulation: Double
    /// H-trees and buses.
    public var interconnect: Double
    /// Decoders, multiplexers, switch matrices, buffers, pooling, activation.
    public var other: Double
    /// The unit that computes weight gradients.
    public var weightGradient: Double

    /// An area split by category [m²]; categories default to zero.
    public init(
        array: Double = 0, conversion: Double = 0, accumulation: Double = 0, interconnect: Double = 0,
        other: Double = 0, weightGradient: Double = 0
    ) {
        self.array = array
        self.conversion = conversion
        self.accumulation = accumulation
        self.interconnect = interconnect
        self.other = other
        self.weightGradient = weightGradient
    }

    /// The area of a block's circuits by category [m²], without circuits that have no category.
    public init(_ block: ChipBlock) {
        self.init(
            array: block.area(of: .array), conversion: block.area(of: .conversion),
            accumulation: block.area(of: .accumulation), interconnect: block.area(of: .interconnect),
            other: block.area(of: .other), weightGradient: block.area(of: .weightGradient))
    }

    /// Sum of all categories [m²].
    public var total: Double {
        let core = array + conversion + accumulation
        return core + interconnect + other + weightGradient
    }
}
