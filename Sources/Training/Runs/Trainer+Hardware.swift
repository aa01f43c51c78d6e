// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models
import Parallelism

extension Trainer {
    /// What computes the products of a layer.
    typealias Products = (WeightedLayer, BatchMaps<Float>) -> BatchMaps<Float>

    /// The products of a batch that is trained: those of the hardware where it trains, nil otherwise.
    func productsInTraining(_ pass: NetworkPass<Float>, _ context: UpdateContext) throws(InputError) -> Products? {
        guard let hardware, hardware.trains else { return nil }
        let first = (context.epoch * context.batches + context.batch) * settings.batchSize
        return try products(pass, hardware.inTraining, firstImage: first)
    }

    private func products(
        _ pass: NetworkPass<Float>, _ configuration: HardwareConfiguration, firstImage: Int
    ) throws(InputError) -> Products {
        let engine = try IMCEngine(configuration: configuration, seed: seed, threads: threads, calibration: calibration)
        let programmed = try HardwareProducts(network, settings, weights: pass.weights, on: engine)
        return { layer, inputs in programmed.outputs(of: inputs, layer, firstImage: firstImage) }
    }

    /// Test images that the hardware classifies correctly; nil without hardware.
    func classifyOnHardware(_ images: ImageBatches) throws(InputError) -> Int? {
        guard let hardware else { return nil }
        let source = BatchImages(images)
        let pass: NetworkPass<Float> = pass()
        let engine = try IMCEngine(
            configuration: hardware.configuration, seed: seed, threads: threads, calibration: calibration)
        let programmed = try HardwareProducts(network, settings, weights: pass.weights, on: engine)
        var correct = 0
        for range in pieces(of: images.count, size: Self.testBatch) {
            let numbers = Array(range)
            let forward = pass.forward(
                source.maps(numbers), keepsTape: false, statistics: .running,
                products: { layer, inputs in
                    programmed.outputs(of: inputs, layer, firstImage: range.lowerBound)
                })
            correct += Self.correct(forward.logits, numbers.map { images.labels[$0] })
        }
        return correct
    }

    /// Measures partial sums of the first training images, where converters are calibrated: before the first batch of each
    /// epoch, with the weights that there are, and norms with the statistics of these images.
    mutating func calibrate(_ source: BatchImages) throws(InputError) {
        guard let hardware, hardware.configuration.scheme.needsCalibration else { return }
        let engine = CalibrationEngine(configuration: hardware.inTraining, threads: threads)
        let pass: NetworkPass<Float> = pass()
        let count = min(hardware.calibrationImages, source.batches.count)
        let programmed = try HardwareProducts(network, settings, weights: pass.weights, on: engine)
        _ = pass.forward(
            source.maps(Array(0..<count)), keepsTape: false,
            products: { layer, inputs in programmed.outputs(of: inputs, layer, firstImage: 0) })
        calibration = engine.calibration
    }
}
