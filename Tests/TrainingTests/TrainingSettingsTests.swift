// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

@Suite struct TrainingSettingsTests {
    private static func read(_ text: String) throws -> TrainingSettings {
        try TrainingSettings(json: Array(text.utf8), file: "settings.json")
    }

    /// The values that train.py has in effect.
    @Test func defaults() throws {
        let settings = try Self.read("{}")
        #expect(settings == TrainingSettings())
        #expect(settings.accounting == .neurosim)
        #expect(settings.rules == .neurosim)
        #expect([settings.weightBits, settings.gradientBits] == [5, 5])
        #expect([settings.activationBits, settings.errorBits] == [8, 8])
        #expect(settings.learningRate == nil)
        #expect([settings.momentum, settings.gradientShare] == [0.9, 0.1])
        #expect(settings.maxLevel == 32)
        #expect([settings.risingLabel, settings.fallingLabel] == [1.75, 1.46])
        #expect([settings.deviceSigma, settings.cycleSigma] == [0, 0.003])
        #expect(settings.weightRange == 24)
        #expect(settings.batchSize == 200)
        #expect(settings.inputRange == -1...1)
        #expect(settings.loss == .squaredError)
        #expect(settings.schedule == .steps)
        #expect(settings.decreasingEpochs == [200, 250])
        #expect(settings.augmentPadding == 0 && !settings.augmentFlip)
        #expect(settings.network.isEmpty)
    }

    /// What depends on the accounting where no key says otherwise.
    @Test func defaultsOfAccountings() throws {
        let neurosim = try Self.read(#"{"accounting": "neurosim", "gradient_bits": 8}"#)
        #expect(neurosim.initialLearningRate == 1)
        #expect(!neurosim.clampsInitially)
        let exact = try Self.read(#"{"accounting": "exact", "gradient_bits": 8}"#)
        #expect(exact.rules == .exact)
        #expect(exact.initialLearningRate == 1.0 / 128)
        #expect(exact.clampsInitially)
        let both = #""learning_rate": 0.25, "clamp_initial_weights""#
        let clamped = try Self.read("{\(both): true}")
        #expect(clamped.initialLearningRate == 0.25)
        #expect(clamped.clampsInitially)
        let free = try Self.read(#"{"accounting": "exact", \#(both): false}"#)
        #expect(free.initialLearningRate == 0.25)
        #expect(!free.clampsInitially)
    }

    /// Values of keys, and what they set.
    private static let values: [(key: String, value: String, change: @Sendable (inout TrainingSettings) -> Void)] = [
        ("accounting", "\"exact\"", { $0.accounting = .exact }),
        ("weight_bits", "1", { $0.weightBits = 1 }), ("gradient_bits", "16", { $0.gradientBits = 16 }),
        ("act_bits", "4", { $0.activationBits = 4 }), ("error_bits", "6", { $0.errorBits = 6 }),
        ("learning_rate", "0.125", { $0.learningRate = 0.125 }), ("momentum", "0.5", { $0.momentum = 0.5 }),
        ("gradient_share", "1", { $0.gradientShare = 1 }), ("max_level", "97", { $0.maxLevel = 97 }),
        ("nonlinearity_ltp", "-3", { $0.risingLabel = -3 }), ("nonlinearity_ltd", "-9", { $0.fallingLabel = -9 }),
        ("d2d_sigma", "0.2", { $0.deviceSigma = 0.2 }), ("c2c_sigma", "0", { $0.cycleSigma = 0 }),
        ("weight_range", "192", { $0.weightRange = 192 }),
        ("clamp_initial_weights", "true", { $0.clampsInitialWeights = true }),
        ("batch_size", "7", { $0.batchSize = 7 }), ("input_range", "[0, 1]", { $0.inputRange = 0...1 }),
        ("loss", "\"cross_entropy\"", { $0.loss = .crossEntropy }),
        ("schedule", "\"cosine\"", { $0.schedule = .cosine }),
        ("decreasing_lr", "[3, 40, 41]", { $0.decreasingEpochs = [3, 40, 41] }),
        ("augment_padding", "4", { $0.augmentPadding = 4 }), ("augment_flip", "true", { $0.augmentFlip = true }),
        ("network", #"[{"type": "fc", "outputs": 3}]"#, { $0.network = [.dense(outputs: 3)] }),
    ]

    @Test func everyKeyIsRead() throws {
        for (key, value, change) in Self.values {
            let read = try Self.read("{\"\(key)\": \(value)}")
            #expect(read == settings(change), "\(key)")
            #expect(read != TrainingSettings(), "\(key)")
        }
        // Devices have tests of their own.
        let others: Set = ["device", "device_curve", "device_curve_use"]
        #expect(Set(Self.values.map(\.key)).union(others) == Set(TrainingSettings.keys))
        let all = try Self.read("{" + Self.values.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ",\n") + "}")
        #expect(all == settings { settings in Self.values.forEach { $0.change(&settings) } })
    }

    @Test(arguments: [
        ("accounting", "\"hardware\"", "accounting is `hardware` (allowed: neurosim, exact)"),
        ("accounting", "3", "accounting is no text"),
        ("weight_bits", "0", "weight_bits is 0 (allowed: whole numbers from 1 to 16)"),
        ("gradient_bits", "17", "gradient_bits is 17 (allowed: whole numbers from 1 to 16)"),
        ("act_bits", "4.5", "act_bits is 4.5 (allowed: whole numbers from 1 to 16)"),
        ("error_bits", "\"8\"", "error_bits is \"8\" (allowed: whole numbers from 1 to 16)"),
        ("learning_rate", "-1", "learning_rate is -1 (allowed: 0.0 to 1000000.0)"),
        ("momentum", "1.5", "momentum is 1.5 (allowed: 0.0 to 1.0)"),
        ("gradient_share", "-0.1", "gradient_share is -0.1 (allowed: 0.0 to 1.0)"),
        ("max_level", "0", "max_level is 0 (allowed: whole numbers from 1 to 1048576)"),
        ("nonlinearity_ltp", "9.5", "nonlinearity_ltp is 9.5 (allowed: -9.0 to 9.0)"),
        ("nonlinearity_ltd", "-10", "nonlinearity_ltd is -10 (allowed: -9.0 to 9.0)"),
        ("d2d_sigma", "-0.1", "d2d_sigma is -0.1 (allowed: 0.0 to 1000.0)"),
        ("c2c_sigma", "null", "c2c_sigma is null (allowed: 0.0 to 1000.0)"),
        ("weight_range", "-24", "weight_range is -24 (allowed: 0.0 to 1000000.0)"),
        ("clamp_initial_weights", "1", "clamp_initial_weights is 1 (allowed: true, false)"),
        ("batch_size", "0", "batch_size is 0 (allowed: whole numbers from 1 to 1048576)"),
        ("input_range", "[1, 0]", "input_range does not ascend"),
        ("input_range", "[1]", "input_range has 1 elements in place of 2"),
        ("loss", "\"mse\"", "loss is `mse` (allowed: squared_error, cross_entropy)"),
        ("schedule", "\"linear\"", "schedule is `linear` (allowed: steps, constant, cosine)"),
        ("decreasing_lr", "[5, 5]", "decreasing_lr does not ascend"),
        ("decreasing_lr", "[1.5]", "decreasing_lr is 1.5 (allowed: whole numbers from 0 to 1048576)"),
        ("augment_padding", "-1", "augment_padding is -1 (allowed: whole numbers from 0 to 1024)"),
        ("augment_flip", "\"yes\"", "augment_flip is \"yes\" (allowed: true, false)"),
        ("network", "{}", "network is no list"),
    ])
    func wrongValues(key: String, value: String, message: String) {
        let error = inputError { try Self.read("{\n\"\(key)\": \(value)}") }
        #expect(error.message == "the settings: \(message)")
        #expect(error.file == "settings.json" && error.line == 2 && error.kind == .badInput)
    }

    @Test func unknownKeys() {
        let error = inputError { try Self.read("{\n\n\"max_levels\": 32}") }
        #expect(
            error.description
                == "settings.json:3:1: the settings has the unknown key `max_levels` (did you mean `max_level`?)")
        let far = inputError { try Self.read(#"{"zzzzzzzz": 32}"#) }
        #expect(far.message.contains("allowed: accounting, weight_bits"))
        #expect(inputError { try Self.read("[]") }.message == "the settings is a list, not a JSON object")
        #expect(inputError { try Self.read("{") }.line == 1)
    }

    @Test func filesAreRead() throws {
        let text = #"{"max_level": 16}"#
        let read = try TemporaryFolder.with(text.utf8, named: "t.json") { try TrainingSettings(readingFrom: $0) }
        #expect(read.maxLevel == 16)
        #expect(inputError { try TrainingSettings(readingFrom: "/nowhere/t.json") }.kind == .missingInput)
    }
}
