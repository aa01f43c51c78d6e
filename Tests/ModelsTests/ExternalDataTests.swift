// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Models

/// Weights in a file beside the model.
struct ExternalDataTests {
    /// A model in a folder of its own, whose only weights, four numbers, are said to be at some place.
    private struct Case {
        let folder: URL
        private let scratch: TemporaryFolder
        let model: SmallModel
        /// Where it would lie.
        let path: String

        init(_ entries: [(String, String)], in folderName: String = "model") throws {
            scratch = try TemporaryFolder()
            folder = scratch.url
            let own = folder.appending(path: folderName)
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            var tensor = ONNXMessage.Tensor()
            (tensor.dataType, tensor.dimensions, tensor.dataLocation) = (1, [2, 2], 1)
            tensor.externalData = entries.map { key, value in
                var pair = ONNXMessage.StringPair()
                (pair.key, pair.value) = (key, value)
                return pair
            }
            model = SmallModel([2]).constant("w", tensor).node("MatMul", ["input", "w"], ["y"])
            path = own.appending(path: "m.onnx").path
        }

        func write(_ name: String, _ numbers: [Float], before: Int = 0) throws {
            var data = Data(repeating: 7, count: before)
            for number in numbers {
                withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
            }
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        }

        func run() throws -> [Double] {
            let network = try model.network(at: path)
            return try network.run(ImageDataset(images: [1, 10], shape: [2]), threads: 1).values
        }

        func error() -> InputError {
            inputError { () throws(InputError) in _ = try model.network(at: path) }
        }
    }

    @Test(arguments: [
        ([("location", "w.bin")], 0), ([("location", "w.bin"), ("offset", "5"), ("length", "16")], 5),
        ([("location", "w.bin"), ("offset", "5"), ("checksum", "0")], 5),
        ([("location", "./w.bin"), ("length", "16")], 0),
    ])
    func `weights are where the model says`(_ entries: [(String, String)], _ before: Int) throws {
        let files = try Case(entries)
        try files.write("model/w.bin", [1, 2, 3, 4], before: before)
        #expect(try files.run() == [31, 42])
    }

    @Test func `they may lie in a folder below the model's, and behind a link that stays in it`() throws {
        let files = try Case([("location", "parts/w.bin")])
        try files.write("model/parts/real.bin", [1, 2, 3, 4])
        try FileManager.default.createSymbolicLink(
            atPath: files.folder.appending(path: "model/parts/w.bin").path, withDestinationPath: "real.bin")
        #expect(try files.run() == [31, 42])
    }

    @Test func `a file that is not there is named`() throws {
        let error = try Case([("location", "w.bin")]).error()
        #expect(error.kind == .missingInput)
        #expect(
            error.message
                == "constant `w`: its data are in `w.bin` beside the model: no such file, or it cannot be reached")
    }

    @Test(arguments: ["../w.bin", "parts/../../w.bin", "/etc/passwd", "link.bin", "folder/w.bin"])
    func `no path leads out of the model's folder`(_ location: String) throws {
        let files = try Case([("location", location)])
        try files.write("w.bin", [1, 2, 3, 4])
        try files.write("outside/w.bin", [1, 2, 3, 4])
        try files.write("model/parts/other.bin", [1])
        let manager = FileManager.default
        let model = files.folder.appending(path: "model")
        try manager.createSymbolicLink(atPath: model.appending(path: "link.bin").path, withDestinationPath: "../w.bin")
        try manager.createSymbolicLink(atPath: model.appending(path: "folder").path, withDestinationPath: "../outside")
        let error = files.error()
        #expect(error.kind == .badInput && error.message.contains("leads out of the model's folder"), "\(error)")
    }

    @Test(arguments: [
        ([("location", "w.bin"), ("offset", "4")], "12 bytes of data, but its extents [2, 2] ask for 16"),
        ([("location", "w.bin"), ("length", "12")], "12 bytes of data"),
        ([("location", "w.bin"), ("offset", "17")], "from byte 17 of `w.bin`, which has 16 bytes"),
        ([("location", "w.bin"), ("offset", "9223372036854775807"), ("length", "16")], "which has 16 bytes"),
        ([("location", "w.bin"), ("offset", "1"), ("length", "9223372036854775807")], "which has 16 bytes"),
        ([("location", "w.bin"), ("offset", "-4")], "`offset` of its external data is `-4`"),
        ([("location", "w.bin"), ("length", "99999999999999999999")], "`length` of its external data"),
        ([("location", "w.bin"), ("location", "v.bin")], "is given twice"),
        ([("offset", "0")], "`location` is missing"),
        ([("location", "")], "`location` is missing"), ([("location", "parts")], "a folder, a pipe or a device"),
    ])
    func `places that make no sense are errors`(_ entries: [(String, String)], _ message: String) throws {
        let files = try Case(entries)
        try files.write("model/w.bin", [1, 2, 3, 4])
        try files.write("model/parts/other.bin", [1])
        let error = files.error()
        #expect(error.kind == .badInput && error.message.contains(message), "\(error)")
    }

    @Test func `a pipe is an error at once`() throws {
        let files = try Case([("location", "pipe")])
        try #require(mkfifo(files.folder.appending(path: "model/pipe").path, 0o600) == 0)
        #expect(files.error().message.contains("a folder, a pipe or a device"))
    }

    @Test func `a model is read with the file beside it, and bytes alone are an error`() throws {
        let path = Files.fixture("external.onnx")
        #expect(try NetworkGraph(readingONNX: path).outputCount == 5)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let error = inputError { () throws(InputError) in _ = try NetworkGraph(onnx: bytes, file: "m.onnx") }
        #expect(error.message.contains("`external.onnx.data`, but the model is not read from a folder"))
    }
}
