/// What one operation of a block takes: time and switching energy.
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

    /// Side by side: the slower one decides the time, the energies add.
    public func alongside(_ other: OperationCost) -> OperationCost {
        OperationCost(latency: Swift.max(latency, other.latency), energy: energy + other.energy)
    }

    /// The same work shared by `copies` blocks: less time, the same energy.
    public func shared(by copies: Double) -> OperationCost {
        OperationCost(latency: latency / copies, energy: energy)
    }
}

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

/// Silicon area by what it is used for [m²]. The categories are the lines of a NeuroSim report.
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

    /// Sum of all categories [m²].
    public var total: Double {
        let core = array + conversion + accumulation
        return core + interconnect + other + weightGradient
    }

    /// Category by category.
    public static func + (left: AreaBreakdown, right: AreaBreakdown) -> AreaBreakdown {
        AreaBreakdown(
            array: left.array + right.array,
            conversion: left.conversion + right.conversion,
            accumulation: left.accumulation + right.accumulation,
            interconnect: left.interconnect + right.interconnect,
            other: left.other + right.other,
            weightGradient: left.weightGradient + right.weightGradient)
    }

    /// `count` copies.
    public static func * (area: AreaBreakdown, count: Double) -> AreaBreakdown {
        AreaBreakdown(
            array: area.array * count,
            conversion: area.conversion * count,
            accumulation: area.accumulation * count,
            interconnect: area.interconnect * count,
            other: area.other * count,
            weightGradient: area.weightGradient * count)
    }
}
