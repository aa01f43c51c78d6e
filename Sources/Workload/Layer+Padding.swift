// SPDX-License-Identifier: Apache-2.0

extension Layer {
    /// Rows and columns of zeros around an input.
    public struct Padding: Sendable, Hashable {
        /// Rows above [1].
        public let top: Int
        /// Columns at the left [1].
        public let left: Int
        /// Rows below [1].
        public let bottom: Int
        /// Columns at the right [1].
        public let right: Int

        /// Makes a padding.
        public init(top: Int, left: Int, bottom: Int, right: Int) {
            self.top = top
            self.left = left
            self.bottom = bottom
            self.right = right
        }

        /// As many rows above as below, and as many columns at the left as at the right.
        public init(vertical: Int, horizontal: Int) {
            self.init(top: vertical, left: horizontal, bottom: vertical, right: horizontal)
        }

        /// The same on all four sides.
        public init(_ all: Int) {
            self.init(vertical: all, horizontal: all)
        }

        /// Rows above and rows below, nil when they differ [1].
        public var vertical: Int? { top == bottom ? top : nil }

        /// Columns at the left and columns at the right, nil when they differ [1].
        public var horizontal: Int? { left == right ? left : nil }

        /// The number of all four sides, nil when they differ [1].
        public var common: Int? { vertical == horizontal ? vertical : nil }

        /// Top, left, bottom, right, as ONNX orders them.
        public var numbers: [Int] { [top, left, bottom, right] }
    }
}

extension Layer.Padding: ExpressibleByIntegerLiteral {
    /// The same on all four sides.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
