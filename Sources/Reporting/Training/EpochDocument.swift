// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Estimation
import Inference
import ReportKit
import Runs
import Training

/// An epoch of a training.
struct EpochDocument: ReportObject {
    let epoch: TrainEpoch

    init(_ epoch: TrainEpoch) {
        self.epoch = epoch
    }

    static let reportName = "epoch of a training"

    static let reportMembers: [ReportMember<EpochDocument>] = members { $0.epoch }

    /// The members of whatever tells of an epoch.
    static func members<Owner>(_ epoch: @escaping @Sendable (Owner) -> TrainEpoch) -> [ReportMember<Owner>] {
        results(epoch) + writes(epoch) + [
            ReportMember("layers", "the layers with weights after the epoch") { owner in
                LayerFigures.all(epoch(owner))
            },
            ReportMember("estimate", "the chip with the weights and activations of the epoch; null where none was made")
            {
                epoch($0).estimate.map { EpochEstimate(estimate: $0) }
            },
        ]
    }

    private static func results<Owner>(
        _ epoch: @escaping @Sendable (Owner) -> TrainEpoch
    ) -> [ReportMember<Owner>] {
        [
            ReportMember("epoch", "number of the epoch, from 1") { epoch($0).record.epoch + 1 },
            ReportMember("learningRate", "learning rate of the epoch", unit: "1") { epoch($0).record.learningRate },
            ReportMember("loss", "mean loss of a training image when its batch is trained", unit: "1") {
                epoch($0).record.loss
            },
            ReportMember(
                "trainingAccuracy",
                "share of training images that are classified correctly when their batch is trained",
                unit: "1"
            ) { epoch($0).record.trainingAccuracy },
            ReportMember(
                "accuracy",
                "share of test images that are classified correctly after the epoch; null without test images",
                unit: "1"
            ) { epoch($0).record.testAccuracy },
            ReportMember(
                "accuracyInterval", "lower and upper end of Wilson's interval; null without test images", unit: "1",
                count: 2
            ) { epoch($0).record.interval?.ends },
            ReportMember(
                "unroundedAccuracy", "the same without rounding of weights and activations; null without test images",
                unit: "1"
            ) { epoch($0).record.testUnroundedAccuracy },
            ReportMember(
                "hardwareAccuracy", "the same on the hardware; null without hardware or test images", unit: "1"
            ) { epoch($0).record.hardwareAccuracy },
            ReportMember("testLoss", "mean loss of a test image; null without test images", unit: "1") {
                epoch($0).record.meanTestLoss
            },
        ]
    }

    private static func writes<Owner>(
        _ epoch: @escaping @Sendable (Owner) -> TrainEpoch
    ) -> [ReportMember<Owner>] {
        [
            ReportMember("stepsPerCell", "mean steps of a cell since the start", unit: "1") {
                epoch($0).record.stepsPerCell
            },
            ReportMember("mostSteps", "the most steps of a cell since the start") { epoch($0).record.mostSteps },
            ReportMember("writesPerCell", "mean writes of a cell since the start", unit: "1") {
                epoch($0).record.writesPerCell
            },
            ReportMember(
                "writesOf99Percent", "writes since the start that 99 % of the cells of each layer do not exceed"
            ) { epoch($0).record.writesOf99Percent },
            ReportMember("mostWrites", "the most writes of a cell since the start") { epoch($0).record.mostWrites },
            ReportMember("pulsesPerCell", "mean pulses of a cell since the start", unit: "1") {
                epoch($0).record.pulsesPerCell
            },
        ]
    }
}

extension TrainEpoch {
    /// Share of ones in the input bits of a layer with weights, from 0; nil where no trace was made [1].
    func activity(of layer: Int) -> Double? {
        inputActivity.flatMap { layer < $0.count ? $0[layer] : nil }
    }
}

extension EpochRecord {
    /// Share of test images that are classified correctly; nil without any [1].
    var testAccuracy: Double? { testImages > 0 ? accuracy : nil }
    /// The same without rounding of weights and activations; nil without test images [1].
    var testUnroundedAccuracy: Double? { testImages > 0 ? unroundedAccuracy : nil }
    /// Mean loss of a test image; nil without any [1].
    var meanTestLoss: Double? { testImages > 0 ? testLoss : nil }
    /// The interval of the accuracy; nil without test images.
    var interval: WilsonInterval? {
        testImages > 0 ? WilsonInterval(successes: Double(testCorrect), of: testImages) : nil
    }
    /// Writes that 99 % of the cells of each layer do not exceed [1].
    var writesOf99Percent: Int { layers.map(\.writesOf99Percent).max() ?? 0 }
}

/// A layer after an epoch.
private struct LayerFigures: ReportObject {
    let layer: Int
    let record: LayerRecord
    let inputActivity: Double?

    /// The layers with weights after an epoch.
    static func all(_ epoch: TrainEpoch) -> [LayerFigures] {
        epoch.record.layers.enumerated().map { index, record in
            LayerFigures(layer: index + 1, record: record, inputActivity: epoch.activity(of: index))
        }
    }

    static let reportName = "layer of an epoch"

    static let reportMembers: [ReportMember<LayerFigures>] = values + writes

    private static let values: [ReportMember<LayerFigures>] = [
        ReportMember("layer", "number of the layer among those with weights, from 1") { $0.layer },
        ReportMember("cells", "cells, each with one weight") { $0.record.cells },
        ReportMember("weightMean", "mean of the weights", unit: "1") { SignedFigure($0.record.weights.mean) },
        ReportMember("weightDeviation", "standard deviation of the weights", unit: "1") { $0.record.weights.deviation },
        ReportMember("stepMean", "mean of what the last batch took off the weights", unit: "1") {
            SignedFigure($0.record.applied.mean)
        },
        ReportMember("stepDeviation", "standard deviation of what the last batch took off the weights", unit: "1") {
            $0.record.applied.deviation
        },
        ReportMember("shareAtLimit", "share of the weights that are at a limit", unit: "1") { $0.record.shareAtLimit },
        ReportMember(
            "inputActivity",
            "share of ones in the bits of the layer's inputs of one image; null where no trace was made",
            unit: "1"
        ) { $0.inputActivity },
    ]

    private static let writes: [ReportMember<LayerFigures>] = [
        ReportMember("stepsPerCell", "mean steps of a cell since the start", unit: "1") { $0.record.stepsPerCell },
        ReportMember("mostSteps", "the most steps of a cell since the start") { $0.record.mostSteps },
        ReportMember("writesPerCell", "mean writes of a cell since the start", unit: "1") { $0.record.writesPerCell },
        ReportMember("writesOf99Percent", "writes since the start that 99 % of the cells do not exceed") {
            $0.record.writesOf99Percent
        },
        ReportMember("mostWrites", "the most writes of a cell since the start") { $0.record.mostWrites },
        ReportMember("pulsesPerCell", "mean pulses of a cell since the start", unit: "1") { $0.record.pulsesPerCell },
    ]
}

/// The main figures of the chip after an epoch.
private struct EpochEstimate: ReportObject {
    let estimate: Estimate

    static let reportName = "estimate of an epoch"

    static let reportMembers: [ReportMember<EpochEstimate>] = [
        ReportMember(
            "trains", "whether the figures are those of an epoch of training; otherwise of the inference of one image"
        ) { $0.estimate.configuration.estimatesTraining },
        ReportMember("images", "images of the figures: those of all batches of the chip's epoch, or one") {
            $0.estimate.images
        },
        ReportMember("latency", "time; null if it is infinite", unit: "s") { $0.estimate.latency },
        ReportMember("energy", "dynamic energy of all phases, and leakage energy", unit: "J") {
            $0.estimate.chip.energy
        },
        ReportMember("leakagePower", "leakage power of the chip", unit: "W") { $0.estimate.chip.leakagePower },
        ReportMember("leakageEnergy", "leakage energy", unit: "J") { $0.estimate.chip.leakageEnergy },
        ReportMember("area", "area of the chip", unit: "m^2") { $0.estimate.totalArea },
        ReportMember("costs", "costs by phase, without leakage") {
            PhaseDocument($0.estimate.chip.costs, $0.estimate.chip.endlessUpdate)
        },
    ]
}

extension Estimate {
    /// Images that the figures of the chip are for [1].
    var images: Int {
        configuration.estimatesTraining ? configuration.batchSize * configuration.iterationsPerEpoch : 1
    }

    /// Time of an epoch, or of an image in inference; nil if it is infinite [s].
    var latency: Double? { chip.costs.total.neverEnds ? nil : chip.costs.total.latency }
}

/// A line of the log of a training: one epoch.
public struct TrainLogLine: Sendable {
    let epoch: TrainEpoch

    /// The line of an epoch.
    public init(_ epoch: TrainEpoch) {
        self.epoch = epoch
    }

    /// A line with a JSON object of the schema `tessera.train.epoch/1`, with a newline at its end.
    ///
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered() throws(InputError) -> String { try checked(as: .line) }
}

extension TrainLogLine: Report {
    /// The only format of the line.
    package enum Format: Sendable, CaseIterable {
        case line
    }

    package static let schemaName = "tessera.train.epoch/1"
    package static let subject = "an epoch of a training, a line of its log"

    package static let contents: [ReportMember<TrainLogLine>] =
        EpochDocument.members { $0.epoch } + [
            ReportMember("seconds", "time that the epoch took on the machine", unit: "s") { $0.epoch.seconds }
        ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        document.scriptText + "\n"
    }
}
