// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import Workload

/// What a model in ONNX leaves open, in the commands that take one.
@Suite struct ModelChoiceCommandTests {
    private static func fixture(_ name: String) -> String {
        Example.root.appending(path: "Tests/ModelsTests/Fixtures/\(name)").path
    }

    /// A folder with some fixtures.
    private func folder(_ names: String...) throws -> Folder {
        let folder = try Folder([:])
        for name in names {
            try FileManager.default.copyItem(atPath: Self.fixture(name), toPath: folder.url.appending(path: name).path)
        }
        return folder
    }

    @Test func layersOfAllOutputsCountAndOneCanBeTaken() throws {
        let folder = try folder("two_outputs.onnx")
        let all = try Tessera.shell("$tessera systolic --model two_outputs.onnx --quiet", in: folder)
        #expect(all.status == 0, "\(all.errors)")
        #expect(all.output.contains("    1  y") && all.output.contains("    2  z"))
        let one = try Tessera.shell("$tessera systolic --model two_outputs.onnx --output-name z --quiet", in: folder)
        #expect(one.status == 0 && one.output.contains("    1  z") && !one.output.contains("  y "))
        let stream = try Tessera.shell("$tessera stream --model two_outputs.onnx --quiet", in: folder)
        #expect(stream.status == 0 && stream.output.contains(" 144 multiply-accumulates"), "\(stream.output)")
        let wrong = try Tessera.shell("$tessera systolic --model two_outputs.onnx --output-name q", in: folder)
        #expect(wrong.status == 64 && wrong.errors.contains("the model has no output `q`"), "\(wrong.errors)")
    }

    @Test func accuracyNamesTheOutputs() throws {
        let folder = try folder("two_outputs.onnx", "two_outputs.npz")
        // Labels 0, 1, 2 as MNIST has them.
        let write = try Tessera.shell(
            "printf '\\000\\000\\010\\001\\000\\000\\000\\003\\000\\001\\002' > labels", in: folder)
        try #require(write.status == 0)
        let data = "--images two_outputs.npz --labels labels"
        let all = try Tessera.shell("$tessera accuracy --model two_outputs.onnx \(data) --quiet", in: folder)
        #expect(all.status == 65 && all.errors.contains("(`r`, `z`): accuracy needs one"), "\(all.errors)")
        let one = try Tessera.shell(
            "$tessera accuracy --model two_outputs.onnx \(data) --output-name z --quiet", in: folder)
        #expect(one.status == 0, "\(one.errors)")
        let estimate = try Tessera.shell("$tessera estimate --model two_outputs.onnx \(data)", in: folder)
        #expect(estimate.status == 0 && estimate.errors.contains("2 outputs (`r`, `z`), whose layers all count"))
    }

    @Test func weightsBesideTheModelAreReadFromAnywhere() throws {
        let folder = try folder("external.onnx", "external.onnx.data")
        let away = try Tessera.shell(
            "mkdir elsewhere && cd elsewhere && $tessera systolic --model ../external.onnx --quiet", in: folder)
        #expect(away.status == 0, "\(away.errors)")
        let missing = try Tessera.shell("rm external.onnx.data; $tessera systolic --model external.onnx", in: folder)
        #expect(missing.status == 66 && missing.errors.contains("`external.onnx.data` beside the model: no such file"))
    }

    @Test func openExtentsComeFromTheImagesOrAnOption() throws {
        let folder = try folder("folded_resize.onnx", "folded_resize.npz")
        let open = try Tessera.shell("$tessera systolic --model folded_resize.onnx", in: folder)
        #expect(open.status == 65 && open.errors.contains("[images, 2, open, open]: give images, or"), "\(open.errors)")
        // With extents the network is whole, but it has no layer.
        let given = try Tessera.shell("$tessera systolic --model folded_resize.onnx --input-shape 2x3x5", in: folder)
        #expect(given.status == 65 && given.errors.contains("no convolution and no fully connected layer"))
        let stream = try Tessera.shell(
            "$tessera stream --model folded_resize.onnx --input-shape 2x3x5 --quiet", in: folder)
        #expect(stream.status == 0, "\(stream.errors)")
    }

    @Test func tokensComeFromAnArchiveOrAnOption() throws {
        let folder = try folder("text.onnx", "text.npz")
        let named = try Tessera.shell(
            "$tessera systolic --model text.onnx --input-shape input_ids=1x4 --quiet", in: folder)
        #expect(named.status == 0, "\(named.errors)")
        let wrong = try Tessera.shell("$tessera systolic --model text.onnx --input-shape ids=1x4", in: folder)
        #expect(
            wrong.status == 64 && wrong.errors.contains("(allowed: `input_ids`, `attention_mask`)"), "\(wrong.errors)")
        let results = try Tessera.shell(
            "$tessera results --model text.onnx --images text.npz --output out.npz", in: folder)
        #expect(results.status == 0, "\(results.errors)")
        let found = try NumpyArchive(readingFrom: folder.url.appending(path: "out.npz").path)
        #expect(try found.shape(of: "results") == [3, 6])
        let expected = try NumpyArchive(readingFrom: folder.url.appending(path: "text.npz").path).doubles("expected")
        for (one, other) in zip(try found.doubles("results"), expected) { #expect(abs(one - other) < 2e-5) }
        // 5 tokens of 6 elements: one layer, and two products of 5 x 5 x 6.
        #expect(try found.doubles("multiply_accumulates") == [180])
        #expect(try found.doubles("dynamic_multiply_accumulates") == [300])
        let estimate = try Tessera.shell(
            "$tessera estimate --model text.onnx --images text.npz --format json", in: folder)
        #expect(estimate.status == 0 && estimate.output.contains("\"dynamicEngine\""), "\(estimate.errors)")
        #expect(estimate.output.contains("\"multiplyAccumulates\": 300") && !estimate.errors.contains("leave out"))
        let again = try Tessera.shell(
            "$tessera results --model text.onnx --images text.npz --output out.npz", in: folder)
        #expect(again.status == 73, "\(again.errors)")
        let none = try Tessera.shell("$tessera results --model text.onnx --output out.npz", in: folder)
        #expect(none.status == 64 && none.errors.contains("images are needed"), "\(none.errors)")
    }

    @Test(arguments: [
        ("systolic --model m.onnx --input-shape 3xx5", "--input-shape is `3xx5`"),
        ("systolic --model m.onnx --input-shape 0x5", "--input-shape is `0x5`"),
        ("systolic --model m.onnx --input-shape 99999999999999999999", "--input-shape is"),
        ("systolic --model m.onnx --input-shape a=3xx5", "--input-shape is `a=3xx5`"),
        ("systolic --model m.onnx --input-shape =3x5", "`=3x5` (allowed: once for each input)"),
        ("systolic --model m.onnx --input-shape a=1x5 --input-shape a=1x6", "`a=1x6` (allowed: once for each input)"),
        ("systolic --model m.onnx --input-shape 3x5 --input-shape 3x6", "`3x6` (allowed: once for each input)"),
        ("systolic --input-shape 3x5", "needs --model FILE.onnx"),
        ("stream --output-name y", "needs --model FILE.onnx"),
        ("stream --model m.npz --output-name y", "needs --model FILE.onnx"),
        ("systolic --model m.onnx --output-name ''", "--output-name needs a name"),
    ])
    func mistakesAreUsageErrors(_ line: String, _ message: String) throws {
        let result = try Tessera.shell("$tessera \(line)", in: Folder([:]))
        #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    }
}
