// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Formats
@testable import Models

/// Tables of pixels with a column of labels.
struct PixelTableTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(
        _ text: String, name: String = "t.csv", shape: [Int]? = nil, limit: Int? = nil, labels: String? = nil
    ) throws(InputError) -> ImageDataset {
        let path: String
        do {
            path = try folder.writeApart(name, Array(text.utf8))
        } catch {
            throw InputError("\(error)")
        }
        return try ImageDataset(
            readingFrom: path, labels: labels, preparation: ImagePreparation(storedShape: shape), limit: limit)
    }

    private func error(_ text: String, shape: [Int]? = nil) -> InputError {
        inputError { () throws(InputError) in _ = try read(text, shape: shape) }
    }

    private let header = "pixel0000,pixel0001,pixel0002,pixel0003,label\n"

    @Test func `pixels are read row by row, and the label last`() throws {
        let data = try read(header + "0,1,2,3,6\n4,5,6,255,0\n")
        #expect(data.count == 2 && data.shape == [2, 2] && data.labels == [6, 0])
        #expect(data.pixels == .bytes([0, 1, 2, 3, 4, 5, 6, 255]))
        #expect(try read("0,1,2,3,6\r\n4,5,6,255,0").labels == [6, 0])
        #expect(try read(header + "0,1,2,3,6\n4,5,6,255,0\n\n\n").count == 2)
        #expect(try read(header + "0,1,2,3,6\nx", limit: 1).count == 1)
    }

    @Test func `colors lie side by side`() throws {
        let data = try read("1,2,3,4,5,6,7,8,9,10,11,12,1\n")
        #expect(data.shape == [2, 2, 3])
        let network = try data.fitting([3, 2, 2])
        let values: [Float] = network.elements(of: 0..<1)
        #expect(values.map { ($0 * 255).rounded() } == [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12])
    }

    @Test func `a shape that is given counts`() throws {
        #expect(try read("1,2,3,4,5,6,7\n", shape: [2, 3]).shape == [2, 3])
        #expect(try read("1,2,3,4,5,6,7\n", shape: [1, 2, 3]).shape == [1, 2, 3])
        #expect(error("1,2,3,4,5,6,7\n").message.contains("6 numbers are no square image"))
        let wrong = error(header + "1,2,3,4,5\n", shape: [3, 3])
        #expect(wrong.line == 2 && wrong.message.contains("images of 4 numbers, but --image-shape 3x3 has 9"))
    }

    @Test func `a header may name another column label`() throws {
        let data = try read("Label,a,b,c,d\n7,1,2,3,4\n")
        #expect(data.labels == [7] && data.pixels == .bytes([1, 2, 3, 4]))
        #expect(error("label,a,b,c,label\n7,1,2,3,4\n").message.contains("2 columns are named label"))
    }

    @Test func `other ways to spell a whole number are read`() throws {
        let data = try read("1.0, 2 ,3e1,\"4\",5.0\n")
        #expect(data.labels == [5] && data.pixels == .bytes([1, 2, 30, 4]))
    }

    @Test(arguments: [
        ("1,2,3,5\n", 3, "the line has 4 values; the first one has 5"),
        ("1,2,3,4,5,6\n", 3, "the line has more than 5 values"),
        ("1,2,x,4,5\n", 3, "value 3 of the line is `x`, not a pixel"),
        ("1,2,,4,5\n", 3, "value 3 of the line is empty, not a pixel"),
        ("1,256,3,4,5\n", 3, "value 2 of the line is `256`, not a pixel (allowed: 0 to 255)"),
        ("1,-2,3,4,5\n", 3, "value 2 of the line is `-2`"),
        ("1,2.5,3,4,5\n", 3, "value 2 of the line is `2.5`"),
        ("1,2,3,4,-1\n", 3, "the label is `-1` (allowed: 0, 1, 2, ...)"),
        ("1,2,3,4,1.5\n", 3, "the label is `1.5`"),
        ("1,2,3,4,99999999\n", 3, "the label is `99999999`"),
        ("1,2,3,4,\n", 3, "the label is empty"),
        ("1,2,nan,4,5\n", 3, "`nan`"),
        ("\n1,2,3,4,5\n", 3, "an empty line between images"),
    ])
    func `errors name the line`(_ row: String, _ line: Int, _ part: String) {
        let found = error(header + "1,2,3,4,5\n" + row)
        #expect(found.line == line && found.message.contains(part), "\(found)")
        #expect(found.exitCode == 65)
    }

    @Test func `a label that the network has not is named with its line`() throws {
        let data = try read(header + "1,2,3,4,0\n1,2,3,4,1\n1,2,3,4,7\n1,2,3,4,8\n")
        func line(_ data: ImageDataset) -> Int? {
            inputError { () throws(InputError) in _ = try data.requiredLabels(classes: 7) }.line
        }
        #expect(line(data) == 4)
        #expect(try line(data.prefix(3)) == 4)
        let rest = try #require(try data.dropping(first: 3))
        #expect(line(rest) == 5)
    }

    @Test func `what is no table is an error`() {
        #expect(error("").message.contains("no line of pixels"))
        #expect(error(header).message.contains("the table has no images"))
        #expect(error("1\n2\n").message.contains("no line of pixels"))
        #expect(error("1,2\u{0},3,4,5\n").message.contains("binary"))
    }

    @Test func `tables may be gzipped`() throws {
        let path = Files.fixture("table.csv.gz")
        let data = try ImageDataset(readingFrom: path)
        #expect(data.count == 2 && data.shape == [2, 2, 3] && data.labels == [3, 0])
    }

    @Test func `a shape is for tables only`() throws {
        let message = inputError { () throws(InputError) in
            _ = try ImageDataset(
                readingFrom: Files.fixture("images_last.npz"), preparation: ImagePreparation(storedShape: [5, 6, 2]))
        }.message
        #expect(message.contains("--image-shape is for tables"))
    }

    /// The size of HAM10000's table of 28 x 28 pixels in color, a tenth of its rows.
    @Test func `a table of a thousand pictures is read in no time`() throws {
        var text = (0..<2352).map { "pixel\($0)" }.joined(separator: ",") + ",label\n"
        let row = (0..<2352).map { String($0 % 256) }.joined(separator: ",")
        for index in 0..<1000 { text += row + ",\(index % 7)\n" }
        let data = try read(text)
        #expect(data.count == 1000 && data.shape == [28, 28, 3] && data.labels?[8] == 1)
    }
}
