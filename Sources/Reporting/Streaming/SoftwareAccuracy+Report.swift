// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

extension SoftwareAccuracy {
    /// The parts of a text report, each a list of lines.
    var parts: [[String]] {
        let results = [("floating point", floatingPoint), ("integers", integer)]
        let summary = TextTable(
            header: ["", "accuracy %", "95 % interval", "top 5 %", "correct"],
            rows: results.compactMap { name, result in
                guard let result else { return nil }
                return [
                    name, ClassificationText.percent(result.accuracy), ClassificationText.interval(result.interval),
                    ClassificationText.percent(result.topAccuracy), "\(result.correct)",
                ]
            }, leftAligned: [""]
        ).lines
        var parts = [["Images : \(dataset), \(integer.images) of \(integer.classes) classes", ""] + summary]
        let tables = ClassificationText(result: integer, className: className)
        if tables.hasTables {
            parts += [
                ["Classes in integers"] + tables.classes,
                ["Confusion in integers: labels down, predictions across"] + tables.confusion,
            ]
        }
        return parts
    }
}

extension SoftwareAccuracy: ReportObject {
    package static let reportName = "accuracy of a network"

    package static let reportMembers: [ReportMember<SoftwareAccuracy>] = [
        ReportMember("dataset", "file of the images") { $0.dataset },
        ReportMember("images", "number of test images") { $0.integer.images },
        ReportMember("classes", "number of classes") { $0.integer.classes },
        ReportMember("floatingPoint", "results in floating point; null for a quantized model") { accuracy in
            accuracy.floatingPoint.map { ClassificationDocument($0, classNames: accuracy.classNames) }
        },
        ReportMember("integer", "results in exact integers") {
            ClassificationDocument($0.integer, classNames: $0.classNames)
        },
    ]
}
