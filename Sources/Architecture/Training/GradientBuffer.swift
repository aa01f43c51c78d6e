// SPDX-License-Identifier: Apache-2.0

import Counting

/// The part of the global buffer that collects weight gradients over a batch, and how many subarrays it lets write at
/// the same time.
///
/// Gradients are kept for whole subarrays; those of the others wait in DRAM. Source: X. Peng et al., IEEE TCAD
/// 40(11), 2021.
public struct GradientBuffer: Sendable, Equatable {
    /// Bits for gradients, in addition to those for feature maps [bit].
    public let bits: Int
    /// Subarrays whose gradients the buffer holds; at least 1. So many are written at the same time.
    public let parallelSubarrays: Int
    /// Adders that add the gradients of an image to the sums of those before it; at least 1.
    public let adders: Int
    /// Whether the buffer counts as one that holds the gradients of no whole subarray, so that updates never end.
    public let roundsToNone: Bool

    /// The quantities that determine the size of the buffer.
    public typealias Demand = GradientDemand

    /// Sizes the buffer.
    public init(_ demand: Demand, counting: any CountingPolicy) {
        let room = counting.gradientRoom(demand)
        bits = room.bits
        parallelSubarrays = room.subarrays
        adders = room.adders
        roundsToNone = room.isNone
    }
}
