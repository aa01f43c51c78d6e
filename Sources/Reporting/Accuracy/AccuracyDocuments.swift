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
        ReportMember(
            "layers", "errors of each layer and of each product of two activations, as they run, over all trials"
        ) { $0.figures.layers },
        ReportMember(
            "productHardware",
            "the hardware of products of two activations; null without such products, and where they run in exact integers"
        ) { $0.figures.productHardware },
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

extension LayerAccuracy.Kind: ReportWord {}
extension LayerAccuracy.Engine: ReportWord {}

extension LayerAccuracy: ReportObject {
    package static let reportName = "layer on hardware"

    package static let reportMembers: [ReportMember<LayerAccuracy>] = [
        ReportMember("name", "name of the layer in the model") { $0.name },
        ReportMember("layer", "index of the row, from 0") { $0.index },
        ReportMember(
            "kind", "what is multiplied with activations: weights of a layer, or in a product other activations"
        ) {
            $0.kind
        },
        ReportMember("engine", "what multiplies: arrays, a digital engine without errors, or floating point") {
            $0.engine
        },
        ReportMember("rows", "rows of the matrix of a group of channels") { $0.rows },
        ReportMember("outputs", "outputs of all groups together; columns of a matrix of a product") { $0.outputs },
        ReportMember(
            "weightBits", "precision of weights, or of the stored operand of a product; null in floating point",
            unit: "bit"
        ) { $0.weightBits },
        ReportMember("activationBits", "precision of activations; null in floating point", unit: "bit") {
            $0.activationBits
        },
        ReportMember("matricesPerImage", "matrices that are written for one image; 0 for weights") {
            $0.matricesPerImage
        },
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
