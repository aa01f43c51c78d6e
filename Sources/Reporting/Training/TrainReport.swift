// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import ReportKit
import Runs
import Training

/// The report on a training.
public struct TrainReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables of epochs and layers.
        case text
        /// A tree with the schema `tessera.train/1`.
        case json
        /// A table with one row an epoch.
        case csv
        /// A page with curves, whole in one file.
        case html
    }

    let run: TrainRun
    let totals: TrainTotals

    /// Reports on a training.
    ///
    /// - Parameters:
    ///   - run: The training.
    ///   - endurance: Writes that a cell survives; nil where it is not known [1].
    public init(_ run: TrainRun, endurance: Double? = nil) {
        self.run = run
        totals = TrainTotals(run, endurance: endurance)
    }

    /// Warnings about the figures of the training and of the chip.
    public var warnings: [String] { run.warnings + chipWarnings }

    private var chipWarnings: [String] {
        guard let configuration = run.epochs.lazy.compactMap({ $0.estimate?.configuration }).first else { return [] }
        return TrainEstimates.warnings(
            configuration, batchSize: run.trainer.settings.batchSize, images: run.images.count)
    }

    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: What the report is.
    ///   - command: The words of the command that makes the report, for pages.
    /// - Returns: The text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        try checked(as: format, command: command)
    }
}

extension TrainReport: Report {
    package static let schemaName = "tessera.train/1"
    package static let subject = "a training"

    package static let contents: [ReportMember<TrainReport>] = [
        ReportMember("settings", "numbers, devices and learning, under the keys of the file of settings") {
            $0.run.trainer.settings
        },
        // As a string: a 64-bit number loses digits in programs that read numbers as floating point.
        ReportMember("seed", "seed of the random numbers") { String($0.run.trainer.seed) },
        ReportMember("network", "the layers in their order, pools included") { TrainLayerDocument.all($0.run) },
        ReportMember("hardware", "arrays and converters of tests and training; null without any") { report in
            report.run.trainer.hardware.map { HardwareOfTraining(hardware: $0) }
        },
        ReportMember("images", "images of the training and of the test") { ImagesDocument(run: $0.run) },
        ReportMember("epochs", "the epochs in their order, those of former runs included") { report in
            report.run.epochs.map { EpochDocument($0) }
        },
        ReportMember("best", "the epoch with the best test accuracy; null without test images") { report in
            report.run.best.map { BestEpoch(record: $0.record) }
        },
        ReportMember("ending", "why the training ended") { EndingDocument(ending: $0.run.ending) },
        ReportMember("totals", "figures of the whole training") { $0.totals },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.warnings },
    ]

    package static func showsDocument(in format: Format) -> Bool {
        switch format {
        case .json, .html: true
        case .text, .csv: false
        }
    }

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: TrainText(self).text
        case .json: document.text
        case .csv: CSVColumn.table(TrainColumns.all(layers: run.trainer.network.weighted.count), run.epochs)
        case .html:
            try HTMLReport(subject: .training, document: document, title: "Tessera train", command: command).text()
        }
    }
}

/// Arrays and converters that a network is tested on.
private struct HardwareOfTraining: ReportObject {
    let hardware: LoopHardware

    static let reportName = "hardware of a training"

    static let reportMembers: [ReportMember<HardwareOfTraining>] = [
        ReportMember("trains", "whether forward passes of the training run on it, too") { $0.hardware.trains },
        ReportMember("calibrationImages", "images that converters are calibrated with, where they need that") {
            $0.hardware.calibrationImages
        },
        ReportMember("configuration", "arrays, cells and converters") { $0.hardware.configuration },
    ]
}

/// Images of a training.
private struct ImagesDocument: ReportObject {
    let run: TrainRun

    static let reportName = "images of a training"

    static let reportMembers: [ReportMember<ImagesDocument>] = [
        ReportMember("training", "images that the network is trained with") { ImageSet(images: $0.run.images) },
        ReportMember("test", "images that it is tested with after each epoch; null without any") {
            $0.run.tests.map { ImageSet(images: $0) }
        },
        ReportMember("classes", "classes that the network tells apart") { $0.run.trainer.network.classes },
    ]
}

/// A set of images.
private struct ImageSet: ReportObject {
    let images: TrainImages

    static let reportName = "set of images"

    static let reportMembers: [ReportMember<ImageSet>] = [
        ReportMember("file", "file or folder of the images, as given") { $0.images.file },
        ReportMember("count", "number of images") { $0.images.count },
    ]
}

/// The epoch with the best accuracy.
private struct BestEpoch: ReportObject {
    let record: EpochRecord

    static let reportName = "best epoch"

    static let reportMembers: [ReportMember<BestEpoch>] = [
        ReportMember("epoch", "number of the epoch, from 1") { $0.record.epoch + 1 },
        ReportMember("accuracy", "share of test images that are classified correctly", unit: "1") {
            $0.record.accuracy
        },
        ReportMember("accuracyInterval", "lower and upper end of Wilson's interval", unit: "1", count: 2) {
            $0.record.interval?.ends ?? []
        },
    ]
}

/// Why a training ended.
private struct EndingDocument: ReportObject {
    let ending: TrainRun.Ending

    static let reportName = "end of a training"

    static let reportMembers: [ReportMember<EndingDocument>] = [
        .word(
            "reason",
            "all epochs are done, the accuracy did not improve, or the accuracy that was asked for is reached",
            of: ["complete", "noGain", "accuracyReached"]
        ) { $0.reason },
        ReportMember("epochsWithoutGain", "epochs without a better accuracy; null if it ended for another reason") {
            if case .noGain(let epochs) = $0.ending { epochs } else { nil as Int? }
        },
    ]

    private var reason: String {
        switch ending {
        case .complete: "complete"
        case .noGain: "noGain"
        case .accuracyReached: "accuracyReached"
        }
    }
}
