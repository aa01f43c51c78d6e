// SPDX-License-Identifier: Apache-2.0

import Technology

/// Circuits that fill one role of a block together.
public protocol CircuitGroup: Sendable {
    /// The circuits, from the array outwards.
    var parts: [CircuitPart] { get }
}

/// A circuit of a group, as the block counts it.
public struct CircuitPart: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// The rectangle that it takes [m].
    public let footprint: Footprint
    /// Its static power [W].
    public let leakagePower: Double

    /// A circuit with its own rectangle, or with another one in which it is laid out here [m].
    public init(_ circuit: some CircuitModel, footprint: Footprint? = nil) {
        name = circuit.name
        self.footprint = footprint ?? circuit.footprint
        leakagePower = circuit.leakagePower
    }
}
