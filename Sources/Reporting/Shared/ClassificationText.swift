// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// Tables of what a network gets right, class by class.
struct ClassificationText {
    let result: Classification
    let className: (Int) -> String

    /// The largest number of classes with their own rows and columns.
    static let largestMatrix = 20

    /// Whether there are few enough classes for tables.
    var hasTables: Bool { result.classes <= Self.largestMatrix }

    /// Accuracy, precision and F1 of each class.
    var classes: [String] {
        TextTable(
            header: ["class", "images", "accuracy (recall) %", "precision %", "F1 %"],
            rows: result.perClass.enumerated().map { index, figures in
                [
                    className(index), "\(figures.images)", Self.percent(figures.recall),
                    Self.percent(figures.precision), Self.percent(figures.f1),
                ]
            }, leftAligned: ["class"]
        ).lines
    }

    /// The confusion matrix as a table.
    var confusion: [String] {
        let names = (0..<result.classes).map(className)
        // Two columns with the same name would be one to the table: blanks tell the first from classes called alike.
        return TextTable(
            header: [" "] + names,
            rows: zip(names, result.confusion).map { name, counts in [name] + counts.map(String.init) },
            leftAligned: [" "]
        ).lines
    }

    /// A share in percent; nil for none.
    static func percent(_ share: Double?) -> String { share.map { (100 * $0).formatted(digits: 2) } ?? "" }

    /// The ends of an interval in percent.
    static func interval(_ interval: WilsonInterval) -> String {
        "\(percent(interval.lower)) to \(percent(interval.upper))"
    }
}
