// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Formats
import Foundation
import Models
import Testing
import Workload
import _TestSupport

@testable import Inference

@Suite struct AccuracyStatisticsTests {
    @Test func intervalIsThatOfWilson() {
        // 81 of 263, from Newcombe (Stat. Med. 17, 1998), table I.
        let interval = WilsonInterval(successes: 81, of: 263)
        #expect(abs(interval.lower - 0.2553) < 5e-5 && abs(interval.upper - 0.3662) < 5e-5)
        let none = WilsonInterval(successes: 0, of: 20)
        #expect(none.lower == 0 && abs(none.upper - 0.1611) < 5e-5)
        #expect(WilsonInterval(successes: 20, of: 20).upper == 1)
    }

    @Test func moreImagesNarrowTheInterval() {
        let widths = [10, 100, 1000].map { count in
            let interval = WilsonInterval(successes: 0.9 * Double(count), of: count)
            return interval.upper - interval.lower
        }
        #expect(widths[0] > widths[1] && widths[1] > widths[2])
    }

    @Test func deviationIsThatOfASample() {
        let statistics = SampleStatistics([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(statistics.mean == 5)
        #expect(statistics.deviation == (32.0 / 7).squareRoot())
        #expect(SampleStatistics([3]).deviation == nil)
    }

    /// Results that put one class first, and the others behind it in their order.
    private func logits(_ predictions: [Int], classes: Int) -> Logits {
        Logits(
            classes: classes,
            values: predictions.flatMap { first in (0..<classes).map { $0 == first ? 1 : -Double($0) } })
    }

    @Test func countsAddUp() throws {
        let labels = [0, 0, 1, 2, 2, 2]
        let result = try Classification(logits([0, 1, 1, 2, 0, 2], classes: 4), labels: labels)
        #expect(result.correct == 4)
        #expect(result.confusion == [[1, 1, 0, 0], [0, 1, 0, 0], [1, 0, 2, 0], [0, 0, 0, 0]])
        #expect(result.correctInTop == nil)
        let classes = result.perClass
        #expect(classes.map(\.images) == [2, 1, 3, 0])
        #expect(classes[2].recall == 2.0 / 3 && classes[2].precision == 1 && classes[2].f1 == 0.8)
        #expect(classes[3].recall == nil && classes[3].precision == nil && classes[3].f1 == nil)
        #expect(classes.reduce(0) { $0 + $1.correct } == result.correct)
    }

    @Test func topFiveCountsTiesInOrder() throws {
        // The predicted class, then 0, 1, 2, ... without it.
        let result = try Classification(logits([7, 7, 7, 7], classes: 9), labels: [7, 3, 4, 8])
        #expect(result.correctInTop == 2)
        let ties = try Classification(
            Logits(classes: 7, values: [Double](repeating: 1, count: 14)), labels: [4, 5])
        #expect(ties.correctInTop == 1 && ties.predictions == [0, 0])
    }

    @Test func resultsThatAreNoNumbersAreRefused() {
        #expect(throws: InputError.self) {
            try Classification(Logits(classes: 2, values: [0, 1, .nan, 0]), labels: [0, 1])
        }
    }
}

@Suite struct HardwareVariationTests {
    @Test(arguments: ["adc_bits=3,4,6", "adcBits=3,4,6", "adcBits = 3 , 4,6 "])
    func spellingsOfKeysMeanTheSame(_ text: String) throws {
        let source = HardwareSource.keys(HardwareConfiguration())
        let variation = try HardwareVariation(
            text.replacingOccurrences(of: " =", with: "=")
                .replacingOccurrences(of: "= ", with: "="))
        #expect(try source.name(of: variation) == "adc_bits")
        #expect(try source.settings(variation).map(\.hardware.converterBits) == [3, 4, 6])
        #expect(try source.settings(variation).map(\.value) == ["3", "4", "6"])
    }

    @Test func allKeysHaveAnAlias() {
        for key in HardwareConfiguration.keys {
            let words = key.split(separator: "_")
            let camel = words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            #expect(HardwareConfiguration.key(spelled: String(camel)) == key)
        }
    }

    @Test func bitsWinOverLevelsWhenTheyVary() throws {
        let chip = HardwareSource.chip(try Configuration(files: [], assignments: ["levelOutput=32"]))
        let codes = try chip.settings(HardwareVariation("adc_bits=3,4")).map(\.hardware.codeCount)
        #expect(codes == [8, 16])
        #expect(try chip.settings(HardwareVariation("levelOutput=16,64")).map(\.hardware.codeCount) == [16, 64])
    }

    @Test(arguments: [
        ("adc_bits", "write --vary KEY=VALUE"), ("=3", "write --vary"), ("adc_bits=3,,4", "empty"),
        ("adc_bits=", "empty"), ("adc_bits=3,3", "twice"), ("adc_bit=3", "did you mean `adc_bits`?"),
        ("adcBit=3", "did you mean `adc_bits`?"), ("frobnicate=3", "allowed: weight_bits"),
        ("levelOutput=16", "is a parameter of chips"), ("adc_bits=0", "adc_bits = 0 is not possible"),
        ("mapping=offset,dif", "did you mean `diff`?"),
    ])
    func badVariationsAreExplained(text: String, message: String) {
        let error = #expect(throws: InputError.self) {
            _ = try HardwareSource.keys(HardwareConfiguration()).settings(HardwareVariation(text))
        }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}

@Suite struct AccuracyExperimentTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path(of: "network.npz") }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A network of two layers on images of 6 x 6, and images with labels that it mostly gets right.
    private func sample(count: Int = 96) throws -> (graph: NetworkGraph, images: ImageDataset) {
        var numbers = Sequence64(3)
        let network = try Network(layers: [
            Layer(
                inputHeight: 6, inputWidth: 6, inputChannels: 1, kernelHeight: 3, kernelWidth: 3, outputChannels: 6),
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 216, kernelHeight: 1, kernelWidth: 1, outputChannels: 7),
        ])
        let writer = try NumpyArchiveWriter(file)
        for (index, layer) in network.layers.enumerated() {
            let weights = numbers.integers(layer.weightRows * layer.outputChannels, in: -50...50).map { Float($0) / 50 }
            try writer.add(
                "weight_\(index)", descriptor: "<f4", shape: [layer.weightRows, layer.outputChannels], weights)
        }
        try writer.finish()
        let graph = try NetworkGraph(readingArchive: file, network: network)
        let pixels = numbers.integers(count * 36, in: 0...255).map { Float($0) / 255 }
        let plain = try ImageDataset(images: pixels, shape: [1, 6, 6])
        let labels = try graph.run(plain).predictedClasses
        return (graph, try ImageDataset(images: pixels, shape: [1, 6, 6], labels: labels))
    }

    private func report(
        _ keys: [(String, String)], trials: Int = 1, threads: Int = 2, seed: UInt64 = 0, count: Int = 96
    ) throws -> AccuracyReport {
        let (graph, images) = try sample(count: count)
        var hardware = HardwareConfiguration()
        for (key, value) in keys { hardware = try hardware.setting(key, to: value) }
        let model = try TestedModel(graph, calibrationImages: images)
        return try AccuracyExperiment(
            model, images: images, calibrationImages: images, settings: [AccuracySetting(hardware: hardware)],
            trials: trials, seed: seed, threads: threads
        ).run()
    }

    @Test(arguments: ["offset", "twos", "diff", "diff_analog", "xnor"])
    func idealHardwareIsTheIntegerNetworkImageByImage(_ mapping: String) throws {
        let report = try report([("mapping", mapping), ("adc_bits", "12")])
        let setting = report.settings[0]
        let (graph, images) = try sample(count: 96)
        let software = try SoftwareAccuracy(
            TestedModel(graph, calibrationImages: images), weightBits: setting.setting.hardware.weightBits,
            activationBits: setting.setting.hardware.activationBits, images: images, threads: 1)
        #expect(setting.trials[0].predictions == software.integer.predictions)
        #expect(setting.integer == software.integer)
        #expect(setting.agreeing == [96])
        #expect(setting.layers.allSatisfy { $0.isExact && $0.clippedShare == 0 && $0.signalToNoise == nil })
        #expect(setting.layers.count == 2 && setting.layers.allSatisfy { $0.conversionsPerImage > 0 })
        #expect(setting.noisiestLayer == nil)
        #expect(report.floatingPoint?.correct == 96)
    }

    @Test func fewerCodesAreNoisier() throws {
        let noise = try [3, 5, 7].map { bits in
            try #require(
                try report([("adc_bits", "\(bits)"), ("adc_scheme", "linear"), ("full_scale", "layer")]).settings[0]
                    .layers[1].signalToNoise)
        }
        #expect(noise[0] < noise[1] && noise[1] < noise[2])
        let clipping = try report([("adc_bits", "2"), ("adc_scheme", "unitclip")]).settings[0]
        #expect(clipping.layers[1].clippedShare > 0.5)
    }

    @Test func trialsDifferByChanceOnly() throws {
        let random = try report([("rbl_sigma", "2")], trials: 3).settings[0]
        #expect(Set(random.trials.map(\.predictions)).count == 3)
        let certain = try report([("adc_bits", "3"), ("adc_scheme", "linear")], trials: 3).settings[0]
        #expect(Set(certain.trials.map(\.predictions)).count == 1)
        #expect(certain.trials.count == 3 && certain.accuracy.deviation == 0)
    }

    @Test func threadsDoNotChangeAnything() throws {
        let keys = [("rbl_sigma", "1"), ("g_sigma", "0.1"), ("adc_offset_sigma", "0.5")]
        let first = try report(keys, trials: 2, threads: 1, count: 150)
        #expect(try report(keys, trials: 2, threads: 3, count: 150).settings == first.settings)
        #expect(try report(keys, trials: 2, seed: 5, count: 150).settings != first.settings)
    }

    @Test(arguments: ["calibrated", "lloydmax"])
    func calibratedConvertersAreCalibrated(_ scheme: String) throws {
        let calibrated = try report([("adc_bits", "4"), ("adc_scheme", scheme)]).settings[0]
        let linear = try report([("adc_bits", "4"), ("adc_scheme", "linear")]).settings[0]
        #expect(try #require(calibrated.layers[1].signalToNoise) > (try #require(linear.layers[1].signalToNoise)))
    }

    @Test func labelsAndCalibrationImagesAreNeeded() throws {
        let (graph, images) = try sample()
        let setting = AccuracySetting(hardware: HardwareConfiguration())
        let model = try TestedModel(graph, calibrationImages: images)
        let unlabelled = try ImageDataset(images: [Float](repeating: 0, count: 72), shape: [1, 6, 6])
        let high = try ImageDataset(images: [Float](repeating: 0, count: 72), shape: [1, 6, 6], labels: [0, 7])
        for bad in [unlabelled, high] {
            #expect(throws: InputError.self) {
                try AccuracyExperiment(model, images: bad, calibrationImages: images, settings: [setting])
            }
        }
        #expect(throws: InputError.self) { try TestedModel(graph, calibrationImages: nil) }
        var calibrated = HardwareConfiguration()
        calibrated.scheme = .lloydMax
        #expect(throws: InputError.self) {
            try AccuracyExperiment(
                model, images: images, calibrationImages: nil, settings: [AccuracySetting(hardware: calibrated)])
        }
    }
}

/// Trained networks with counts of an independent oracle, where they are there.
@Suite(.serialized, .enabled(if: SharedAccuracy.isThere, "../shared with data and golden accuracies is not there"))
struct SharedAccuracyTests {
    /// A file that cannot be read would leave nothing to test.
    @Test func thereAreRecords() {
        #expect(SharedAccuracy.sample.count >= 4)
    }

    @Test(arguments: SharedAccuracy.sample)
    func countsAreThoseOfTheOracle(_ record: SharedAccuracy.Record) throws {
        let images = try SharedAccuracy.mnist(limit: record.images)
        let file = record.net == "own" ? "lenet5_int8.onnx" : "lenet5_origin_int8.onnx"
        let graph = try NetworkGraph(readingONNX: SharedAccuracy.data(file))
        let trials = record.correct.count
        let report = try AccuracyExperiment(
            TestedModel(graph, calibrationImages: nil), images: images, calibrationImages: nil,
            settings: [AccuracySetting(hardware: HardwareConfiguration(json: record.config))], trials: trials
        ).run()
        let found = SampleStatistics(report.settings[0].correct.map(Double.init))
        let wanted = SampleStatistics(record.correct.map(Double.init))
        let error = [found, wanted].reduce(0) { $0 + pow($1.deviation ?? 0, 2) / Double(trials) }.squareRoot()
        #expect(abs(found.mean - wanted.mean) <= max(2, 4 * error), "\(record): \(report.settings[0].correct)")
    }
}

enum SharedAccuracy {
    private static let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

    static func data(_ name: String) -> String { shared.appending(path: "data/\(name)").path }

    private static let golden = shared.appending(path: "golden/imc-accuracy/lenet_accuracy.json")

    static let isThere = [golden.path, data("lenet5_int8.onnx"), data("lenet5_origin_int8.onnx")].allSatisfy {
        FileManager.default.fileExists(atPath: $0)
    }

    static func mnist(limit: Int) throws(InputError) -> ImageDataset {
        try ImageDataset(
            readingFrom: data("t10k-images-idx3-ubyte.gz"), labels: data("t10k-labels-idx1-ubyte.gz"), limit: limit)
    }

    struct Record: Sendable, CustomTestStringConvertible {
        let net: String
        let images: Int
        let correct: [Int]
        let config: Data

        var testDescription: String { "\(net) \(String(decoding: config, as: UTF8.self))" }
    }

    /// Settings without chance, spread over the file, and two with noise, by the images and seeds that they were counted with.
    static let sample: [Record] = {
        guard let bytes = try? Data(contentsOf: golden),
            let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
            let all = object["records"] as? [[String: Any]]
        else { return [] }
        // Fewer rows at a time take longer.
        let certain = all.filter {
            $0["kind"] as? String == "adc" && ($0["config"] as? [String: Any])?["rows_active"] as? Int == 128
        }
        let spread = stride(from: 3, to: certain.count, by: 12).map { certain[$0] }
        let noisy = all.filter { ["rbl", "adc_offset"].contains($0["kind"] as? String) }
        let kinds = Dictionary(grouping: noisy) { $0["kind"] as? String ?? "" }
        return (spread + kinds.sorted { $0.key < $1.key }.compactMap { $0.value.dropFirst(2).first }).compactMap(record)
    }()

    private static func record(_ record: [String: Any]) -> Record? {
        guard let net = record["net"] as? String, let images = record["images"] as? Int,
            let correct = record["correct"] as? [Int], let config = record["config"],
            let json = try? JSONSerialization.data(withJSONObject: config, options: .sortedKeys)
        else { return nil }
        return Record(net: net, images: images, correct: correct, config: json)
    }
}
