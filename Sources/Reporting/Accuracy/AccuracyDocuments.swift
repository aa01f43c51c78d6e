// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// Accuracy on one piece of hardware, with what classes are called.
struct SettingDocument: ReportObject {
    private let figures: SettingAccuracy
    private let classNames: [String]?

    init(_ figures: SettingAccuracy, classNames: [String]?) {
        self.figures = figures
        self.classNames = classNames
    }

    static let reportName = "setting"

    static let reportMembers: [ReportMember<SettingDocument>] = [
        ReportMember("value", "value of the key that varies, as given; null without `--vary`") {
            $0.figures.setting.value
        },
        ReportMember("hardware", "the hardware of the setting") { $0.figures.setting.hardware },
        ReportMember("correct", "correctly classified images, one count for each trial") { $0.figures.correct },
        ReportMember("agreeing", "images with the same class as in the integer network, one count for each trial") {
            $0.figures.agreeing
        },
        ReportMember("accuracy", "accuracy on hardware over trials") { TrialDocument($0.figures) },
        ReportMember("integer", "results in exact integers, which hardware without errors would give") {
            ClassificationDocument($0.figures.integer, classNames: $0.classNames)
        },
        ReportMember("trials", "results on the hardware, one classification for each trial") { setting in
            setting.figures.trials.map { ClassificationDocument($0, classNames: setting.classNames) }
        },
        ReportMember("layers", "errors of each layer, over all trials") { $0.figures.layers },
    ]
}

/// Accuracy over trials.
struct TrialDocument: ReportObject {
    private let figures: SettingAccuracy

    init(_ figures: SettingAccuracy) {
        self.figures = figures
    }

    static let reportName = "accuracy over trials"

    static let reportMembers: [ReportMember<TrialDocument>] = [
        ReportMember("mean", "mean over trials", unit: "1") { $0.figures.accuracy.mean },
        ReportMember("deviation", "standard deviation over trials; null for one trial", unit: "1") {
            $0.figures.accuracy.deviation
        },
        ReportMember("interval95", "Wilson's interval of the mean over images", unit: "1", count: 2) {
            $0.figures.interval.ends
        },
        ReportMember("top5Mean", "mean over trials of the top-5 accuracy; null for five classes and fewer", unit: "1") {
            $0.figures.topAccuracy?.mean
        },
        ReportMember(
            "top5Deviation",
            "standard deviation of the top-5 accuracy over trials; null for one trial, and for five classes and fewer",
            unit: "1"
        ) {
            $0.figures.topAccuracy?.deviation
        },
    ]
}

extension LayerAccuracy: ReportObject {
    package static let reportName = "layer on hardware"

    package static let reportMembers: [ReportMember<LayerAccuracy>] = [
        ReportMember("name", "name of the layer in the model") { $0.name },
        ReportMember("layer", "index of the layer among those that run on hardware, from 0") { $0.index },
        ReportMember("rows", "rows of the matrix of a group of channels") { $0.rows },
        ReportMember("outputs", "outputs of all groups together") { $0.outputs },
        ReportMember("weightBits", "precision of weights", unit: "bit") { $0.weightBits },
        ReportMember("activationBits", "precision of activations", unit: "bit") { $0.activationBits },
        ReportMember("conversionsPerImage", "conversions for one image") { $0.conversionsPerImage },
        ReportMember("clippedShare", "fraction of conversions beyond the range, without read noise", unit: "1") {
            $0.clippedShare
        },
        ReportMember(
            "signalToNoise",
            "sum of the squares of exact products divided by that of errors, for the same activations; null without errors or without a signal",
            unit: "dB"
        ) { $0.signalToNoise.map { SignedFigure($0) } },
        ReportMember("isExact", "whether all products were exact") { $0.isExact },
    ]
}
