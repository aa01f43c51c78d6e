// SPDX-License-Identifier: Apache-2.0

/// The role of the digital circuits behind the converters, which add up what they deliver: rows that are read one after
/// the other, the cells of a weight, the bits of an input.
public protocol Accumulator: CircuitGroup {
    /// Time [s] and energy [J] in one read.
    ///
    /// Each unit adds up `additions` results of rows, one after the other [1].
    func cost(ofReadAdding additions: Double) -> OperationCost
}
