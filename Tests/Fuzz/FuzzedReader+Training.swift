// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Training
import _TestSupport

extension FuzzedReader {
    /// Readers of what a training takes.
    static let trainingReaders: [FuzzedReader] = [trainingSettings, deviceCurve, checkpoint]

    private static let network = """
        "network": [{"type": "conv", "outputs": 3, "kernel": 3, "padding": "same", "stride": 1, "groups": 1},
         {"type": "max_pool", "size": 2}, {"type": "fc", "outputs": 4}]
        """
    private static let shape = MapShape(channels: 1, height: 6, width: 6)

    private static let trainingSettings = FuzzedReader(
        name: "training-settings",
        samples: {
            let whole = """
                {"accounting": "exact", "weight_bits": 6, "gradient_bits": 6, "act_bits": 8, "error_bits": 8,
                 "learning_rate": 0.1, "momentum": 0.9, "gradient_share": 0.1, "max_level": 97, "nonlinearity_ltp": 2.4,
                 "nonlinearity_ltd": -4.88, "d2d_sigma": 0.1, "c2c_sigma": 0.035, "weight_range": 48,
                 "clamp_initial_weights": true, "batch_size": 10, "input_range": [0, 1], "loss": "cross_entropy",
                 "schedule": "cosine", "decreasing_lr": [2, 4], "augment_padding": 1, "augment_flip": true,
                 \(network)}
                """
            return [whole, "{\(network)}"].map { Sample([SampleFile("settings.json", $0)]) }
        },
        words: TrainingSettings.keys + ["neurosim", "avg_pool", "table", "0", "-1", "17", "1e300", "null", "[]"],
        read: { folder in
            let settings = try TrainingSettings(readingFrom: "\(folder)/settings.json")
            // Layers and weights of larger networks take their time.
            let layers = try TrainingNetwork(settings, inputShape: shape)
            guard layers.weightCount < 1 << 16 else { return }
            let trainer = try Trainer(settings, inputShape: shape, seed: 1, threads: 1)
            guard trainer.weights.joined().allSatisfy(\.isFinite) else {
                throw InputError("initial weights are not finite", kind: .internalError)
            }
        })

    private static let deviceCurve = FuzzedReader(
        name: "device-curve",
        samples: {
            let rows = (0...12).map { "\($0),\(1.0 + Double($0)),\(13.0 - Double($0) * Double($0) / 12)" }
            let text = (["pulse,potentiation,depression"] + rows).joined(separator: "\n")
            return [Sample([SampleFile("curve.csv", text)])]
        },
        words: ["nan", "inf", "1e308", "-1e308", "1e-320", "0", "pulse", ",,", "12"],
        read: { folder in
            let curve = try DeviceCurve(readingFrom: "\(folder)/curve.csv")
            var settings = TrainingSettings()
            try settings.take(curve, use: curve.pulses < 64 ? .label : .table)
            guard settings.risingLabel.isFinite, settings.fallingLabel.isFinite else {
                throw InputError("the labels are no numbers", kind: .internalError)
            }
        })

    private static let checkpoint = FuzzedReader(
        name: "checkpoint",
        samples: {
            try TemporaryFolder.with { folder in
                let path = folder.path(of: "checkpoint.npz")
                try TrainingCheckpoint(trainer(), records: []).write(to: path, description: "seed = 1")
                return [Sample([SampleFile("checkpoint.npz", [UInt8](try Data(contentsOf: URL(filePath: path))))])]
            }
        },
        words: ["weight_0", "momentum_0", "records", "epochs", "form"],
        read: { folder in
            let read = try TrainingCheckpoint(
                readingFrom: "\(folder)/checkpoint.npz", for: trainer(), description: "seed = 1")
            guard read.trainer.weights.joined().allSatisfy(\.isFinite) else {
                throw InputError("weights are not finite", kind: .internalError)
            }
        })

    private static func trainer() throws -> Trainer {
        let settings = try TrainingSettings(json: Array("{\(network)}".utf8), file: "settings.json")
        return try Trainer(settings, inputShape: shape, seed: 1, threads: 1)
    }
}
