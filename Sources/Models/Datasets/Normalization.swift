import Diagnostics
import Foundation

/// What is done to pixels before a network sees them: (pixel * scale - mean) / deviation, channel by channel.
public struct Normalization: Sendable, Equatable {
    /// The order of the axes of stored images.
    public enum Layout: String, Sendable, CaseIterable {
        /// Channels, height, width.
        case channelsFirst = "NCHW"
        /// Height, width, channels.
        case channelsLast = "NHWC"
    }

    /// The factor of pixels. Nothing: integer pixels are divided by 255, real ones are taken as they are.
    public let scale: Double?
    /// What is taken off: one number, or one a channel.
    public let mean: [Double]
    /// What is divided by: one number, or one a channel.
    public let deviation: [Double]
    /// The order of axes. Nothing: it follows from the shapes of images and network.
    public let layout: Layout?

    /// Pixels divided by 255, and nothing else.
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
        let bytes = try InputFile.bytes(of: path, limit: 1 << 20)
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw InputError("not a JSON object (needed: scale, mean, std, layout, each optional)", file: path)
        }
        let known = ["scale", "mean", "std", "layout"]
        for key in object.keys.sorted() where !known.contains(key) {
            let near = nearestName(to: key, in: known).map { "did you mean `\($0)`?" }
            throw InputError(
                "unknown key `\(printable(key))` (\(near ?? "allowed: \(known.joined(separator: ", "))"))", file: path)
        }
        func numbers(_ key: String) throws(InputError) -> [Double]? {
            guard let value = object[key] else { return nil }
            let list = value as? [Any] ?? [value]
            // A truth value is a number to Foundation, but of the type of a character.
            let known = list.compactMap { $0 as? NSNumber }.filter { String(cString: $0.objCType) != "c" }
            let numbers = known.map(\.doubleValue)
            guard numbers.count == list.count, !numbers.isEmpty, numbers.allSatisfy(\.isFinite) else {
                throw InputError("\(key) is neither a number nor a list of numbers", file: path)
            }
            return numbers
        }
        let scales = try numbers("scale")
        guard scales == nil || (scales?.count == 1 && scales?[0] != 0) else {
            throw InputError("scale is not one number other than 0", file: path)
        }
        let deviation = try numbers("std") ?? [1]
        guard deviation.allSatisfy({ $0 > 0 }) else { throw InputError("std is not positive", file: path) }
        var layout: Layout?
        if let given = object["layout"] {
            layout = (given as? String).flatMap(Layout.init(rawValue:))
            guard layout != nil else { throw InputError("layout is not one of NCHW, NHWC", file: path) }
        }
        self.init(scale: scales?[0], mean: try numbers("mean") ?? [0], deviation: deviation, layout: layout)
    }
}
