// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// Height and width of an image [pixels].
public struct ImageExtent: Sendable, Equatable, CustomStringConvertible {
    /// The greatest height or width.
    public static let largest = 1 << 14

    /// Rows.
    public let height: Int
    /// Pixels in a row.
    public let width: Int

    /// Extents, each from 1 to ``largest``.
    public init?(height: Int, width: Int) {
        guard (1...Self.largest).contains(height), (1...Self.largest).contains(width) else { return nil }
        self.height = height
        self.width = width
    }

    /// Extents as the user spells them: `224x224`, height first.
    public init?(_ text: String) {
        let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let height = parts[0], let width = parts[1] else { return nil }
        self.init(height: height, width: width)
    }

    /// As ``init(_:)`` reads it.
    public var description: String { "\(height)x\(width)" }
}

/// The preparation of images before pixels are normalized: resize, then crop, then order channels.
public struct ImagePreparation: Sendable, Equatable {
    /// The order of the three colors of an image.
    public enum ChannelOrder: String, Sendable, CaseIterable {
        /// As it is stored: red, green, blue.
        case rgb
        /// The other way round, as networks take it that were trained with OpenCV.
        case bgr
    }

    /// The size that images are scaled to; nil: they keep their size.
    public var resize: ImageExtent?
    /// The size that is cut out of the middle; nil: images are not cropped.
    public var crop: ImageExtent?
    /// The order of colors that the network takes.
    public var channelOrder: ChannelOrder
    /// Extents of images that are stored as lists of pixels: height, width, and channels if there are several. Nil:
    /// they are taken to be square.
    public var storedShape: [Int]?

    /// Images are not changed.
    public static let none = ImagePreparation()

    /// Describes what is done.
    public init(
        resize: ImageExtent? = nil, crop: ImageExtent? = nil, channelOrder: ChannelOrder = .rgb,
        storedShape: [Int]? = nil
    ) {
        self.resize = resize
        self.crop = crop
        self.channelOrder = channelOrder
        self.storedShape = storedShape
    }

    /// Whether images stay as they are stored.
    var isEmpty: Bool { resize == nil && crop == nil && channelOrder == .rgb }

    /// A picture as the network takes it.
    func applied(to picture: Picture, file: String) throws(InputError) -> Picture {
        guard !isEmpty else { return picture }
        var preparation = self
        // Grey becomes three equal colors where other pictures have colors: their order does not matter.
        if picture.channels == 1 { preparation.channelOrder = .rgb }
        let plan = try preparation.plan(
            PixelAxes(height: picture.height, width: picture.width, channels: picture.channels, isChannelsLast: true),
            file: file)
        let samples = picture.samples.resampled(plan, size: picture.samples.count)
        return Picture(
            width: plan.result.width, height: plan.result.height, channels: picture.channels, samples: samples)
    }

    /// Images of one file as the network takes them. `layout` is the order of axes; nil concludes it from the shape.
    func applied(
        to content: ImageDataset.Content, layout: Normalization.Layout?, file: String
    ) throws(InputError) -> ImageDataset.Content {
        guard !isEmpty else { return content }
        let axes = try PixelAxes(shape: content.shape, layout: layout, file: file)
        let plan = try plan(axes, file: file)
        let size = content.shape.reduce(1, *)
        var result = content
        result.shape = plan.result.shape(like: content.shape)
        result.pixels = content.pixels.resampled(plan, size: size)
        return result
    }

    private func plan(_ axes: PixelAxes, file: String) throws(InputError) -> ResamplingPlan {
        if channelOrder == .bgr, axes.channels != 3 {
            throw InputError(
                "--channel-order bgr for images of \(axes.channels) channel\(axes.channels == 1 ? "" : "s") (allowed: 3)",
                file: file)
        }
        let resized = resize ?? ImageExtent(height: axes.height, width: axes.width)
        let (height, width) = (resized?.height ?? axes.height, resized?.width ?? axes.width)
        if let crop, crop.height > height || crop.width > width {
            throw InputError(
                "--crop \(crop) of images of \(height)x\(width) pixels (allowed: no more than that; --resize comes first)",
                file: file)
        }
        return ResamplingPlan(
            source: axes, rows: ResampledAxis(from: axes.height, to: height, keeping: crop?.height),
            columns: ResampledAxis(from: axes.width, to: width, keeping: crop?.width),
            reversesChannels: channelOrder == .bgr)
    }
}

/// The axes of stored images.
struct PixelAxes: Sendable, Equatable {
    let height: Int
    let width: Int
    let channels: Int
    let isChannelsLast: Bool

    init(height: Int, width: Int, channels: Int, isChannelsLast: Bool) {
        self.height = height
        self.width = width
        self.channels = channels
        self.isChannelsLast = isChannelsLast
    }

    /// The axes of images of a shape. Without a layout, the axis of 1, 3 or 4 elements is that of the channels.
    init(shape: [Int], layout: Normalization.Layout?, file: String) throws(InputError) {
        guard shape.count == 2 || shape.count == 3 else {
            throw InputError(
                "images of extents \(shape) cannot be resized, cropped or reordered (needed: height, width and perhaps "
                    + "channels)", file: file)
        }
        if shape.count == 2 {
            self.init(height: shape[0], width: shape[1], channels: 1, isChannelsLast: false)
            return
        }
        let few = [1, 3, 4]
        let isLast: Bool
        switch (layout, few.contains(shape[0]), few.contains(shape[2])) {
        case (.channelsFirst, _, _), (nil, true, false): isLast = false
        case (.channelsLast, _, _), (nil, false, true): isLast = true
        default:
            throw InputError(
                "which axis of images of extents \(shape) has the channels? (say layout NCHW or NHWC in the file of "
                    + "--normalization)", file: file)
        }
        self.init(
            height: shape[isLast ? 0 : 1], width: shape[isLast ? 1 : 2], channels: shape[isLast ? 2 : 0],
            isChannelsLast: isLast)
    }

    /// The extents in the order of the axes of another shape.
    func shape(like other: [Int]) -> [Int] {
        if other.count == 2 { return [height, width] }
        return isChannelsLast ? [height, width, channels] : [channels, height, width]
    }

    /// The index of a sample in an image.
    @inline(__always)
    func place(row: Int, column: Int, channel: Int) -> Int {
        isChannelsLast
            ? (row * width + column) * channels + channel : (channel * height + row) * width + column
    }
}
