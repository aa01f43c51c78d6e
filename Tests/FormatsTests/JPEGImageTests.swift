// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Formats

/// JPEG pictures, where libturbojpeg is installed (`apt-get install libturbojpeg0`).
@Suite struct JPEGImageTests {
    private static let folder = pictureFixture("jpeg/a")

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(Self.folder)/\(name).jpg")))
    }

    /// Without the library every picture is the same error, which tells what to install.
    private var isInstalled: Bool {
        do throws(InputError) {
            _ = try JPEGImage.picture([], file: "x")
            return true
        } catch {
            return error.kind != .missingInput
        }
    }

    @Test(arguments: ["color", "grey", "progressive"])
    func `pixels are those that other decoders find`(_ name: String) throws {
        guard isInstalled else {
            let error = inputError { try JPEGImage.picture(bytes(name), file: name) }
            #expect(error.message.contains("apt-get install libturbojpeg0"))
            #expect(error.message.contains("mogrify -format png"))
            return
        }
        let picture = try JPEGImage.picture(bytes(name), file: name)
        let path = pictureFixture("jpeg_decoded/a/\(name).png")
        let expected = try PNGImage.picture([UInt8](Data(contentsOf: URL(filePath: path))), file: path)
        #expect(picture.width == expected.width && picture.height == expected.height)
        #expect(picture.channels == expected.channels)
        try requireEqual(picture, expected, within: 1)
    }

    private func requireEqual(_ picture: Picture, _ expected: Picture, within tolerance: Int) throws {
        let (found, wanted) = (try #require(picture.samples.asBytes), try #require(expected.samples.asBytes))
        #expect(found.count == wanted.count)
        #expect(zip(found, wanted).allSatisfy { abs(Int($0) - Int($1)) <= tolerance })
    }

    @Test func `the four colors of print become those of a screen`() throws {
        guard isInstalled else { return }
        let path = fixture("jpeg_print/a/cmyk.jpg")
        let picture = try JPEGImage.picture([UInt8](Data(contentsOf: URL(filePath: path))), file: path)
        let decoded = fixture("jpeg_print_decoded/a/cmyk.png")
        let expected = try PNGImage.picture([UInt8](Data(contentsOf: URL(filePath: decoded))), file: decoded)
        #expect(picture.channels == 3 && picture.width == 9 && picture.height == 7)
        try requireEqual(picture, expected, within: 2)
    }

    @Test func `damaged pictures are errors, but never a trap`() throws {
        guard isInstalled else { return }
        let whole = try bytes("color")
        for count in [0, 1, 2, 20, 100, whole.count - 40] {
            let error = inputError { try JPEGImage.picture(Array(whole.prefix(count)), file: "x.jpg") }
            #expect(error.kind == .badInput && error.file == "x.jpg")
        }
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var garbled = whole
            for _ in 0..<3 {
                garbled[Int.random(in: 0..<garbled.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            _ = try? JPEGImage.picture(garbled, file: "x.jpg")
        }
    }
}
