// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro
import Testing
import _TestSupport

@testable import Configuration

@Suite struct MacroParameterTests {
    private func configuration(_ assignments: String...) throws -> Configuration {
        try Configuration(files: [], assignments: assignments, revision: .tessera)
    }

    @Test func theRevisionOfAMacroNeedsNoName() throws {
        #expect(try configuration().revision == .tessera)
        #expect(try configuration("technode=55").technologyNode == 55)
        let error = inputError { try Configuration(files: [], assignments: ["vdd=1"]) }
        #expect(error.description.contains("`vdd` is read by tessera only, and the revision is neurosim-2.1"))
        let chip = inputError { try configuration("dramType=HBM2") }
        #expect(chip.description.contains("and the revision is tessera"))
    }

    @Test func defaultsFollowTheNode() throws {
        let old = try configuration("technode=180")
        let new = try configuration("technode=7")
        #expect(old.supplyVoltage == 1.8 && new.supplyVoltage == 0.75)
        #expect(old.macroCellArea > 50 * new.macroCellArea && old.converterEnergy > new.converterEnergy)
        #expect(try configuration("vdd=0.6").accessVoltage == 0.6)
        #expect(try configuration("memcelltype=PCM").onResistance == 20e3)
        #expect(try configuration("memcelltype=MRAM", "cellBit=4").cellBits == 1)
    }

    @Test(arguments: [
        ("numRowParallel=200", "no more rows can be read at once"),
        ("inputBitsPerRead=4", "bits come one by one (allowed: inputBitsPerRead = 1)"),
        ("memcelltype=FeFET", "allowed: SRAM (1), RRAM (2), PCM (5), MRAM (6)"),
        ("technode=6", "allowed: 180, 130, 90, 65, 55,"),
        ("numRowSubArray=0", "allowed: 1 to 8192"),
    ])
    func whatAMacroCannotBe(_ assignment: String, _ message: String) {
        let error = inputError { try configuration(assignment) }
        #expect(error.description.contains(message), "\(error)")
    }

    @Test func pairsThatExcludeEachOther() {
        for (first, second, message) in [
            ("memcelltype=RRAM", "computeDomain=charge", "resistive cells add up currents"),
            ("computeDomain=digital", "differential=rows", "adders take signs as they are"),
            ("memcelltype=RRAM", "readVoltage=2", "the bitlines cannot be above the supply"),
            ("weightJoining=analog", "computeDomain=digital", "adders join bits as numbers"),
            ("numColMuxed=64", "numColSubArray=32", "no more columns can share an ADC"),
        ] {
            let error = inputError { try configuration(first, second) }
            #expect(error.description.contains(message), "\(error)")
        }
    }

    @Test func parametersBecomeADesign() throws {
        let design = try configuration(
            "numRowSubArray=1", "numColSubArray=8", "weightJoining=analog", "differential=columns", "adcKind=flash",
            "levelOutput=11", "numColMuxed=8"
        ).macroDesign(weightBits: 4)
        #expect(design.rows == 1 && design.rowsPerRead == 1 && design.columnsPerWeight == 8)
        guard case .converters(let converter) = design.readOut else {
            Issue.record("no converters")
            return
        }
        #expect(converter.kind == .flash && converter.levels == 11 && converter.count == 1)
        #expect(converter.columnsJoined == 8)
    }

    @Test func aWeightThatDoesNotFitIsRefused() throws {
        let narrow = try configuration("numColSubArray=4", "numColMuxed=4")
        let error = inputError { try narrow.macroDesign(weightBits: 8) }
        #expect(error.description.contains("a weight of 8 bits takes 8 columns, and numColSubArray = 4"))
        let chip = inputError { try Configuration().macroDesign(weightBits: 8) }
        #expect(chip.description.contains("allowed here: tessera"))
    }
}
