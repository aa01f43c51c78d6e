// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting

/// How often each phase happens in an epoch of training on the chip.
///
/// For each image of a batch: forward pass, errors back through every layer but the first, gradients of the weights.
/// The input maps of the layers go to DRAM in the forward pass, the errors in the backward pass; both come back for the
/// weight gradients. The gradients of an image go to DRAM and come back to be added up over the batch. The weights are
/// written once for each batch; an epoch has a number of batches. Source: X. Peng et al., IEEE TCAD 40(11), 2021.
public struct TrainingSchedule: Sendable {
    /// Images of a batch.
    public let batchSize: Int
    /// Batches of an epoch.
    public let iterations: Int
    /// Subarrays that can be written at the same time, at least 1.
    public let parallelSubarrays: Int
    /// Whether updates never end, because their time is divided by no subarrays. Figures of epochs are for one
    /// subarray at a time.
    public let neverUpdates: Bool
    /// The counting policy.
    public let counting: any CountingPolicy

    /// A schedule of the given counts.
    public init(
        batchSize: Int, iterations: Int, parallelSubarrays: Int, neverUpdates: Bool = false,
        counting: any CountingPolicy
    ) {
        self.batchSize = batchSize
        self.neverUpdates = neverUpdates
        self.iterations = iterations
        self.parallelSubarrays = max(1, parallelSubarrays)
        self.counting = counting
    }

    /// Images of an epoch [1].
    public var images: Double { Double(batchSize) * Double(iterations) }

    /// Transfers of a map between the global buffer and DRAM that go through the buffer: one out and one in for the
    /// forward pass, the weight gradients and, with `hasGradient`, the backward pass [1].
    static func mapTransfers(hasGradient: Bool) -> Double {
        hasGradient ? 6 : 4
    }

    /// The cost of a layer for an epoch.
    ///
    /// With B images in a batch, I batches, t = ``mapTransfers(hasGradient:)`` and g = 1 with `hasGradient`, else 0:
    /// - forward: (pass + 2 global buffer + global interconnect + 2 map DRAM) B I
    /// - activation gradient: (pass + g (2 global buffer + global interconnect + 2 map DRAM)) B I
    /// - weight gradient: (unit + accumulation + 2 global buffer + 2 map DRAM + 2 gradient buffer + 2 gradient DRAM) B
    ///   I
    /// - weight update: (pass without movement, its time divided by the subarrays that are written at the same time, +
    ///   buffer and interconnect of the update) I
    /// - buffer: (pass + t global buffer + 2 gradient buffer) B I
    /// - interconnect: (pass + (1 + g) global interconnect) B I
    /// - DRAM: (t map DRAM + 2 gradient DRAM) B I
    /// - conversion, accumulation, array: pass B I
    ///
    /// Peak figures leave out all that moves data. The policy may count other transfers in the DRAM line, other
    /// subarrays that are written at the same time, and the update's movement with that of the reads: for each image,
    /// its time shared like that of the writes.
    ///
    /// - Parameters:
    ///   - pass: Costs on the arrays.
    ///   - transfers: Costs outside the arrays.
    ///   - hasGradient: Whether errors go back through the layer; false for the first.
    ///   - subarrays: Subarrays that hold the layer's weights.
    /// - Returns: The costs of one epoch.
    public func epoch(
        _ pass: LayerPassCosts, _ transfers: LayerTransferCosts, hasGradient: Bool, subarrays: Int
    ) -> LayerEpochCosts {
        var result = LayerEpochCosts()
        addPhases(pass, transfers, hasGradient: hasGradient, to: &result)
        addUpdate(pass, subarrays: subarrays, to: &result)
        addCategories(pass, transfers, hasGradient: hasGradient, to: &result)
        return result
    }

    private func addPhases(
        _ pass: LayerPassCosts, _ transfers: LayerTransferCosts, hasGradient: Bool, to result: inout LayerEpochCosts
    ) {
        let maps = transfers.globalBuffer * 2 + transfers.mapDRAM * 2
        let gradients = transfers.gradientBuffer * 2 + transfers.gradientDRAM * 2
        let computing = transfers.gradientUnit + transfers.gradientAccumulation
        let moving = maps + transfers.globalInterconnect
        let movingBack = hasGradient ? moving : .zero
        result.forward = (pass.forward + moving) * images
        result.activationGradient = (pass.activationGradient + movingBack) * images
        result.weightGradient = (computing + maps + gradients) * images
        result.forwardPeak = pass.forwardPeak * images
        result.activationGradientPeak = pass.activationGradientPeak * images
        result.weightGradientPeak = computing * images
    }

    private func addUpdate(_ pass: LayerPassCosts, subarrays: Int, to result: inout LayerEpochCosts) {
        let atOnce = counting.writtenAtOnce(parallel: parallelSubarrays, subarrays: subarrays)
        let batches = Double(iterations)
        result.weightUpdatePeak = pass.weightUpdatePeak.shared(by: Double(atOnce)) * batches
        let movement = (pass.updateBuffer + pass.updateInterconnect) * batches
        result.weightUpdate =
            switch counting.updateMovement {
            case .withReads: pass.weightUpdate.shared(by: Double(atOnce)) * batches
            case .blockByBlock: result.weightUpdatePeak + movement
            }
    }

    private func addCategories(
        _ pass: LayerPassCosts, _ transfers: LayerTransferCosts, hasGradient: Bool, to result: inout LayerEpochCosts
    ) {
        let maps = TrainingSchedule.mapTransfers(hasGradient: hasGradient)
        let listed = counting.listedMapTransfers(maps)
        let updates =
            switch counting.updateMovement {
            case .withReads: 0.0
            case .blockByBlock: images - Double(iterations)
            }
        let trees: Double = hasGradient ? 2 : 1
        let buffers = transfers.globalBuffer * maps + transfers.gradientBuffer * 2
        let dram = transfers.mapDRAM * listed + transfers.gradientDRAM * 2
        result.conversion = pass.conversion * images
        result.accumulation = pass.accumulation * images
        result.array = pass.array * images
        result.buffer = (pass.buffer + buffers) * images + pass.updateBuffer * -updates
        result.interconnect =
            (pass.interconnect + transfers.globalInterconnect * trees) * images + pass.updateInterconnect * -updates
        result.dram = dram * images
        let batches = Double(iterations)
        let gradients = (transfers.globalBuffer + transfers.gradientBuffer) * 2
        result.updateBuffer = gradients * images + pass.updateBuffer * batches
        result.updateInterconnect = pass.updateInterconnect * batches
        result.updateDRAM = (transfers.mapDRAM + transfers.gradientDRAM) * 2 * images
    }
}
