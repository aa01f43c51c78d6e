// SPDX-License-Identifier: Apache-2.0

/// How the movement of weight changes is counted.
public enum UpdateMovement: Sendable {
    /// After the writes, block by block, once for each batch.
    case blockByBlock
    /// Blocks move side by side with their reads, for each image in the breakdown, and share the time of the writes.
    case withReads
}

/// The quantities that determine the size of the buffer that sums weight gradients over a batch.
public struct GradientDemand: Sendable, Equatable {
    /// Bits that feature maps take in inference [bit].
    public var featureMapBits: Int
    /// Gradient storage allowed, in units of `featureMapBits` [1].
    public var allowedOverhead: Double
    /// Images of a batch.
    public var batchSize: Int
    /// Bits of a gradient of one image [bit].
    public var gradientBits: Int
    /// Bits of a weight [bit].
    public var weightBits: Int
    /// Cells of a weight in a row.
    public var columnsPerWeight: Int
    /// Rows of a subarray.
    public var subarrayRows: Int
    /// Columns of a subarray.
    public var subarrayColumns: Int

    /// A demand of the given figures.
    public init(
        featureMapBits: Int, allowedOverhead: Double, batchSize: Int, gradientBits: Int, weightBits: Int,
        columnsPerWeight: Int, subarrayRows: Int, subarrayColumns: Int
    ) {
        self.featureMapBits = featureMapBits
        self.allowedOverhead = allowedOverhead
        self.batchSize = batchSize
        self.gradientBits = gradientBits
        self.weightBits = weightBits
        self.columnsPerWeight = columnsPerWeight
        self.subarrayRows = subarrayRows
        self.subarrayColumns = subarrayColumns
    }

    /// Bits by which sums over a batch are longer than their terms [bit].
    public var carryBits: Int {
        var bits = 0
        while bits < Int.bitWidth - 2, 1 << bits < batchSize { bits += 1 }
        return bits
    }

    /// Bits of the sum of a gradient over a batch [bit].
    public var sumBits: Int { gradientBits + carryBits }
}

/// Room for the gradients of a batch.
public struct GradientRoom: Sendable, Equatable {
    /// Bits for gradients [bit].
    public let bits: Int
    /// Subarrays whose gradients there is room for; at least 1.
    public let subarrays: Int
    /// Adders that add up gradients; at least 1.
    public let adders: Int
    /// Whether there is room for no whole subarray by this count, so that updates never end.
    public let isNone: Bool

    /// Room of the given counts.
    public init(bits: Int, subarrays: Int, adders: Int, isNone: Bool = false) {
        self.bits = bits
        self.subarrays = subarrays
        self.adders = adders
        self.isNone = isNone
    }
}

/// Counts of an epoch of training.
public protocol EpochCounting: Sendable {
    /// Room for the gradients of a batch.
    func gradientRoom(_ demand: GradientDemand) -> GradientRoom
    /// Bits of the gradients of one image that pass the global buffer, of `bits` bits in lines of `line` bits [bit].
    func bufferedGradientBits(_ bits: Double, line: Double) -> Double
    /// Transfers of a map between the chip and DRAM as the breakdown counts them [1].
    func listedMapTransfers(_ transfers: Double) -> Double
    /// Subarrays of a layer that are written at the same time [1].
    ///
    /// - Parameters:
    ///   - parallel: Subarrays whose gradients the buffer holds.
    ///   - subarrays: Subarrays that hold the layer's weights.
    /// - Returns: The number of subarrays [1].
    func writtenAtOnce(parallel: Int, subarrays: Int) -> Int
    /// How the movement of weight changes is counted.
    var updateMovement: UpdateMovement { get }
}

extension EpochCounting {
    /// As many whole subarrays as fit, at least one, with sums of all gradients.
    public func gradientRoom(_ demand: GradientDemand) -> GradientRoom {
        let weights = demand.subarrayRows * ceilingDivision(demand.subarrayColumns, demand.columnsPerWeight)
        let bitsPerSubarray = weights * demand.sumBits
        let allowed = demand.allowedOverhead * Double(demand.featureMapBits)
        let subarrays = max(1, Int(allowed / Double(bitsPerSubarray)))
        return GradientRoom(bits: subarrays * bitsPerSubarray, subarrays: subarrays, adders: subarrays * weights)
    }

    /// All.
    public func bufferedGradientBits(_ bits: Double, line: Double) -> Double { bits }

    /// As many as there are.
    public func listedMapTransfers(_ transfers: Double) -> Double { transfers }

    /// No more than the layer has.
    public func writtenAtOnce(parallel: Int, subarrays: Int) -> Int { max(1, min(parallel, subarrays)) }

    /// Tiles are written one after the other.
    public var updateMovement: UpdateMovement { .blockByBlock }
}
