// SPDX-License-Identifier: Apache-2.0

import Circuits
import Estimation
import Inference
import ReportKit
import Runs
import Training

/// Columns of the table of epochs.
enum TrainColumns {
    /// All columns, from left to right: those of the network, of the chip, and of each layer with weights.
    static func all(layers: Int) -> [CSVColumn<TrainEpoch>] {
        results + writes + chip + (0..<layers).flatMap { layer($0) }
    }

    private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    private static let results: [CSVColumn<TrainEpoch>] = [
        CSVColumn("epoch", "epochs.epoch") { "\($0.record.epoch + 1)" },
        CSVColumn("learning_rate", "epochs.learningRate") { "\($0.record.learningRate)" },
        CSVColumn("loss", "epochs.loss") { "\($0.record.loss)" },
        CSVColumn("training_accuracy", "epochs.trainingAccuracy") { "\($0.record.trainingAccuracy)" },
        CSVColumn("accuracy", "epochs.accuracy") { text($0.record.testAccuracy) },
        CSVColumn("accuracy_low", "epochs.accuracyInterval") { text($0.record.interval?.lower) },
        CSVColumn("accuracy_high", "epochs.accuracyInterval") { text($0.record.interval?.upper) },
        CSVColumn("unrounded_accuracy", "epochs.unroundedAccuracy") { text($0.record.testUnroundedAccuracy) },
        CSVColumn("hardware_accuracy", "epochs.hardwareAccuracy") { text($0.record.hardwareAccuracy) },
        CSVColumn("test_loss", "epochs.testLoss") { text($0.record.meanTestLoss) },
    ]

    private static let writes: [CSVColumn<TrainEpoch>] = [
        CSVColumn("steps_per_cell", "epochs.stepsPerCell") { "\($0.record.stepsPerCell)" },
        CSVColumn("most_steps", "epochs.mostSteps") { "\($0.record.mostSteps)" },
        CSVColumn("writes_per_cell", "epochs.writesPerCell") { "\($0.record.writesPerCell)" },
        CSVColumn("writes_99_percent", "epochs.writesOf99Percent") { "\($0.record.writesOf99Percent)" },
        CSVColumn("most_writes", "epochs.mostWrites") { "\($0.record.mostWrites)" },
        CSVColumn("pulses_per_cell", "epochs.pulsesPerCell") { "\($0.record.pulsesPerCell)" },
    ]

    private static let chip: [CSVColumn<TrainEpoch>] =
        [
            CSVColumn("chip_images", "epochs.estimate.images") { $0.estimate.map { "\($0.images)" } ?? "" },
            CSVColumn("chip_latency_s", "epochs.estimate.latency") { text($0.estimate?.latency) },
            CSVColumn("chip_energy_J", "epochs.estimate.energy") { text($0.estimate?.chip.energy) },
            CSVColumn("chip_leakage_power_W", "epochs.estimate.leakagePower") { text($0.estimate?.chip.leakagePower) },
            CSVColumn("chip_leakage_J", "epochs.estimate.leakageEnergy") { text($0.estimate?.chip.leakageEnergy) },
            CSVColumn("chip_area_m2", "epochs.estimate.area") { text($0.estimate?.totalArea) },
        ]
        + phases.flatMap { name, member, path in
            [
                CSVColumn<TrainEpoch>("\(name)_latency_s", "epochs.estimate.costs.\(member).latency") { epoch in
                    let latency = epoch.estimate?.chip.costs[keyPath: path].latency
                    return text(latency == .infinity ? nil : latency)
                },
                CSVColumn<TrainEpoch>("\(name)_energy_J", "epochs.estimate.costs.\(member).energy") {
                    text($0.estimate?.chip.costs[keyPath: path].energy)
                },
            ]
        }

    /// Phases of an epoch on the chip: name in columns, member of the document, and where it is.
    private static var phases: [(String, String, any KeyPath<PhaseCosts, OperationCost> & Sendable)] {
        [
            ("forward", "forward", \.forward), ("activation_gradient", "activationGradient", \.activationGradient),
            ("weight_gradient", "weightGradient", \.weightGradient), ("weight_update", "weightUpdate", \.weightUpdate),
            ("phases", "total", \.total),
        ]
    }

    /// Columns of a layer, from 0.
    private static func layer(_ layer: Int) -> [CSVColumn<TrainEpoch>] {
        func column(
            _ name: String, _ member: String, _ value: @escaping @Sendable (LayerRecord) -> String
        ) -> CSVColumn<TrainEpoch> {
            CSVColumn("layer\(layer + 1)_\(name)", "epochs.layers.\(member)") { epoch in
                layer < epoch.record.layers.count ? value(epoch.record.layers[layer]) : ""
            }
        }
        let activity = CSVColumn<TrainEpoch>("layer\(layer + 1)_input_activity", "epochs.layers.inputActivity") {
            text($0.activity(of: layer))
        }
        return [
            activity, column("cells", "cells") { "\($0.cells)" },
            column("weight_mean", "weightMean") { "\($0.weights.mean)" },
            column("weight_deviation", "weightDeviation") { "\($0.weights.deviation)" },
            column("step_mean", "stepMean") { "\($0.applied.mean)" },
            column("step_deviation", "stepDeviation") { "\($0.applied.deviation)" },
            column("share_at_limit", "shareAtLimit") { "\($0.shareAtLimit)" },
            column("steps_per_cell", "stepsPerCell") { "\($0.stepsPerCell)" },
            column("most_steps", "mostSteps") { "\($0.mostSteps)" },
            column("writes_per_cell", "writesPerCell") { "\($0.writesPerCell)" },
            column("writes_99_percent", "writesOf99Percent") { "\($0.writesOf99Percent)" },
            column("most_writes", "mostWrites") { "\($0.mostWrites)" },
            column("pulses_per_cell", "pulsesPerCell") { "\($0.pulsesPerCell)" },
        ]
    }
}
