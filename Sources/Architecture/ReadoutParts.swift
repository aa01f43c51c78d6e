// SPDX-License-Identifier: Apache-2.0

/// A figure of a subarray's read-out split by what causes it: seconds, joules or square metres.
public struct ReadoutParts: Sendable, Equatable {
    /// ADCs, sense amplifiers, and the prechargers of SRAM columns.
    public var conversion: Double
    /// Adders, registers and shift-adds that combine partial sums.
    public var accumulation: Double
    /// The array and its other periphery: decoders, switch matrices, multiplexers, column charging.
    public var array: Double

    /// A split figure; parts default to zero.
    public init(conversion: Double = 0, accumulation: Double = 0, array: Double = 0) {
        self.conversion = conversion
        self.accumulation = accumulation
        self.array = array
    }

    /// Sum of the parts.
    public var total: Double { conversion + accumulation + array }

    /// Part by part.
    public static func + (left: ReadoutParts, right: ReadoutParts) -> ReadoutParts {
        ReadoutParts(
            conversion: left.conversion + right.conversion,
            accumulation: left.accumulation + right.accumulation,
            array: left.array + right.array)
    }

    /// Part by part, in place.
    public static func += (left: inout ReadoutParts, right: ReadoutParts) {
        left = left + right
    }

    /// Every part times `factor`.
    public static func * (parts: ReadoutParts, factor: Double) -> ReadoutParts {
        ReadoutParts(
            conversion: parts.conversion * factor,
            accumulation: parts.accumulation * factor,
            array: parts.array * factor)
    }
}
