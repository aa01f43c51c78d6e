// SPDX-License-Identifier: Apache-2.0

/// Results of a network for each image: a number for each class.
public struct Logits: Sendable, Equatable {
    /// Classes [1].
    public let classes: Int
    /// The numbers: [images][classes].
    public let values: [Double]

    /// Puts results together.
    ///
    /// - Precondition: `values` is a whole number of images.
    public init(classes: Int, values: [Double]) {
        precondition(classes > 0 && values.count % classes == 0, "results that are no whole number of images")
        self.classes = classes
        self.values = values
    }

    /// Images [1].
    public var images: Int { values.count / classes }

    /// The numbers of an image.
    public subscript(image: Int) -> ArraySlice<Double> { values[image * classes..<(image + 1) * classes] }

    /// The class of the largest number of an image; the first one if there are several.
    public func predictedClass(_ image: Int) -> Int {
        let row = self[image]
        var best = row.startIndex
        for place in row.indices where row[place] > row[best] { best = place }
        return best - row.startIndex
    }

    /// The predicted class of each image.
    public var predictedClasses: [Int] { (0..<images).map(predictedClass) }

    /// The classes with the largest numbers of an image, the largest first, the first one first where they are equal.
    public func topClasses(_ image: Int, count: Int = 5) -> [Int] {
        let row = Array(self[image])
        return Array(row.indices.sorted { (row[$0], $1) > (row[$1], $0) }.prefix(count))
    }

    /// The number of images whose prediction is their label.
    public func correctCount(_ labels: [Int]) -> Int {
        zip(predictedClasses, labels).count { $0 == $1 }
    }

    /// For how many images the label is among the classes with the largest numbers.
    public func correctCount(_ labels: [Int], inTop count: Int) -> Int {
        labels.indices.prefix(images).count { topClasses($0, count: count).contains(labels[$0]) }
    }
}
