// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import ReportKit
import Runs

/// Formats of the report on accuracy.
public enum AccuracyFormat: String, Sendable, CaseIterable {
    /// Tables for people.
    case text
    /// A tree with the schema `tessera.accuracy/1`.
    case json
    /// A table with one row a trial, or, where a key varies, one row a setting.
    case csv
    /// A page with charts, whole in one file.
    case html
}

extension AccuracyReport {
    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - stream: the network through a small SRAM, whose time and energy of an image the report adds.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `usage` for a table with a stream, and of kind `internalError` when a figure is
    ///   infinite, not a number, or negative.
    public func rendered(
        as format: AccuracyFormat, stream: StreamRun? = nil, command: [String]? = nil
    ) throws(InputError) -> String {
        if stream != nil, format == .csv {
            throw InputError("--stream adds nothing to --format csv (allowed: text, json, html)", kind: .usage)
        }
        return try TestReport(results: self, stream: stream).checked(as: format, command: command)
    }
}

/// The report on a test of a model on hardware.
struct TestReport {
    let results: AccuracyReport
    /// The same network through a small SRAM.
    let stream: StreamRun?

    private func document(_ result: Classification?) -> ClassificationDocument? {
        result.map { ClassificationDocument($0, classNames: results.classNames) }
    }

    /// The only setting; nil where a key varies.
    private var onlySetting: SettingAccuracy? { results.variedKey == nil ? results.settings.first : nil }
}

extension TestReport: Report {
    package static let schemaName = "tessera.accuracy/1"
    package static let subject = "accuracy"

    package static let contents: [ReportMember<TestReport>] = conditions + figures

    private static let conditions: [ReportMember<TestReport>] = [
        ReportMember("images", "number of test images") { $0.results.images },
        ReportMember("classes", "number of classes") { $0.results.classes },
        ReportMember("classNames", "names of the classes; null if classes have only numbers") {
            $0.results.classNames
        },
        ReportMember("model", "the model") { ModelDocument(results: $0.results) },
        ReportMember("dataset", "file of the images") { $0.results.dataset },
        ReportMember("trials", "number of trials of each setting") { $0.results.trials },
        // As a string: a 64-bit number loses digits in programs that read numbers as floating point.
        ReportMember("seed", "seed of the random numbers") { String($0.results.seed) },
    ]

    private static let figures: [ReportMember<TestReport>] = [
        .sometimes(
            "correct", "correctly classified images on hardware, one count for each trial; only without `--vary`"
        ) {
            $0.onlySetting?.correct
        },
        .sometimes("accuracy", "accuracy on hardware over trials; only without `--vary`") {
            $0.onlySetting.map { TrialDocument($0) }
        },
        .sometimes("stream", "time, energy and traffic of an image through the SRAM; only with `--stream`") {
            $0.stream.map { StreamFigures(run: $0) }
        },
        ReportMember("floatingPoint", "results in floating point; null for a quantized model and with `--no-floating-point`") {
            $0.document($0.results.floatingPoint)
        },
        ReportMember("shifted", "results in integers with shifts; null without `--shift-arithmetic`") {
            $0.document($0.results.shifted)
        },
        ReportMember("variedKey", "the key that varies; null without `--vary`") { $0.results.variedKey },
        ReportMember("settings", "settings, one for each value of that key; a single one without `--vary`") { report in
            report.results.settings.map { SettingDocument($0, classNames: report.results.classNames) }
        },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.results.warnings },
    ]

    package func text(as format: AccuracyFormat, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: AccuracyText(report: results).text + (stream.map { "\n" + StreamText($0).summary } ?? "")
        case .json: document.text
        case .csv: AccuracyTable(report: results).text
        case .html:
            try HTMLReport(
                subject: .accuracy, document: document, title: "Tessera accuracy: \(results.model)", command: command
            ).text()
        }
    }
}

/// The source of a model.
private struct ModelDocument: ReportObject {
    let results: AccuracyReport

    static let reportName = "model"

    static let reportMembers: [ReportMember<ModelDocument>] = [
        ReportMember("file", "file of the model, as given") { $0.results.model },
        ReportMember("isQuantized", "whether the model was quantized already") { $0.results.isQuantizedModel },
    ]
}
