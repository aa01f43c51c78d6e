// SPDX-License-Identifier: Apache-2.0

import Macro
import Testing

/// Figures of single macros that follow from the equations by hand.
@Suite struct MacroCircuitTests {
    private let node = SiliconNode.standard

    private func macro(
        _ cell: MacroCell = MacroCell(.current, transistors: 8), coding: MacroDesign.InputCoding = .bitSerial,
        bits: Int = 1, converter: MacroConverterDesign? = nil, supply: Double = 1
    ) -> Macro {
        let converter = converter ?? MacroConverterDesign(.sar, bits: 6, levels: 64, count: 16)
        let design = MacroDesign(
            node: node, cell: cell, rows: 64, columns: 64, rowsPerRead: 64, coding: coding, inputBitsPerRead: bits,
            readOut: .converters(converter))
        let task = MacroTask(supply: supply, inputBits: 4, weightBits: 1, inputs: 64, outputs: 64)
        return Macro(design, task, overhead: MacroOverhead.none)
    }

    private func part(_ name: MacroPart.Name, _ macro: Macro) -> MacroPart? { macro.parts.first { $0.name == name } }

    @Test func aBitSerialReadTakesOneReadABit() {
        let serial = macro().counts
        #expect(serial.reads == 4 && serial.conversions == 256 && serial.steps == 16)
        let wide = macro(coding: .voltage, bits: 4).counts
        #expect(wide.reads == 1 && wide.conversions == 64 && wide.steps == 4)
    }

    @Test func rowsBeyondARead() {
        var design = macro().design
        design.rowsPerRead = 20
        let task = MacroTask(supply: 1, inputBits: 2, weightBits: 1, inputs: 64, outputs: 64)
        #expect(MacroCounts(design, task).reads == 8)
    }

    @Test func chargeIsThatOfTheCapacitors() throws {
        let cells = try #require(part(.cells, macro(MacroCell(.charge(unitCapacitors: 1), transistors: 8))))
        // Four reads of 64 rows in 64 columns, each with half a charging of 1.2 fF and 0.9 gates.
        let gate = 1.4e-9 * node.gateArea.squareRoot()
        let expected = 4.0 * 64 * 64 * (1.2e-15 + 0.9 * gate) * 2 * 0.25
        #expect(abs(cells.energy / expected - 1) < 1e-12)
    }

    @Test func givenFiguresOfConvertersWin() throws {
        let given = MacroConverterDesign(
            .sar, bits: 6, levels: 64, count: 16, energy: 1e-12, area: 1e-10, time: 2e-9)
        let converters = try #require(part(.converters, macro(converter: given)))
        #expect(abs(converters.energy / 256e-12 - 1) < 1e-12)
        #expect(abs(converters.area / 16e-10 - 1) < 1e-12)
        #expect(abs(converters.latency / 32e-9 - 1) < 1e-12)
    }

    @Test func areasOfMatchingCircuitsFallLessThanGates() throws {
        let coarse = try #require(SiliconNode(nanometers: 65))
        let converter = MacroConverterDesign(.sar, bits: 8, levels: 256, count: 1)
        let old = converter.figures(OperatingPoint(coarse, supply: 1)).area
        let new = converter.figures(OperatingPoint(node, supply: 1)).area
        #expect(old / new < 2 && coarse.gateArea / node.gateArea > 4)
        // The published area of such a converter at 65 nm.
        #expect(abs(old / 1.94e-9 - 1) < 0.1)
    }

    @Test func aPulsedReadHasNoCurrent() throws {
        let held = try #require(part(.cells, macro(MacroCell(.resistive(on: 10e3, off: 100e3, isPulsed: false)))))
        let pulsed = try #require(part(.cells, macro(MacroCell(.resistive(on: 10e3, off: 100e3, isPulsed: true)))))
        let half = try #require(part(.cells, macro(MacroCell(.resistive(on: 20e3, off: 200e3, isPulsed: false)))))
        #expect(abs((held.energy - pulsed.energy) / (half.energy - pulsed.energy) - 2) < 1e-9)
    }

    @Test func energyOfALowResolutionGoesWithTheSquareOfTheSupply() {
        let low = macro(supply: 0.8)
        let high = macro(supply: 1.6)
        let energy = { (macro: Macro) in macro.parts.reduce(0) { $0 + $1.energy } }
        #expect(abs(energy(high) / energy(low) - 4) < 1e-9)
    }

    @Test func treesHaveFewerAddersThanCells() {
        func digital(_ organisation: AdderDesign.Organisation) -> Macro {
            let design = MacroDesign(
                node: node, cell: MacroCell(.adders), rows: 64, columns: 64, rowsPerRead: 64, columnsPerWeight: 4,
                readOut: .adders(AdderDesign(organisation, inputs: 64)))
            return Macro(
                design, MacroTask(supply: 0.9, inputBits: 4, weightBits: 4, inputs: 64, outputs: 16),
                overhead: MacroOverhead.none)
        }
        let trees = digital(.trees)
        let cells = digital(.cells)
        #expect(trees.counts.conversions == 0 && trees.counts.steps == 4)
        #expect((part(.adders, trees)?.energy ?? 0) < (part(.adders, cells)?.energy ?? 0))
        // A tree of 64 products of 4 bits: 32*4 + 16*5 + 8*6 + 4*7 + 2*8 + 9 full adders, and 16 of them.
        let area = (part(.adders, trees)?.area ?? 0) / (7 * node.gateArea / 0.5)
        #expect(abs(area - 16 * 309) < 1e-6)
    }
}
