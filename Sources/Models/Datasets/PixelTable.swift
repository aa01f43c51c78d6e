// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A table of comma-separated numbers, one image a line: integer pixels from 0 to 255, row by row, the channels of a pixel
/// side by side, and the class of the image in the last column, or in the column that the header calls `label`.
struct PixelTable {
    private let file: String
    private let text: [UInt8]
    private let labelColumn: Int
    private let columns: Int
    /// The offset of the first image, and its line from 1.
    private let start: Int
    private let firstLine: Int

    /// Reads the first line of a table.
    ///
    /// - Throws: `InputError` when there is none, or too few columns.
    init(_ written: [UInt8], file: String) throws(InputError) {
        let plain = written.withUnsafeBytes { bytes in
            Result { () throws(InputError) in try NumberTable.withCommas(bytes, file: file) }
        }
        let text = try plain.get() ?? written
        self.text = text
        self.file = file
        guard !text.contains(0) else { throw InputError("a binary file, not comma-separated numbers", file: file) }
        var begin = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        while let feed = text[begin...].firstIndex(of: Self.feed), text[begin..<feed].allSatisfy(Self.isBlank) {
            begin = feed + 1
            line += 1
        }
        let lineEnd = text[begin...].firstIndex(of: Self.feed) ?? text.count
        let fields = text[begin..<lineEnd].split(separator: Self.comma, omittingEmptySubsequences: false)
            .map(Self.trimmed)
        guard fields.count >= 2 else {
            throw InputError("no line of pixels and a label, separated by commas", file: file, line: line)
        }
        columns = fields.count
        // A header is a line none of whose fields is a number.
        let isHeader = fields.allSatisfy { Double($0) == nil && !$0.isEmpty }
        let named = isHeader ? fields.indices.filter { fields[$0].lowercased() == "label" } : []
        guard named.count <= 1 else {
            throw InputError("\(named.count) columns are named label (allowed: one)", file: file, line: line)
        }
        labelColumn = named.first ?? fields.count - 1
        start = isHeader ? min(lineEnd + 1, text.count) : begin
        firstLine = isHeader ? line + 1 : line
    }

    private static let comma = UInt8(ascii: ",")
    private static let feed = UInt8(ascii: "\n")
    private static let largestLabel = 1 << 20

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

    private static func trimmed(_ field: ArraySlice<UInt8>) -> String {
        var text = String(decoding: field, as: UTF8.self)
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return text.count >= 2 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : text
    }

    /// Reads the images.
    ///
    /// - Parameters:
    ///   - shape: height, width and perhaps channels of an image; nil takes them to be square, of 1 or 3 channels.
    ///   - limit: how many images are taken at most; nil takes all.
    /// - Returns: the images with their labels.
    /// - Throws: `InputError` when the shape does not fit the columns, a line is damaged, or there are no images.
    func content(shape: [Int]?, limit: Int?) throws(InputError) -> ImageDataset.Content {
        let shape = try self.shape(given: shape)
        var pixels: [UInt8] = []
        var labels: [Int] = []
        pixels.reserveCapacity(limit == nil ? text.count / 3 : 0)
        var position = start
        var line = firstLine
        while position < text.count, labels.count < limit ?? .max {
            if try readLine(&position, line: line, into: &pixels, &labels) == false {
                guard text[position...].allSatisfy({ $0 == Self.feed || Self.isBlank($0) }) else {
                    throw InputError("an empty line between images", file: file, line: line)
                }
                break
            }
            line += 1
        }
        guard !labels.isEmpty else { throw InputError("the table has no images", file: file) }
        return ImageDataset.Content(
            shape: shape, pixels: .bytes(pixels), labels: labels, firstLine: firstLine)
    }

    /// The extents of an image of as many pixels as the table has columns.
    private func shape(given: [Int]?) throws(InputError) -> [Int] {
        let count = columns - 1
        if let given {
            let needed = given.reduce(1, *)
            guard needed == count else {
                throw InputError(
                    "images of \(count) numbers, but --image-shape \(given.map(String.init).joined(separator: "x")) has "
                        + "\(needed)", file: file, line: firstLine)
            }
            return given
        }
        for channels in [1, 3] where count % channels == 0 {
            let side = Int(Double(count / channels).squareRoot().rounded())
            if side * side * channels == count { return channels == 1 ? [side, side] : [side, side, channels] }
        }
        throw InputError(
            "\(count) numbers are no square image of 1 or 3 channels; give --image-shape HEIGHTxWIDTHxCHANNELS",
            file: file, line: firstLine)
    }

    /// Reads one line and goes to the next.
    ///
    /// - Returns: whether there was anything in it.
    private func readLine(
        _ position: inout Int, line: Int, into pixels: inout [UInt8], _ labels: inout [Int]
    ) throws(InputError) -> Bool {
        var end = position
        while end < text.count, text[end] != Self.feed { end += 1 }
        var stop = end
        while stop > position, Self.isBlank(text[stop - 1]) { stop -= 1 }
        guard stop > position else { return false }
        var column = 0
        var place = position
        while place <= stop {
            var value = 0
            var digits = 0
            let begin = place
            while place < stop, digits < 8, case let digit = text[place] &- 48, digit < 10 {
                value = value * 10 + Int(digit)
                digits += 1
                place += 1
            }
            if digits == 0 || place < stop && text[place] != Self.comma {
                while place < stop, text[place] != Self.comma { place += 1 }
                value = try number(text[begin..<place], line: line, column: column)
            }
            guard column < columns else { throw wrongLength("more than \(columns)", line: line) }
            if column == labelColumn {
                labels.append(try label(value, line: line))
            } else {
                guard value < 256 else { throw notAPixel("\(value)", line: line, column: column) }
                pixels.append(UInt8(truncatingIfNeeded: value))
            }
            column += 1
            place += 1
        }
        guard column == columns else { throw wrongLength("\(column)", line: line) }
        position = min(end + 1, text.count)
        return true
    }

    /// A whole number that is spelled in another way than with digits alone.
    private func number(_ field: ArraySlice<UInt8>, line: Int, column: Int) throws(InputError) -> Int {
        let word = Self.trimmed(field)
        guard let value = Double(word), value == value.rounded(), value >= 0, value < 1e9 else {
            throw column == labelColumn
                ? notALabel(word, line: line) : notAPixel(word, line: line, column: column)
        }
        return Int(value)
    }

    // MARK: Errors

    private func label(_ value: Int, line: Int) throws(InputError) -> Int {
        guard value <= Self.largestLabel else { throw notALabel("\(value)", line: line) }
        return value
    }

    private func wrongLength(_ count: String, line: Int) -> InputError {
        InputError("the line has \(count) values; the first one has \(columns)", file: file, line: line)
    }

    private func notAPixel(_ word: String, line: Int, column: Int) -> InputError {
        InputError(
            "value \(column + 1) of the line is \(Self.quoted(word)), not a pixel (allowed: 0 to 255)", file: file,
            line: line)
    }

    private func notALabel(_ word: String, line: Int) -> InputError {
        InputError("the label is \(Self.quoted(word)) (allowed: 0, 1, 2, ...)", file: file, line: line)
    }

    private static func quoted(_ word: String) -> String {
        word.isEmpty ? "empty" : "`\(shortened(word))`"
    }
}
