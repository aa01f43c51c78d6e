// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension Trainer {
    /// Writes the weights of a trained network to the devices, as closed-loop writes do: each is the weight times the layer's
    /// scale, or the limit that it is beyond. Normalizations go on with the numbers of the model.
    ///
    /// - Parameter model: The weights.
    /// - Returns: The share of the weights that are beyond the limits of devices, by layer [1].
    /// - Throws: `InputError` when the layers differ.
    public mutating func start(from model: TrainingModel) throws(InputError) -> [Double] {
        guard model.weights.map(\.count) == network.weighted.map(\.weightCount) else {
            throw InputError("the weights do not fit the layers")
        }
        for index in layers.indices {
            if let normalization = model.normalizations[index] { layers[index].norm?.take(normalization) }
        }
        let grid = settings.weightGrid
        return layers.indices.map { index in
            let scaled = model.weights[index].map { Double($0) * network.weighted[index].scale }
            layers[index].weights = scaled.map { grid.clamped($0) }
            return Double(scaled.count { abs($0) > grid.limit }) / Double(max(1, scaled.count))
        }
    }
}
