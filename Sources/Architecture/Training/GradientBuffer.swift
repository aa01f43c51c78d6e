import Foundation

/// The part of the global buffer that collects weight gradients over a batch, and how many subarrays it lets write at
/// the same time.
///
/// Gradients are kept for whole subarrays; those of the others wait in DRAM. Source: DNN+NeuroSim V2.1 manual, weight
/// gradient computation.
public struct GradientBuffer: Sendable, Equatable {
    /// Bits for gradients, in addition to those for feature maps [bit].
    public let bits: Int
    /// Subarrays whose gradients the buffer holds; at least 1. So many are written at the same time.
    public let parallelSubarrays: Int
    /// Adders that add the gradients of an image to the sums of those before it; at least 1.
    public let adders: Int
    /// Whether the reference rounds the subarrays that the buffer holds gradients of down to none, and then divides the
    /// time of an update by that. It does so for small batches.
    public let roundsToNone: Bool

    /// What decides the size of the buffer.
    public struct Demand: Sendable, Equatable {
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
        public var carryBits: Int { Int(log2(Double(max(1, batchSize))).rounded(.up)) }

        /// Bits of the sum of a gradient over a batch [bit].
        public var sumBits: Int { gradientBits + carryBits }
    }

    /// Sizes the buffer.
    ///
    /// As many whole subarrays as fit the allowed overhead, at least one. The reference (`usesReferenceTrainingCounts`)
    /// takes a gradient to be as long as the carries alone, takes as many gradients as cells times cells per weight,
    /// and doubles until the allowance is reached or passed; for batches of one image, where there are no carries, it
    /// does not end. Here a gradient has at least one bit.
    public init(_ demand: Demand, rules: AccountingRules) {
        let cells = demand.subarrayRows * demand.subarrayColumns
        let allowed = demand.allowedOverhead * Double(demand.featureMapBits)
        if rules.usesReferenceTrainingCounts {
            var bits = cells * demand.columnsPerWeight * max(1, demand.carryBits)
            var subarrays = bits / (cells * demand.weightBits)
            let total = Double(demand.featureMapBits) * (demand.allowedOverhead + 1)
            while Double(demand.featureMapBits + bits) < total {
                bits *= 2
                subarrays *= 2
            }
            self.bits = bits
            roundsToNone = subarrays == 0 && demand.carryBits > 0
            parallelSubarrays = max(1, subarrays)
            adders = parallelSubarrays * cells
        } else {
            let weights = demand.subarrayRows * ceilingDivision(demand.subarrayColumns, demand.columnsPerWeight)
            let bitsPerSubarray = weights * demand.sumBits
            roundsToNone = false
            parallelSubarrays = max(1, Int(allowed / Double(bitsPerSubarray)))
            bits = parallelSubarrays * bitsPerSubarray
            adders = parallelSubarrays * weights
        }
    }
}
