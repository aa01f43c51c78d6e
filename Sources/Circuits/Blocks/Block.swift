// SPDX-License-Identifier: Apache-2.0

import Technology

/// A part of a machine: a circuit, or a group of smaller parts, so many times.
///
/// Area and leakage of a group are the sums of its parts, in their order, and a count multiplies them. No level adds up
/// figures of its own: subarray, element, tile and chip are groups of groups.
///
/// The category of a circuit says under which heading a report lists it. Each circuit has one, so that the categories of
/// a block add up to the block.
public struct Block<Category: Hashable & Sendable>: Sendable {
    /// Name of the part, unique among its neighbours.
    public let name: String
    /// How many of them there are [1].
    public let count: Double
    /// How many of them draw static power that is counted [1]; by default all of them.
    public let powered: Double
    /// The kind of one of them.
    public let content: Content
    /// Area of all of them [m²].
    public let area: Double
    /// Static power of all of them, as far as it is counted [W].
    public let leakagePower: Double

    /// The kind of one part.
    public enum Content: Sendable {
        /// A circuit, with its area [m²] and the static power that is counted [W].
        case circuit(Category, area: Double, leakagePower: Double)
        /// Smaller blocks that the block repeats, and its own parts.
        case group(units: [Block], own: [Block], isSquare: Bool)
    }

    /// A circuit of the given figures.
    ///
    /// - Parameters:
    ///   - name: What it is.
    ///   - category: Under which heading it is listed.
    ///   - count: Their number [1].
    ///   - powered: How many of them count for static power [1]; all when nil.
    ///   - area: Area of one [m²].
    ///   - leakagePower: Static power of one [W].
    @inlinable
    public init(
        _ name: String, as category: Category, count: Double = 1, powered: Double? = nil, area: Double,
        leakagePower: Double
    ) {
        self.init(
            name, count: count, powered: powered,
            content: .circuit(category, area: area, leakagePower: leakagePower), area: area,
            leakagePower: leakagePower)
    }

    /// A circuit with its own figures, or in place of its static power the part that is counted.
    ///
    /// - Parameters:
    ///   - name: What it is.
    ///   - category: Under which heading it is listed.
    ///   - count: Their number [1].
    ///   - powered: How many of them count for static power [1]; all when nil.
    ///   - circuit: The circuit.
    ///   - countedLeakage: Static power of one that is counted [W]; all of it when nil.
    @inlinable
    public init(
        _ name: String, as category: Category, count: Double = 1, powered: Double? = nil, circuit: any CircuitModel,
        countedLeakage: Double? = nil
    ) {
        self.init(
            name, as: category, count: count, powered: powered, area: circuit.area,
            leakagePower: countedLeakage ?? circuit.leakagePower)
    }

    /// A group of parts.
    ///
    /// - Parameters:
    ///   - name: What they make up.
    ///   - count: How many groups there are [1].
    ///   - powered: How many of them count for static power [1]; all when nil.
    ///   - isSquare: Whether a group is laid out as a square: its area is then that of the square, which rounding sets
    ///     apart from the sum.
    ///   - units: Smaller machines that the group repeats, such as the subarrays of a processing element.
    ///   - own: What else it consists of.
    @inlinable
    public init(
        _ name: String, count: Double = 1, powered: Double? = nil, isSquare: Bool = false,
        repeating units: [Block] = [], parts own: [Block]
    ) {
        let sum = own.reduce(units.reduce(0) { $0 + $1.area }) { $0 + $1.area }
        self.init(
            name, count: count, powered: powered, content: .group(units: units, own: own, isSquare: isSquare),
            area: isSquare ? Footprint(squareOf: sum).area : sum,
            leakagePower: own.reduce(units.reduce(0) { $0 + $1.leakagePower }) { $0 + $1.leakagePower })
    }

    @inlinable
    init(
        _ name: String, count: Double, powered: Double?, content: Content, area: Double, leakagePower: Double
    ) {
        self.name = name
        self.count = count
        self.powered = powered ?? count
        self.content = content
        self.area = area * count
        self.leakagePower = leakagePower * self.powered
    }

    /// The parts of a group, units first; empty for a circuit.
    @inlinable
    public var parts: [Block] {
        switch content {
        case .circuit: []
        case .group(let units, let own, _): units + own
        }
    }

    /// So many of the same part in place of as many as there are now, all of them powered or a number of them.
    ///
    /// - Parameters:
    ///   - count: Their number [1].
    ///   - powered: How many of them count for static power [1]; all when nil.
    ///   - name: What they are called; as now when nil.
    /// - Returns: The part with these counts and this name.
    @inlinable
    public func repeated(_ count: Double, powered: Double? = nil, named name: String? = nil) -> Block {
        let name = name ?? self.name
        return switch content {
        case .circuit(let category, let area, let leakagePower):
            Block(name, as: category, count: count, powered: powered, area: area, leakagePower: leakagePower)
        case .group(let units, let own, let isSquare):
            Block(name, count: count, powered: powered, isSquare: isSquare, repeating: units, parts: own)
        }
    }

    /// The same part, whose circuits are listed under other categories.
    @inlinable
    public func listed(as category: (Category) -> Category) -> Block {
        mapCircuits { own, leakagePower in (category(own), leakagePower) }
    }

    /// The same part, of the static power [W] of whose circuits as much counts as `counted` says.
    @inlinable
    public func leaking(_ counted: (Double) -> Double) -> Block {
        mapCircuits { category, leakagePower in (category, counted(leakagePower)) }
    }

    @inlinable
    func mapCircuits(_ change: (Category, Double) -> (Category, Double)) -> Block {
        switch content {
        case .circuit(let category, let area, let leakagePower):
            let (category, leakagePower) = change(category, leakagePower)
            return Block(name, as: category, count: count, powered: powered, area: area, leakagePower: leakagePower)
        case .group(let units, let own, let isSquare):
            return Block(
                name, count: count, powered: powered, isSquare: isSquare,
                repeating: units.map { $0.mapCircuits(change) }, parts: own.map { $0.mapCircuits(change) })
        }
    }
}

// MARK: - Folds

extension Block {
    /// Area of what is listed under a category [m²].
    @inlinable
    public func area(of category: Category) -> Double {
        switch content {
        case .circuit(let own, let area, _): own == category ? area * count : 0
        case .group(let units, let own, _): Self.sum(units, own) { $0.area(of: category) } * count
        }
    }

    /// Static power of what is listed under a category, as far as it is counted [W].
    @inlinable
    public func leakagePower(of category: Category) -> Double {
        switch content {
        case .circuit(let own, _, let leakagePower): own == category ? leakagePower * powered : 0
        case .group(let units, let own, _): Self.sum(units, own) { $0.leakagePower(of: category) } * powered
        }
    }

    /// The area of the units in a category, and the block's own area in it.
    @inlinable
    static func sum(_ units: [Block], _ own: [Block], _ figure: (Block) -> Double) -> Double {
        units.reduce(0) { $0 + figure($1) } + own.reduce(0) { $0 + figure($1) }
    }

    /// The categories that occur.
    public var categories: Set<Category> {
        switch content {
        case .circuit(let category, _, _): [category]
        case .group: parts.reduce(into: []) { $0.formUnion($1.categories) }
        }
    }

    /// Circuits in all copies of all parts [1].
    public var circuitCount: Double {
        switch content {
        case .circuit: count
        case .group: parts.reduce(0) { $0 + $1.circuitCount } * count
        }
    }

    /// Kinds of circuits: the leaves of the tree, each once.
    public var leafCount: Int {
        switch content {
        case .circuit: 1
        case .group: parts.reduce(0) { $0 + $1.leafCount }
        }
    }
}
