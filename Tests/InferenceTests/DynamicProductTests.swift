// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Foundation
import Testing
import Workload
import _TestSupport

@testable import Inference
@testable import Models

/// Products of two activations on hardware.
@Suite struct DynamicProductTests {
    private func changed(_ keys: (String, String)...) throws -> HardwareConfiguration {
        try keys.reduce(HardwareConfiguration()) { try $0.setting($1.0, to: $1.1) }
    }

    private func logits(
        _ model: SmallAttention, _ hardware: HardwareConfiguration, seed: UInt64 = 0, trial: Int = 0, threads: Int = 2
    ) throws -> [Double] {
        let tested = try TestedModel(model.graph, calibrationImages: model.images)
        let engine = try IMCEngine(configuration: hardware, seed: seed, trial: trial, threads: threads)
        return try tested.quantized(for: hardware, threads: 1).run(model.images, engine: engine, threads: threads)
            .values
    }

    private func exact(_ model: SmallAttention, _ hardware: HardwareConfiguration) throws -> [Double] {
        try TestedModel(model.graph, calibrationImages: model.images).quantized(for: hardware, threads: 1)
            .run(model.images, engine: ExactEngine(), threads: 1).values
    }

    private func report(
        _ model: SmallAttention, _ hardware: HardwareConfiguration, trials: Int = 1, threads: Int = 2
    ) throws -> AccuracyReport {
        try AccuracyExperiment(
            TestedModel(model.graph, calibrationImages: model.images), images: model.images,
            calibrationImages: model.images, settings: [AccuracySetting(hardware: hardware)], trials: trials,
            threads: threads
        ).run()
    }

    // MARK: The law

    @Test(arguments: ["offset", "twos", "diff", "diff_analog", "xnor"], [1, 2, 3] as [UInt64])
    func idealHardwareIsTheIntegerNetwork(_ mapping: String, _ seed: UInt64) throws {
        let model = try SmallAttention(
            seed: seed, tokens: 4 + Int(seed), heads: Int(seed), size: 2 + Int(seed), isRectified: seed == 3)
        let hardware = try changed(
            ("mapping", mapping), ("adc_bits", "12"), ("rows_per_array", "4"), ("rows_active", seed == 1 ? "4" : "2"))
        #expect(try logits(model, hardware) == exact(model, hardware))
        let setting = try report(model, hardware).settings[0]
        #expect(setting.layers.map(\.name) == ["q", "k", "v", "scores", "mix", "classes"])
        #expect(setting.layers.allSatisfy { $0.isExact && $0.clippedShare == 0 && $0.conversionsPerImage > 0 })
        #expect(setting.products(on: .arrays) == 2 && setting.agreeing == [6])
        let scores = setting.layers[3]
        #expect(scores.kind == .product && scores.matricesPerImage == Int(seed) && scores.rows == 2 + Int(seed))
        #expect(scores.outputs == 4 + Int(seed) && scores.weightBits == 8 && scores.activationBits == 8)
    }

    @Test(arguments: [
        ("dac_bits", "2"), ("cell_bits", "3"), ("weight_joining", "analog"), ("offset_ref", "dummy"),
        ("offset_ref", "counted"),
    ])
    func otherCodingIsTheIntegerNetworkToo(_ key: String, _ value: String) throws {
        // Signed activations of layers need a bit a step; without a sign all of them take two.
        let model = try SmallAttention(seed: 4)
        var hardware = try changed(("adc_bits", "24"), (key == "dac_bits" ? "dynamic.dac_bits" : key, value))
        if key == "weight_joining" { hardware.converterBits = 24 }
        #expect(try logits(model, hardware) == exact(model, hardware))
    }

    @Test(arguments: [("rectified", "odd"), ("rectified", "odd_pair")])
    func cellsOfOddNumbersHoldOddProducts(_ kind: String, _ mapping: String) throws {
        let model = try SmallAttention(seed: 6, isRectified: true)
        let hardware = try changed(("dynamic.mapping", mapping), ("adc_bits", "12"))
        let tested = try TestedModel(model.graph, calibrationImages: model.images)
        #expect(try tested.quantized(for: hardware, threads: 1).products[0].stored.form == .odd)
        #expect(try logits(model, hardware) == exact(model, hardware))
    }

    @Test func theExampleOnIdealHardwareIsTheIntegerNetwork() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples")
        let all = try ImageDataset(readingFrom: root.appending(path: "accuracy-adc/digits.npz").path)
        let graph = try NetworkGraph(
            readingONNX: root.appending(path: "accuracy-transformer/model.onnx").path)
        let images = try all.prefix(24)
        let network = try TestedModel(graph, calibrationImages: images).quantized(
            for: HardwareConfiguration(), threads: 2)
        #expect(network.products.count == 4 && network.floatingProducts.isEmpty)
        let engine = try IMCEngine(configuration: HardwareConfiguration(), threads: 1)
        let exact = try network.run(images, engine: ExactEngine(), threads: 1)
        #expect(try network.run(images, engine: engine, threads: 2) == exact)
    }

    // MARK: One product

    private func product(
        rows: Int = 20, columns: Int = 3, vectors: Int = 4, heads: Int = 2, isSigned: Bool = true
    ) -> ActivationProduct {
        ActivationProduct(
            name: "p", index: 0, rows: rows, columns: columns, vectors: vectors, matricesPerImage: heads, inputBits: 6,
            inputIsSigned: isSigned, inputsAreOdd: false, storedBits: 5, storedRange: -15...15, storedIsOdd: false)
    }

    private func integers(_ product: ActivationProduct, matrices: Int, seed: UInt64 = 9) -> (
        inputs: [Int32], stored: [Int32]
    ) {
        var numbers = Sequence64(seed)
        return (
            numbers.integers(matrices * product.vectors * product.rows, in: product.inputIsSigned ? -32...31 : 0...63),
            numbers.integers(matrices * product.rows * product.columns, in: -15...15)
        )
    }

    private func products(
        _ product: ActivationProduct, _ hardware: HardwareConfiguration, matrices: Int = 6, repeated: Bool = false,
        seed: UInt64 = 0
    ) throws -> [Double] {
        let arrays = try IMCProduct(product, hardware, calibration: nil, seed: seed, trial: 0, threads: 2)
        var (inputs, stored) = integers(product, matrices: repeated ? 1 : matrices)
        if repeated {
            inputs = (0..<matrices).flatMap { _ in inputs }
            stored = (0..<matrices).flatMap { _ in stored }
        }
        return arrays.multiply(inputs, by: stored, matrices: matrices, firstMatrix: 0)
    }

    @Test(arguments: [1, 2, 3, 6], [true, false])
    func inputsOfAnySignAndDigitAreExact(_ bits: Int, _ isSigned: Bool) throws {
        let product = product(isSigned: isSigned)
        let hardware = try changed(("dac_bits", "\(bits)"), ("adc_bits", "16"))
        let (inputs, stored) = integers(product, matrices: 6)
        let exact = try ExactEngine().prepare(product).multiply(inputs, by: stored, matrices: 6, firstMatrix: 0)
        #expect(try products(product, hardware) == exact)
        var sum = 0
        for row in 0..<product.rows { sum += Int(inputs[row]) * Int(stored[row * product.columns]) }
        #expect(exact[0] == Double(sum))
    }

    /// Matrices of the same numbers, two heads and three images: [image][head].
    private func images(_ hardware: HardwareConfiguration) throws -> [[[Double]]] {
        let product = product()
        let all = try products(product, hardware, repeated: true)
        let size = product.vectors * product.columns
        return (0..<3).map { image in
            (0..<2).map { head in Array(all[(2 * image + head) * size..<(2 * image + head + 1) * size]) }
        }
    }

    @Test(arguments: [("g_sigma", "0.1"), ("drift_nu_sigma", "0.05")])
    func whatWritingDecidesIsDrawnForEachMatrix(_ key: String, _ value: String) throws {
        var hardware = try changed(("adc_bits", "null"))
        if key == "drift_nu_sigma" { hardware.driftTime = 100 }
        let found = try images(try hardware.setting(key, to: value))
        #expect(Set(found.joined()).count == 6)
    }

    @Test(arguments: [
        ("stuck_lo", "0.2"), ("bitcell_sigma", "0.1"), ("capacitor_sigma", "0.1"), ("adc_offset_sigma", "2"),
        ("adc_gain_sigma", "0.1"),
    ])
    func whatBelongsToAnArrayStays(_ key: String, _ value: String) throws {
        let found = try images(try changed(("adc_bits", "6"), ("adc_scheme", "linear"), (key, value)))
        #expect(found[0] == found[1] && found[1] == found[2])
        #expect(found[0][0] != found[0][1], "heads have arrays of their own")
    }

    @Test(arguments: ["rbl_sigma", "read_sigma", "adc_noise_sigma"])
    func readsHaveNoiseOfTheirOwn(_ key: String) throws {
        let found = try images(try changed(("adc_bits", "8"), (key, "0.7")))
        #expect(Set(found.joined()).count == 6)
    }

    @Test func drawsDoNotDependOnHowMatricesAreCut() throws {
        let product = product()
        let hardware = try changed(
            ("g_sigma", "0.1"), ("rbl_sigma", "0.5"), ("adc_offset_sigma", "0.5"), ("adc_bits", "6"))
        let (inputs, stored) = integers(product, matrices: 6)
        let whole = try products(product, hardware)
        var parts: [Double] = []
        let (inputSize, size) = (product.vectors * product.rows, product.rows * product.columns)
        for first in 0..<6 {
            let arrays = try IMCProduct(product, hardware, calibration: nil, seed: 0, trial: 0, threads: 1)
            parts += arrays.multiply(
                Array(inputs[first * inputSize..<(first + 1) * inputSize]),
                by: Array(stored[first * size..<(first + 1) * size]), matrices: 1, firstMatrix: first)
        }
        #expect(parts == whole)
        #expect(try products(product, hardware, seed: 1) != whole)
    }

    @Test func threadsDoNotChangeAnything() throws {
        let model = try SmallAttention(seed: 8, count: 70)
        let hardware = try changed(
            ("g_sigma", "0.1"), ("rbl_sigma", "0.3"), ("adc_offset_sigma", "0.3"), ("adc_bits", "7"))
        let first = try report(model, hardware, trials: 2, threads: 1)
        #expect(try report(model, hardware, trials: 2, threads: 3) == first)
        #expect(first.settings[0].trials[0] != first.settings[0].trials[1])
    }

    // MARK: Other hardware

    @Test func aDigitalEngineIsExact() throws {
        let model = try SmallAttention(seed: 2)
        let setting = try report(model, changed(("rbl_sigma", "1"), ("dynamic", "exact"))).settings[0]
        #expect(setting.layers.map(\.isExact) == [false, false, false, true, true, false])
        #expect(setting.products(on: .exact) == 2 && setting.productHardware == nil)
        #expect(setting.layers[3].conversionsPerImage == 0 && setting.layers[3].signalToNoise == nil)
    }

    @Test func keysOfProductsChangeThemAlone() throws {
        let model = try SmallAttention(seed: 2)
        let hardware = try changed(("adc_bits", "12"), ("dynamic.adc_bits", "3"), ("dynamic.adc_scheme", "linear"))
        let setting = try report(model, hardware).settings[0]
        #expect(setting.layers.map(\.isExact) == [true, true, true, false, false, true])
        #expect(setting.productHardware?.converterBits == 3 && setting.noisiestLayer?.kind == .product)
        let calibrated = try report(
            model, changed(("adc_bits", "12"), ("dynamic.adc_bits", "3"), ("dynamic.adc_scheme", "calibrated")))
        let noise = try [setting, calibrated.settings[0]].map { try #require($0.layers[3].signalToNoise) }
        #expect(noise[1] > noise[0])
    }

    @Test func bitsOfProductsAreThoseOfTheFileOrOfTheModel() throws {
        let model = try SmallAttention(seed: 2)
        let hardware = try changed(("dynamic.act_bits", "5"), ("dynamic.weight_bits", "4"))
        var tested = try TestedModel(model.graph, calibrationImages: model.images)
        var product = try tested.quantized(for: hardware, threads: 1).products[0].matrix
        #expect(product.inputBits == 5 && product.storedBits == 4)
        var quantization = TestedModel.Quantization()
        quantization.productBits = 6
        tested = try TestedModel(model.graph, quantization: quantization, calibrationImages: model.images)
        product = try tested.quantized(for: hardware, threads: 1).products[0].matrix
        #expect(product.inputBits == 6 && product.storedBits == 6)
        quantization.productBits = nil
        quantization.activationBits = 7
        tested = try TestedModel(model.graph, quantization: quantization, calibrationImages: model.images)
        product = try tested.quantized(for: HardwareConfiguration(), threads: 1).products[0].matrix
        #expect(product.inputBits == 7 && product.storedBits == 7)
    }

    @Test func variationsOfProductsAreChecked() throws {
        let model = try SmallAttention(seed: 2)
        let source = HardwareSource.keys(HardwareConfiguration())
        #expect(
            try source.settings(HardwareVariation("dynamic.adcBits=3,4")).map(\.hardware.productBits.input) == [
                nil, nil,
            ])
        #expect(
            try source.settings(HardwareVariation("dynamic=same,exact")).map(\.hardware.dynamic.kind) == [
                .same, .exact,
            ])
        let unknown = message { try source.settings(HardwareVariation("dynamic.adc_bts=3")) }
        #expect(unknown.contains("did you mean `dynamic.adc_bits`?"), "\(unknown)")
        let exact = HardwareSource.keys(hardware { $0.dynamic = .exact })
        #expect(message { try exact.settings(HardwareVariation("dynamic.adc_bits=3")) }.contains("contradicts dynamic"))
        let tested = try TestedModel(model.graph, calibrationImages: model.images)
        let signs = message {
            try AccuracyExperiment(
                tested, images: model.images, calibrationImages: model.images, variedKey: "dynamic.act_signed",
                settings: [AccuracySetting(hardware: HardwareConfiguration())])
        }
        #expect(signs.contains("it follows from the model"), "\(signs)")
    }

    @Test func levelsOfLayersDoNotWinOverBitsOfProducts() throws {
        let hardware = try changed(("adc_levels", "20"), ("dynamic.adc_bits", "5"))
        #expect(try hardware.productHardware()?.codeCount == 32)
        #expect(try changed(("adc_levels", "20"), ("dynamic.cell_bits", "2")).productHardware()?.codeCount == 20)
    }

    @Test func filesHaveObjectsOfKeys() throws {
        let json =
            #"{"adc_bits": 9, "dynamic": {"rows_per_array": 64, "rows_active": 32, "mapping": "diff"}, "cell_bits": 2}"#
        let hardware = try HardwareConfiguration(json: Data(json.utf8))
        let products = try #require(try hardware.productHardware())
        #expect(products.rowsPerArray == 64 && products.mapping == .differential && products.dynamic == .same)
        #expect(products.converterBits == 9 && products.cellBits == 2 && hardware.rowsPerArray == 128)
        let exact = try HardwareConfiguration(json: Data(#"{"dynamic": "exact"}"#.utf8))
        #expect(try exact.productHardware() == nil && exact.dynamic.kind == .exact)
        #expect(HardwareConfiguration.key(spelled: "dynamic.adcBits") == "dynamic.adc_bits")
    }

    @Test(arguments: [
        (#"{"dynamic": "fast"}"#, "dynamic = \"fast\" is not possible (allowed: same, exact, or in a file an object"),
        (#"{"dynamic": {"adc_bit": 3}}"#, "unknown key `adc_bit`; did you mean `adc_bits`?"),
        (#"{"dynamic": {"adc_bits": 99}}"#, "adc_bits = 99 is not possible"),
        (#"{"dynamic": {"dynamic": "exact"}}"#, "dynamic.dynamic is not possible"),
        (
            #"{"dynamic": {"adc_noise_sigma": 1, "adc_bits": null}}"#,
            "dynamic: adc_noise_sigma = 1.0 contradicts adc_bits = null"
        ),
        (#"{"dynamic": {"cell_bits": {}}}"#, "cell_bits = {...} is not possible"),
    ])
    func wrongKeysOfProductsAreExplained(_ json: String, _ expected: String) {
        let error = message { try HardwareConfiguration(json: Data(json.utf8), file: "h.json") }
        #expect(error.contains(expected) && error.contains("h.json"), "\(error)")
    }

    @Test func cellsThatCannotHoldAProductAreRefused() throws {
        let product = ActivationProduct(
            name: "p", index: 2, rows: 4, columns: 3, vectors: 4, matricesPerImage: 1, inputBits: 8,
            inputIsSigned: true,
            inputsAreOdd: false, storedBits: 8, storedRange: -128...127, storedIsOdd: false)
        let error = message { try IMCEngine(configuration: hardware { $0.mapping = .differential }).prepare(product) }
        #expect(error.contains("product 2 (p): the second operand has numbers from -128 to 127"), "\(error)")
        #expect(error.contains("\"diff\" holds those from -127 to 127"))
        let odd = message { try IMCEngine(configuration: hardware { $0.mapping = .xnor }).prepare(product) }
        #expect(odd.contains("mapping = \"xnor\" needs odd activations"))
    }

    @Test func hardwareThatIsNotUsedIsWarnedOf() throws {
        let folder = try TemporaryFolder()
        let graph = try Self.plain(folder)
        let images = try ImageDataset(images: [0.5, 1, 0, 0.25], shape: [2, 1, 1], labels: [0, 1])
        let report = try AccuracyExperiment(
            TestedModel(graph, calibrationImages: images), images: images, calibrationImages: images,
            settings: [AccuracySetting(hardware: changed(("dynamic", "exact")))]
        ).run()
        #expect(report.warnings == ["dynamic is not used: the model has no products of two activations"])
        #expect(!report.settings[0].hasProducts)
    }

    private static func plain(_ folder: TemporaryFolder) throws -> NetworkGraph {
        let layer = LinearLayer(
            outputs: 2, rows: 2, window: nil, groups: 1, weights: .real([1, 0, 0, 1]), bias: [0, 0])
        let node = NetworkGraph.Node(name: "fc", operation: .linear(layer), inputs: [0], shape: [2])
        return NetworkGraph(file: "plain", inputShape: [2, 1, 1], nodes: [node], output: 1)
    }

    // MARK: Chips

    @Test(arguments: [("digital", true), ("systolic", true), ("vector", true), ("sram", false)])
    func theEngineOfAChipDecides(_ engine: String, _ isExact: Bool) throws {
        let chip = try Configuration(
            sources: [],
            assignments: ["dynamicEngine=\(engine)", "dynamicRows=64", "memcelltype=RRAM", "levelOutput=32"])
        let hardware = try HardwareConfiguration(configuration: chip, weightBits: 8, activationBits: 8)
        let products = try hardware.productHardware()
        #expect((products == nil) == isExact)
        guard let products else { return }
        #expect(products.rowsPerArray == 64 && products.codeCount == 32 && !products.onOffRatio.isFinite)
        #expect(products.cellBits == 1 && products.mapping == .offset && products.offCurrent == .none)
        let model = try SmallAttention(seed: 5)
        let network = try TestedModel(model.graph, calibrationImages: model.images).quantized(for: hardware, threads: 1)
        let accuracy = try ChipAccuracy(
            model.graph, quantized: network, images: model.images, hardware: hardware, chip: chip)
        #expect(accuracy.products?.onArrays == 2 && accuracy.products?.exact == 0)
    }
}
