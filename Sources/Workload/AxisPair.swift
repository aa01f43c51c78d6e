// SPDX-License-Identifier: Apache-2.0

/// A number for each direction of a feature map, such as a stride.
public struct AxisPair: Sendable, Hashable {
    /// From top to bottom.
    public let vertical: Int
    /// From left to right.
    public let horizontal: Int

    /// Makes a pair.
    public init(vertical: Int, horizontal: Int) {
        self.vertical = vertical
        self.horizontal = horizontal
    }

    /// The same number in both directions.
    public init(_ both: Int) {
        self.init(vertical: both, horizontal: both)
    }

    /// The number of both directions, nil when they differ.
    public var common: Int? { vertical == horizontal ? vertical : nil }

    /// Both numbers, the vertical one first.
    public var numbers: [Int] { [vertical, horizontal] }
}

extension AxisPair: ExpressibleByIntegerLiteral {
    /// The same number in both directions.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
