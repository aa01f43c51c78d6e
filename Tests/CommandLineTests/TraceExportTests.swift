// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tessera trace export`, as users run it.
struct TraceExportTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "ModelsTests/Fixtures")

    private func fixture(_ name: String) -> String { Self.fixtures.appending(path: name).path }

    @Test func `an exported trace can be estimated with the network that comes with it`() throws {
        let folder = try Folder()
        let export = try Tessera.run(
            "trace", "export", "--model", fixture("quantized_mixed.onnx"), "--data", fixture("quantized_mixed.npz"),
            "t.npz", "--network-output", "n.csv", in: folder)
        #expect(export.status == 0 && export.errors.isEmpty && export.output.isEmpty)
        for accounting in ["neurosim", "exact"] {
            let report = try Tessera.run(
                "--trace", "t.npz", "--network", "n.csv", "--set", "accounting=\(accounting)", in: folder)
            #expect(report.status == 0, "\(report.errors)")
            #expect(report.output.contains("ChipArea"))
        }
        let again = try Tessera.run(
            "trace", "export", "--model", fixture("quantized_mixed.onnx"), "--data", fixture("quantized_mixed.npz"),
            "t.npz", in: folder)
        #expect(again.status == 73 && again.errors.contains("--force"))
    }

    @Test func `a model in floating point is quantized, with a warning about its calibration`() throws {
        let folder = try Folder()
        let options = [
            "trace", "export", "--model", fixture("conv_pads.onnx"), "--images", fixture("conv_pads.npz"),
            "--weight-bits", "4", "--per-channel", "--asymmetric", "--percentile", "99.5",
        ]
        let warned = try Tessera.finish(Tessera.start(options + ["a.npz"], in: folder), in: folder)
        #expect(warned.status == 0 && warned.errors.hasPrefix("warning: calibrated with the images of the run itself"))
        let calibrated = options + ["--calibration-images", fixture("conv_pads.npz"), "b.npz"]
        let silent = try Tessera.finish(Tessera.start(calibrated, in: folder), in: folder)
        #expect(silent.status == 0 && silent.errors.isEmpty)
        let archives = try ["a.npz", "b.npz"].map { try Data(contentsOf: folder.url.appending(path: $0)) }
        #expect(archives[0] == archives[1])
    }

    @Test(arguments: [
        (["--model", "no.onnx", "--images", "x"], 66, "no.onnx: no such file"),
        (["--model", "Param", "--images", "x"], 65, "Param: not an ONNX model"),
        (["--images", "x"], 64, "a model is needed"),
        (["--model", "m.onnx"], 64, "images are needed"),
        (["--model", "m.onnx", "--images", "x", "--data", "y"], 64, "--data excludes"),
        (["--model", "m.onnx", "--images", "x", "--limit", "0"], 64, "--limit is 0"),
        (["--model", "m.onnx", "--images", "x", "--network", "n.csv"], 64, "--network is for archives"),
    ])
    func `what makes no sense is an error`(_ options: [String], _ status: Int32, _ part: String) throws {
        let folder = try Folder()
        let result = try Tessera.finish(Tessera.start(["trace", "export", "o.npz"] + options, in: folder), in: folder)
        #expect(result.status == status)
        #expect(result.errors.contains(part), "\(result.errors)")
    }

    @Test func `options that quantize are refused for a model that is quantized`() throws {
        let folder = try Folder()
        let result = try Tessera.run(
            "trace", "export", "--model", fixture("quantized_mixed.onnx"), "--data", fixture("quantized_mixed.npz"),
            "--weight-bits", "4", "t.npz", in: folder)
        #expect(result.status == 64 && result.errors.contains("quantized already"))
    }
}
