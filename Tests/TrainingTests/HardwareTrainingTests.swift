// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Testing

@testable import Training

/// Forward passes through arrays and converters.
@Suite struct HardwareTrainingTests {
    private static func trained(_ hardware: LoopHardware?, seed: UInt64 = 3) throws -> (Trainer, EpochRecord) {
        var settings = TrainerTests.settings(.exact)
        settings.inputRange = -1...1
        var trainer = try Trainer(
            settings, inputShape: MapShape(channels: 1, height: 8, width: 8), seed: seed, hardware: hardware, threads: 2
        )
        let images = try TrainerTests.images(96, seed: 1)
        _ = try trainer.runEpoch(images, tests: images, learningRate: 0.25)
        return (trainer, try trainer.runEpoch(images, tests: images, learningRate: 0.25))
    }

    static var lossless: HardwareConfiguration {
        var hardware = HardwareConfiguration()
        hardware.converterBits = nil
        return hardware
    }

    @Test func idealHardwareTrainsToTheSameWeights() throws {
        let (software, record) = try Self.trained(nil)
        for trains in [false, true] {
            let (trainer, onHardware) = try Self.trained(LoopHardware(Self.lossless, trains: trains))
            #expect(trainer.weights == software.weights)
            #expect(onHardware.hardwareCorrect == record.testCorrect)
        }
        #expect(record.hardwareCorrect == nil)
    }

    @Test func aConverterOfFewBitsChangesTraining() throws {
        var coarse = HardwareConfiguration()
        coarse.converterBits = 2
        coarse.scheme = .linear
        let (software, _) = try Self.trained(nil)
        let (tested, record) = try Self.trained(LoopHardware(coarse, trains: false))
        #expect(tested.weights == software.weights)
        #expect(record.hardwareCorrect != record.testCorrect)
        let (trained, _) = try Self.trained(LoopHardware(coarse, trains: true))
        #expect(trained.weights != software.weights)
    }

    @Test func calibratedConvertersGetTheirRange() throws {
        var hardware = HardwareConfiguration()
        hardware.converterBits = 6
        hardware.scheme = .calibrated
        let (_, record) = try Self.trained(LoopHardware(hardware, trains: true, calibrationImages: 32))
        #expect(record.hardwareAccuracy.map { $0 > 0.5 } == true)
    }

    @Test func readNoiseFollowsTheSeed() throws {
        var noisy = Self.lossless
        noisy.converterBits = 8
        noisy.readSigma = 0.2
        let first = try Self.trained(LoopHardware(noisy, trains: true)).0.weights
        #expect(try Self.trained(LoopHardware(noisy, trains: true)).0.weights == first)
        #expect(try Self.trained(LoopHardware(noisy, trains: true), seed: 4).0.weights != first)
    }

    @Test func hardwareNeedsExactAccounting() throws {
        let error = #expect(throws: InputError.self) {
            try Trainer(
                TrainerTests.settings(.neurosim), inputShape: MapShape(channels: 1, height: 8, width: 8), seed: 0,
                hardware: LoopHardware(Self.lossless, trains: true))
        }
        #expect(error?.message.contains("accounting = neurosim") == true)
    }
}
