// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Training

/// The settings of a training under the keys of the file of settings. They are given by the user, so that labels may be
/// negative.
extension TrainingSettings: ReportObject {
    package static let reportName = "settings of a training"

    package static let reportMembers: [ReportMember<TrainingSettings>] = numbers + learning + devices + course

    private static let numbers: [ReportMember<TrainingSettings>] = [
        .word("accounting", "whose answers count", of: Accounting.allCases.map(\.rawValue)) { $0.accounting.rawValue },
        ReportMember("weight_bits", "bits of a weight, which one cell holds", unit: "bit") { $0.weightBits },
        ReportMember("gradient_bits", "bits of a gradient", unit: "bit") { $0.gradientBits },
        ReportMember("act_bits", "bits of an activation", unit: "bit") { $0.activationBits },
        ReportMember("error_bits", "bits of an error", unit: "bit") { $0.errorBits },
    ]

    private static let learning: [ReportMember<TrainingSettings>] = [
        ReportMember("learning_rate", "learning rate of the first epoch", unit: "1") { $0.initialLearningRate },
        ReportMember("momentum", "share of the last velocity in the next one", unit: "1") { $0.momentum },
        ReportMember("gradient_share", "share of the gradient in the velocity", unit: "1") { $0.gradientShare },
        .word("schedule", "the learning rate over the epochs", of: LearningSchedule.Form.allCases.map(\.rawValue)) {
            $0.schedule.rawValue
        },
        ReportMember("decreasing_lr", "epochs, from 0, at whose start the rate of the schedule `steps` decreases") {
            $0.decreasingEpochs
        },
        ReportMember("batch_size", "images of a batch") { $0.batchSize },
        .word("loss", "what is minimized", of: TrainingLoss.allCases.map(\.rawValue)) { $0.loss.rawValue },
    ]

    private static let devices: [ReportMember<TrainingSettings>] = [
        ReportMember("max_level", "pulses of a full swing") { $0.maxLevel },
        ReportMember("nonlinearity_ltp", "label of rising weights", unit: "1") { SignedFigure($0.risingLabel) },
        ReportMember("nonlinearity_ltd", "label of falling weights", unit: "1") { SignedFigure($0.fallingLabel) },
        ReportMember("d2d_sigma", "spread of the labels between devices", unit: "1") { $0.deviceSigma },
        ReportMember("c2c_sigma", "noise of a write, as a share of the range of weights", unit: "1") { $0.cycleSigma },
        ReportMember("device_curve", "the measurement that levels and labels come from; null without one") { settings in
            settings.measured.map { MeasuredCurve(curve: $0, use: settings.measuredUse) }
        },
    ]

    private static let course: [ReportMember<TrainingSettings>] = [
        ReportMember("weight_range", "initial weights reach this over 2^(weight_bits - 1)", unit: "1") {
            $0.weightRange
        },
        ReportMember("clamp_initial_weights", "whether initial weights are within the range of devices") {
            $0.clampsInitially
        },
        ReportMember("input_range", "what the darkest and the brightest pixel become", unit: "1", count: 2) {
            [SignedFigure($0.inputRange.lowerBound), SignedFigure($0.inputRange.upperBound)]
        },
        ReportMember("augment_padding", "rows and columns by which images are shifted at random, at most") {
            $0.augmentPadding
        },
        ReportMember("augment_flip", "whether half of the images are mirrored") { $0.augmentFlip },
    ]
}

extension DeviceCurve.Use: ReportWord {}

/// The measured curve of a device.
struct MeasuredCurve: ReportObject {
    let curve: DeviceCurve
    let use: DeviceCurve.Use

    static let reportName = "measured curve of a device"

    static let reportMembers: [ReportMember<MeasuredCurve>] = [
        ReportMember("file", "file of the measurement, as given") { $0.curve.file },
        ReportMember("use", "what the training takes of it") { $0.use },
        ReportMember(
            "errors",
            "root of the mean square by which the labels of rising and falling weights differ from it, as a share "
                + "of the range of conductance", unit: "1", count: 2
        ) { $0.errors },
    ]

    /// How well the labels of rising and falling weights fit [1].
    private var errors: [Double] {
        let fits = curve.fits
        return [fits.rising.error, fits.falling.error]
    }

    /// The curve in a line of text.
    var line: String {
        let texts = errors.map { FigureText.fourDigits($0) }
        return "device_curve \(curve.file), use \(use.rawValue); labels differ from it by \(texts[0]) rising and "
            + "\(texts[1]) falling"
    }
}

extension TrainingSettings {
    /// The settings in lines of text.
    var lines: [String] {
        func text(_ value: Double) -> String { FigureText.sixDigits(value) }
        let epochs = decreasingEpochs.map(String.init).joined(separator: " ")
        return [
            "accounting \(accounting.rawValue); weight_bits \(weightBits), gradient_bits \(gradientBits), "
                + "act_bits \(activationBits), error_bits \(errorBits)",
            "learning_rate \(text(initialLearningRate)), schedule \(schedule.rawValue), decreasing_lr \(epochs); "
                + "momentum \(text(momentum)), gradient_share \(text(gradientShare))",
            "batch_size \(batchSize), loss \(loss.rawValue); input_range \(text(inputRange.lowerBound)) to "
                + "\(text(inputRange.upperBound)), augment_padding \(augmentPadding), augment_flip \(augmentFlip)",
            "max_level \(maxLevel), nonlinearity_ltp \(text(risingLabel)), nonlinearity_ltd \(text(fallingLabel)), "
                + "d2d_sigma \(text(deviceSigma)), c2c_sigma \(text(cycleSigma))",
            "weight_range \(text(weightRange)), clamp_initial_weights \(clampsInitially)",
        ] + (measured.map { [MeasuredCurve(curve: $0, use: measuredUse).line] } ?? [])
    }
}
