// SPDX-License-Identifier: Apache-2.0

import Circuits

/// The cost of a layer for one image on the arrays, and for one weight update; without the global buffer, the global
/// H-tree and DRAM.
public struct LayerPassCosts: Sendable, Equatable {
    /// Forward pass of an image: tiles, and the chip's accumulation, activation and pooling.
    public var forward = OperationCost.zero
    /// Errors of an image back through the layer; zero for the first layer.
    public var activationGradient = OperationCost.zero
    /// Writing the new weights into all subarrays, one after the other.
    public var weightUpdate = OperationCost.zero
    /// Forward pass without data movement.
    public var forwardPeak = OperationCost.zero
    /// Backward pass without data movement.
    public var activationGradientPeak = OperationCost.zero
    /// Weight update without data movement.
    public var weightUpdatePeak = OperationCost.zero

    /// ADCs and sense amplifiers, forward and backward.
    public var conversion = OperationCost.zero
    /// Adders, forward and backward.
    public var accumulation = OperationCost.zero
    /// Arrays with the rest of their periphery, activation and pooling, forward and backward.
    public var array = OperationCost.zero
    /// Buffers in tiles and processing elements: forward, backward and update.
    public var buffer = OperationCost.zero
    /// Wires in tiles and processing elements: forward, backward and update.
    public var interconnect = OperationCost.zero
    /// The part of the weight update in `buffer`.
    public var updateBuffer = OperationCost.zero
    /// The part of the weight update in `interconnect`.
    public var updateInterconnect = OperationCost.zero

    /// Nothing.
    public init() {}
}

/// The cost of a layer for one image outside the arrays.
public struct LayerTransferCosts: Sendable, Equatable {
    /// Inputs out of the global buffer and outputs into it.
    public var globalBuffer = OperationCost.zero
    /// Inputs to the layer's tiles and outputs back.
    public var globalInterconnect = OperationCost.zero
    /// The input map, or the errors at it, to DRAM or back.
    public var mapDRAM = OperationCost.zero
    /// The gradients of the layer's weights into the global buffer and out of it.
    public var gradientBuffer = OperationCost.zero
    /// The gradients of the layer's weights to DRAM or back.
    public var gradientDRAM = OperationCost.zero
    /// Computing the gradients of the layer's weights.
    public var gradientUnit = OperationCost.zero
    /// Adding these gradients to the sums over the batch.
    public var gradientAccumulation = OperationCost.zero

    /// Nothing.
    public init() {}
}

/// The cost of a layer for one epoch of training.
public struct LayerEpochCosts: Sendable, Equatable {
    /// The phases with all data movement.
    public var forward = OperationCost.zero
    /// Errors back through the layer.
    public var activationGradient = OperationCost.zero
    /// Gradients of the weights.
    public var weightGradient = OperationCost.zero
    /// Writing the new weights.
    public var weightUpdate = OperationCost.zero

    /// The phases without data movement.
    public var forwardPeak = OperationCost.zero
    /// Errors back through the layer, without data movement.
    public var activationGradientPeak = OperationCost.zero
    /// Gradients of the weights, without data movement.
    public var weightGradientPeak = OperationCost.zero
    /// Writing the new weights, without data movement.
    public var weightUpdatePeak = OperationCost.zero

    /// ADCs and sense amplifiers.
    public var conversion = OperationCost.zero
    /// Adders.
    public var accumulation = OperationCost.zero
    /// Arrays with the rest of their periphery, activation and pooling.
    public var array = OperationCost.zero
    /// Buffers at all levels.
    public var buffer = OperationCost.zero
    /// Wires at all levels.
    public var interconnect = OperationCost.zero
    /// Transfers to DRAM and back.
    public var dram = OperationCost.zero

    /// The part of weight gradients and weight update in `buffer`.
    public var updateBuffer = OperationCost.zero
    /// The part of weight gradients and weight update in `interconnect`.
    public var updateInterconnect = OperationCost.zero
    /// The part of weight gradients and weight update in `dram`.
    public var updateDRAM = OperationCost.zero

    /// Nothing.
    public init() {}

    /// All phases one after the other.
    public var total: OperationCost { forward + activationGradient + weightGradient + weightUpdate }
}
