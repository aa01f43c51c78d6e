// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Models

/// Pictures of 16 bits a sample, and grey ones for networks that take colors.
struct PictureDepthTests {
    private let scratch: TemporaryFolder

    init() throws {
        scratch = try TemporaryFolder()
    }

    // MARK: PNG files made here, whose pixels are deflated by storing them

    private func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { (shift: UInt32) -> UInt8 in UInt8(number >> shift & 255) }
    }

    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let length = bigEndian(UInt32(content.count))
        return length + Array(name.utf8) + content + bigEndian(0)
    }

    /// A PNG file of 16 bits a sample.
    private func png(width: Int, color: UInt8, rows: [[UInt16]]) -> [UInt8] {
        var data: [UInt8] = []
        for row in rows {
            data.append(0)
            for sample in row { data += [UInt8(sample >> 8), UInt8(sample & 255)] }
        }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in data {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        let size = UInt16(data.count)
        var stored: [UInt8] = [0x78, 1, 1]
        for number in [size, ~size] { stored += [UInt8(number & 255), UInt8(number >> 8)] }
        stored += data
        stored += bigEndian(high << 16 | low)
        var header = bigEndian(UInt32(width))
        header += bigEndian(UInt32(rows.count))
        header += [16, color, 0, 0, 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", header)
        file += chunk("IDAT", stored)
        file += chunk("IEND", [])
        return file
    }

    private func folder(_ pictures: [String: [UInt8]]) throws -> String {
        let name = UUID().uuidString
        for (picture, bytes) in pictures { try scratch.write("\(name)/\(picture)", bytes) }
        return scratch.path(of: name)
    }

    @Test(arguments: [(UInt8(0), 1, 1), (2, 3, 3), (4, 2, 1), (6, 4, 3)])
    func `sixteen bits a sample are read, transparency left out`(_ color: UInt8, _ stored: Int, _ kept: Int) throws {
        let rows = (0..<2).map { (row: Int) -> [UInt16] in
            (0..<3 * stored).map { UInt16(row * 30000 + $0 * 257 + 1) }
        }
        let picture = try PNGImage.picture(png(width: 3, color: color, rows: rows), file: "x.png")
        #expect(picture.width == 3 && picture.height == 2 && picture.channels == kept)
        let wanted = rows.flatMap { (row: [UInt16]) -> [UInt16] in
            row.indices.filter { $0 % stored < kept }.map { row[$0] }
        }
        #expect(picture.samples == .words(wanted))
    }

    @Test func `65535 is 1, as 255 is`() throws {
        let deep = png(width: 2, color: 0, rows: [[0, 65535], [32769, 257]])
        let shallow = Files.fixture("png/2/0.png")
        let data = try ImageDataset(readingFrom: folder(["a/0.png": deep]))
        let values: [Double] = try data.fitting([1, 2, 2]).elements(of: 0..<1)
        #expect(values == [0, 1, 32769 / 65535.0, 257 / 65535.0])
        let scaled = try ImageDataset(
            readingFrom: data.file, normalization: Normalization(scale: 2, mean: [1], deviation: [4]))
        let changed: [Double] = try scaled.fitting([1, 2, 2]).elements(of: 0..<1)
        let wanted: [Double] = [-0.25, 509.0 / 4, (2 * (32769.0 / 257) - 1) / 4, 0.25]
        #expect(changed == wanted)
        // Among pictures of 8 bits, those keep their values.
        let bytes = try PNGImage.picture([UInt8](Data(contentsOf: URL(filePath: shallow))), file: shallow)
        let plain = try #require(bytes.samples.asBytes).map { Double($0) / 255 }
        let row = [UInt16](repeating: 65535, count: bytes.width)
        let white = png(width: bytes.width, color: 0, rows: [[UInt16]](repeating: row, count: bytes.height))
        let both = try ImageDataset(
            readingFrom: folder(["a/0.png": [UInt8](Data(contentsOf: URL(filePath: shallow))), "b/0.png": white]))
        #expect(both.shape == [bytes.height, bytes.width] + (bytes.channels == 1 ? [] : [3]))
        let extents = [bytes.channels, bytes.height, bytes.width]
        let mixed: [Double] = try both.fitting(extents).elements(of: 0..<1)
        #expect(mixed.sorted() == plain.sorted())
        let bright: [Double] = try both.fitting(extents).elements(of: 1..<2)
        #expect(bright.allSatisfy { $0 == 1 })
    }

    @Test func `resizing keeps sixteen bits`() throws {
        let path = try folder(["a/0.png": png(width: 2, color: 0, rows: [[0, 65534]])])
        let preparation = ImagePreparation(resize: ImageExtent(height: 1, width: 4))
        let data = try ImageDataset(readingFrom: path, preparation: preparation)
        #expect(data.pixels == .words([0, 16384, 49151, 65534]))
        #expect(try data.dropping(first: 1) == nil)
    }

    @Test(arguments: [[2, 3], [1, 2, 3], [2, 3, 1]])
    func `grey images have three equal colors on a network of colors`(_ shape: [Int]) throws {
        let data = try ImageDataset(
            file: "x", shape: shape, pixels: .bytes((0..<12).map { UInt8($0) }),
            normalization: Normalization(mean: [0, 1, 2], deviation: [1, 1, 2]))
        let values: [Double] = try data.fitting([3, 2, 3]).elements(of: 1..<2)
        let plane = (6..<12).map { Double($0) / 255 }
        let wanted: [Double] = plane + plane.map { $0 - 1 } + plane.map { ($0 - 2) / 2 }
        #expect(values == wanted)
        #expect(
            inputError { () throws(InputError) in _ = try data.fitting([3, 3, 2]) }.message.contains("but the network"))
        #expect(
            inputError { () throws(InputError) in _ = try data.fitting([4, 2, 3]) }.message.contains("but the network"))
    }

    @Test func `images in color on a network of grey ones are an error that says what to do`() throws {
        let data = try ImageDataset(
            file: "x", shape: [2, 2, 3], pixels: .bytes([UInt8](repeating: 0, count: 12)))
        let error = inputError { () throws(InputError) in _ = try data.fitting([1, 2, 2]) }
        #expect(error.message.contains("turn them into grey ones first"))
    }
}
