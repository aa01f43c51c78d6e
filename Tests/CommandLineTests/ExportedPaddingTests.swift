// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import Workload

/// A network whose layers of stride 2 are padded as PyTorch, TensorFlow and Keras write it: the same work everywhere.
@Suite struct ExportedPaddingTests {
    /// How an exporter writes the padding of a layer.
    private enum Exporter: String, CaseIterable {
        /// Pads that are the same on all sides, as from PyTorch.
        case symmetric
        /// The attribute `auto_pad`, as TensorFlow calls its padding.
        case automatic
        /// Pads that differ from side to side.
        case uneven
        /// A node of its own that makes a margin, as from Keras.
        case margin
    }

    /// Blocks as those of MobileNetV2 and EfficientNet: a stem, a depthwise layer of 3 x 3 and one of 5 x 5, all of stride 2.
    private func model(_ exporter: Exporter) -> [UInt8] {
        var model = ONNXBytes()
        var value = "x"
        func weights(_ count: Int, _ seed: Int) -> [Float] {
            (0..<count).map { Float(scattered($0 + 1000 * seed) % 255 - 127) / 254 }
        }
        func convolution(_ name: String, _ extents: [Int], size: Int, stride: Int, groups: Int = 1) {
            let kernel = extents[2]
            let total = max(0, ((size + stride - 1) / stride - 1) * stride + kernel - size)
            let (before, after) = (total / 2, total - total / 2)
            var lists = ["strides": [stride, stride], "kernel_shape": [kernel, kernel]]
            var words: [String: String] = [:]
            var input = value
            switch exporter {
            case .symmetric: lists["pads"] = [Int](repeating: kernel / 2, count: 4)
            case .automatic: words["auto_pad"] = "SAME_UPPER"
            case .uneven: lists["pads"] = [before, before, after, after]
            case .margin where total > 0:
                model.add(constant: "\(name).pads", [0, 0, before, before, 0, 0, after, after])
                model.add("Pad", [value, "\(name).pads"], "\(name).margin")
                input = "\(name).margin"
            case .margin: break
            }
            model.add(constant: "\(name).weight", extents, weights(extents.reduce(1, *), name.utf8.count + kernel))
            model.add(
                "Conv", [input, "\(name).weight"], name, lists: lists, words: words, numbers: ["group": groups])
            model.add("Relu", [name], "\(name).relu")
            value = "\(name).relu"
        }
        convolution("stem", [8, 3, 3, 3], size: 32, stride: 2)
        convolution("depthwise", [8, 1, 3, 3], size: 16, stride: 2, groups: 8)
        convolution("pointwise", [16, 8, 1, 1], size: 8, stride: 1)
        convolution("large", [16, 1, 5, 5], size: 8, stride: 2, groups: 16)
        model.add("GlobalAveragePool", [value], "mean")
        model.add("Flatten", ["mean"], "flat")
        model.add(constant: "head.weight", [10, 16], weights(160, 99))
        model.add("Gemm", ["flat", "head.weight"], "head", numbers: ["transB": 1])
        return model.model(input: "x", extents: [3, 32, 32], output: "head")
    }

    /// A number that looks random, the same each time (Knuth's multiplicative hash).
    private func scattered(_ index: Int) -> Int { (index + 1) * 2_654_435_761 % (1 << 32) >> 16 }

    private func folder() throws -> Folder {
        let folder = try Folder()
        for exporter in Exporter.allCases {
            try Data(model(exporter)).write(to: folder.url.appending(path: "\(exporter.rawValue).onnx"))
        }
        let writer = try NumpyArchiveWriter(folder.url.appending(path: "data.npz").path)
        let pixels = (0..<3 * 32 * 32).map { UInt8(scattered($0) % 256) }
        try writer.add("images", descriptor: "|u1", shape: [1, 3, 32, 32], pixels)
        try writer.finish()
        return folder
    }

    private func report(_ command: String, _ exporter: Exporter, in folder: Folder) throws -> [String: Any] {
        let result = try Tessera.shell(
            "$tessera \(command) --model \(exporter.rawValue).onnx --quiet --format json", in: folder)
        #expect(result.status == 0, "\(exporter) \(command): \(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    /// A number by its path, as in `chip.energy`.
    private func number(_ report: [String: Any], _ path: String) throws -> Double {
        let found = path.split(separator: ".").reduce(report as Any?) { value, key in
            if let list = value as? [Any] { return Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil } }
            return (value as? [String: Any])?[String(key)]
        }
        return try #require((found as? NSNumber)?.doubleValue, "no \(path)")
    }

    private func expectSame(
        _ command: String, equal: [String], similar: [String], in folder: Folder
    ) throws -> [[String: Any]] {
        let reports = try Exporter.allCases.map { try report(command, $0, in: folder) }
        for (exporter, found) in zip(Exporter.allCases, reports) {
            for path in equal {
                #expect(try number(found, path) == number(reports[0], path), "\(exporter) \(command): \(path)")
            }
            for path in similar {
                let ratio = try number(found, path) / number(reports[0], path)
                #expect(abs(ratio - 1) < 0.02, "\(exporter) \(command): \(path) is \(ratio) times as much")
            }
        }
        return reports
    }

    @Test(arguments: ["neurosim", "exact"]) func estimatesAreTheSame(accounting: String) throws {
        let vectors = (0..<5).map { "floorplan.layers.\($0).inputVectors" }
        let geometry = (0..<5).flatMap { layer in
            ["inputHeight", "inputWidth", "stride", "outputHeight", "multiplyAccumulates"].map {
                "network.layers.\(layer).\($0)"
            }
        }
        let reports = try expectSame(
            "estimate --data data.npz --set accounting=\(accounting)",
            equal: ["network.multiplyAccumulates", "operations.reference", "operations.exact"] + vectors + geometry,
            similar: ["chip.energy", "chip.costs.total.latency", "chip.efficiency.operationsPerJoule", "area.total"],
            in: try folder())
        #expect(try number(reports[0], "network.layers.0.inputHeight") == 32)
        #expect(try number(reports[0], "network.layers.0.stride") == 2)
        #expect(try number(reports[0], "network.layers.0.multiplyAccumulates") == 16 * 16 * 27 * 8)
        let layers = try reports.map { report in
            try #require((report["network"] as? [String: Any])?["layers"] as? [[String: Any]])
        }
        #expect(layers.map { $0[0]["pads"] as? [Int] } == [[1, 1, 1, 1]] + [[Int]](repeating: [0, 0, 1, 1], count: 3))
        #expect(layers.map { $0[3]["pads"] as? [Int] } == [[2, 2, 2, 2]] + [[Int]](repeating: [1, 1, 2, 2], count: 3))
    }

    @Test(arguments: ["", "--free-padding --exact"]) func systolicArraysDoTheSame(options: String) throws {
        let products = ["0", "1", "9", "10"].flatMap { layer in ["M", "N", "K"].map { "layers.\(layer).product.\($0)" }
        }
        let shapes = ["inputHeight", "inputWidth", "stride"].map { "layers.0.shape.\($0)" }
        let reports = try expectSame(
            "systolic --array 8x8 \(options)",
            equal: ["multiplyAccumulates"] + products + shapes,
            similar: ["totalCycles", "energy.total", "dramWords", "latency"], in: try folder())
        #expect(try number(reports[1], "layers.0.shape.stride") == 2)
    }

    @Test func streamsAreTheSame() throws {
        _ = try expectSame(
            "stream", equal: ["network.multiplyAccumulates", "network.steps", "network.trainableParameters"],
            similar: ["results.0.energy", "results.0.latency", "results.0.counts.reads"], in: try folder())
    }

    /// The network file that belongs to an exported trace says what the model says.
    @Test func exportedTracesGiveTheSameReport() throws {
        let folder = try folder()
        let export = try Tessera.shell(
            "$tessera trace export t.npz --model automatic.onnx --data data.npz --network-output layers.csv --quiet",
            in: folder)
        #expect(export.status == 0, "\(export.errors)")
        #expect(try folder.text(of: "layers.csv").contains(",2,stem,0 0 1 1,1"))
        let options = "--set accounting=exact --quiet --format csv"
        let own = try Tessera.shell("$tessera estimate --model automatic.onnx --data data.npz \(options)", in: folder)
        let read = try Tessera.shell("$tessera estimate --trace t.npz --network layers.csv \(options)", in: folder)
        #expect(own.status == 0 && own.output == read.output, "\(own.errors)\(read.errors)")
    }
}
