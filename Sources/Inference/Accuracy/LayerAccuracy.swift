// SPDX-License-Identifier: Apache-2.0

import Foundation
import Models

/// Errors of the hardware in the products of a layer, for all its groups of channels and all trials together.
///
/// Products are compared with exact ones of the same activations: an error counts for the layer that causes it, not for
/// later layers.
public struct LayerAccuracy: Sendable, Equatable {
    /// Name of the layer in the model.
    public let name: String
    /// The layer's place among those that hardware computes, from 0.
    public let index: Int
    /// Rows of the matrix, for one group of channels [1].
    public let rows: Int
    /// Outputs, all groups together [1].
    public let outputs: Int
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Conversions for one image [1].
    public let conversionsPerImage: Int
    /// Share of conversions whose partial sum was beyond the range, read noise not counted [1].
    public let clippedShare: Double
    /// Signal-to-quantization-noise ratio: squares of exact products over squares of errors [dB]; nil where there is no
    /// error or no signal.
    public let signalToNoise: Double?
    /// Whether all products were exact.
    public let isExact: Bool

    init(_ layer: QuantizedLayer, parts: [LayerMeasurement]) {
        name = layer.name
        index = layer.index
        rows = layer.matrices[0].rows
        outputs = layer.outputs
        weightBits = layer.weightBits
        activationBits = layer.input.bits
        let vectors = parts.reduce(0) { $0 + $1.vectors } / layer.groups
        let conversions = parts.reduce(0) { $0 + $1.conversions }
        let clipped = parts.reduce(0) { $0 + $1.clipped }
        let signal = parts.reduce(0.0) { $0 + $1.signalEnergy }
        let error = parts.reduce(0.0) { $0 + $1.errorEnergy }
        conversionsPerImage = vectors > 0 ? conversions / vectors * layer.vectorsPerImage : 0
        clippedShare = conversions > 0 ? Double(clipped) / Double(conversions) : 0
        signalToNoise = signal > 0 && error > 0 ? 10 * log10(signal / error) : nil
        isExact = error == 0
    }

    /// The layers of a network. `trials` has the measurements of each trial, each with the index of its matrix.
    static func all(_ network: QuantizedNetwork, trials: [[LayerMeasurement]]) -> [LayerAccuracy] {
        let parts = Dictionary(grouping: trials.joined(), by: \.index)
        return network.layers.map { layer in
            LayerAccuracy(layer, parts: layer.matrices.flatMap { parts[$0.index] ?? [] })
        }
    }
}
