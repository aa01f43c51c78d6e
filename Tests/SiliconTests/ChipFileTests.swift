// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro
import Silicon
import Testing
import _TestSupport

@Suite struct ChipFileTests {
    @Test func aRecordBecomesADesign() throws {
        let file = try ChipText.read(ChipText.file(ChipText.chip()))
        let chip = try #require(file.chips.first)
        let point = try #require(chip.points.first)
        #expect(chip.kind == .chargeSRAM && chip.area == 3e-8 && chip.scoresArea)
        #expect(point.design.node.nanometers == 28 && point.design.cell.transistors == 8)
        #expect(point.design.cell.contribution == .charge(unitCapacitors: 1))
        #expect(point.task.inputDensity == 0.5 && point.measured[.energy] == 1e-11 && point.scored == [.energy])
        let counts = MacroCounts(point.design, point.task)
        #expect(counts.reads == 4 && counts.conversions == 256 && counts.steps == 16)
    }

    @Test func pointsOverrideTheDesign() throws {
        let text = ChipText.chip(
            design: ", \"readVoltage\": 0.2",
            point: ", \"inputBitsPerRead\": 2, \"inputDensity\": 0.25, \"outputBits\": 5")
        let design = text.replacing("\"inputCoding\": \"bit-serial\"", with: "\"inputCoding\": \"multi-bit\"")
        let point = try #require(try ChipText.read(ChipText.file(design)).chips.first?.points.first)
        #expect(point.design.inputBitsPerRead == 2 && point.design.readVoltage == 0.2)
        #expect(point.task.inputDensity == 0.25 && point.task.outputBits == 5)
        #expect(MacroCounts(point.design, point.task).reads == 2)
    }

    @Test func aDigitalRecordHasAdders() throws {
        let digital = """
            , "digital": {"organisation": "adder tree", "treeInputs": 32, "operandBits": 9, "trees": 6,
             "multiplier": "Booth, 2 input bits", "accumulatorBits": 32, "secondTree": "8 inputs of 16 bits an output"}
            """
        let text = ChipText.chip(kind: "digital-sram", design: digital, converter: "null")
        let point = try #require(try ChipText.read(ChipText.file(text)).chips.first?.points.first)
        guard case .adders(let adders) = point.design.readOut else {
            Issue.record("no adders")
            return
        }
        #expect(adders.inputs == 32 && adders.operandBits == 9 && adders.trees == 6 && adders.recodesInputs)
        #expect(adders.secondTree == AdderDesign.SecondTree(inputs: 8, bits: 16))
    }

    @Test func aNodeWithoutFiguresIsLeftOut() throws {
        let file = try ChipText.read(ChipText.file(ChipText.chip(), ChipText.chip(id: "old", node: "350")))
        #expect(file.chips.map(\.id) == ["one"] && file.skipped.map(\.id) == ["old"])
    }

    @Test(arguments: [
        ("{}", "schema is missing"),
        ("{\"schema\": \"tessera.chips/2\", \"chips\": []}", "allowed: tessera.chips/1"),
        ("{\"schema\": \"tessera.chips/1\", \"chips\": []}", "has no chip"),
        ("{\"schema\": \"tessera.chips/1\", \"chips\": \"3\"}", "chips is \"3\", not a list"),
        ("[1]", "not a JSON object"),
    ])
    func damagedFilesAreRefused(_ text: String, _ message: String) {
        let error = inputError { try ChipText.read(text) }
        #expect(error.description.contains(message) && error.file == "chips.json", "\(error)")
    }

    @Test(arguments: [
        ("\"rows\": 64,", "\"rows\": 0,", "rows is 0 (allowed: whole numbers from 1 to 1048576)"),
        ("\"rows\": 64,", "", "rows is missing"),
        ("\"supply\": 0.9", "\"supply\": \"low\"", "supply is \"low\" (allowed: 0.1 to 20.0)"),
        ("[\"energyPerMVM\"]", "[\"beauty\"]", "scored names \"beauty\""),
        ("\"energyPerMVM\": 1e-11", "\"energy\": 1", "which is not among the measured figures"),
        ("\"scored\": true", "\"scored\": 1", "scored is 1 (allowed: true, false)"),
    ])
    func damagedRecordsAreRefusedWithTheirPlace(_ good: String, _ bad: String, _ message: String) {
        let text = ChipText.file(ChipText.chip()).replacing(good, with: bad)
        let error = inputError { try ChipText.read(text) }
        #expect(error.description.contains(message), "\(error)")
        #expect(error.description.contains("chip one") && error.line != nil, "\(error)")
    }

    @Test(arguments: [
        ("\"kind\": \"SAR\"", "\"kind\": \"sigma\"", "the model has no kind `sigma` (known: flash, SAR, ramp,"),
        ("\"analog-sram-charge\"", "\"optical\"", "no kind `optical` (known: analog-sram-current,"),
        ("\"bit-serial\"", "\"morse\"", "no inputCoding `morse` (known: bit-serial,"),
        ("\"bit-columns-digital\"", "\"knots\"", "no weightStorage `knots`"),
        (
            "\"rows\"", "\"digital\": {\"secondTree\": \"none\"}, \"rows\"",
            "secondTree is `none` (known: N inputs of M bits)"
        ),
    ])
    func wordsThatTheModelDoesNotKnowLeaveAChipOut(_ good: String, _ bad: String, _ reason: String) throws {
        let text = ChipText.file(ChipText.chip().replacing(good, with: bad), ChipText.chip(id: "other"))
        let file = try ChipText.read(text)
        #expect(file.chips.map(\.id) == ["other"] && file.skipped.map(\.id) == ["one"])
        #expect(file.skipped.first?.reason.contains(reason) == true, "\(file.skipped)")
    }

    @Test func whatIsNotKnownHasADefault() throws {
        let unknown = ChipText.chip(point: ", \"outputBits\": 3.5", converter: "null")
        let chip = try #require(try ChipText.read(ChipText.file(unknown)).chips.first)
        guard case .converters(let converter) = try #require(chip.points.first).design.readOut else {
            Issue.record("no converters")
            return
        }
        #expect(converter.kind == .unknown && converter.bits == 3.5 && converter.count == 64)
        #expect(ChipComparison(try ChipText.read(ChipText.file(unknown))).rows.allSatisfy(\.isAssumed))
        let ternary = ChipText.chip().replacing("\"inputBits\": 4", with: "\"inputBits\": 1.5")
        let task = try #require(try ChipText.read(ChipText.file(ternary)).chips.first?.points.first).task
        #expect(task.inputBits == 2)
        let adders = ChipText.chip(kind: "digital-sram", converter: "null")
        #expect(try ChipText.read(ChipText.file(adders)).chips.count == 1)
    }

    @Test func namesStandOnce() {
        let error = inputError { try ChipText.read(ChipText.file(ChipText.chip(), ChipText.chip())) }
        #expect(error.description.contains("stands here twice"))
    }
}
