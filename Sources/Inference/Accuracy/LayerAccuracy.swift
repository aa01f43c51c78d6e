// SPDX-License-Identifier: Apache-2.0

import Foundation
import Models

/// Errors of the hardware in the products of a layer, for all its groups of channels and all trials together, or in a product of two
/// activations, for all its matrices.
///
/// Products are compared with exact ones of the same activations: an error counts for the layer that causes it, not for
/// later layers.
public struct LayerAccuracy: Sendable, Equatable {
    /// What is multiplied with activations.
    public enum Kind: String, Sendable, CaseIterable {
        /// Weights, which are programmed once.
        case layer
        /// Other activations.
        case product
    }

    /// What multiplies.
    public enum Engine: String, Sendable, CaseIterable {
        /// Arrays of cells.
        case arrays
        /// A digital engine: integers without any error.
        case exact
        /// Floating point: the model does not quantize the operands.
        case floatingPoint = "floating-point"
    }

    /// Name of the layer in the model.
    public let name: String
    /// The layer's place among all, from 0.
    public let index: Int
    /// What is multiplied with activations.
    public let kind: Kind
    /// What multiplies.
    public let engine: Engine
    /// Rows of the matrix, for one group of channels [1].
    public let rows: Int
    /// Outputs, all groups together; columns of one matrix of a product [1].
    public let outputs: Int
    /// Bits of a weight, or of the operand of a product that is stored; nil in floating point [bit].
    public let weightBits: Int?
    /// Bits of an activation; nil in floating point [bit].
    public let activationBits: Int?
    /// Matrices that are written for one image; 0 for weights [1].
    public let matricesPerImage: Int
    /// Conversions for one image [1].
    public let conversionsPerImage: Int
    /// Share of conversions whose partial sum was beyond the range, read noise not counted [1].
    public let clippedShare: Double
    /// Signal-to-quantization-noise ratio: squares of exact products over squares of errors [dB]; nil where there is no
    /// error or no signal.
    public let signalToNoise: Double?
    /// Whether all products of integers were exact.
    public let isExact: Bool

    private init(
        name: String, index: Int, kind: Kind, engine: Engine, rows: Int, outputs: Int, bits: (Int, Int)?,
        matricesPerImage: Int, conversionsPerImage: Int, parts: [LayerMeasurement]
    ) {
        self.name = name
        self.index = index
        self.kind = kind
        self.engine = engine
        self.rows = rows
        self.outputs = outputs
        weightBits = bits?.0
        activationBits = bits?.1
        self.matricesPerImage = matricesPerImage
        self.conversionsPerImage = conversionsPerImage
        let conversions = parts.reduce(0) { $0 + $1.conversions }
        let clipped = parts.reduce(0) { $0 + $1.clipped }
        let signal = parts.reduce(0.0) { $0 + $1.signalEnergy }
        let error = parts.reduce(0.0) { $0 + $1.errorEnergy }
        clippedShare = conversions > 0 ? Double(clipped) / Double(conversions) : 0
        signalToNoise = signal > 0 && error > 0 ? 10 * log10(signal / error) : nil
        isExact = error == 0 && engine != .floatingPoint
    }

    init(_ layer: QuantizedLayer, at index: Int, parts: [LayerMeasurement]) {
        let vectors = parts.reduce(0) { $0 + $1.vectors } / layer.groups
        let conversions = parts.reduce(0) { $0 + $1.conversions }
        self.init(
            name: layer.name, index: index, kind: .layer, engine: .arrays, rows: layer.matrices[0].rows,
            outputs: layer.outputs, bits: (layer.weightBits, layer.input.bits), matricesPerImage: 0,
            conversionsPerImage: vectors > 0 ? conversions / vectors * layer.vectorsPerImage : 0, parts: parts)
    }

    init(_ product: ActivationProduct, at index: Int, isExact: Bool, parts: [LayerMeasurement]) {
        let vectors = parts.reduce(0) { $0 + $1.vectors }
        let conversions = parts.reduce(0) { $0 + $1.conversions }
        self.init(
            name: product.name, index: index, kind: .product, engine: isExact ? .exact : .arrays, rows: product.rows,
            outputs: product.columns, bits: (product.storedBits, product.inputBits),
            matricesPerImage: product.matricesPerImage,
            conversionsPerImage: vectors > 0
                ? conversions / vectors * product.vectors * product.matricesPerImage : 0, parts: parts)
    }

    init(floating node: NetworkGraph.Node, of graph: NetworkGraph, at index: Int) {
        self.init(
            name: node.name, index: index, kind: .product, engine: .floatingPoint,
            rows: graph.shape(of: node.inputs[0]).last ?? 1, outputs: node.shape.last ?? 1, bits: nil,
            matricesPerImage: node.shape.dropLast(2).reduce(1, *), conversionsPerImage: 0, parts: [])
    }

    /// The layers of a network and its products of two activations, in the order in which they run. `trials` has the measurements of
    /// each trial, each with the index of its matrix.
    static func all(
        _ network: QuantizedNetwork, trials: [[LayerMeasurement]], productsAreExact: Bool
    ) -> [LayerAccuracy] {
        let parts = Dictionary(grouping: trials.joined(), by: \.index)
        func layer(_ layer: QuantizedLayer, _ index: Int) -> LayerAccuracy {
            LayerAccuracy(layer, at: index, parts: layer.matrices.flatMap { parts[$0.index] ?? [] })
        }
        guard !network.graph.productNodes.isEmpty else {
            return network.layers.map { layer($0, $0.index) }
        }
        var all: [LayerAccuracy] = []
        for node in network.graph.nodes {
            switch node.operation {
            case .matrix(let number): all.append(layer(network.layers[number], all.count))
            case .integerProduct(let number):
                let product = network.products[number].matrix
                all.append(
                    LayerAccuracy(
                        product, at: all.count, isExact: productsAreExact, parts: parts[product.key] ?? []))
            case .product: all.append(LayerAccuracy(floating: node, of: network.graph, at: all.count))
            default: break
            }
        }
        return all
    }
}
