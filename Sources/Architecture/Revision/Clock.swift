// SPDX-License-Identifier: Apache-2.0

/// Periods of a clock: a time as it passes in a synchronous chip.
public struct Cycles: Sendable, Equatable, Comparable {
    /// How many [1]; whole for one operation, a mean for operations that blocks share.
    public let count: Double

    /// So many periods.
    public init(_ count: Double) {
        self.count = count
    }

    /// No time.
    public static let zero = Cycles(0)

    /// One after the other.
    public static func + (first: Cycles, second: Cycles) -> Cycles { Cycles(first.count + second.count) }

    /// So many times in a row.
    public static func * (cycles: Cycles, times: Double) -> Cycles { Cycles(cycles.count * times) }

    /// Whether the first is shorter.
    public static func < (first: Cycles, second: Cycles) -> Bool { first.count < second.count }
}

/// The clock of a synchronous chip, in whose periods circuits work.
public struct Clock: Sendable, Equatable {
    /// Duration of a period as it counts in the end [s].
    public let period: Double
    /// Periods in a second by which delays are rounded up to whole ones [Hz].
    public let frequency: Double

    /// A clock of the given period [s], by default with the frequency that belongs to it [Hz].
    public init(period: Double, frequency: Double? = nil) {
        self.period = period
        self.frequency = frequency ?? 1 / period
    }

    /// Whole periods in which something of this delay [s] is over.
    public func cycles(of delay: Double) -> Cycles { Cycles((delay * frequency).rounded(.up)) }

    /// Duration of so many periods [s].
    public func duration(of cycles: Cycles) -> Double { cycles.count * period }
}
