// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// Images and, where they are known, the classes that they belong to.
public struct ImageDataset: Sendable, Equatable {
    /// The file or folder, as the user spelled it.
    public let file: String
    /// Images [1].
    public let count: Int
    /// Extents of an image as it is stored.
    public let shape: [Int]
    /// The class of each image, from 0, if known.
    public let labels: [Int]?
    /// Names of the classes, if known.
    public let classNames: [String]?
    /// The normalization of pixels.
    public let normalization: Normalization
    let pixels: Pixels
    /// The line of the first image and its label, in a table [from 1].
    let firstLine: Int?

    init(
        file: String, shape: [Int], pixels: Pixels, labels: [Int]? = nil, classNames: [String]? = nil,
        normalization: Normalization = .standard, firstLine: Int? = nil
    ) throws(InputError) {
        guard let size = GraphLimits.elements(shape) else {
            throw InputError("images of extents \(shape), which make no sense", file: file)
        }
        guard pixels.count >= size, pixels.count % size == 0 else {
            throw InputError("no whole number of images of extents \(shape)", file: file)
        }
        count = pixels.count / size
        if let labels {
            guard labels.count == count else {
                throw InputError("\(count) images, but \(labels.count) labels", file: file)
            }
            guard labels.allSatisfy({ (0...1 << 20).contains($0) }) else {
                throw InputError("labels that are negative or absurd (allowed: 0, 1, 2, ...)", file: file)
            }
        }
        self.file = file
        self.shape = shape
        self.pixels = pixels
        self.labels = labels
        self.classNames = classNames
        self.normalization = normalization
        self.firstLine = firstLine
    }

    /// Makes a data set from given numbers.
    ///
    /// - Parameters:
    ///   - images: real pixels, image by image, which are taken as they are.
    ///   - shape: extents of an image.
    ///   - labels: the class of each image.
    /// - Throws: `InputError` when they do not fit together.
    public init(images: [Float], shape: [Int], labels: [Int]? = nil) throws(InputError) {
        try self.init(file: "images", shape: shape, pixels: .reals(images), labels: labels)
    }

    /// The first images only; all when there are fewer.
    public func prefix(_ limit: Int) throws(InputError) -> ImageDataset {
        guard limit >= 1 else { throw InputError("a limit of \(limit) images (allowed: 1 or more)", kind: .usage) }
        guard limit < count else { return self }
        return try ImageDataset(
            file: file, shape: shape, pixels: pixels[0..<limit * shape.reduce(1, *)],
            labels: labels.map { Array($0.prefix(limit)) }, classNames: classNames, normalization: normalization,
            firstLine: firstLine)
    }

    /// The labels, which must be there and belong to one of so many classes.
    ///
    /// - Throws: `InputError` when they are missing or there are more classes.
    public func requiredLabels(classes: Int) throws(InputError) -> [Int] {
        guard let labels else { throw InputError("the images have no labels, which are needed", file: file) }
        if let bad = labels.firstIndex(where: { $0 >= classes }) {
            throw InputError(
                "image \(bad + 1) has the label \(labels[bad]), but the network has \(classes) classes "
                    + "(allowed: 0 to \(classes - 1))", file: file, line: firstLine.map { $0 + bad })
        }
        return labels
    }

    /// Checks that a network takes the images.
    ///
    /// - Throws: `InputError` when they have another shape.
    public func requireFit(_ graph: NetworkGraph) throws(InputError) { _ = try fitting(graph.inputShape) }

    /// The images as a network of a given input takes them.
    ///
    /// - Throws: `InputError` when they have another shape.
    func fitting(_ wanted: [Int]) throws(InputError) -> FittedImages {
        let full = shape.count == 2 ? [1] + shape : shape
        let isLast: Bool
        switch normalization.layout {
        case .channelsFirst: isLast = false
        case .channelsLast: isLast = full.count == 3 && shape.count == 3
        case nil: isLast = full != wanted && full.count == 3 && [full[2], full[0], full[1]] == wanted
        }
        let channelsFirst = isLast ? [full[2], full[0], full[1]] : full
        let isFlat = wanted.count == 1 && wanted[0] == shape.reduce(1, *)
        let isGreyForColors = isGreyForColors(wanted)
        guard channelsFirst == wanted || shape == wanted || isFlat || isGreyForColors else {
            throw misfit(wanted)
        }
        let channels = isGreyForColors ? 3 : channelsFirst.count == 3 ? channelsFirst[0] : 1
        for (numbers, what) in [(normalization.mean, "mean"), (normalization.deviation, "std")]
        where numbers.count != 1 && numbers.count != channels {
            throw InputError(
                "a normalization with \(numbers.count) numbers for \(what), but images of \(channels) channels",
                file: file)
        }
        return FittedImages(self, channels: channels, isChannelsLast: isLast, isRepeated: isGreyForColors)
    }

    /// Whether these are grey images for a network of three colors, which are equal then.
    private func isGreyForColors(_ wanted: [Int]) -> Bool {
        guard wanted.count == 3, wanted[0] == 3 else { return false }
        let plane = Array(wanted[1...])
        return [plane, [1] + plane, plane + [1]].contains(shape)
    }

    private func misfit(_ wanted: [Int]) -> InputError {
        let isColor = shape.count == 3 && (shape[0] == 3 || shape[2] == 3) && wanted.count == 3 && wanted[0] == 1
        let hint = isColor ? "; images in color on a network of grey ones: turn them into grey ones first" : ""
        return InputError(
            "images of extents \(shape), but the network takes \(wanted) (channels, height, width)\(hint)", file: file)
    }
}

/// Images with their normalization and order of axes settled.
struct FittedImages: Sendable {
    private let pixels: Pixels
    private let size: Int
    private let channels: Int
    private let isChannelsLast: Bool
    /// Whether the single channel that is stored stands for all.
    private let isRepeated: Bool
    private let normalization: Normalization
    /// The number for each byte, channel by channel.
    private let table: [Double]

    init(_ images: ImageDataset, channels: Int, isChannelsLast: Bool, isRepeated: Bool = false) {
        pixels = images.pixels
        size = images.shape.reduce(1, *)
        self.channels = channels
        self.isChannelsLast = isChannelsLast
        self.isRepeated = isRepeated
        let normalization = images.normalization
        self.normalization = normalization
        table = (0..<256 * channels).map { place in
            let pixel = Double(place % 256)
            // A division, because pixel * (1 / 255) is another number.
            let scaled = normalization.scale.map { pixel * $0 } ?? pixel / 255
            return Self.normalized(scaled, channel: place / 256, normalization)
        }
    }

    private static func normalized(_ scaled: Double, channel: Int, _ normalization: Normalization) -> Double {
        let mean = normalization.mean.count == 1 ? normalization.mean[0] : normalization.mean[channel]
        let deviation =
            normalization.deviation.count == 1 ? normalization.deviation[0] : normalization.deviation[channel]
        return (scaled - mean) / deviation
    }

    /// Inputs of the network for some images: [images][channels][height][width].
    func elements<Scalar: NetworkScalar>(of images: some Collection<Int>) -> [Scalar] {
        switch pixels {
        case .bytes(let bytes):
            let numbers = table.map { Scalar($0) }
            return gathered(images) { place, channel in numbers[channel << 8 | Int(bytes[place])] }
        case .words(let words):
            let wordsOfAByte = Double(Pixels.wordsOfAByte)
            return gathered(images) { place, channel in
                let word = Double(words[place])
                let scaled = normalization.scale.map { word / wordsOfAByte * $0 } ?? word / (255 * wordsOfAByte)
                return Scalar(Self.normalized(scaled, channel: channel, normalization))
            }
        case .reals(let values):
            let scale = normalization.scale ?? 1
            return gathered(images) { place, channel in
                Scalar(Self.normalized(Double(values[place]) * scale, channel: channel, normalization))
            }
        }
    }

    @inline(__always)
    private func gathered<Scalar: NetworkScalar>(
        _ images: some Collection<Int>, _ number: (_ place: Int, _ channel: Int) -> Scalar
    ) -> [Scalar] {
        let positions = isRepeated ? size : size / channels
        return filled(images.count * positions * channels) { result in
            var target = 0
            for image in images {
                for channel in 0..<channels {
                    for position in 0..<positions {
                        let own = isChannelsLast ? position * channels + channel : channel * positions + position
                        let place = isRepeated ? position : own
                        result[target] = number(image * size + place, channel)
                        target += 1
                    }
                }
            }
        }
    }
}
