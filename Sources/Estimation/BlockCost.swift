// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Counting

/// The cost of a block of the chip for a layer, while costs are combined from subarrays to the layer.
struct BlockCost: Sendable, Equatable {
    /// Forward reads with their data movement.
    var forward = OperationCost.zero
    /// Backward reads with their data movement.
    var gradient = OperationCost.zero
    /// Writing of new weights with its data movement.
    var update = OperationCost.zero
    /// The same three, without data movement.
    var forwardPeak = OperationCost.zero
    var gradientPeak = OperationCost.zero
    var updatePeak = OperationCost.zero
    /// Forward and backward reads by cause.
    var conversion = OperationCost.zero
    var accumulation = OperationCost.zero
    var array = OperationCost.zero
    var buffer = OperationCost.zero
    var interconnect = OperationCost.zero
    /// Buffers and wires of the weight update, where they are not counted with those of reads.
    var updateBuffer = OperationCost.zero
    var updateInterconnect = OperationCost.zero

    /// Side by side with another block. Writing is done block by block, so that its latencies add.
    func alongside(_ other: BlockCost, counting: any CountingPolicy) -> BlockCost {
        var result = self
        result.update += other.update
        result.updatePeak += other.updatePeak
        result.updateBuffer += other.updateBuffer
        result.updateInterconnect += other.updateInterconnect
        let isSlower = other.readLatency > readLatency
        result.combineReads(other) { own, others in
            OperationCost(
                latency: counting.latency(own.latency, alongside: others.latency, otherIsSlower: isSlower),
                energy: own.energy + others.energy)
        }
        return result
    }

    private var readLatency: Double { forward.latency + gradient.latency }

    /// Combines the figures whose latency is that of the slowest of blocks that work side by side.
    @inline(__always)
    private mutating func combineReads(
        _ other: BlockCost, _ rule: (OperationCost, OperationCost) -> OperationCost
    ) {
        forward = rule(forward, other.forward)
        gradient = rule(gradient, other.gradient)
        forwardPeak = rule(forwardPeak, other.forwardPeak)
        gradientPeak = rule(gradientPeak, other.gradientPeak)
        conversion = rule(conversion, other.conversion)
        accumulation = rule(accumulation, other.accumulation)
        array = rule(array, other.array)
        buffer = rule(buffer, other.buffer)
        interconnect = rule(interconnect, other.interconnect)
    }

    /// Reads of `factor` times as many input vectors.
    func scaled(by factor: Double) -> BlockCost {
        guard factor != 1 else { return self }
        var result = self
        result.combineReads(self) { own, _ in own * factor }
        return result
    }

    /// Reads shared by `copies` of the block.
    func readsShared(by copies: Double) -> BlockCost {
        var result = self
        result.combineReads(self) { own, _ in own.shared(by: copies) }
        return result
    }

    /// Adds computing that takes place in forward and, with `hasGradient`, in backward passes.
    @inline(__always)
    mutating func compute(
        _ cost: OperationCost?, as category: WritableKeyPath<BlockCost, OperationCost>, hasGradient: Bool
    ) {
        guard let cost else { return }
        forward += cost
        forwardPeak += cost
        self[keyPath: category] += cost
        guard hasGradient else { return }
        gradient += cost
        gradientPeak += cost
        self[keyPath: category] += cost
    }

    /// Adds data movement of forward and, with `hasGradient`, of backward passes.
    mutating func move(_ cost: MovementCost, hasGradient: Bool) {
        forward += cost.total
        buffer += cost.buffer
        interconnect += cost.interconnect
        guard hasGradient else { return }
        gradient += cost.total
        buffer += cost.buffer
        interconnect += cost.interconnect
    }

    /// Scales the time of forward passes, and of what takes part in them besides converters, adders and wires.
    mutating func scaleForwardLatency(by share: Double) {
        forward.latency *= share
        forwardPeak.latency *= share
        array.latency *= share
    }

    /// Adds data movement of the weight update: on its own, or with that of reads, where buffers and wires of tiles
    /// work side by side.
    mutating func moveUpdate(_ cost: MovementCost, as movement: UpdateMovement) {
        update += cost.total
        switch movement {
        case .withReads:
            buffer += cost.buffer
            interconnect += cost.interconnect
        case .blockByBlock:
            updateBuffer += cost.buffer
            updateInterconnect += cost.interconnect
        }
    }
}
