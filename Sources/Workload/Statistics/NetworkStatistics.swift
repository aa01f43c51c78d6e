// SPDX-License-Identifier: Apache-2.0

/// The averages of a network's weights and activations that an estimate needs in place of a trace.
///
/// Measured once from a trace, read from a file, or concluded from the parameters of a synthetic trace.
public struct NetworkStatistics: Sendable, Equatable {
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// One for each layer of the network.
    public let layers: [LayerStatistics]

    /// Puts statistics together.
    public init(weightBits: Int, activationBits: Int, layers: [LayerStatistics]) {
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.layers = layers
    }
}

/// The averages of one layer.
public struct LayerStatistics: Sendable, Equatable {
    /// Rows of its weight matrix: those of one group [1].
    public let rows: Int
    /// Output channels [1].
    public let outputs: Int
    /// How often each bit of an activation is 1, the sign first.
    public let activations: [BitStatistics]
    /// How often each weight occurs.
    public let weights: WeightDistribution
    /// The changes of the last training step, on the levels of `weights`; nil when they are not known.
    public let changes: LevelChanges?
    /// Fraction of lines that are active while weight gradients are computed, 0 to 1, when known.
    public let activity: Double?

    /// Puts the statistics of a layer together.
    public init(
        rows: Int, outputs: Int, activations: [BitStatistics], weights: WeightDistribution, changes: LevelChanges?,
        activity: Double?
    ) {
        self.rows = rows
        self.outputs = outputs
        self.activations = activations
        self.weights = weights
        self.changes = changes
        self.activity = activity
    }
}

/// How often one bit of the activations is 1, and its correlation between rows that are read together.
public struct BitStatistics: Sendable, Hashable {
    /// Share of ones [1].
    public let density: Double
    /// Correlation of the bit between two rows of a subarray under the same input vector, 0 to 1: the number of ones
    /// among n rows has the variance n p (1 - p) (1 + (n - 1) correlation) for the density p.
    public let correlation: Double

    /// A bit of the given density and correlation, 0 to 1 both.
    public init(density: Double, correlation: Double = 0) {
        self.density = density
        self.correlation = correlation
    }
}

/// How often weights stand on each level of an even grid.
public struct WeightDistribution: Sendable, Equatable {
    /// Most bits that a grid has; finer weights are rounded to it.
    public static let mostBits = 16
    /// Binary logarithm of the steps from the smallest to the largest weight.
    public let bits: Int
    /// The smallest weight and the largest one.
    public let range: ClosedRange<Double>
    /// The levels that occur, in rising order, 0...2^bits.
    public let levels: [Int]
    /// Share of the weights at each of `levels` [1]; they add up to 1.
    public let shares: [Double]

    /// A distribution over a grid; `levels` and `shares` belong together.
    public init(bits: Int, range: ClosedRange<Double>, levels: [Int], shares: [Double]) {
        self.bits = bits
        self.range = range
        self.levels = levels
        self.shares = shares
    }

    /// The weight of a level.
    public func value(level: Int) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * (Double(level) / Double(1 << bits))
    }

    /// The largest level [1].
    public var lastLevel: Int { 1 << bits }
}

/// The changes of a training step: by how many levels, and at which weights.
public struct LevelChanges: Sendable, Equatable {
    /// Levels that changed weights have afterwards; a level comes once for each kind of change.
    public let levels: [Int]
    /// By how much they changed, never 0, positive where a weight has become larger [levels].
    public let changes: [Int]
    /// Share of all weights that ended at each of `levels` by the change at the same place [1]; together at most 1.
    public let shares: [Double]

    /// Changes; the elements of the three lists belong together.
    public init(levels: [Int], changes: [Int], shares: [Double]) {
        self.levels = levels
        self.changes = changes
        self.shares = shares
    }
}
