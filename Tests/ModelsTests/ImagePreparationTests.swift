// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Models

/// Resizing, cropping and ordering of channels, against cases computed by hand.
struct ImagePreparationTests {
    private func bytes(_ data: ImageDataset) -> [UInt8] {
        guard case .bytes(let bytes) = data.pixels else { return [] }
        return bytes
    }

    private func prepared(
        _ preparation: ImagePreparation, _ shape: [Int], _ samples: [UInt8], layout: Normalization.Layout? = nil
    ) throws -> (shape: [Int], bytes: [UInt8]) {
        let content = ImageDataset.Content(shape: shape, pixels: .bytes(samples))
        let result = try preparation.applied(to: content, layout: layout, file: "x")
        guard case .bytes(let bytes) = result.pixels else { return ([], []) }
        return (result.shape, bytes)
    }

    private func extent(_ height: Int, _ width: Int) throws -> ImageExtent {
        try #require(ImageExtent(height: height, width: width))
    }

    @Test func `twice as many pixels lie at quarters`() throws {
        // Places -1/4, 1/4, 3/4, 5/4 of 0 and 100: the outer ones are held.
        let (shape, row) = try prepared(ImagePreparation(resize: extent(1, 4)), [1, 2], [0, 100])
        #expect(shape == [1, 4])
        #expect(row == [0, 25, 75, 100])
    }

    @Test func `both directions are interpolated`() throws {
        // 2 x 2 to 3 x 3: the middle lies between all four, at the mean; the edges between two.
        let (_, square) = try prepared(ImagePreparation(resize: extent(3, 3)), [2, 2], [0, 100, 200, 240])
        // Places -1/6 (held at 0), 1/2, 7/6 (held at 1). The middle is 135.
        #expect(square == [0, 50, 100, 100, 135, 170, 200, 220, 240])
    }

    @Test func `fewer pixels take two neighbours each, without a filter`() throws {
        // 6 to 2: places 1 and 4. The others do not count.
        let (_, row) = try prepared(ImagePreparation(resize: extent(1, 2)), [1, 6], [9, 10, 9, 9, 250, 9])
        #expect(row == [10, 250])
        // 3 to 2: places 1/4 and 7/4; halves are rounded up.
        let (_, other) = try prepared(ImagePreparation(resize: extent(1, 2)), [1, 3], [0, 2, 4])
        #expect(other == [1, 4])
    }

    @Test func `the own size changes nothing`() throws {
        let samples = (0..<60).map { UInt8($0 * 4) }
        for (shape, layout) in [([4, 5, 3], Normalization.Layout.channelsLast), ([3, 4, 5], .channelsFirst)] {
            let result = try prepared(ImagePreparation(resize: extent(4, 5)), shape, samples, layout: layout)
            #expect(result.shape == shape && result.bytes == samples)
        }
    }

    @Test func `channels keep apart in either order of axes`() throws {
        let resize = ImagePreparation(resize: try extent(1, 4))
        let last = try prepared(resize, [1, 2, 3], [0, 10, 20, 100, 110, 120], layout: .channelsLast)
        #expect(last.shape == [1, 4, 3])
        #expect(last.bytes == [0, 10, 20, 25, 35, 45, 75, 85, 95, 100, 110, 120])
        let first = try prepared(resize, [3, 1, 2], [0, 100, 10, 110, 20, 120], layout: .channelsFirst)
        #expect(first.shape == [3, 1, 4])
        #expect(first.bytes == [0, 25, 75, 100, 10, 35, 85, 110, 20, 45, 95, 120])
    }

    @Test func `the middle is cut out, after the resize`() throws {
        let samples = (0..<20).map { UInt8($0) }
        // Of an odd rest the smaller half is at the top and left.
        let cut = try prepared(ImagePreparation(crop: extent(2, 2)), [4, 5], samples)
        #expect(cut.shape == [2, 2] && cut.bytes == [6, 7, 11, 12])
        let both = try prepared(ImagePreparation(resize: extent(1, 4), crop: extent(1, 2)), [1, 2], [0, 100])
        #expect(both.bytes == [25, 75])
    }

    @Test func `colors change places`() throws {
        let bgr = ImagePreparation(channelOrder: .bgr)
        #expect(try prepared(bgr, [1, 2, 3], [1, 2, 3, 4, 5, 6], layout: .channelsLast).bytes == [3, 2, 1, 6, 5, 4])
        #expect(try prepared(bgr, [3, 1, 2], [1, 2, 3, 4, 5, 6], layout: .channelsFirst).bytes == [5, 6, 3, 4, 1, 2])
        #expect(
            inputError { () throws(InputError) in
                let content = ImageDataset.Content(shape: [2, 2], pixels: .bytes([1, 2, 3, 4]))
                _ = try bgr.applied(to: content, layout: nil, file: "x")
            }.message.contains("--channel-order bgr for images of 1 channel (allowed: 3)"))
    }

    @Test func `real pixels are not rounded`() throws {
        let content = ImageDataset.Content(shape: [1, 2], pixels: .reals([0, 1]))
        let result = try ImagePreparation(resize: extent(1, 4)).applied(to: content, layout: nil, file: "x")
        #expect(result.pixels == .reals([0, 0.25, 0.75, 1]))
    }

    @Test func `what cannot be done is an error`() throws {
        func message(_ preparation: ImagePreparation, _ shape: [Int]) -> String {
            inputError { () throws(InputError) in
                let pixels = Pixels.bytes([UInt8](repeating: 0, count: shape.reduce(1, *)))
                _ = try preparation.applied(
                    to: ImageDataset.Content(shape: shape, pixels: pixels), layout: nil, file: "x")
            }.message
        }
        let resize = ImagePreparation(resize: try extent(2, 2))
        #expect(message(resize, [12]).contains("needed: height, width"))
        #expect(message(resize, [3, 2, 3]).contains("which axis"))
        #expect(message(resize, [5, 6, 7]).contains("layout NCHW or NHWC"))
        let crop = ImagePreparation(resize: try extent(2, 9), crop: try extent(3, 3))
        #expect(message(crop, [4, 4]).contains("--crop 3x3 of images of 2x9 pixels"))
    }

    @Test(arguments: ["224x224", "1X2", "16384x1"]) func `extents are read`(_ text: String) {
        #expect(ImageExtent(text)?.description == text.lowercased())
    }

    @Test(arguments: ["", "224", "224x", "x224", "0x3", "-1x3", "2x3x4", "axb", "99999x1", "2 x 2"])
    func `extents that make no sense are refused`(_ text: String) {
        #expect(ImageExtent(text) == nil)
    }

    @Test func `pictures of several sizes fit together when they are resized`() throws {
        let folder = Files.fixture("jpeg_decoded")
        let error = inputError { () throws(InputError) in _ = try ImageDataset(readingFrom: folder) }
        #expect(error.message.contains("--resize"))
        let data = try ImageDataset(
            readingFrom: folder, preparation: ImagePreparation(resize: extent(8, 8), channelOrder: .bgr))
        #expect(data.count == 3 && data.shape == [8, 8, 3])
        // The grey picture, the second one, has three equal colors.
        let grey = bytes(data)[192..<384]
        for pixel in stride(from: 192, to: 384, by: 3) {
            #expect(grey[pixel] == grey[pixel + 1] && grey[pixel] == grey[pixel + 2])
        }
    }

    /// Without libturbojpeg every picture is the same error, which tells what to install.
    private var isJPEGInstalled: Bool {
        do throws(InputError) {
            _ = try JPEGImage.picture([], file: "x")
            return true
        } catch {
            return error.kind != .missingInput
        }
    }

    @Test func `a folder of JPEG pictures is a data set`() throws {
        guard isJPEGInstalled else {
            let error = inputError { () throws(InputError) in
                _ = try ImageDataset(readingFrom: Files.fixture("jpeg"), preparation: .none)
            }
            #expect(error.message.contains("apt-get install libturbojpeg0"))
            return
        }
        let data = try ImageDataset(
            readingFrom: Files.fixture("jpeg"),
            preparation: ImagePreparation(resize: ImageExtent(height: 8, width: 8)))
        #expect(data.count == 3 && data.shape == [8, 8, 3] && data.labels == [0, 0, 0])
    }
}
