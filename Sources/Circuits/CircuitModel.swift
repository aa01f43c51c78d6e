// SPDX-License-Identifier: Apache-2.0

import Technology

/// A circuit whose geometry is fixed when it is made.
///
/// The initializer sizes it; the methods are pure. ``cost(of:)`` prices one operation; repetition is multiplication of
/// that cost.
public protocol CircuitModel: Sendable {
    /// The operations of the circuit, with the quantities that an operation depends on: loads, slopes, fractions.
    associatedtype Operation: Sendable

    /// The rectangle that the circuit takes [m].
    var footprint: Footprint { get }
    /// The static power that the circuit draws from the supply [W].
    var leakagePower: Double { get }
    /// Time [s] and switching energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost
}

extension CircuitModel {
    /// The silicon area of the circuit [m²].
    public var area: Double { footprint.area }
}
