// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

struct WordlineDriverTests {
    @Test(arguments: [
        GoldenCase(
            Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
            resistance: 240000,
            expected: [
                2.226e-07, 2.5091500000000002e-05, 1.9414319738543873e-10, 1.2942879825695916e-10, 7726255775.122533,
                1.8223378308658668e-14, 3.010003342723767e-13, 3.8176277888000007e-07,
            ]),
        GoldenCase(
            Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 100,
            resistance: 6000,
            expected: [
                2.52472e-05, 7.885900000000001e-05, 1.1669482020065626e-10, 7.77965468004375e-11, 12854040971.319517,
                4.300132906693518e-12, 4.033743642848102e-11, 4.337265911362879e-10,
            ]),
        GoldenCase(
            Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16, resistance: 240000,
            expected: [
                3.952e-06, 5.824e-05, 2.0586703119641888e-10, 1.3724468746427924e-10, 7286256528.219138,
                3.406483810567221e-13, 3.848211893002097e-12, 8.563882418604651e-07,
            ]),
    ])
    func crossPointDriverAgreesWithTheReference(golden: GoldenCase) throws {
        let driver = CrossPointWordlineDriver(
            wordlineCount: golden.count, cellsPerWordline: 64, cellResistance: golden.resistance,
            readVoltage: PeripheryStimulus.readVoltage, writeVoltage: PeripheryStimulus.writeVoltage,
            layout: try golden.height, technology: try golden.process.technology)
        let timing = driver.timing(load: PeripheryStimulus.line, inputRamp: PeripheryStimulus.edge)
        expectFigures(
            [
                "width": driver.footprint.width, "height": driver.footprint.height, "three reads": timing.delay * 3,
                "two writes": timing.delay * 2, "ramp": timing.outputRamp.slope,
                "read energy": (driver.cost(of: .read(selected: 5, load: LineLoad(capacitance: 0))) * 3).energy,
                "write energy": (driver.cost(of: .write(selected: 7, load: LineLoad(capacitance: 0))) * 2).energy,
                "leakage": driver.leakagePower,
            ], equal: golden.expected)
    }

    @Test(arguments: [
        GoldenCase(
            Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
            expected: [
                5.565e-07, 2.5091500000000002e-05, 7.051870741817676e-10, 4.701247161211784e-10, 2381955745.1100225,
                7.178138413234907e-16, 2.1510846161531906e-15, 1.4880867011584e-06,
            ]),
        GoldenCase(
            Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 100,
            expected: [
                1.2540000000000002e-06, 7.885900000000001e-05, 2.051142927178821e-09, 1.3674286181192142e-09,
                795342085.2309992, 1.368674074054063e-15, 5.900668622182556e-15, 1.8148832922359213e-09,
            ]),
        GoldenCase(
            Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
            expected: [
                7.4099999999999985e-06, 5.824e-05, 6.506511469426112e-10, 4.3376743129507416e-10, 3419660670.436913,
                2.310319031741442e-14, 5.64327676199691e-14, 3.962971332465116e-06,
            ]),
        GoldenCase(
            Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 512,
            expected: [
                2.5536000000000004e-05, 3.5552e-05, 2.8374345278233833e-09, 1.891623018548922e-09, 591430324.5690361,
                2.6187247888595328e-15, 9.341214565113821e-15, 7.410826666967042e-08,
            ]),
    ])
    func decoderDriverAgreesWithTheReference(golden: GoldenCase) throws {
        let driver = WordlineDecoderDriver(
            wordlineCount: golden.count, readVoltage: PeripheryStimulus.readVoltage,
            writeVoltage: PeripheryStimulus.writeVoltage, layout: try golden.height,
            technology: try golden.process.technology)
        let timing = driver.timing(load: PeripheryStimulus.line, inputRamp: PeripheryStimulus.edge)
        expectFigures(
            [
                "width": driver.footprint.width, "height": driver.footprint.height, "three reads": timing.delay * 3,
                "two writes": timing.delay * 2, "ramp": timing.outputRamp.slope,
                "read energy": (driver.cost(of: .read(load: LineLoad(capacitance: 0), inputRamp: .step)) * 3).energy,
                "write energy": (driver.cost(of: .write(load: LineLoad(capacitance: 0), inputRamp: .step)) * 2).energy,
                "leakage": driver.leakagePower,
            ], equal: golden.expected)
    }

    private static func crossPoint(
        cells: Int = 128, resistance: Double = 240e3, layout: LayoutConstraint = .free, technology: Technology
    ) -> CrossPointWordlineDriver {
        CrossPointWordlineDriver(
            wordlineCount: 128, cellsPerWordline: cells, cellResistance: resistance, readVoltage: 0.5, writeVoltage: 4,
            layout: layout, technology: technology)
    }

    @Test(arguments: Process.representatives) func gatesFollowTheLineThatTheyDrive(process: Process) throws {
        let technology = try process.technology
        let short = Self.crossPoint(cells: 64, technology: technology)
        let long = Self.crossPoint(cells: 128, technology: technology)
        #expect(short.gateResistance == 2 * long.gateResistance)
        #expect(abs(long.gateResistance - 240e3 / 128 / 4) < 1e-9)
        #expect(long.area >= short.area)
        let load = LineLoad(capacitance: 1e-12)
        #expect(
            long.cost(of: .read(selected: 1, load: load, inputRamp: .step)).latency
                < short.cost(of: .read(selected: 1, load: load, inputRamp: .step)).latency)
    }

    @Test func unselectedLinesCostAQuarterOfSelectedOnesInAWrite() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let driver = Self.crossPoint(technology: technology)
        let none = driver.cost(of: .write(selected: 0, load: LineLoad(capacitance: 0))).energy
        let all = driver.cost(of: .write(selected: 128, load: LineLoad(capacitance: 0))).energy
        let one = driver.cost(of: .write(selected: 1, load: LineLoad(capacitance: 0))).energy
        let line = none * 4 / 128
        let logic = all / 128 - line
        #expect(logic > 0)
        #expect(abs(one - (none + 0.75 * line + logic)) < 1e-9 * one)
        let readNone = driver.cost(of: .read(selected: 0, load: LineLoad(capacitance: 0))).energy
        #expect(abs(readNone - none * 4 * 0.25 / 16) < 1e-9 * readNone)
    }

    @Test("More selected lines than there are cost no negative energy", arguments: [0.5, 4.2])
    func moreSelectedLinesThanThereAre(readVoltage: Double) throws {
        let technology = try Technology(node: 7, roadmap: .highPerformance)
        let driver = CrossPointWordlineDriver(
            wordlineCount: 13, cellsPerWordline: 4440, cellResistance: 64e3, readVoltage: readVoltage,
            writeVoltage: 6.5, technology: technology)
        for selected in [0, 1, 13, 14, 100, 555, 4440] {
            #expect(driver.cost(of: .read(selected: Double(selected), load: LineLoad(capacitance: 0))).energy > 0)
            #expect(driver.cost(of: .write(selected: Double(selected), load: LineLoad(capacitance: 0))).energy > 0)
        }
    }

    @Test func writesAtAHigherVoltageCostMoreThanReads() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let driver = WordlineDecoderDriver(
            wordlineCount: 128, readVoltage: 0.5, writeVoltage: 4, technology: technology)
        let same = WordlineDecoderDriver(
            wordlineCount: 128, readVoltage: 0.5, writeVoltage: 0.5, technology: technology)
        #expect(
            driver.cost(of: .write(load: LineLoad(capacitance: 0), inputRamp: .step)).energy
                > driver.cost(of: .read(load: LineLoad(capacitance: 0), inputRamp: .step)).energy)
        #expect(
            same.cost(of: .write(load: LineLoad(capacitance: 0), inputRamp: .step)).energy
                == same.cost(of: .read(load: LineLoad(capacitance: 0), inputRamp: .step)).energy)
    }

    @Test(arguments: Process.representatives) func anyHeightGivesAPhysicalLayout(process: Process) throws {
        let technology = try process.technology
        for height in [1e-9, 1e-6, 1e-5, 1e-3] {
            expectPhysical(Self.crossPoint(layout: .height(height), technology: technology))
            for count in [1, 7, 512] {
                expectPhysical(
                    WordlineDecoderDriver(
                        wordlineCount: count, readVoltage: 0.5, writeVoltage: 4, layout: .height(height),
                        technology: technology))
            }
        }
    }
}
