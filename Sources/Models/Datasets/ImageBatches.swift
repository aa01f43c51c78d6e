// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Images of a data set with their labels, in any order, for a training.
public struct ImageBatches: Sendable {
    /// Number of images [1].
    public let count: Int
    /// Extents of an image: channels, height, width, or a single number of inputs.
    public let shape: [Int]
    /// The class of each image, from 0.
    public let labels: [Int]
    /// The file or folder of the images.
    public let file: String
    private let images: FittedImages

    /// Takes a data set.
    ///
    /// - Parameters:
    ///   - dataset: The images with their labels.
    ///   - shape: Extents that a network takes; nil: those of the images, channels first.
    /// - Throws: `InputError` when there are no labels or the images have other extents.
    public init(_ dataset: ImageDataset, shape: [Int]? = nil) throws(InputError) {
        guard let labels = dataset.labels else {
            throw InputError("the images have no labels, which are needed", file: dataset.file)
        }
        let wanted = shape ?? Self.channelsFirst(dataset)
        images = try dataset.fitting(wanted)
        count = dataset.count
        self.shape = wanted
        self.labels = labels
        file = dataset.file
    }

    /// Extents with the channels first.
    private static func channelsFirst(_ dataset: ImageDataset) -> [Int] {
        let shape = dataset.shape
        guard shape.count == 3 else { return shape.count == 2 ? [1] + shape : shape }
        let isLast: Bool =
            switch dataset.normalization.layout {
            case .channelsFirst: false
            case .channelsLast: true
            case nil: ![1, 3].contains(shape[0]) && [1, 3].contains(shape[2])
            }
        return isLast ? [shape[2], shape[0], shape[1]] : shape
    }

    /// A number that other images or labels hardly have: of the labels and of a part of the images.
    public var digest: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }
        for label in labels { take(UInt64(label)) }
        for image in stride(from: 0, to: count, by: max(1, count / 64)) {
            for element in elements(of: [image]) { take(UInt64(element.bitPattern)) }
        }
        return String(hash, radix: 16)
    }

    /// Elements of some images: [images][channels][height][width].
    public func elements(of numbers: [Int]) -> [Float] { images.elements(of: numbers) }
}
