// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The places at which a kernel looks at a feature map.
public struct Window: Sendable, Equatable {
    /// Quantities along one direction.
    public struct Side: Sendable, Equatable {
        /// Extent of the kernel [1].
        public let kernel: Int
        /// Step from place to place [1].
        public let stride: Int
        /// Distance of neighbouring elements of the kernel in the feature map [1].
        public let dilation: Int
        /// Padding before the first element of the feature map [1].
        public let before: Int
        /// Padding after the last element [1].
        public let after: Int

        /// Describes a direction.
        public init(kernel: Int, stride: Int = 1, dilation: Int = 1, before: Int = 0, after: Int = 0) {
            self.kernel = kernel
            self.stride = stride
            self.dilation = dilation
            self.before = before
            self.after = after
        }

        /// Extent of the kernel with its gaps [1].
        public var span: Int { (kernel - 1) * dilation + 1 }
    }

    /// From top to bottom.
    public let vertical: Side
    /// From left to right.
    public let horizontal: Side
    /// Whether a last place that reaches beyond the padding counts as well (pooling only).
    public let roundsUp: Bool

    /// Describes a window.
    public init(vertical: Side, horizontal: Side, roundsUp: Bool = false) {
        self.vertical = vertical
        self.horizontal = horizontal
        self.roundsUp = roundsUp
    }

    /// Elements of the kernel of one channel [1].
    public var area: Int { vertical.kernel * horizontal.kernel }

    /// Whether the window is a single element that visits every element once.
    var isPointwise: Bool {
        [vertical, horizontal].allSatisfy { $0 == Side(kernel: 1) }
    }

    /// Places along both directions for a feature map.
    func outputExtents(height: Int, width: Int) throws(GraphProblem) -> (height: Int, width: Int) {
        (try outputExtent(vertical, height, "height"), try outputExtent(horizontal, width, "width"))
    }

    private func outputExtent(_ side: Side, _ extent: Int, _ what: String) throws(GraphProblem) -> Int {
        let limit = GraphLimits.largestExtent
        let allowed = 1...limit
        guard allowed.contains(side.kernel), allowed.contains(side.stride), allowed.contains(side.dilation) else {
            throw GraphProblem(
                "kernel \(side.kernel), stride \(side.stride), dilation \(side.dilation) (allowed: 1 to \(limit))")
        }
        guard (0...limit).contains(side.before), (0...limit).contains(side.after) else {
            throw GraphProblem("pads of \(side.before) and \(side.after) (allowed: 0 to \(limit))")
        }
        let room = extent + side.before + side.after - side.span
        guard room >= 0 else {
            throw GraphProblem(
                "the kernel spans \(side.span) in \(what), but the padded input has \(extent + side.before + side.after)"
            )
        }
        guard roundsUp else { return room / side.stride + 1 }
        let count = (room + side.stride - 1) / side.stride + 1
        // A place that begins behind the input and its first padding is none.
        return (count - 1) * side.stride >= extent + side.before ? count - 1 : count
    }
}

/// An error of a node or a graph; the caller that knows the file and the node adds them.
struct GraphProblem: Error, Equatable {
    let message: String
    let kind: InputError.Kind

    init(_ message: String, kind: InputError.Kind = .badInput) {
        self.message = message
        self.kind = kind
    }
}

/// Sizes beyond which no network is executed, so that a garbled file cannot ask for all memory.
enum GraphLimits {
    /// The largest extent of anything [1].
    static let largestExtent = 1 << 24
    /// The most elements that one value may have for one image [1].
    static let mostElements = 1 << 28
    /// The most elements of constants that nodes compute from constants, all together [1].
    static let mostFoldedElements = 1 << 26

    /// The product of extents; nil when it is more than `mostElements`, or an extent is less than 1.
    static func elements(_ shape: [Int]) -> Int? {
        var count = 1
        for extent in shape {
            guard extent >= 1, extent <= mostElements else { return nil }
            count *= extent
            guard count <= mostElements else { return nil }
        }
        return count
    }
}
