// SPDX-License-Identifier: Apache-2.0

/// The cost of one operation of a block: time and switching energy.
public struct OperationCost: Sendable, Equatable {
    /// Time until the result is there [s]; infinite for what never ends in the reference's accounting.
    public var latency: Double
    /// Dynamic energy [J].
    public var energy: Double

    /// A cost of `latency` [s] and `energy` [J].
    public init(latency: Double, energy: Double) {
        self.latency = latency
        self.energy = energy
    }

    /// Nothing happens: no time, no energy.
    public static let zero = OperationCost(latency: 0, energy: 0)

    /// Whether this never ends.
    public var neverEnds: Bool { latency == .infinity }

    /// One after the other: both add.
    public static func + (first: OperationCost, second: OperationCost) -> OperationCost {
        OperationCost(latency: first.latency + second.latency, energy: first.energy + second.energy)
    }

    /// One after the other, in place.
    public static func += (first: inout OperationCost, second: OperationCost) {
        first = first + second
    }

    /// `count` times in a row.
    public static func * (cost: OperationCost, count: Double) -> OperationCost {
        OperationCost(latency: cost.latency * count, energy: cost.energy * count)
    }

    /// So many times in a row for the time, and so often for the energy, where both are counted apart.
    public func times(latency: Double, energy: Double) -> OperationCost {
        OperationCost(latency: self.latency * latency, energy: self.energy * energy)
    }

    /// Side by side: the slower one decides the time, the energies add.
    public func alongside(_ other: OperationCost) -> OperationCost {
        OperationCost(latency: Swift.max(latency, other.latency), energy: energy + other.energy)
    }

    /// The same work shared by `copies` blocks: less time, the same energy.
    public func shared(by copies: Double) -> OperationCost {
        OperationCost(latency: latency / copies, energy: energy)
    }
}
