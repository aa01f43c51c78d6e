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

    private func folder(_ pictures: [String: [UInt8]]) throws -> String {
        let name = UUID().uuidString
        for (picture, bytes) in pictures { try scratch.write("\(name)/\(picture)", bytes) }
        return scratch.path(of: name)
    }

    @Test func `65535 is 1, as 255 is`() throws {
        let deep = pngFile(width: 2, color: 0, rows: [[0, 65535], [32769, 257]])
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
        let white = pngFile(width: bytes.width, color: 0, rows: [[UInt16]](repeating: row, count: bytes.height))
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
        let path = try folder(["a/0.png": pngFile(width: 2, color: 0, rows: [[0, 65534]])])
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
