// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// Results of a classification: predictions compared with labels.
public struct Classification: Sendable, Equatable {
    /// Images [1].
    public let images: Int
    /// Classes [1].
    public let classes: Int
    /// Images whose largest result is that of their label [1].
    public let correct: Int
    /// Images whose label is among the ``topCount`` largest results [1]; nil where there are no more classes than that.
    public let correctInTop: Int?
    /// The class that was predicted for each image.
    public let predictions: [Int]
    /// Counts of pairs of label and prediction, by label * `classes` + prediction; pairs that do not occur are left
    /// out.
    private let pairs: [Int: Int]

    /// How many of the largest results count as the top.
    public static let topCount = 5

    /// Compares results with labels.
    ///
    /// - Parameters:
    ///   - logits: the results of a network.
    ///   - labels: the class of each image, below the number of results.
    /// - Throws: `InputError` when a result is infinite or not a number.
    public init(_ logits: Logits, labels: [Int]) throws(InputError) {
        precondition(labels.count == logits.images, "one label an image")
        if let bad = logits.values.firstIndex(where: { !$0.isFinite }) {
            throw InputError("the network has a result that is not finite for image \(bad / logits.classes + 1)")
        }
        let predictions = logits.predictedClasses
        let classes = logits.classes
        images = labels.count
        self.classes = classes
        self.predictions = predictions
        correct = zip(predictions, labels).count { $0 == $1 }
        pairs = zip(labels, predictions).reduce(into: [:]) { $0[$1.0 * classes + $1.1, default: 0] += 1 }
        correctInTop =
            classes > Self.topCount
            ? labels.indices.count { Self.rank(of: labels[$0], in: logits[$0]) < Self.topCount } : nil
    }

    /// How many classes come before one: those with larger results, and those before it with the same.
    private static func rank(of label: Int, in row: ArraySlice<Double>) -> Int {
        let place = row.startIndex + label
        return row.indices.count { row[$0] > row[place] || row[$0] == row[place] && $0 < place }
    }

    /// Share of images that are correct [1].
    public var accuracy: Double { Double(correct) / Double(images) }

    /// Share of images whose label is among the largest results [1].
    public var topAccuracy: Double? { correctInTop.map { Double($0) / Double(images) } }

    /// The 95 % confidence interval of the accuracy on other images of the same kind.
    public var interval: WilsonInterval { WilsonInterval(successes: Double(correct), of: images) }

    /// The confusion matrix: counts [labels][predictions].
    public var confusion: [[Int]] {
        (0..<classes).map { label in (0..<classes).map { pairs[label * classes + $0, default: 0] } }
    }

    /// Figures of each class.
    public var perClass: [ClassFigures] {
        var labelled = [Int](repeating: 0, count: classes)
        var predicted = labelled
        for (pair, count) in pairs {
            labelled[pair / classes] += count
            predicted[pair % classes] += count
        }
        return (0..<classes).map {
            ClassFigures(
                images: labelled[$0], predicted: predicted[$0], correct: pairs[$0 * classes + $0, default: 0])
        }
    }
}

/// Figures of one class against all others.
public struct ClassFigures: Sendable, Equatable {
    /// Images of the class [1].
    public let images: Int
    /// Images that were taken for it [1].
    public let predicted: Int
    /// Images of the class that were taken for it [1].
    public let correct: Int

    /// Share of the images of the class that were found [1]; nil without images. It is the accuracy of the class.
    public var recall: Double? { images > 0 ? Double(correct) / Double(images) : nil }

    /// Share of the images taken for the class that are of it [1]; nil without such images.
    public var precision: Double? { predicted > 0 ? Double(correct) / Double(predicted) : nil }

    /// Harmonic mean of precision and recall [1]; nil where the class neither occurs nor is predicted.
    public var f1: Double? {
        images + predicted > 0 ? 2 * Double(correct) / Double(images + predicted) : nil
    }
}
