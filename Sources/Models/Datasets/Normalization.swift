// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// The normalization of pixels for a network: (pixel * scale - mean) / deviation, channel by channel.
public struct Normalization: Sendable, Equatable {
    /// The order of the axes of stored images.
    public enum Layout: String, Sendable, CaseIterable {
        /// Channels, height, width.
        case channelsFirst = "NCHW"
        /// Height, width, channels.
        case channelsLast = "NHWC"
    }

    /// The factor of pixels. Nil: integer pixels are divided by 255, and real pixels are used unchanged.
    public let scale: Double?
    /// The mean, which is subtracted: one number, or one for each channel.
    public let mean: [Double]
    /// The standard deviation, the divisor: one number, or one for each channel.
    public let deviation: [Double]
    /// The order of axes. Nil: it follows from the shapes of images and network.
    public let layout: Layout?

    /// Pixels are only divided by 255.
    public static let standard = Normalization()

    /// Describes a normalization.
    public init(scale: Double? = nil, mean: [Double] = [0], deviation: [Double] = [1], layout: Layout? = nil) {
        self.scale = scale
        self.mean = mean
        self.deviation = deviation
        self.layout = layout
    }

    /// Reads a JSON file: an object with the keys `scale`, `mean`, `std`, `layout`, all optional.
    ///
    /// - Throws: `InputError` when the file cannot be read, is no such object, or has other keys or values.
    public init(readingFrom path: String) throws(InputError) {
        let content = try JSONContent(InputFile.bytes(of: path, limit: 1 << 20), file: path)
        let members = try JSONMembers(
            content, place: "the file", file: path, allowed: ["scale", "mean", "std", "layout"])
        let scales = try members.numberOrNumbers("scale")
        guard scales == nil || (scales?.count == 1 && scales?[0] != 0) else {
            throw members.error("scale", "is not one number other than 0")
        }
        let deviation = try members.numberOrNumbers("std") ?? [1]
        guard deviation.allSatisfy({ $0 > 0 }) else { throw members.error("std", "is not positive") }
        var layout: Layout?
        if let given = members.content("layout") {
            if case .text(let word) = given.value { layout = Layout(rawValue: word) }
            guard layout != nil else { throw members.error("layout", "is \(given) (allowed: NCHW, NHWC)") }
        }
        self.init(
            scale: scales?[0], mean: try members.numberOrNumbers("mean") ?? [0], deviation: deviation, layout: layout)
    }
}

extension JSONMembers {
    /// A number, or a list of numbers; nil when the member is not there.
    fileprivate func numberOrNumbers(_ name: String) throws(InputError) -> [Double]? {
        guard let content = content(name) else { return nil }
        let list = if case .list(let list) = content.value { list } else { [content] }
        let numbers = list.compactMap { element in
            if case .number(let number) = element.value { number } else { nil }
        }
        guard numbers.count == list.count, !numbers.isEmpty else {
            throw error(name, "is neither a number nor a list of numbers")
        }
        return numbers
    }
}
