// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Decodes PNG pictures (ISO/IEC 15948): grey, RGB, palette, with or without transparency, of 1 to 16 bits a
/// sample, not interlaced. Transparency is left out.
package enum PNGImage {
    /// The largest extent of a picture that is read.
    private static let largestExtent = 1 << 14

    private struct Header {
        let width: Int
        let height: Int
        let depth: Int
        let color: Int

        /// Samples of a pixel as they are stored.
        var storedChannels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][color] ?? 1 }
        var bytesPerRow: Int { (width * storedChannels * depth + 7) / 8 }
    }

    /// Reads a picture.
    ///
    /// - Throws: `InputError` when the file is no whole PNG file of a kind that is read.
    package static func picture(_ bytes: [UInt8], file: String) throws(InputError) -> Picture {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            throw InputError("neither a PNG nor a JPEG file", file: file)
        }
        let chunks = try PNGChunks(bytes, file: file)
        let header = try header(chunks.header, file)
        let size = header.height * (header.bytesPerRow + 1)
        guard let rows = inflated(chunks.data[...], .zlib, limit: size), rows.count == size else {
            throw InputError("a truncated or damaged PNG file: its pixels do not expand to \(size) bytes", file: file)
        }
        guard let stored = unfiltered(rows, header) else {
            throw InputError("a damaged PNG file: an unknown filter of a row", file: file)
        }
        return Picture(
            width: header.width, height: header.height, channels: header.color == 0 || header.color == 4 ? 1 : 3,
            samples: try samples(stored, header, palette: chunks.palette, file))
    }

    private static func header(_ bytes: [UInt8], _ file: String) throws(InputError) -> Header {
        func extent(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count == 13 else { throw InputError("a damaged PNG file: its header", file: file) }
        let header = Header(width: extent(0), height: extent(4), depth: Int(bytes[8]), color: Int(bytes[9]))
        guard (1...largestExtent).contains(header.width), (1...largestExtent).contains(header.height) else {
            throw InputError(
                "a picture of \(header.width) x \(header.height) pixels (allowed: 1 to \(largestExtent))", file: file)
        }
        guard header.width * header.height <= Picture.mostPixels else {
            throw InputError(
                "a picture of \(header.width) x \(header.height) pixels (allowed: up to \(Picture.mostPixels) pixels)",
                file: file)
        }
        let depths =
            [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]][header.color] ?? []
        guard depths.contains(header.depth) else {
            throw InputError(
                "\(header.depth) bits a sample in color type \(header.color) (allowed: 1, 2, 4, 8 or 16 bits; grey, RGB, "
                    + "palette, grey or RGB with transparency)", file: file)
        }
        guard bytes[10] == 0, bytes[11] == 0, bytes[12] == 0 else {
            throw InputError("an interlaced PNG file (allowed: not interlaced)", file: file)
        }
        return header
    }

    /// Undoes the prediction of each row from its neighbours.
    private static func unfiltered(_ rows: [UInt8], _ header: Header) -> [UInt8]? {
        let count = header.bytesPerRow
        let step = max(1, header.storedChannels * header.depth / 8)
        var result = [UInt8](repeating: 0, count: header.height * count)
        for row in 0..<header.height {
            let kind = rows[row * (count + 1)]
            let start = row * count
            for place in 0..<count {
                let left = place >= step ? Int(result[start + place - step]) : 0
                let above = row > 0 ? Int(result[start + place - count]) : 0
                let corner = row > 0 && place >= step ? Int(result[start + place - count - step]) : 0
                let prediction: Int
                switch kind {
                case 0: prediction = 0
                case 1: prediction = left
                case 2: prediction = above
                case 3: prediction = (left + above) / 2
                case 4: prediction = nearest(left, above, corner)
                default: return nil
                }
                result[start + place] = rows[row * (count + 1) + 1 + place] &+ UInt8(prediction)
            }
        }
        return result
    }

    /// Paeth's predictor: the neighbour that is nearest to left + above - corner.
    private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let target = left + above - corner
        let (a, b, c) = (abs(target - left), abs(target - above), abs(target - corner))
        return a <= b && a <= c ? left : b <= c ? above : corner
    }

    private static func samples(
        _ stored: [UInt8], _ header: Header, palette: [UInt8], _ file: String
    ) throws(InputError) -> Pixels {
        if header.depth == 16 {
            // The upper byte comes first.
            let words = stride(from: 0, to: stored.count, by: 2).map { (place: Int) -> UInt16 in
                UInt16(stored[place]) << 8 | UInt16(stored[place + 1])
            }
            return .words(opaque(words, header))
        }
        return .bytes(try bytes(stored, header, palette: palette, file))
    }

    /// Samples without those of transparency.
    private static func opaque<Sample>(_ stored: [Sample], _ header: Header) -> [Sample] {
        guard header.color == 4 || header.color == 6 else { return stored }
        let kept = header.storedChannels - 1
        return stored.enumerated().filter { $0.offset % (kept + 1) < kept }.map(\.element)
    }

    private static func bytes(
        _ stored: [UInt8], _ header: Header, palette: [UInt8], _ file: String
    ) throws(InputError) -> [UInt8] {
        if ![0, 3].contains(header.color) { return opaque(stored, header) }
        let mask = (1 << header.depth) - 1
        var values: [Int] = []
        values.reserveCapacity(header.width * header.height)
        for row in 0..<header.height {
            for column in 0..<header.width {
                let bit = column * header.depth
                let byte = Int(stored[row * header.bytesPerRow + bit / 8])
                values.append(byte >> (8 - header.depth - bit % 8) & mask)
            }
        }
        if header.color == 0 { return values.map { UInt8($0 * 255 / mask) } }
        guard let largest = values.max(), 3 * largest + 2 < palette.count else {
            throw InputError("a damaged PNG file: a pixel has no color in the palette", file: file)
        }
        return values.flatMap { palette[3 * $0..<3 * $0 + 3] }
    }
}

/// The parts of a PNG file that matter.
private struct PNGChunks {
    var header: [UInt8] = []
    var palette: [UInt8] = []
    var data: [UInt8] = []

    init(_ bytes: [UInt8], file: String) throws(InputError) {
        var offset = 8
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { break }
            let content = bytes[offset + 8..<offset + 8 + length]
            let name = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            switch name {
            case "IHDR": header = Array(content)
            case "PLTE": palette = Array(content)
            case "IDAT": data += content
            case "IEND": return
            default:
                guard bytes[offset + 4] & 0x20 != 0 else {
                    throw InputError("a PNG file with the unknown critical part \(shortened(name))", file: file)
                }
            }
            offset += 12 + length
        }
        throw InputError("a truncated PNG file", file: file)
    }
}
