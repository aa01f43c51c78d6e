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

    /// The member of a JSON report.
    var document: JSONValue {
        [
            "dataset": .string(dataset), "images": .integer(integer.images), "classes": .integer(integer.classes),
            "floatingPoint": floatingPoint?.document(className) ?? .null, "integer": integer.document(className),
        ]
    }
}
