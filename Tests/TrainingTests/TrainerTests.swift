// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Testing
import _TestSupport

@testable import Training

/// Whole trainings of a small network on images whose class can be seen.
@Suite struct TrainerTests {
    /// Images of 8 x 8 with a bright quarter, which is the class.
    static func images(_ count: Int, seed: UInt64) throws -> ImageBatches {
        try ImageBatches(dataset(count, seed: seed))
    }

    static func dataset(_ count: Int, seed: UInt64) throws -> ImageDataset {
        var numbers = SplitMix(seed: seed)
        var pixels: [Float] = []
        var labels: [Int] = []
        for _ in 0..<count {
            let label = Int(numbers.next() % 4)
            labels.append(label)
            for row in 0..<8 {
                for column in 0..<8 {
                    let isBright = row / 4 == label / 2 && column / 4 == label % 2
                    let noise = Float(numbers.next() % 1000) / 1000
                    pixels.append(isBright ? 0.5 + noise / 2 : noise / 2)
                }
            }
        }
        return try ImageDataset(images: pixels, shape: [1, 8, 8], labels: labels)
    }

    static func settings(_ accounting: TrainingSettings.Accounting) -> TrainingSettings {
        var settings = TrainingSettings()
        settings.accounting = accounting
        settings.batchSize = 16
        settings.clampsInitialWeights = true
        settings.deviceSigma = 0.1
        settings.inputRange = 0...1
        settings.network = [
            .convolution(ConvolutionDescription(outputs: 4, kernel: 3, padding: 1)), .pooling(.largest, size: 2),
            .convolution(ConvolutionDescription(outputs: 8, kernel: 3)), .dense(outputs: 4),
        ]
        return settings
    }

    private static func trainer(
        _ settings: TrainingSettings, threads: Int = 1, seed: UInt64 = 3, hardware: LoopHardware? = nil
    ) throws -> Trainer {
        try Trainer(
            settings, inputShape: MapShape(channels: 1, height: 8, width: 8), seed: seed, hardware: hardware,
            threads: threads)
    }

    @Test(arguments: TrainingSettings.Accounting.allCases)
    func theNetworkLearns(_ accounting: TrainingSettings.Accounting) throws {
        var trainer = try Self.trainer(Self.settings(accounting))
        let (images, tests) = (try Self.images(400, seed: 1), try Self.images(200, seed: 2))
        let rate = trainer.settings.initialLearningRate
        let first = try trainer.runEpoch(images, tests: tests, learningRate: rate)
        var last = first
        for _ in 0..<5 { last = try trainer.runEpoch(images, tests: tests, learningRate: rate) }
        #expect(last.accuracy > 0.9)
        #expect(last.loss < first.loss)
        #expect(last.epoch == 5 && trainer.epochs == 6)
        #expect(last.stepsPerCell > first.stepsPerCell && last.mostSteps >= last.mostWrites)
        #expect(last.layers.allSatisfy { $0.writesOf99Percent <= $0.mostWrites })
    }

    @Test(arguments: TrainingSettings.Accounting.allCases)
    func threadsDoNotMatter(_ accounting: TrainingSettings.Accounting) throws {
        let images = try Self.images(100, seed: 1)
        let results = try [1, 2, 3].map { threads in
            var trainer = try Self.trainer(Self.settings(accounting), threads: threads)
            let record = try trainer.runEpoch(images, tests: images, learningRate: 0.5)
            return (trainer.weights, record)
        }
        for result in results.dropFirst() {
            #expect(result.0 == results[0].0)
            #expect(result.1 == results[0].1)
        }
    }

    @Test func otherSeedsGiveOtherWeights() throws {
        let images = try Self.images(40, seed: 1)
        let weights = try ([1, 2] as [UInt64]).map { seed in
            var trainer = try Self.trainer(Self.settings(.exact), seed: seed)
            _ = try trainer.runEpoch(images, tests: nil, learningRate: 0.5)
            return trainer.weights
        }
        #expect(weights[0] != weights[1])
    }

    @Test(arguments: TrainingSettings.Accounting.allCases)
    func aResumedTrainingEndsWithTheSameWeights(_ accounting: TrainingSettings.Accounting) throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "checkpoint.npz")
        let images = try Self.images(60, seed: 1)
        let settings = Self.settings(accounting)
        var whole = try Self.trainer(settings)
        var records = [try whole.runEpoch(images, tests: images, learningRate: 0.5)]
        try TrainingCheckpoint(whole, records: records).write(to: path, description: "a = 1\nb = 2")
        records.append(try whole.runEpoch(images, tests: images, learningRate: 0.25))

        let read = try TrainingCheckpoint(
            readingFrom: path, for: Self.trainer(settings), description: "a = 1\nb = 2")
        #expect(read.records == [records[0]])
        var resumed = read.trainer
        let second = try resumed.runEpoch(images, tests: images, learningRate: 0.25)
        #expect(resumed.weights == whole.weights)
        #expect(second == records[1])
    }

    @Test func aCheckpointOfAnotherTrainingIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "checkpoint.npz")
        let trainer = try Self.trainer(Self.settings(.exact))
        try TrainingCheckpoint(trainer, records: []).write(to: path, description: "seed = 1\nbits = 2")
        let error = #expect(throws: InputError.self) {
            try TrainingCheckpoint(readingFrom: path, for: trainer, description: "seed = 1\nbits = 3")
        }
        #expect(error?.message.contains("`bits = 2` there, `bits = 3` here") == true)
    }

    @Test func aDamagedCheckpointIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "checkpoint.npz")
        let trainer = try Self.trainer(Self.settings(.exact))
        try TrainingCheckpoint(trainer, records: []).write(to: path, description: "")
        let bytes = try Data(contentsOf: URL(filePath: path))
        for length in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 40)) {
            try bytes.prefix(length).write(to: URL(filePath: path))
            #expect(throws: InputError.self) {
                try TrainingCheckpoint(readingFrom: path, for: trainer, description: "")
            }
        }
    }

    @Test func weightsBeyondTheirCurveAreRefusedAtOnce() throws {
        var settings = Self.settings(.neurosim)
        settings.clampsInitialWeights = false
        settings.risingLabel = 3
        settings.deviceSigma = 0
        let error = #expect(throws: InputError.self) { try Self.trainer(settings) }
        #expect(error?.message.contains("lie beyond the end of their pulse curve") == true)
        settings.clampsInitialWeights = true
        #expect(throws: Never.self) { try Self.trainer(settings) }
        // A curve that bends the other way ends at the bottom.
        settings.clampsInitialWeights = false
        settings.risingLabel = 1.75
        settings.fallingLabel = -3
        let below = #expect(throws: InputError.self) { try Self.trainer(settings) }
        #expect(below?.message.contains("lie beyond the end of their pulse curve (the first is -1") == true)
    }

    /// Weights of a former training are the beginning of another one.
    @Test(arguments: [(5, 8), (10, 4), (16, 16)])
    func writtenWeightsAreReadAgain(_ weightBits: Int, _ activationBits: Int) throws {
        var settings = Self.settings(.exact)
        settings.weightBits = weightBits
        settings.activationBits = activationBits
        var trainer = try Self.trainer(settings)
        _ = try trainer.runEpoch(Self.images(40, seed: 1), tests: nil, learningRate: 0.25)
        try TemporaryFolder.with { folder in
            let path = folder.path(of: "weights.npz")
            try trainer.writeWeights(to: path)
            let graph = try NetworkGraph(readingArchive: path, network: trainer.workload())
            let model = try TrainingModel(graph)
            #expect(model.layers == settings.network)
            var other = try Self.trainer(settings, seed: 9)
            #expect(try other.start(from: model) == [0, 0, 0])
            let read = zip(other.weights, trainer.weights).allSatisfy { new, old in
                zip(new, old).allSatisfy { abs($0 - settings.weightGrid.nearest($1)) < 1e-6 }
            }
            #expect(read)
        }
    }

    @Test func idealDevicesWithManyBitsTrainAsFloatingPoint() throws {
        var settings = Self.settings(.exact)
        settings.weightBits = 15
        settings.activationBits = 15
        settings.errorBits = 15
        settings.gradientBits = 8
        settings.weightRange = 1.5 * 16384
        settings.maxLevel = 1 << 15
        settings.risingLabel = 0
        settings.fallingLabel = 0
        settings.deviceSigma = 0
        settings.cycleSigma = 0
        settings.learningRate = 1.0 / 32
        var trainer = try Self.trainer(settings)
        let (images, tests) = (try Self.images(400, seed: 1), try Self.images(400, seed: 2))
        var last: EpochRecord?
        for _ in 0..<4 { last = try trainer.runEpoch(images, tests: tests, learningRate: 1.0 / 32) }
        let record = try #require(last)
        #expect(abs(record.accuracy - record.unroundedAccuracy) <= 0.003)
        #expect(record.accuracy > 0.95)
    }
}

/// SplitMix64, as a sequence.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
