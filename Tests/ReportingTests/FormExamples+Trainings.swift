// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Inference
import Models
import Workload

@testable import Estimation
@testable import Reporting
@testable import Runs
@testable import Training

/// Examples of reports on trainings.
extension FormExamples {
    /// Settings that differ in every number, with a convolution, a pool and a fully connected layer.
    private static func settings(_ number: Int) throws -> TrainingSettings {
        let texts = [
            """
            {"accounting": "exact", "weight_bits": 4, "gradient_bits": 6, "act_bits": 7, "error_bits": 9,
             "learning_rate": 0.31, "momentum": 0.81, "gradient_share": 0.21, "d2d_sigma": 0.11,
             "c2c_sigma": 0.0041, "weight_range": 3.7, "batch_size": 5, "input_range": [-0.91, 1.21],
             "decreasing_lr": [201, 251], "augment_padding": 1, "network": [
             {"type": "conv", "outputs": 4, "kernel": 3, "padding": "same", "stride": 1, "groups": 1},
             {"type": "batch_norm", "momentum": 0.83, "epsilon": 0.00023},
             {"type": "max_pool", "size": 2}, {"type": "fc", "outputs": 3}]}
            """,
            """
            {"accounting": "exact", "weight_bits": 3, "gradient_bits": 5, "act_bits": 6, "error_bits": 8,
             "learning_rate": 0.47, "momentum": 0.77, "gradient_share": 0.29, "d2d_sigma": 0.17,
             "c2c_sigma": 0.0059, "weight_range": 43.1, "batch_size": 7, "input_range": [-0.83, 1.37],
             "decreasing_lr": [203, 257], "augment_padding": 2, "network": [
             {"type": "conv", "outputs": 6, "kernel": 5, "padding": "same", "stride": 2, "groups": 2},
             {"type": "batch_norm", "momentum": 0.73, "epsilon": 0.00037},
             {"type": "max_pool", "size": 3}, {"type": "fc", "outputs": 4}]}
            """,
        ]
        var settings = try TrainingSettings(json: Array(texts[number].utf8), file: "settings.json")
        let points = [[0.0, 0.43, 0.71, 0.88, 1], [0.0, 0.61, 0.79, 0.87, 0.93, 1]][number]
        let rows = points.indices.map { "\($0),\(points[$0]),\(1 - points[$0] * points[$0])" }
        let curve = try DeviceCurve(
            "pulse,potentiation,depression\n" + rows.joined(separator: "\n"), file: "device.csv")
        try settings.take(curve, use: .label)
        return settings
    }

    static func trainer(_ number: Int) throws -> Trainer {
        let shape = [MapShape(channels: 1, height: 8, width: 8), MapShape(channels: 2, height: 18, width: 18)][number]
        return try Trainer(
            settings(number), inputShape: shape, seed: [12, 34][number],
            hardware: LoopHardware(HardwareConfiguration(), trains: false, calibrationImages: [29, 37][number]),
            threads: 1)
    }

    /// An estimate of training whose figures are others for each epoch.
    private static func estimate(_ first: Double, _ number: Int) throws -> Estimate {
        let sample = try Samples.estimate(["trainingEstimation=true", "batchSize=\([211, 307][number])"]) {
            $0.costs = Samples.phases(first)
            $0.leakagePower = (first + 20) * 1e-6
            $0.leakageEnergy = (first + 21) * 1e-12
        }
        return Estimate(
            configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
            activationBits: sample.activationBits, source: sample.source, floorplan: sample.floorplan,
            geometry: sample.geometry, area: sample.area, totalArea: (first + 22) * 1e-9, layers: sample.layers,
            chip: sample.chip, clockPeriod: nil, operations: sample.operations, activations: nil,
            warnings: [])
    }

    /// Records of two epochs; the second one is better in one example, and the first one in the other.
    private static func record(_ epoch: Int, _ number: Int) throws -> EpochRecord {
        // A number of its own for each figure.
        let base = 100 * (2 * number + epoch + 1)
        let layers = try trainer(number).weights.enumerated().map { layer, weights in
            let first = Double(base + 40 * layer)
            return LayerRecord(
                cells: weights.count, weights: .init(mean: -(first + 1) / 1000, deviation: (first + 2) / 1000),
                applied: .init(mean: (first + 3) / 1e4, deviation: (first + 4) / 1e4),
                stepsPerCell: first + 5.25, mostSteps: Int(first) + 26, pulsesPerCell: first + 7.5,
                writesPerCell: first + 8.125, writesOf99Percent: Int(first) + 19, mostWrites: Int(first) + 20,
                shareAtLimit: (first + 11) / 1000)
        }
        let isBetter = epoch == number
        return EpochRecord(
            epoch: epoch, learningRate: Double(base + 12) / 1000, loss: Double(base + 13) / 100,
            trainingCorrect: base / 10 + 3, trainingImages: [101, 89][number],
            testCorrect: isBetter ? [70, 50][number] : [61, 43][number], testImages: [83, 61][number],
            testLoss: Double(base + 14) / 100, unroundedCorrect: [53, 37][number] - 5 * epoch,
            hardwareCorrect: [47, 29][number] - 7 * epoch, layers: layers)
    }

    static func training(_ number: Int) throws -> TrainRun {
        let estimates = try [500, 700].map { try estimate(Double($0 + 100 * number), number) }
        let epochs = try (0..<2).map { epoch in
            TrainEpoch(
                record: try record(epoch, number), estimate: estimates[epoch],
                inputActivity: [0.31, 0.43].map { $0 + 0.17 * Double(number) + 0.05 * Double(epoch) },
                seconds: 1.25 + Double(epoch) + 3.5 * Double(number))
        }
        return TrainRun(
            trainer: try trainer(number), epochs: epochs, images: TrainImages(file: "a", count: [101, 89][number]),
            tests: TrainImages(file: "b", count: [83, 61][number]), ending: .noGain(epochs: [3, 4][number]),
            warnings: [])
    }

    static func trainings() throws -> [[TrainReport]] {
        try [pair { try TrainReport(training($0), endurance: [170, 230][$0]) }]
    }
}
