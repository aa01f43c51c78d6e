// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs
import Training

/// A layer of a network in training, or a pool.
struct TrainLayerDocument: ReportObject {
    /// A layer with weights; nil for a pool.
    let weighted: WeightedLayer?
    /// A pool; nil for a layer with weights.
    let pool: PoolingLayer?

    /// The layers of a training in their order.
    static func all(_ run: TrainRun) -> [TrainLayerDocument] {
        let network = run.trainer.network
        return network.layers.map { layer in
            switch layer {
            case .weighted(let number): TrainLayerDocument(weighted: network.weighted[number], pool: nil)
            case .pooling(let pool): TrainLayerDocument(weighted: nil, pool: pool)
            }
        }
    }

    static let reportName = "layer of a training"

    static let reportMembers: [ReportMember<TrainLayerDocument>] = shape + kernel + weights

    private static let shape: [ReportMember<TrainLayerDocument>] = [
        ReportMember("layer", "number of the layer among those with weights, from 1; null for a pool") { $0.number },
        .word(
            "type", "a convolution, a fully connected layer, or a pool",
            of: ["conv", "fc"] + LayerDescription.Pooling.allCases.map(\.rawValue)
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
        ReportMember("rows", "inputs of a dot product; null for a pool") { $0.weighted?.rows },
        ReportMember("weights", "weights, each in one cell; 0 for a pool") { $0.weightCount },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of a forward pass of one image") {
            $0.multiplyAccumulates
        },
        ReportMember("scale", "what products are divided by; null for a pool", unit: "1") { $0.weighted?.scale },
        ReportMember("reach", "initial weights reach from minus this to this; null for a pool", unit: "1") {
            $0.weighted?.reach
        },
    ]

    /// Number of the layer among those with weights, from 1.
    var number: Int? { weighted.map { $0.number + 1 } }
    /// Its word in the file of settings.
    var type: String { pool?.pooling.rawValue ?? (convolution == nil ? "fc" : "conv") }
    var convolution: ConvolutionDescription? { weighted?.convolution }
    var input: MapShape { weighted?.inputShape ?? pool?.inputShape ?? MapShape(channels: 0) }
    var output: MapShape { weighted?.outputShape ?? pool?.outputShape ?? MapShape(channels: 0) }
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
