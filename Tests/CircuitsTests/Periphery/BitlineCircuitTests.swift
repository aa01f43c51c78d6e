// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

struct BitlineCircuitTests {
    @Test(arguments: [
        GoldenCase(
            Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
            expected: [
                2.5091500000000002e-05, 5.88e-07, 4.719516727394192e-10, 3.1463444849294615e-10, 7.526399999999998e-12,
                2.00704e-12, 5.6606339328e-07,
            ]),
        GoldenCase(
            Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 100,
            expected: [
                7.885900000000001e-05, 1.848e-06, 1.6666460488806561e-09, 1.1110973659204373e-09, 8.670000000000001e-12,
                2.3120000000000002e-12, 5.61e-10,
            ]),
        GoldenCase(
            Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
            expected: [
                1.5808e-05, 1.092e-05, 5.889171482964566e-10, 3.926114321976377e-10, 3.2448e-12, 8.6528e-13,
                8.128223999999999e-07,
            ]),
        GoldenCase(
            Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 512,
            expected: [
                3.5552e-05, 1.0752000000000001e-05, 2.6223212797569603e-09, 1.7482141865046401e-09, 4.97664e-11,
                1.327104e-11, 2.0247183360000005e-08,
            ]),
    ])
    func prechargerAgreesWithTheReference(golden: GoldenCase) throws {
        let precharger = Precharger(
            columnCount: golden.count, accessedCells: golden.count / 2, layout: try golden.width,
            technology: try golden.process.technology)
        let line = PeripheryStimulus.line
        expectFigures(
            [
                "width": precharger.footprint.width, "height": precharger.footprint.height,
                "three reads": (precharger.cost(of: .prechargeForRead(bitline: line)) * 3).latency,
                "two writes": (precharger.cost(of: .prechargeForRead(bitline: line)) * 2).latency,
                "read energy": (precharger.cost(of: .prechargeForRead(bitline: line)) * 3).energy,
                "write energy": (precharger.cost(of: .prechargeForWrite(bitline: line, columnActivity: 0.4)) * 2)
                    .energy,
                "leakage": precharger.leakagePower,
            ], equal: golden.expected)
    }

    @Test(arguments: [
        GoldenCase(
            Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
            expected: [
                2.5091500000000002e-05, 5.88e-07, 7.653069318670757e-10, 1.2965205252198244e-14, 1.1452883366400002e-06,
            ]),
        GoldenCase(
            Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 100,
            expected: [
                7.885900000000001e-05, 1.848e-06, 2.5038930654859265e-09, 1.6217991044403357e-14,
                1.3011797734088637e-09,
            ]),
        GoldenCase(
            Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
            expected: [
                1.5808e-05, 1.092e-05, 5.849709779341799e-10, 4.7245277193292965e-14, 2.569164725581395e-06,
            ]),
        GoldenCase(
            Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 512,
            expected: [
                3.5552e-05, 1.0752000000000001e-05, 3.2924872355532704e-09, 1.618149763150391e-13,
                5.283107463168002e-08,
            ]),
    ])
    func writeDriverAgreesWithTheReference(golden: GoldenCase) throws {
        let driver = SRAMWriteDriver(
            columnCount: golden.count, writtenCells: golden.count / 2, layout: try golden.width,
            technology: try golden.process.technology)
        expectFigures(
            [
                "width": driver.footprint.width, "height": driver.footprint.height,
                "two writes":
                    (driver.cost(
                        of: .write(
                            bitline: PeripheryStimulus.line, inputRamp: PeripheryStimulus.edge, columnActivity: 1)) * 2)
                    .latency,
                "write energy": (driver.cost(of: .write(bitline: LineLoad(capacitance: 0), columnActivity: 0.6)) * 2)
                    .energy,
                "leakage": driver.leakagePower,
            ], equal: golden.expected)
    }

    @Test func prechargeEnergyIsThatOfTheBitlines() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let voltage = technology.supplyVoltage
        let line = LineLoad(capacitance: 10e-15, resistance: 100)
        let precharger = Precharger(columnCount: 64, technology: technology)
        let pair = 2 * line.capacitance * voltage * voltage
        let read = (precharger.cost(of: .prechargeForRead(bitline: line)) * 3).energy
        #expect(abs(read - 3 * 64 * pair) < 1e-9 * read)
        let half = precharger.cost(of: .prechargeForWrite(bitline: line, columnActivity: 0.5)).energy
        #expect(abs(half - 32 * pair / 2) < 1e-9 * half)
        #expect(precharger.cost(of: .prechargeForWrite(bitline: line, columnActivity: 0)).energy == 0)
        let narrow = Precharger(columnCount: 64, accessedCells: 8, technology: technology)
        #expect(
            (narrow.cost(of: .prechargeForRead(bitline: line)) * 8).energy
                == precharger.cost(of: .prechargeForRead(bitline: line)).energy)
    }

    @Test(arguments: Process.representatives) func longerBitlinesAreSlower(process: Process) throws {
        let technology = try process.technology
        let precharger = Precharger(columnCount: 64, technology: technology)
        let driver = SRAMWriteDriver(columnCount: 64, technology: technology)
        let lines = [1.0, 2, 4].map { LineLoad(capacitance: 10e-15 * $0, resistance: 100 * $0) }
        for (short, long) in zip(lines, lines.dropFirst()) {
            #expect(
                precharger.cost(of: .prechargeForRead(bitline: long)).latency
                    > precharger.cost(of: .prechargeForRead(bitline: short)).latency)
            #expect(
                driver.cost(of: .write(bitline: long, columnActivity: 1)).latency
                    > driver.cost(of: .write(bitline: short, columnActivity: 1)).latency)
        }
        let slow = driver.cost(of: .write(bitline: lines[0], inputRamp: Ramp(slope: 1e9), columnActivity: 1)).latency
        #expect(slow > driver.cost(of: .write(bitline: lines[0], columnActivity: 1)).latency)
    }

    @Test(arguments: Process.representatives) func leakageAndAreaGrowWithTheColumns(process: Process) throws {
        let technology = try process.technology
        let single = SRAMWriteDriver(columnCount: 1, technology: technology)
        let many = SRAMWriteDriver(columnCount: 128, technology: technology)
        #expect(abs(many.area - 128 * single.area) < 1e-9 * many.area)
        #expect(abs(many.leakagePower - 128 * single.leakagePower) < 1e-9 * many.leakagePower)
        #expect(many.cost(of: .write(bitline: LineLoad(capacitance: 0), columnActivity: 0)).energy == 0)
        for width in [1e-9, 1e-6, 1e-4] {
            expectPhysical(Precharger(columnCount: 128, layout: .width(width), technology: technology))
            expectPhysical(SRAMWriteDriver(columnCount: 128, layout: .width(width), technology: technology))
        }
    }

    @Test func lineLoadIsAnElmoreDelay() {
        let line = LineLoad(capacitance: 2e-15, resistance: 300)
        let constant = line.timeConstant(driverResistance: 1e3, driverCapacitance: 1e-15)
        #expect(abs(constant - (1e3 * 3e-15 + 300 * 1e-15)) < 1e-27)
    }
}
