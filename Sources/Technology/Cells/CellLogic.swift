// SPDX-License-Identifier: Apache-2.0

/// A cell that computes the product of its bit and its input itself, as a logic level, so that no line is sensed.
public struct CellLogic: Sendable, Equatable {
    /// The time from the edge of the input line to the product [s].
    public let delay: Double
    /// The energy of a product of an input of one [J].
    public let energy: Double

    /// A cell whose products take that time [s] and energy [J].
    public init(delay: Double, energy: Double) {
        self.delay = delay
        self.energy = energy
    }
}
