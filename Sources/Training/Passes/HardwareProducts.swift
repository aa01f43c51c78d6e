// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models
import Parallelism

/// The products of layers as in-memory-computing hardware computes them: integers of weights and activations through arrays,
/// converters and their errors.
struct HardwareProducts: Sendable {
    private let matrices: [[any ProgrammedMatrix]]
    private let settings: TrainingSettings

    /// Programs the weights of a network.
    ///
    /// - Parameters:
    ///   - network: The layers.
    ///   - settings: Bits of weights and activations.
    ///   - weights: Weights on the grid: [outputs][rows].
    ///   - engine: The hardware.
    /// - Throws: `InputError` when the hardware cannot hold a layer.
    init(
        _ network: TrainingNetwork, _ settings: TrainingSettings, weights: [[Float]], on engine: any MatrixEngine
    ) throws(InputError) {
        self.settings = settings
        var matrices: [[any ProgrammedMatrix]] = []
        var index = 0
        for layer in network.weighted {
            var groups: [any ProgrammedMatrix] = []
            for group in 0..<layer.groups {
                groups.append(
                    try engine.program(Self.matrix(layer, group, weights[layer.number], settings, index: index)))
                index += 1
            }
            matrices.append(groups)
        }
        self.matrices = matrices
    }

    private static func matrix(
        _ layer: WeightedLayer, _ group: Int, _ weights: [Float], _ settings: TrainingSettings, index: Int
    ) -> MatrixLayer {
        let columns = layer.outputs / layer.groups
        let steps = Float(settings.weightGrid.steps)
        var integers = [Int32](repeating: 0, count: layer.rows * columns)
        for column in 0..<columns {
            let start = (group * columns + column) * layer.rows
            for row in 0..<layer.rows {
                integers[row * columns + column] = Int32((weights[start + row] * steps).rounded())
            }
        }
        let isFirst = layer.number == 0
        return MatrixLayer(
            name: "layer\(layer.number + 1)", index: index, rows: layer.rows, columns: columns, weights: integers,
            weightBits: settings.weightBits, activationBits: settings.activationBits - (isFirst ? 0 : 1),
            activationIsSigned: isFirst, kernelPositions: layer.convolution.map { $0.kernel * $0.kernel } ?? 1)
    }

    /// weights x inputs, as maps of the output, before the layer's scale.
    ///
    /// Images are worked on a few at a time, so that memory does not follow the batch. What is drawn at reads depends on the
    /// number of the first image.
    func outputs(of inputs: BatchMaps<Float>, _ layer: WeightedLayer, firstImage: Int) -> BatchMaps<Float> {
        var result = BatchMaps<Float>(zeros: layer.outputShape, images: inputs.images)
        let plane = layer.outputShape.plane
        let columns = layer.outputs / layer.groups
        let unit = Float(1 / (settings.weightGrid.steps * settings.activationGrid.steps))
        for images in pieces(of: inputs.images, size: max(1, 4096 / plane)) {
            for group in 0..<layer.groups {
                let vectors = images.count * plane
                let products = matrices[layer.number][group].multiply(
                    integers(inputs, layer, group, images), vectors: vectors,
                    firstVector: (firstImage + images.lowerBound) * plane)
                for column in 0..<columns {
                    let start = ((group * columns + column) * inputs.images + images.lowerBound) * plane
                    for vector in 0..<vectors {
                        result.values[start + vector] = Float(products[vector * columns + column]) * unit
                    }
                }
            }
        }
        return result
    }

    /// Integers that enter the rows: [images][places][rows].
    private func integers(
        _ inputs: BatchMaps<Float>, _ layer: WeightedLayer, _ group: Int, _ images: Range<Int>
    ) -> [Int32] {
        let vectors = images.count * layer.outputShape.plane
        var columns = [Float](repeating: 0, count: layer.rows * vectors)
        let start =
            layer.convolution == nil
            ? 0 : group * layer.inputShape.channels / layer.groups * inputs.images * layer.inputShape.plane
        let window = layer.window(images: inputs.images)
        inputs.values.withUnsafeBufferPointer { maps in
            columns.withUnsafeMutableBufferPointer { columns in
                guard let maps = maps.baseAddress, let columns = columns.baseAddress else { return }
                Float.unfold(maps + start, window, images, into: columns)
            }
        }
        let steps = Float(settings.activationGrid.steps)
        return [Int32](unsafeUninitializedCapacity: columns.count) { buffer, initialized in
            for row in 0..<layer.rows {
                for vector in 0..<vectors {
                    buffer[vector * layer.rows + row] = Int32(columns[row * vectors + vector] * steps)
                }
            }
            initialized = columns.count
        }
    }
}

/// Hardware that a network is trained or tested on.
public struct LoopHardware: Sendable {
    /// Arrays, cells and converters.
    public let configuration: HardwareConfiguration
    /// Whether forward passes of the training run on it as well; gradients go straight through.
    public let trains: Bool
    /// Training images that converters are calibrated with, where they need that [1].
    public let calibrationImages: Int

    /// Describes hardware.
    public init(_ configuration: HardwareConfiguration, trains: Bool, calibrationImages: Int = 256) {
        self.configuration = configuration
        self.trains = trains
        self.calibrationImages = calibrationImages
    }

    /// The hardware while it trains: cells do not drift before the test.
    var inTraining: HardwareConfiguration {
        var copy = configuration
        copy.driftTime = 0
        copy.driftExponent = 0
        copy.driftExponentSigma = 0
        return copy
    }
}
