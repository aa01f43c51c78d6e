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
        let areas = block.areas
        self.init(
            array: areas[0], conversion: areas[1], accumulation: areas[2], interconnect: areas[3], other: areas[4],
            weightGradient: areas[5])
    }

    /// Sum of all categories [m²].
    public var total: Double {
        let core = array + conversion + accumulation
        return core + interconnect + other + weightGradient
    }
}

extension ChipBlock {
    /// What ``area(of:)`` gives for each category, in the order of ``AreaBreakdown``: one way through the tree for all [m²].
    fileprivate var areas: SIMD8<Double> {
        switch content {
        case .circuit(let category, let area, _):
            guard let place = category.place else { return .zero }
            var result = SIMD8<Double>.zero
            result[place] = area * count
            return result
        case .group(let units, let own, _):
            let sums = units.reduce(.zero) { $0 + $1.areas } + own.reduce(.zero) { $0 + $1.areas }
            return sums * count
        }
    }
}

extension AreaCategory {
    /// The place of the category in ``AreaBreakdown``; nil of what is listed nowhere.
    fileprivate var place: Int? {
        switch self {
        case .array: 0
        case .conversion: 1
        case .accumulation: 2
        case .interconnect: 3
        case .other: 4
        case .weightGradient: 5
        case .unlisted: nil
        }
    }
}
