// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture

/// A weight update whose time never ends in the reference's accounting, and what it takes without what makes it
/// endless.
public struct EndlessUpdate: Sendable, Equatable {
    /// Why a time never ends.
    public enum Cause: Sendable, Equatable {
        /// Each read before the update multiplies the time of the row drivers by the rows that are selected.
        case compoundedSelections
        /// The time is divided by the subarrays that are written at the same time, and these are rounded down to none.
        case noSubarrayAtATime

        /// The cause in words.
        public var description: String {
            switch self {
            case .compoundedSelections:
                "each read before it multiplies the time of the drivers of a cross-point array that is read row by row"
            case .noSubarrayAtATime:
                "its time is divided by the subarrays whose gradients the buffer holds, which small batches round to none"
            }
        }
    }

    /// Why it never ends.
    public let cause: Cause
    /// Time with each selection counted once, at least one subarray at a time [s].
    public let latency: Double
    /// The same without movement of data [s].
    public let peakLatency: Double

    /// The update of layers one after the other; nil when all of them end.
    init?(_ layers: [LayerEstimate]) {
        guard let cause = layers.lazy.compactMap({ $0.endlessUpdate?.cause }).first else { return nil }
        self.cause = cause
        latency = layers.reduce(0) { $0 + ($1.endlessUpdate?.latency ?? $1.costs.weightUpdate.latency) }
        peakLatency = layers.reduce(0) { $0 + ($1.endlessUpdate?.peakLatency ?? $1.peak.weightUpdate.latency) }
    }

    init(cause: Cause, latency: Double, peakLatency: Double) {
        self.cause = cause
        self.latency = latency
        self.peakLatency = peakLatency
    }
}
