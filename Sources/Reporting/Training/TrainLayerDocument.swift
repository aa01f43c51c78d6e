// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs
import Training

/// A layer of a network in training, a pool, or a batch normalization.
struct TrainLayerDocument: ReportObject {
    /// A layer with weights; nil for a pool or a normalization.
    private(set) var weighted: WeightedLayer?
    /// A pool; nil for another layer.
    private(set) var pool: PoolingLayer?
    /// The layer whose outputs are normalized; nil for another layer.
    private(set) var normalized: WeightedLayer?

    /// The layers of a training in their order.
    static func all(_ run: TrainRun) -> [TrainLayerDocument] {
        let network = run.trainer.network
        return network.layers.flatMap { layer in
            switch layer {
            case .pooling(let pool): return [TrainLayerDocument(pool: pool)]
            case .weighted(let number):
                let weighted = network.weighted[number]
                let normalized =
                    weighted.normalization == nil ? [] : [TrainLayerDocument(normalized: weighted)]
                return [TrainLayerDocument(weighted: weighted)] + normalized
            }
        }
    }

    static let reportName = "layer of a training"

    static let reportMembers: [ReportMember<TrainLayerDocument>] = shape + kernel + weights + norm

    private static let shape: [ReportMember<TrainLayerDocument>] = [
        ReportMember("layer", "number of the layer among those with weights, from 1; null for others") { $0.number },
        .word(
            "type", "a convolution, a fully connected layer, a pool, or a batch normalization",
            of: ["conv", "fc"] + LayerDescription.Pooling.allCases.map(\.rawValue)
                + [LayerDescription.normalizationWord]
        ) { $0.type },
        ReportMember("input", "channels, rows and columns of the input", count: 3) { $0.input.extents },
        ReportMember("output", "channels, rows and columns of the output", count: 3) { $0.output.extents },
    ]

    private static let kernel: [ReportMember<TrainLayerDocument>] = [
        ReportMember(
            "kernel", "rows and columns of the kernel of a convolution, or of the squares of a pool; else null"
        ) {
            $0.kernelSize
        },
        ReportMember("stride", "from place to place of the kernel of a convolution; else null") {
            $0.convolution?.stride
        },
        ReportMember("padding", "rows and columns of zeros on each side of the input of a convolution; else null") {
            $0.convolution?.padding
        },
        ReportMember("groups", "groups of channels that a convolution takes on their own; else null") {
            $0.convolution?.groups
        },
    ]

    private static let weights: [ReportMember<TrainLayerDocument>] = [
        ReportMember("rows", "inputs of a dot product; null for a layer without weights") { $0.weighted?.rows },
        ReportMember("weights", "weights, each in one cell; 0 for a layer without them") { $0.weightCount },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of a forward pass of one image") {
            $0.multiplyAccumulates
        },
        ReportMember("scale", "what products are divided by; null for a layer without weights", unit: "1") {
            $0.weighted?.scale
        },
        ReportMember(
            "reach", "initial weights reach from minus this to this; null for a layer without weights", unit: "1"
        ) {
            $0.weighted?.reach
        },
    ]

    private static let norm: [ReportMember<TrainLayerDocument>] = [
        ReportMember(
            "momentum", "share of the former running statistics of a batch normalization in the next ones; else null",
            unit: "1"
        ) { $0.normalization?.momentum },
        ReportMember(
            "epsilon", "what a batch normalization adds to variances before their root is taken; else null", unit: "1"
        ) { $0.normalization?.epsilon },
    ]

    /// Number of the layer among those with weights, from 1.
    var number: Int? { weighted.map { $0.number + 1 } }
    /// Its word in the file of settings.
    var type: String {
        if normalized != nil { return LayerDescription.normalizationWord }
        return pool?.pooling.rawValue ?? (convolution == nil ? "fc" : "conv")
    }
    var normalization: NormalizationDescription? { normalized?.normalization }
    var convolution: ConvolutionDescription? { weighted?.convolution }
    var input: MapShape {
        weighted?.inputShape ?? pool?.inputShape ?? normalized?.outputShape ?? MapShape(channels: 0)
    }
    var output: MapShape { (weighted ?? normalized)?.outputShape ?? pool?.outputShape ?? MapShape(channels: 0) }
    var kernelSize: Int? { convolution?.kernel ?? pool?.size }
    var weightCount: Int { weighted?.weightCount ?? 0 }
    var multiplyAccumulates: Int { weightCount * (weighted?.outputShape.plane ?? 0) }
}

extension MapShape {
    /// Channels, rows and columns.
    var extents: [Int] { [channels, height, width] }
    /// The same in a text.
    var text: String { "\(channels)x\(height)x\(width)" }
}
