// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Testing
import _TestSupport

/// Images and labels in each of their forms, and what is wrong with bad ones.
struct DatasetTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func idx(_ extents: [Int], _ bytes: [UInt8]) -> [UInt8] {
        [0, 0, 8, UInt8(extents.count)]
            + extents.flatMap { extent in [24, 16, 8, 0].map { UInt8(extent >> $0 & 255) } }
            + bytes
    }

    private func error(_ path: String, labels: String? = nil, limit: Int? = nil) -> InputError {
        inputError { () throws(InputError) in _ = try ImageDataset(readingFrom: path, labels: labels, limit: limit) }
    }

    @Test func `idx files of images and labels fit together`() throws {
        let images = try folder.writeApart("images", idx([2, 2, 3], Array(0..<12)))
        let labels = try folder.writeApart("labels", idx([2], [1, 0]))
        let data = try ImageDataset(readingFrom: images, labels: labels)
        #expect(data.count == 2 && data.shape == [2, 3] && data.labels == [1, 0])
        #expect(try ImageDataset(readingFrom: images, labels: labels, limit: 1).labels == [1])
        #expect(try data.requiredLabels(classes: 2) == [1, 0])
        let classes = inputError { () throws(InputError) in _ = try data.requiredLabels(classes: 1) }
        #expect(classes.message.contains("label 1"))
    }

    @Test func `labels that do not fit are errors`() throws {
        let images = try folder.writeApart("images", idx([2, 2, 3], Array(0..<12)))
        let labels = try folder.writeApart("labels", idx([3], [1, 0, 2]))
        #expect(error(images, labels: labels).message.contains("3 labels, but 2 images"))
        #expect(error(images, labels: images).message.contains("instead of labels"))
        #expect(error(labels).message.contains("labels"))
        #expect(error(images, limit: 0).kind == .usage)
        let data = try ImageDataset(readingFrom: images)
        #expect(
            inputError { () throws(InputError) in _ = try data.requiredLabels(classes: 2) }.message.contains(
                "no labels"))
    }

    @Test func `damaged files are errors`() throws {
        #expect(error("/nowhere").kind == .missingInput)
        #expect(error(try folder.writeApart("short", idx([2, 2, 3], Array(0..<11)))).message.contains("truncated"))
        #expect(error(try folder.writeApart("huge", idx([1 << 31, 1 << 31, 1 << 31], []))).kind == .badInput)
        #expect(error(try folder.writeApart("words", Array("hello".utf8))).message.contains("not a file of images"))
        #expect(error(try folder.writeApart("gzip", [0x1F, 0x8B, 8, 0, 1, 2, 3])).message.contains("gzip"))
        #expect(error(try folder.writeApart("array", [0x93] + Array("NUMPY".utf8) + [1, 0, 9])).kind == .badInput)
        #expect(error(try folder.writeApart("empty", [])).kind == .badInput)
    }

    @Test func `CIFAR-10 records have their labels`() throws {
        let record = [UInt8](repeating: 7, count: 3072)
        let data = try ImageDataset(readingFrom: folder.writeApart("batch.bin", [3] + record + [9] + record))
        #expect(data.count == 2 && data.shape == [3, 32, 32] && data.labels == [3, 9])
        #expect(error(try folder.writeApart("batch.bin", [11] + record)).message.contains("label above 9"))
    }

    @Test func `NumPy arrays may have channels last`() throws {
        let data = try ImageDataset(readingFrom: Files.fixture("images_last.npz"))
        #expect(data.count == 2 && data.shape == [5, 6, 2] && data.labels == [4, 1])
        let first = try ImageDataset(readingFrom: Files.fixture("images_first.npz"))
        let graph = try NetworkGraph(readingONNX: Files.fixture("images.onnx"))
        #expect(try graph.run(data) == graph.run(first))
        let other = try NetworkGraph(readingONNX: Files.fixture("conv_pads.onnx"))
        let message = inputError { () throws(InputError) in _ = try other.run(data) }.message
        #expect(message.contains("images of extents [5, 6, 2], but the network takes [3, 7, 6]"))
    }

    @Test func `pixels are divided by 255 unless the normalization says otherwise`() throws {
        let path = Files.fixture("images_last.npz")
        let graph = try NetworkGraph(readingONNX: Files.fixture("images.onnx"))
        let plain = try graph.run(ImageDataset(readingFrom: path)).values
        let json = try folder.writeApart("n.json", Array(#"{"scale": 1, "mean": [1, 2], "std": 2}"#.utf8))
        let changed = try graph.run(
            ImageDataset(readingFrom: path, normalization: Normalization(readingFrom: json))
        ).values
        // The network gives its input back, channels first.
        for (index, (x, y)) in zip(plain, changed).enumerated() {
            let mean = index / 30 % 2 == 0 ? 1.0 : 2.0
            #expect(abs((x * 255 - mean) / 2 - y) < 1e-4)
        }
    }

    @Test(arguments: [
        (#"{"meen": 1}"#, "did you mean `mean`"), (#"{"std": 0}"#, "not positive"), (#"{"scale": [1, 2]}"#, "scale"),
        (#"{"layout": "CHWN"}"#, "NCHW, NHWC"), ("[]", "not a JSON object"), (#"{"mean": true}"#, "mean"),
        (#"{"mean": "x"}"#, "mean"),
    ])
    func `a normalization that makes no sense is an error`(_ json: String, _ part: String) throws {
        let path = try folder.writeApart("n.json", Array(json.utf8))
        let error = inputError { () throws(InputError) in _ = try Normalization(readingFrom: path) }
        #expect(error.message.contains(part), "\(error)")
    }

    @Test func `a normalization of other channels is an error`() throws {
        let data = try ImageDataset(
            readingFrom: Files.fixture("images_last.npz"), normalization: Normalization(mean: [1, 2, 3]))
        let graph = try NetworkGraph(readingONNX: Files.fixture("images.onnx"))
        #expect(inputError { () throws(InputError) in _ = try graph.run(data) }.message.contains("3 numbers for mean"))
    }

    @Test func `PNG files of every kind are read`() throws {
        let data = try ImageDataset(readingFrom: Files.fixture("png"))
        #expect(data.classNames == ["2", "10"])
        #expect(data.labels == [0, 1, 0, 1, 0, 1, 0, 1])
        let expected = try ImageDataset(readingFrom: Files.fixture("png.npz"))
        let graph = try NetworkGraph(readingONNX: Files.fixture("images_rgb.onnx"))
        #expect(try graph.run(data) == graph.run(expected))
        #expect(try ImageDataset(readingFrom: Files.fixture("png"), limit: 3).labels == [0, 1, 0])
    }

    @Test func `bad PNG files are errors or pictures, but never a trap`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Files.fixture("png/2")).sorted()
        let place = folder.url.appending(path: "a")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        #expect(error(folder.path).message.contains("no PNG or JPEG files"))
        var generator = SeededGenerator(seed: 3)
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Files.fixture("png/2/\(file)"))))
            for round in 0..<60 {
                var garbled =
                    round % 2 == 0 ? bytes : Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
                if round % 2 == 0 {
                    garbled[Int.random(in: 0..<garbled.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                try Data(garbled).write(to: place.appending(path: "x.png"))
                if round % 2 == 1 {
                    #expect(error(folder.path).kind == .badInput)
                } else {
                    _ = try? ImageDataset(readingFrom: folder.path)
                }
            }
        }
        try Data("no".utf8).write(to: place.appending(path: "x.png"))
        #expect(error(folder.path).message.contains("neither a PNG nor a JPEG file"))
    }
}
