// SPDX-License-Identifier: Apache-2.0

import Configuration
import Workload

extension Chip {
    /// The cost of training a layer outside its arrays, for one image; zero for a chip that does not train.
    ///
    /// - Parameters:
    ///   - layer: The layer.
    ///   - movement: Its inputs out of the global buffer to the tiles and its outputs back, once.
    ///   - activity: Fraction of lines that are active while weight gradients are computed [1].
    /// - Returns: The costs for one image.
    public func trainingTransfers(of layer: Layer, movement: MovementCost, activity: Double) -> LayerTransferCosts {
        var result = LayerTransferCosts()
        guard let training else { return result }
        result.globalBuffer = movement.buffer
        result.globalInterconnect = movement.interconnect
        result.mapDRAM = accessDRAM(bits: training.mapBits(of: layer))
        let buffered = training.bufferedGradientBits(of: layer)
        result.gradientBuffer = bufferAccess(readBits: buffered, writeBits: buffered)
        result.gradientDRAM = accessDRAM(bits: training.gradientBits(of: layer))
        result.gradientUnit = training.gradients(of: layer, activity: activity)
        result.gradientAccumulation = training.accumulation(of: layer)
        return result
    }
}
