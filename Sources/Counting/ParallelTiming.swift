// SPDX-License-Identifier: Apache-2.0

/// The use of a category of costs in a pipeline.
public enum PipelineUse: Sendable {
    /// Layers do it at the same time, on circuits of their own.
    case sideBySide
    /// Layers share the circuits, and take turns.
    case inTurns
}

/// A category of costs over the layers of a pipeline.
public struct PipelinedCategory: Sendable {
    /// Time of each layer [s].
    public let latencies: [Double]
    /// The part of forward and backward passes in it [s].
    public let passes: [Double]
    /// The layer that takes longest for both passes.
    public let slowest: Int?
    /// The use of the category.
    public let use: PipelineUse

    /// A category of the given times.
    public init(latencies: [Double], passes: [Double], slowest: Int?, use: PipelineUse) {
        self.latencies = latencies
        self.passes = passes
        self.slowest = slowest
        self.use = use
    }
}

/// The times that determine the throughput of a pipeline.
public struct PassTimes: Sendable, Equatable {
    /// Duration of the forward pass [s].
    public let forward: Double
    /// Duration of the backward pass [s].
    public let gradient: Double

    /// Passes of the given durations.
    public init(forward: Double, gradient: Double) {
        self.forward = forward
        self.gradient = gradient
    }
}

/// The cost of a processing element's adder tree that is charged to one of its subarrays.
public struct AdderTreeCharge: Sendable, Equatable {
    /// Time of the forward read, and of accumulation as its cause [s].
    public let forwardLatency: Double
    /// Energy of the forward read [J].
    public let forwardEnergy: Double
    /// Time of the backward read [s].
    public let gradientLatency: Double
    /// Energy of the backward read [J].
    public let gradientEnergy: Double

    /// A charge of the given times and energies.
    public init(forwardLatency: Double, forwardEnergy: Double, gradientLatency: Double, gradientEnergy: Double) {
        self.forwardLatency = forwardLatency
        self.forwardEnergy = forwardEnergy
        self.gradientLatency = gradientLatency
        self.gradientEnergy = gradientEnergy
    }
}

/// Time of blocks that work side by side.
public protocol ParallelTiming: Sendable {
    /// Latency of a category of two blocks that work side by side [s].
    ///
    /// - Parameters:
    ///   - own: Latency of the category in one block [s].
    ///   - other: Latency of the category in the other block [s].
    ///   - otherIsSlower: Whether the other block takes longer for all of its reads.
    /// - Returns: The latency of the category in both blocks [s].
    func latency(_ own: Double, alongside other: Double, otherIsSlower: Bool) -> Double
    /// The time that a layer takes for work around its arrays and the adders of its elements: for what moves inside of
    /// tiles, for additions of tiles and of the chip, for activation and for pooling [s].
    ///
    /// - Parameter own: What the work takes by itself [s].
    /// - Returns: The part of it that adds to the time of the layer [s].
    func latency(aroundArrays own: Double) -> Double
    /// Latencies of a block that is as much slower as the slowest of many is in the mean [s].
    ///
    /// - Parameters:
    ///   - mean: Forward, gradient, conversion, accumulation, array, both passes.
    ///   - delays: By how much the slowest block is slower in each.
    /// - Returns: The latencies of the slowest block, in the same order [s].
    func latencies(_ mean: SIMD8<Double>, delayedBy delays: SIMD8<Double>) -> SIMD8<Double>
    /// Durations of the passes in a pipeline of layers; the layer `slowest` takes longest for both passes.
    func pace(_ layers: [PassTimes], slowest: Int?) -> PassTimes
    /// Time of a category in a pipeline [s].
    func latency(of category: PipelinedCategory) -> Double
    /// The copies that there seem to be: time of a block that reads all vectors over that of copies that share them
    /// [1].
    ///
    /// - Parameters:
    ///   - copies: Copies of the block, at least 1.
    ///   - outer: Copies of what the block is part of, which have shared the vectors out among them.
    ///   - vectors: Input vectors.
    /// - Returns: The effective number of copies [1].
    func effectiveCopies(_ copies: Int, of outer: Int, vectors: Int) -> Double
    /// Copies of its weights in each tile of a layer beyond those that the floorplan puts there.
    ///
    /// - Parameter copies: Copies of the layer's tiles that a pipeline makes, at least 1.
    /// - Returns: 1, or as many copies, whose elements then share the input vectors in a tile; what the tile adds up is
    ///   shared by none.
    func copiesInTile(ofTileCopies copies: Int) -> Int
    /// The cost of the adder tree of a processing element with copies of its weights that is charged to each of its
    /// subarrays; nil when it is charged once to the element.
    ///
    /// - Parameters:
    ///   - latency: Time of all additions of a pass [s].
    ///   - energy: Their energy [J].
    ///   - hasGradient: Whether there is a backward pass.
    /// - Returns: The charge of each subarray, or nil.
    func adderTreeCharge(latency: Double, energy: Double, hasGradient: Bool) -> AdderTreeCharge?
}

extension ParallelTiming {
    /// That of the slower block, so that categories add up to the total.
    public func latency(_ own: Double, alongside other: Double, otherIsSlower: Bool) -> Double {
        otherIsSlower ? other : own
    }

    /// All of it: one after the other.
    public func latency(aroundArrays own: Double) -> Double { own }

    /// One block is the slowest in everything, so that causes still add up to the whole.
    public func latencies(_ mean: SIMD8<Double>, delayedBy delays: SIMD8<Double>) -> SIMD8<Double> {
        let total = mean[0] + mean[1]
        guard total > 0, delays[5] > 0 else { return mean }
        return mean * (1 + delays[5] / total)
    }

    /// A layer does its two passes on the same arrays: the slowest layer for both together sets the pace.
    public func pace(_ layers: [PassTimes], slowest: Int?) -> PassTimes {
        slowest.map { layers[$0] } ?? PassTimes(forward: 0, gradient: 0)
    }

    /// The passes of the slowest layer, and what layers do besides in turns.
    public func latency(of category: PipelinedCategory) -> Double {
        let turns = zip(category.latencies, category.passes).map { $0 - $1 }
        return turns.reduce(category.slowest.map { category.passes[$0] } ?? 0, +)
    }

    /// A vector is read by one copy: v vectors on c copies take ⌈v / c⌉ reads.
    public func effectiveCopies(_ copies: Int, of outer: Int, vectors: Int) -> Double {
        Double(ceilingDivision(vectors, outer)) / Double(ceilingDivision(vectors, outer * copies))
    }

    /// None: copies of a tile are tiles.
    public func copiesInTile(ofTileCopies copies: Int) -> Int { 1 }

    /// Once to the element.
    public func adderTreeCharge(latency: Double, energy: Double, hasGradient: Bool) -> AdderTreeCharge? { nil }
}
