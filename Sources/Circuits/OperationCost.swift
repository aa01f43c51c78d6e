/// What one operation of a block takes: time and switching energy.
public struct OperationCost: Sendable, Equatable {
    /// Time until the result is there [s].
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

    /// Stands for a time that grows beyond all bounds in the reference's accounting [s]; large enough to mean never, small
    /// enough that sums and products of it stay finite.
    public static let unboundedLatency = 1e285

    /// Whether this never ends.
    public var isUnbounded: Bool { latency >= OperationCost.unboundedLatency * 1e-3 }

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

    /// Side by side: the slower one decides the time, the energies add.
    public func alongside(_ other: OperationCost) -> OperationCost {
        OperationCost(latency: Swift.max(latency, other.latency), energy: energy + other.energy)
    }

    /// The same work shared by `copies` blocks: less time, the same energy.
    public func shared(by copies: Double) -> OperationCost {
        OperationCost(latency: latency / copies, energy: energy)
    }
}
