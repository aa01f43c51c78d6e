// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import _TestSupport

/// `tessera train` as users run it.
@Suite struct TrainCommandTests {
    static let config = """
        {"accounting": "exact", "batch_size": 8, "input_range": [0, 1], "c2c_sigma": 0.003, "d2d_sigma": 0.05, "network": [
         {"type": "conv", "outputs": 3, "kernel": 3, "padding": "same"}, {"type": "max_pool", "size": 2},
         {"type": "fc", "outputs": 3}]}
        """

    /// A folder with images of 6 x 6 pixels in three classes: to train with, to test with, and with a label too many.
    private func folder(_ files: [String: String?] = [:]) throws -> Folder { try Self.makeFolder(files) }

    /// The same, for other suites.
    static func makeFolder(_ files: [String: String?] = [:]) throws -> Folder {
        let folder = try Folder(["config.json": config].merging(files) { $1 })
        func archive(_ name: String, _ labels: [UInt8]) throws {
            let writer = try NumpyArchiveWriter(folder.url.appending(path: name).path)
            let pixels = labels.enumerated().flatMap { image, label in
                (0..<36).map { place -> UInt8 in
                    if place / 12 == Int(label) % 3 { return 220 }
                    return UInt8((place * 7 + image * 5) % 60)
                }
            }
            try writer.add("images", descriptor: "|u1", shape: [labels.count, 1, 6, 6], pixels)
            try writer.add("labels", descriptor: "|u1", shape: [labels.count], labels)
            try writer.finish()
        }
        try archive("train.npz", (0..<24).map { $0 % 3 })
        try archive("test.npz", (0..<12).map { $0 % 3 })
        try archive("high.npz", [0, 1, 3, 2, 0, 1])
        return folder
    }

    static let images = "--images train.npz --test-images test.npz --config config.json"

    private func train(_ folder: Folder, _ options: String) throws -> Tessera.Result {
        try Tessera.shell("$tessera train \(options)", in: folder)
    }

    private func bytes(_ name: String, in folder: Folder) throws -> Data {
        try Data(contentsOf: folder.url.appending(path: name))
    }

    // MARK: What it writes

    @Test func textHasALineAnEpochAndTheReport() throws {
        let result = try train(folder(), "\(Self.images) --epochs 2")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("epoch 1 of 2: loss ") == true, "\(result.output)")
        #expect(lines.dropFirst().first?.contains(", test accuracy ") == true)
        #expect(lines.contains("Training images : 24 of train.npz") && lines.contains("Ended : all epochs are done"))
        let quiet = try train(folder(), "\(Self.images) --epochs 2 --quiet")
        #expect(quiet.output.hasPrefix("Training with seed 0\n") && quiet.errors.isEmpty)
        // Its output is that of `train run`.
        let run = try Tessera.shell("$tessera train run \(Self.images) --epochs 2 --quiet --format csv", in: folder())
        #expect(run.status == 0 && run.output.split(separator: "\n").count == 3)
    }

    @Test func reportsAreOfEveryFormat() throws {
        let folder = try folder()
        let json = try train(folder, "\(Self.images) --epochs 2 --format json --endurance 1e6")
        #expect(json.status == 0, "\(json.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? String == "tessera.train/1")
        #expect((report["epochs"] as? [[String: Any]])?.count == 2)
        let page = try train(folder, "\(Self.images) --epochs 1 --format html --report page.html")
        #expect(page.status == 0 && page.output.hasPrefix("epoch 1 of 1: "))
        #expect(try folder.text(of: "page.html").contains("<code>"))
        let again = try train(folder, "\(Self.images) --epochs 1 --report page.html")
        #expect(again.status == 73 && again.errors.contains("page.html: exists already"), "\(again.errors)")
        #expect(try train(folder, "\(Self.images) --epochs 1 --report page.html --force --quiet").output.isEmpty)
        #expect(try folder.text(of: "page.html").hasPrefix("Training with seed 0\n"))
    }

    @Test func aLogHasALineAnEpoch() throws {
        let folder = try folder()
        let first = try train(folder, "\(Self.images) --epochs 2 --log log.jsonl --output out --quiet")
        #expect(first.status == 0, "\(first.errors)")
        let lines = try folder.text(of: "log.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        for line in lines { #expect(try StrictJSONSchema.problems(inReport: line) == []) }
        // A run that goes on adds its lines.
        let more = "--images train.npz --test-images test.npz --config config.json --resume out --log log.jsonl --quiet"
        #expect(try train(folder, "\(more) --epochs 3").status == 0)
        let all = try folder.text(of: "log.jsonl").split(separator: "\n").map(String.init)
        #expect(all.count == 3 && Array(all.prefix(2)) == lines && all[2].contains("\"epoch\":3"))
        let refused = try train(folder, "\(Self.images) --epochs 1 --log log.jsonl")
        #expect(refused.status == 73 && refused.errors.contains("log.jsonl: exists already"), "\(refused.errors)")
        #expect(try train(folder, "\(Self.images) --epochs 1 --log log.jsonl --force --quiet").status == 0)
        #expect(try folder.text(of: "log.jsonl").split(separator: "\n").count == 1)
        #expect(try train(folder, "\(Self.images) --epochs 1 --log . --force").status == 73)
        let full = try train(folder, "\(Self.images) --epochs 1 --log /dev/full --quiet")
        #expect(full.status == 73 && full.errors.contains("/dev/full: cannot be written"), "\(full.errors)")
    }

    @Test func theChipIsEstimatedAfterEpochs() throws {
        let chip = "--estimate-every 2 --set trainingEstimation=true --set batchSize=8 --set numIteration=3"
        let result = try train(folder(), "\(Self.images) --epochs 3 --format json \(chip)")
        #expect(result.status == 0, "\(result.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let epochs = try #require(report["epochs"] as? [[String: Any]])
        #expect(epochs.map { $0["estimate"] is [String: Any] } == [false, true, true])
        let totals = try #require((report["totals"] as? [String: Any])?["chip"] as? [String: Any])
        #expect(totals["estimatedEpochs"] as? Int == 2 && (totals["energy"] as? Double ?? 0) > 0)
    }

    @Test func theFolderHasWeightsThatEstimateReads() throws {
        let folder = try folder()
        #expect(try train(folder, "\(Self.images) --epochs 1 --output out --quiet").status == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path)
        let expected: Set = [
            "Network.csv", "best.npz", "best.onnx", "checkpoint.npz", "model.onnx", "trace.npz", "weights.npz",
        ]
        #expect(expected.isSubset(of: files), "\(files)")
        let estimate = try Tessera.run(
            "estimate", "--network", "out/Network.csv", "--trace", "out/trace.npz", "--quiet", in: folder)
        #expect(estimate.status == 0, "\(estimate.errors)")
    }

    /// `accuracy`, `estimate` and `train` read the network of a training, here one with batch normalization.
    @Test func theFolderHasANetworkThatOthersRead() throws {
        let config = Self.config.replacing(
            #"{"type": "max_pool""#, with: #"{"type": "batch_norm"}, {"type": "max_pool""#)
        let folder = try folder(["config.json": config])
        let chip = "--set trainingEstimation=true --set batchSize=8 --set numIteration=3 --estimate"
        let result = try train(folder, "\(Self.images) --epochs 2 --output out --format json \(chip)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("the estimate of the chip has no cost for batch_norm"), "\(result.errors)")
        #expect(result.errors.contains("weights.npz and best.npz are not written"), "\(result.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let layers = try #require(report["network"] as? [[String: Any]])
        #expect(layers.map { $0["type"] as? String } == ["conv", "batch_norm", "max_pool", "fc"])
        #expect(layers[1]["momentum"] as? Double == 0.5 && layers[0]["epsilon"] is NSNull)
        let epochs = try #require(report["epochs"] as? [[String: Any]])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path)
        #expect(
            Set(files).intersection(["model.onnx", "best.onnx", "weights.npz", "best.npz"]) == [
                "model.onnx", "best.onnx",
            ])

        let accuracy = try Tessera.shell(
            "$tessera accuracy --model out/model.onnx --images test.npz --format json", in: folder)
        #expect(accuracy.status == 0, "\(accuracy.errors)")
        let exact = try #require(JSONSerialization.jsonObject(with: Data(accuracy.output.utf8)) as? [String: Any])
        let setting = try #require((exact["settings"] as? [[String: Any]])?.first)
        let integers = try #require((setting["integer"] as? [String: Any])?["accuracy"] as? Double)
        #expect(integers == epochs.last?["accuracy"] as? Double)
        let estimate = try Tessera.shell(
            "$tessera estimate --model out/model.onnx --images test.npz --quiet", in: folder)
        #expect(estimate.status == 0, "\(estimate.errors)")
        let more = try train(
            folder, "--images train.npz --config config.json --model out/model.onnx --epochs 1 --quiet")
        #expect(more.status == 0, "\(more.errors)")
        let reference = try train(folder, "\(Self.images) --accounting neurosim --epochs 1")
        #expect(reference.status == 65, "\(reference.errors)")
        #expect(reference.errors.contains("layer 2: batch_norm needs accounting = exact"), "\(reference.errors)")
    }

    // MARK: The same bytes

    @Test func aResumedTrainingIsThatOfOneRun() throws {
        let folder = try folder()
        #expect(try train(folder, "\(Self.images) --epochs 3 --output whole --quiet").status == 0)
        #expect(try train(folder, "\(Self.images) --epochs 1 --output parts --quiet").status == 0)
        let resumed = try train(folder, "\(Self.images) --epochs 3 --resume parts --quiet")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try bytes("whole/weights.npz", in: folder) == bytes("parts/weights.npz", in: folder))
        #expect(try bytes("whole/model.onnx", in: folder) == bytes("parts/model.onnx", in: folder))
        // The report has all epochs, those of the former run without their times.
        let rows = resumed.output.split(separator: "\n").filter { $0.contains(" to ") }
        #expect(rows.count >= 3, "\(resumed.output)")
        let other = try train(folder, "\(Self.images) --epochs 4 --resume parts --seed 1")
        #expect(other.status == 65 && other.errors.contains("seed"), "\(other.errors)")
    }

    @Test func threadsDoNotChangeWeights() throws {
        let folder = try folder()
        for threads in 1...2 {
            let options = "--epochs 2 --output \(threads) --threads \(threads) --quiet"
            #expect(try train(folder, "\(Self.images) \(options)").status == 0)
        }
        #expect(try bytes("1/weights.npz", in: folder) == bytes("2/weights.npz", in: folder))
    }

    @Test func aTrainingEndsWhenItIsGoodEnough() throws {
        let result = try train(folder(), "\(Self.images) --epochs 9 --target-accuracy 0 --format json")
        #expect(result.status == 0 && result.output.contains("\"accuracyReached\""), "\(result.errors)")
    }

    // MARK: Errors

    static let usage: [(options: String, message: String)] = [
        ("--config config.json", "images are needed: --images FILE or --data FILE"),
        ("--images train.npz", "layers are needed: --network FILE, --model FILE, or the key `network` of --config"),
        ("--images train.npz --data train.npz --config config.json", "--data excludes --images and --labels"),
        ("--images train.npz --network Network.csv --config config.json", "--network excludes the key `network`"),
        ("\(images) --output a --resume b", "--resume excludes --output"),
        ("\(images) --format png", "invalid for '--format <format>'. Please provide one of the following:"),
        ("\(images) --endurance 0", "--endurance is 0.0 (allowed: 1 or more)"),
        ("\(images) --endurance 1e9 --format csv", "--endurance adds nothing to --format csv"),
        ("\(images) --report x --log x", "--report and --log name the same file"),
        ("\(images) --report ''", "--report needs a path"),
        ("\(images) --log ''", "--log needs a path"),
        ("\(images) --epochs 0", "--epochs is 0 (allowed: 1 to 1000000)"),
        ("\(images) --patience 0", "--patience is 0 (allowed: 1 or more)"),
        ("\(images) --target-accuracy 2", "--target-accuracy is 2.0 (allowed: 0 to 1)"),
        ("\(images) --accounting other", "--accounting"),
    ]

    @Test(arguments: usage)
    func aWrongCommandLineIsExplained(_ line: (options: String, message: String)) throws {
        let folder = try folder()
        let result = try train(folder, line.options)
        #expect(result.status == 64 && result.errors.hasPrefix("error: "), "\(result.status): \(result.errors)")
        #expect(result.errors.contains(line.message) && result.output.isEmpty, "\(result.errors)")
        #expect(try !folder.contents.contains("a"), "a folder for nothing")
    }

    @Test func wrongFilesAreNamed() throws {
        let folder = try folder(["odd.json": "{\"batch_siz\": 8}", "bits.json": "{\"weight_bits\": 17}"])
        let cases: [(options: String, status: Int32, message: String)] = [
            ("--images train.npz --config odd.json", 65, "batch_size"),
            ("--images train.npz --config bits.json", 65, "weight_bits"),
            ("--images none.npz --config config.json", 66, "none.npz"),
            ("--images train.npz --config none.json", 66, "none.json"),
            ("--images high.npz --config config.json", 65, "image 3 has the label 3, but the network has 3 classes"),
            ("\(Self.images) --resume nothing", 66, "nothing: the folder has no checkpoint.npz"),
        ]
        for (options, status, message) in cases {
            let result = try train(folder, "\(options) --log log.jsonl --report report.txt")
            #expect(result.status == status && result.errors.contains(message), "\(options): \(result.errors)")
            #expect(result.output.isEmpty)
            #expect(try !folder.contents.contains { $0.hasPrefix("log") || $0.hasPrefix("report") })
        }
    }

    @Test func aFormerTrainingIsNotReplaced() throws {
        let folder = try folder()
        #expect(try train(folder, "\(Self.images) --epochs 1 --output out --quiet").status == 0)
        let before = try bytes("out/weights.npz", in: folder)
        let again = try train(folder, "\(Self.images) --epochs 1 --output out --seed 1")
        #expect(again.status == 73 && again.errors.contains("out: has a checkpoint already"), "\(again.errors)")
        #expect(try bytes("out/weights.npz", in: folder) == before)
        #expect(try train(folder, "\(Self.images) --epochs 1 --output out --seed 1 --force --quiet").status == 0)
        #expect(try bytes("out/weights.npz", in: folder) != before)
    }
}
