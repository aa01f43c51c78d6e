// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// Figures of the memory circuits against those that DNN+NeuroSim V2.1 gives for the same configuration.
@Suite struct MemoryReferenceTests {
    static let registerFileFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 0.0010964029440000001, 0.007068587077854325, 1.4388388446099978e-8, 6.234968326643323e-9,
            3.21192504001355e-11, 1.3918341840058715e-11,
        ],
        .lowStandbyPower32: [
            0.00016, 0.0002698838016, 9.523676963376578e-7, 1.5984296142685252e-8, 6.926528328496943e-9,
            3.4084278900588314e-12, 1.4769854190254937e-12,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 8.2263552e-5, 7.5366503327444e-6, 8.946851133819107e-9, 3.876968824654946e-9,
            8.161473981999739e-13, 3.53663872553322e-13,
        ],
    ]

    @Test(arguments: registerFileFigures) func registerFile(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let buffer = Buffer(
            bits: 16384, lineBits: 128, storage: .registerFile, clockFrequency: ReferenceProcess.clockFrequency,
            layout: ReferenceProcess.wide(technology), wireResistance: try process.wireResistance(),
            technology: technology)
        let figures =
            buffer.staticFigures + [
                buffer.cost(of: .read(lines: 7.5, bits: 0)).latency,
                buffer.cost(of: .write(lines: 3.25, bits: 0)).latency,
                buffer.cost(of: .read(lines: 0, bits: 128 * 7.5)).energy,
                buffer.cost(of: .write(lines: 0, bits: 128 * 3.25)).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let sramFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            5.0578944000000005e-5, 0.00026, 3.3998392228465116e-5, 2.4462099590375524e-9, 1.1640397248235142e-9,
            1.0907197414884784e-11, 3.659565896661332e-12,
        ],
        .lowStandbyPower32: [
            1.2450201599999999e-5, 6.400000000000001e-5, 4.837731176678401e-9, 2.8281570571406343e-9,
            1.3386611068266601e-9, 1.2837891529674469e-12, 4.175281877582908e-13,
        ],
        .finFET7At350K: [
            6.696592e-6, 1.4000000000000001e-5, 4.2391954337599995e-8, 1.3089445855649196e-9, 6.323400485270808e-10,
            4.2295010099408297e-13, 1.2935725433426565e-13,
        ],
    ]

    @Test(arguments: sramFigures) func sram(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let size = Footprint(
            width: process.sramCell.width * technology.featureSize,
            height: process.sramCell.height * technology.featureSize)
        let cell = SRAMCell(
            transistors: ReferenceProcess.sramTransistors, cellWidth: process.sramCell.width, technology: technology)
        let buffer = Buffer(
            bits: 2000, lineBits: 128, storage: .sram(cell, size: size, minimumSenseVoltage: 0.1),
            clockFrequency: ReferenceProcess.clockFrequency, layout: ReferenceProcess.high(technology),
            wireResistance: try process.wireResistance(), technology: technology)
        let figures =
            buffer.staticFigures + [
                buffer.cost(of: .read(lines: 7.5, bits: 0)).latency,
                buffer.cost(of: .write(lines: 3.25, bits: 0)).latency,
                buffer.cost(of: .read(lines: 0, bits: 128 * 7.5)).energy,
                buffer.cost(of: .write(lines: 0, bits: 128 * 3.25)).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }
}
