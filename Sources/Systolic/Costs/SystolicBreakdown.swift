// SPDX-License-Identifier: Apache-2.0

/// Area or energy or power by what causes it.
public struct SystolicBreakdown: Sendable, Equatable {
    /// The cause, in the order of reports, which is the order of sums.
    public enum Cause: Int, Sendable, CaseIterable {
        /// Multipliers and adders of the processing elements.
        case arithmetic
        /// Registers of the processing elements.
        case registers
        /// Buffer of the input map.
        case ifmapBuffer
        /// Buffer of the filters.
        case filterBuffer
        /// Buffer of the output map.
        case ofmapBuffer
        /// Memory outside the chip; it has no area here.
        case dram
        /// Static power of the chip times its time; only energies have it.
        case leakage

        /// Its name in files.
        public var name: String { String(describing: self) }
    }

    /// One lane for each cause, so that breakdowns add up in one step.
    private var values = SIMD8<Double>.zero
    private static let causes = Cause.allCases

    /// All figures are 0.
    public init() {}

    /// The figure of each cause.
    public init(_ figure: (Cause) -> Double) {
        for cause in Self.causes { values[cause.rawValue] = figure(cause) }
    }

    /// The figure of a cause.
    public subscript(cause: Cause) -> Double { values[cause.rawValue] }

    /// The sum of all.
    public var total: Double { Self.causes.reduce(0) { $0 + self[$1] } }

    /// Every cause with its name.
    public var named: [(name: String, value: Double)] { Self.causes.map { ($0.name, self[$0]) } }

    /// Cause by cause.
    public static func + (left: SystolicBreakdown, right: SystolicBreakdown) -> SystolicBreakdown {
        var sum = left
        sum.values += right.values
        return sum
    }
}

extension SystolicBreakdown {
    /// Multipliers and adders of the processing elements.
    public var arithmetic: Double { self[.arithmetic] }
    /// Registers of the processing elements.
    public var registers: Double { self[.registers] }
    /// Buffer of the input map.
    public var ifmapBuffer: Double { self[.ifmapBuffer] }
    /// Buffer of the filters.
    public var filterBuffer: Double { self[.filterBuffer] }
    /// Buffer of the output map.
    public var ofmapBuffer: Double { self[.ofmapBuffer] }
    /// Memory outside the chip.
    public var dram: Double { self[.dram] }
    /// Static power of the chip times its time.
    public var leakage: Double { self[.leakage] }
}
