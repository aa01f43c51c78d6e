// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

/// Updates of single cells, and the velocity of a layer.
@Suite struct CellUpdateTests {
    private static func rule(
        _ accounting: TrainingSettings.Accounting, rate: Double, noise: Double = 0, levels: Int = 32
    ) -> CellRule {
        let settings = settings {
            $0.accounting = accounting
            $0.cycleSigma = noise
            $0.maxLevel = levels
        }
        return CellRule(settings, learningRate: rate)
    }

    private static let straight = DeviceArray(
        rising: PulseCurve(constant: nil, pulses: 32), falling: PulseCurve(constant: nil, pulses: 32))

    private static func update(
        _ rule: CellRule, _ weight: Double, velocity: Double, uniform: Double = 0.5, normal: Double = 0,
        devices: DeviceArray = straight
    ) throws -> CellUpdate {
        try #require(
            rule.update(weight, velocity: velocity, devices: devices, cell: 0, uniform: uniform, normal: normal))
    }

    /// The mean change over many random numbers.
    private static func meanChange(_ rule: CellRule, _ weight: Double, velocity: Double) throws -> Double {
        let count = 4000
        let sum = try (0..<count).reduce(0) { sum, index in
            let uniform = (Double(index) + 0.5) / Double(count)
            return sum + (try update(rule, weight, velocity: velocity, uniform: uniform).weight) - weight
        }
        return sum / Double(count)
    }

    /// As the reference counts, a device that is moved by delta changes by delta over the steps of the gradient, on average.
    @Test(arguments: [0.4, -0.4, 0.1, -0.71]) func meanOfStepsOfWeights(velocity: Double) throws {
        let pulses = (velocity * 16).rounded(.toNearestOrEven)
        let mean = try Self.meanChange(Self.rule(.neurosim, rate: 1), 0.1, velocity: velocity)
        #expect(abs(mean + pulses / 16 / 16) < 1e-5)
    }

    /// In exact accounting a straight device changes by -rate x velocity on average, below one pulse too.
    @Test(arguments: [0.4, -0.4, 0.01, -0.71]) func meanOfPulses(velocity: Double) throws {
        let mean = try Self.meanChange(Self.rule(.exact, rate: 0.0625), 0.1, velocity: velocity)
        #expect(abs(mean + 0.0625 * velocity) < 2e-5)
    }

    /// Pulses are rounded to the even number, and fewer than half a pulse are none.
    @Test func pulsesOfTheReference() throws {
        let rule = Self.rule(.neurosim, rate: 1)
        let found = try [0.03125, 0.09375, -0.09375, 0.03, 1].map { try Self.update(rule, 0, velocity: $0).pulses }
        #expect(found == [0, 2, -2, 0, 16])
    }

    @Test func pulsesEndAtAFullSwing() throws {
        let rule = Self.rule(.exact, rate: 4)
        #expect(try Self.update(rule, 0.5, velocity: 1, uniform: 0.25).pulses == 32)
        #expect(try Self.update(rule, 0.5, velocity: -1, uniform: 0.25).pulses == -32)
        #expect(try Self.update(rule, 0.5, velocity: 1).weight == -0.9375)
        #expect(try Self.update(rule, 0.5, velocity: 0.1234).pulses == 8)
    }

    /// A write has noise, and no write has none.
    @Test func noiseOfWrites() throws {
        let reference = Self.rule(.neurosim, rate: 1, noise: 0.01)
        let moved = try Self.update(reference, 0.25, velocity: 0.5, uniform: 0.75, normal: 2)
        #expect(moved.applied == 0.0625)
        #expect(abs(moved.weight - (0.25 - 0.0625 + 0.04)) < 1e-15)
        let kept = try Self.update(reference, 0.25, velocity: 0.5, uniform: 0.25, normal: 2)
        #expect(kept.applied == 0 && kept.pulses == 8 && kept.weight == 0.25)
        let exact = Self.rule(.exact, rate: 1, noise: 0.01)
        let four = try Self.update(exact, 0.25, velocity: 0.25, uniform: 0, normal: 1)
        #expect(four.pulses == 4)
        #expect(abs(four.weight - (0.25 - 0.25 + 0.04)) < 1e-15)
        #expect(try Self.update(exact, 0.25, velocity: 0, uniform: 0.9, normal: 5).weight == 0.25)
    }

    /// Weights end at the limit of their grid, also those that are not written.
    @Test func weightsAreClamped() throws {
        for accounting in TrainingSettings.Accounting.allCases {
            let rule = Self.rule(accounting, rate: 1, noise: 0.01)
            #expect(try Self.update(rule, 1.4, velocity: 0).weight == 0.9375)
            #expect(try Self.update(rule, -0.9, velocity: 1, uniform: 0.99, normal: -9).weight == -0.9375)
        }
    }

    @Test func weightsBeyondTheCurveHaveNoUpdate() {
        let curve = PulseCurves(pulses: 32, isTabulated: true).curve(5)
        let devices = DeviceArray(rising: curve, falling: curve)
        let rule = Self.rule(.neurosim, rate: 1)
        #expect(rule.update(1.2, velocity: 0.5, devices: devices, cell: 0, uniform: 0, normal: 0) == nil)
        // Without a pulse nothing is computed.
        #expect(rule.update(1.2, velocity: 0, devices: devices, cell: 0, uniform: 0, normal: 0)?.weight == 0.9375)
        // In exact accounting a weight is within the range first.
        let exact = Self.rule(.exact, rate: 1)
        #expect(exact.update(1.2, velocity: 0.5, devices: devices, cell: 0, uniform: 0, normal: 0) != nil)
    }

    /// A step of the gradient's grid is one pulse of 32; in exact accounting a step is a pulse.
    @Test func stepsOfAnUpdate() throws {
        let reference = Self.rule(.neurosim, rate: 1, levels: 64)
        let moved = try Self.update(reference, 0.25, velocity: -0.5, uniform: 0)
        #expect(moved.applied == -0.0625)
        #expect(reference.steps(moved) == 1)
        #expect(reference.pulsesPerStep == 2)
        let exact = Self.rule(.exact, rate: 1)
        #expect(exact.steps(try Self.update(exact, 0.25, velocity: -0.5, uniform: 0)) == 8)
        #expect(exact.pulsesPerStep == 1)
    }

    // MARK: Velocity

    @Test func velocities() throws {
        let settings = settings {
            $0.momentum = 0.5
            $0.gradientShare = 0.25
        }
        var state = [1.0, -2, 0.5]
        // 3 lies nearer to 4 on a logarithmic scale.
        #expect(try accumulate([4.0, -8, 0], into: &state, settings, layer: 0, threads: 1) == 4)
        #expect(state == [1.5, -3, 0.25])
    }

    @Test func velocitiesOfZero() throws {
        func divisor(_ gradient: [Float], _ settings: TrainingSettings) throws -> Double {
            var state = [0.0, 0]
            return try accumulate(gradient, into: &state, settings, layer: 1, threads: 1)
        }
        let exact = settings { $0.accounting = .exact }
        let error = inputError { try divisor([0, 0], TrainingSettings()) }
        #expect(error.message.hasPrefix("the gradient of layer 2 is 0 everywhere"))
        #expect(try divisor([0, 0], exact) == 1)
        #expect(inputError { try divisor([.nan, 0], exact) }.message == "the gradient of layer 2 is not finite")
        #expect(inputError { try divisor([0, .infinity], exact) }.message == "the gradient of layer 2 is not finite")
    }

    @Test func threadsDoNotMatter() throws {
        var random = SeededGenerator(case: 1)
        let (gradient, before) = (random.reals(100_000), random.reals(100_000))
        let results = try [1, 2, 3].map { threads in
            var state = before
            let divisor = try accumulate(gradient, into: &state, TrainingSettings(), layer: 0, threads: threads)
            return state + [divisor]
        }
        #expect(results[1] == results[0] && results[2] == results[0])
    }

    @Test func weightsBeyondTheCurveAreCounted() {
        let curves = PulseCurves(pulses: 32, isTabulated: false)
        let devices = DeviceArray(rising: curves.curve(5), falling: curves.curve(-5))
        let error = beyondCurve(2, weights: [0.5, 1.2, 1.0112, -1.0112, -1.0111], devices)
        #expect(
            error.message.hasPrefix(
                "3 of 5 weights of layer 3 lie beyond the end of their pulse curve (the first is 1.2)"))
    }
}
