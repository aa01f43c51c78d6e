// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// Results of a classification, with the names of classes.
struct ClassificationDocument: ReportObject {
    private let result: Classification
    private let classNames: [String]?

    /// The most classes whose confusion is shown pair by pair.
    private static let largestConfusion = 1000

    init(_ result: Classification, classNames: [String]?) {
        self.result = result
        self.classNames = classNames
    }

    static let reportName = "classification"

    static let reportMembers: [ReportMember<ClassificationDocument>] = [
        ReportMember("correct", "correctly classified images") { $0.result.correct },
        ReportMember("accuracy", "fraction of correctly classified images", unit: "1") { $0.result.accuracy },
        ReportMember("interval95", "lower and upper end of Wilson's interval", unit: "1", count: 2) {
            $0.result.interval.ends
        },
        ReportMember(
            "top5Correct", "images whose label is among the five largest results; null for five classes and fewer"
        ) { $0.result.correctInTop },
        ReportMember(
            "top5", "fraction of images whose label is among the five largest results; null for five classes and fewer",
            unit: "1"
        ) { $0.result.topAccuracy },
        ReportMember("classes", "figures of each class") { $0.classes },
        ReportMember("confusion", "counts [labels][predictions]; null for more than 1000 classes") {
            $0.result.classes <= largestConfusion ? $0.result.confusion : nil
        },
    ]

    private var classes: [ClassDocument] {
        result.perClass.enumerated().map { index, figures in
            let name = classNames.flatMap { index < $0.count ? $0[index] : nil } ?? String(index)
            return ClassDocument(name: name, figures: figures)
        }
    }
}

/// Figures of a class.
private struct ClassDocument: ReportObject {
    let name: String
    let figures: ClassFigures

    static let reportName = "class"

    static let reportMembers: [ReportMember<ClassDocument>] = [
        ReportMember("name", "name of the layer") { $0.name },
        ReportMember("images", "images of the class") { $0.figures.images },
        ReportMember("predicted", "images that were classified as this class") { $0.figures.predicted },
        ReportMember("correct", "images of the class that were classified as this class") { $0.figures.correct },
        ReportMember("accuracy", "the same as `recall`", unit: "1") { $0.figures.recall },
        ReportMember(
            "recall", "fraction of the images of the class that were classified as this class; null without images",
            unit: "1"
        ) {
            $0.figures.recall
        },
        ReportMember(
            "precision",
            "fraction of the images classified as this class that are of the class; null without such images", unit: "1"
        ) {
            $0.figures.precision
        },
        ReportMember("f1", "harmonic mean of recall and precision; null if both are null", unit: "1") { $0.figures.f1 },
    ]
}

extension WilsonInterval {
    /// The lower and the upper end.
    var ends: [Double] { [lower, upper] }
}
