// SPDX-License-Identifier: Apache-2.0

/// What the time of a layer is made of.
public struct LayerDuration: Sendable, Equatable {
    /// Cycles of all folds without waits [cycles].
    public let busy: Int
    /// Waits in all cycles [cycles].
    public let stalls: Int
    /// Waits before the last cycle, and for outputs in it [cycles].
    let stallsOfOutputs: Int

    /// The given cycles.
    public init(busy: Int, stalls: Int, stallsOfOutputs: Int) {
        self.busy = busy
        self.stalls = stalls
        self.stallsOfOutputs = stallsOfOutputs
    }

    /// The number of the cycle that brings the last output; the first cycle is number 0.
    public var lastCycle: Int { busy - 1 + stallsOfOutputs }
}

/// Cycles of a layer as they are counted.
public struct LayerCycles: Sendable, Equatable {
    /// What is reported as the layer's cycles, and what takes time and energy [cycles].
    public let total: Int
    /// Cycles that utilization refers to [cycles].
    public let array: Int

    /// The given cycles.
    public init(total: Int, array: Int) {
        self.total = total
        self.array = array
    }
}
