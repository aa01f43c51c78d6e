import Diagnostics
import Foundation
import Testing

@testable import Models

/// Pictures of 16 bits a sample, and grey ones for networks that take colors.
struct PictureDepthTests {
    // MARK: PNG files made here, whose pixels are deflated by storing them

    private func bigEndian(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }

    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        bigEndian(UInt32(content.count)) + Array(name.utf8) + content + [0, 0, 0, 0]
    }

    /// A PNG file of 16 bits a sample.
    private func png(width: Int, color: UInt8, rows: [[UInt16]]) -> [UInt8] {
        let data = rows.flatMap { [0] + $0.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in data {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        let size = UInt16(data.count)
        let stored: [UInt8] = [0x78, 1, 1, UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)]
        let header = bigEndian(UInt32(width)) + bigEndian(UInt32(rows.count)) + [16, color, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", stored + data + bigEndian(high << 16 | low)) + chunk("IEND", [])
    }

    private func folder(_ pictures: [String: [UInt8]]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-png-\(UUID().uuidString)")
        for (name, bytes) in pictures {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        return folder.path
    }

    @Test(arguments: [(UInt8(0), 1, 1), (2, 3, 3), (4, 2, 1), (6, 4, 3)])
    func `sixteen bits a sample are read, transparency left out`(_ color: UInt8, _ stored: Int, _ kept: Int) throws {
        let rows = (0..<2).map { row in (0..<3 * stored).map { UInt16(row * 30000 + $0 * 257 + 1) } }
        let picture = try PNGImage.picture(png(width: 3, color: color, rows: rows), file: "x.png")
        #expect(picture.width == 3 && picture.height == 2 && picture.channels == kept)
        let wanted = rows.flatMap { row in row.enumerated().filter { $0.offset % stored < kept }.map(\.element) }
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
        #expect(changed == [-0.25, (510 - 1) / 4, (2 * 32769 / 257.0 - 1) / 4, 0.25])
        // Among pictures of 8 bits, those keep their values.
        let bytes = try PNGImage.picture([UInt8](Data(contentsOf: URL(filePath: shallow))), file: shallow)
        let grey = bytes.samples.asBytes.map { $0.map { Double($0) / 255 } }
        let both = try ImageDataset(
            readingFrom: folder([
                "a/0.png": [UInt8](Data(contentsOf: URL(filePath: shallow))),
                "b/0.png": png(
                    width: bytes.width, color: 0,
                    rows: [[UInt16]](repeating: [UInt16](repeating: 65535, count: bytes.width), count: bytes.height)),
            ]))
        let mixed: [Double] = try both.fitting(
            bytes.channels == 1 ? [1, bytes.height, bytes.width] : [3, bytes.height, bytes.width]
        ).elements(of: 0..<1)
        #expect(mixed.sorted() == grey?.sorted())
    }

    @Test func `resizing keeps sixteen bits`() throws {
        let path = try folder(["a/0.png": png(width: 2, color: 0, rows: [[0, 65534]])])
        let preparation = ImagePreparation(resize: ImageExtent(height: 1, width: 4))
        let data = try ImageDataset(readingFrom: path, preparation: preparation)
        #expect(data.pixels == .words([0, 16384, 49151, 65534]))
        #expect(try #require(data.dropping(first: 0)).count == 1)
    }

    @Test(arguments: [[2, 3], [1, 2, 3], [2, 3, 1]])
    func `grey images have three equal colors on a network of colors`(_ shape: [Int]) throws {
        let bytes = ImageDataset.Pixels.bytes((0..<12).map { UInt8($0) })
        let data = try ImageDataset(
            file: "x", shape: shape, pixels: bytes,
            normalization: Normalization(mean: [0, 1, 2], deviation: [1, 1, 2]))
        let values: [Double] = try data.fitting([3, 2, 3]).elements(of: 1..<2)
        let plane = (6..<12).map { Double($0) / 255 }
        #expect(values == plane + plane.map { $0 - 1 } + plane.map { ($0 - 2) / 2 })
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
