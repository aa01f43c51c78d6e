// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Testing
import _TestSupport

@testable import Inference

@Suite struct ChipHardwareTests {
    private func hardware(_ text: String) throws -> HardwareConfiguration {
        let configuration = try TemporaryFolder.with(text.utf8) { try Configuration(files: [$0]) }
        return try HardwareConfiguration(configuration: configuration, weightBits: 8, activationBits: 8)
    }

    @Test func aParallelChipReadsAllRowsAndConverts() throws {
        let chip = try hardware("numRowSubArray = 64\ncellBit = 2\nlevelOutput = 32\nmemcelltype = RRAM\n")
        #expect(chip.rowsPerArray == 64 && chip.activeRows == 64 && chip.cellBits == 2)
        #expect(chip.codeCount == 32 && chip.scheme == .linear && chip.offCurrent == .digital)
        #expect(chip.onOffRatio.isFinite && chip.mapping == .offset && chip.offsetReference == .dummy)
    }

    @Test func aSequentialChipOfSRAMIsExact() throws {
        let chip = try hardware("memcelltype = SRAM\noperationmode = 1\n")
        #expect(chip.activeRows == 1 && chip.cellBits == 1 && !chip.onOffRatio.isFinite)
        let problem = Problem(.offset)
        #expect(try problem.products(chip) == (try problem.exact))
    }

    @Test func keysAreSetByText() throws {
        let changed = try HardwareConfiguration().setting("adc_bits", to: "5").setting("mapping", to: "diff")
        #expect(changed.converterBits == 5 && changed.mapping == .differential)
        #expect(
            message { try HardwareConfiguration().setting("adc_bit", to: "5") }.contains("did you mean `adc_bits`?"))
        #expect(
            message { try HardwareConfiguration().setting("rbl_sigma", to: "-1") }.contains("allowed: numbers from 0"))
        #expect(Set(HardwareConfiguration.keys).count == HardwareConfiguration.keys.count)
    }
}
