// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

struct RowDecoderTests {
    private static let recorded: [(output: RowDecoder.Output, strength: Double, golden: GoldenCase)] = [
        (
            RowDecoder.Output.wordlines, 1.0,
            GoldenCase(
                Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 7,
                expected: [
                    7.938e-07, 2.5091500000000002e-05, 6.376301833330399e-10, 4.250867888886933e-10,
                    87420770921.98282, 6.741655700348338e-10, 86593855675.8366, 1.0414594337792225e-13,
                    6.943062891861483e-14, 3.303070035202e-06,
                ])
        ),
        (
            RowDecoder.Output.multiplexerGates, 1.0,
            GoldenCase(
                Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 3,
                expected: [
                    1.6236e-06, 7.885900000000001e-05, 1.948663705186699e-09, 1.2991091367911327e-09,
                    1759209103.7766626, 1.9941696464117296e-09, 1757873637.7702377, 7.882337143077282e-15,
                    5.254891428718188e-15, 1.9610185891369543e-10,
                ])
        ),
        (
            RowDecoder.Output.wordlines, 1.0,
            GoldenCase(
                Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 10,
                expected: [
                    1.9135999999999998e-05, 0.00372736, 2.0655830286540372e-08, 1.3770553524360249e-08,
                    5607031801.194324, 2.0707042468696468e-08, 5605442833.379403, 2.705713587381695e-11,
                    1.8038090582544634e-11, 0.0004380894193060465,
                ])
        ),
        (
            RowDecoder.Output.multiplexerGates, 8.0,
            GoldenCase(
                Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 2,
                expected: [
                    1.3376000000000001e-06, 3.5552e-05, 5.895243061835687e-10, 3.930162041223791e-10,
                    9769166720.351484, 6.345947546026552e-10, 9769166720.351484, 6.535323338228352e-14,
                    4.3568822254855685e-14, 1.7655596393472005e-09,
                ])
        ),
        (
            RowDecoder.Output.multiplexerGates, 1.0,
            GoldenCase(
                Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: nil, count: 1,
                expected: [
                    1.1704e-06, 0.0, 1.2107888800156313e-09, 8.071925866770876e-10, 5098493719.384286,
                    1.2447677954734714e-09, 5098493719.384286, 1.2893520254676004e-15, 8.595680169784003e-16,
                    4.337265911362879e-12,
                ])
        ),
    ]

    @Test func agreesWithTheReference() throws {
        for (output, strength, golden) in Self.recorded {
            let decoder = RowDecoder(
                addressBits: golden.count, output: output, driveStrength: strength, layout: try golden.height,
                technology: try golden.process.technology)
            let load = 3e-15 * Double(golden.count)
            let sharp = decoder.timing(loadCapacitance: load, complementLoadCapacitance: 5e-15)
            let slow = decoder.timing(
                loadCapacitance: load, complementLoadCapacitance: 5e-15, inputRamp: PeripheryStimulus.edge)
            expectFigures(
                [
                    "width": decoder.footprint.width, "height": decoder.footprint.height,
                    "three reads": sharp.delay * 3, "two writes": sharp.delay * 2, "ramp": sharp.outputRamp.slope,
                    "three slow reads": slow.delay * 3, "slow ramp": slow.outputRamp.slope,
                    "read energy": (decoder.cost(of: .select()) * 3).energy,
                    "write energy": (decoder.cost(of: .select()) * 2).energy,
                    "leakage": decoder.leakagePower,
                ], equal: golden.expected)
        }
    }

    @Test(arguments: Process.representatives) func everyAddressWidthIsPhysical(process: Process) throws {
        let technology = try process.technology
        for output in [RowDecoder.Output.wordlines, .multiplexerGates] {
            for bits in 0...24 {
                for layout in [LayoutConstraint.free, .height(1e-9), .height(1e-4)] {
                    let decoder = RowDecoder(
                        addressBits: bits, output: output, layout: layout, technology: technology)
                    expectPhysical(decoder)
                    let delay = decoder.cost(of: .select(load: 1e-15, complementLoad: 1e-15)).latency
                    #expect(delay.isFinite && delay > 0)
                    #expect(decoder.cost(of: .select()).energy > 0)
                }
            }
        }
    }

    @Test(arguments: Process.representatives) func moreAddressBitsCostMore(process: Process) throws {
        let technology = try process.technology
        let decoders = (3...12).map { RowDecoder(addressBits: $0, technology: technology) }
        for (smaller, larger) in zip(decoders, decoders.dropFirst()) {
            #expect(larger.area > smaller.area)
            #expect(larger.leakagePower > smaller.leakagePower)
            #expect(larger.cost(of: .select()).energy > smaller.cost(of: .select()).energy)
        }
        #expect(
            decoders[9].cost(of: .select(load: 1e-15)).latency
                > decoders[1].cost(of: .select(load: 1e-15)).latency)
    }

    @Test func loadsAndSlowEdgesDelay() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let decoder = RowDecoder(addressBits: 7, technology: technology)
        let light = decoder.timing(loadCapacitance: 1e-15)
        let heavy = decoder.timing(loadCapacitance: 9e-15)
        let late = decoder.timing(loadCapacitance: 1e-15, inputRamp: Ramp(slope: 1e9))
        #expect(heavy.delay > light.delay)
        #expect(late.delay > light.delay)
        #expect(heavy.outputRamp == light.outputRamp, "the slope handed on is that before the last driver")
        #expect(decoder.cost(of: .select(load: 1e-15)).latency == light.delay)
    }

    @Test func strongerGatesLeakMoreAndDriveLargeLoadsFaster() throws {
        let technology = try Technology(node: 22, roadmap: .highPerformance)
        let weak = RowDecoder(addressBits: 3, output: .multiplexerGates, technology: technology)
        let strong = RowDecoder(
            addressBits: 3, output: .multiplexerGates, driveStrength: 8, technology: technology)
        #expect(strong.leakagePower > 7.9 * weak.leakagePower)
        let load = 1e-12
        #expect(
            strong.cost(of: .select(load: load, complementLoad: load)).latency
                < weak.cost(of: .select(load: load, complementLoad: load)).latency / 7)
    }

    @Test func heightFoldsTheDecoderAndWidthDoesNot() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let height = 4096 * technology.featureSize
        let free = RowDecoder(addressBits: 8, technology: technology)
        let folded = RowDecoder(addressBits: 8, layout: .height(height), technology: technology)
        let wide = RowDecoder(addressBits: 8, layout: .width(height), technology: technology)
        #expect(folded.footprint.height == height)
        #expect(folded.footprint.width > free.footprint.width)
        #expect(wide.footprint == free.footprint)
    }
}
