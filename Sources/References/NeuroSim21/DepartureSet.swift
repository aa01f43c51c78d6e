// SPDX-License-Identifier: Apache-2.0

/// Some of the departures. Every count asks whether it departs, so that this is one word of bits, a bit each.
public struct DepartureSet: Sendable, Equatable {
    private let bits: UInt64

    /// All departures: V2.1 as it is.
    public static let all = DepartureSet(Departure.allCases)
    /// None: exact counting.
    public static let none = DepartureSet([])

    /// The given departures.
    public init(_ departures: some Sequence<Departure>) {
        self.init(bits: departures.reduce(0) { $0 | DepartureSet.bit(of: $1) })
    }

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// Whether a departure is among them.
    public func contains(_ departure: Departure) -> Bool { bits & DepartureSet.bit(of: departure) != 0 }

    /// The same without one departure.
    public func without(_ departure: Departure) -> DepartureSet {
        DepartureSet(bits: bits & ~DepartureSet.bit(of: departure))
    }

    private static func bit(of departure: Departure) -> UInt64 { 1 << UInt64(departure.rawValue) }
}
