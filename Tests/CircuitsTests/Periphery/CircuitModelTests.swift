// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing

struct CircuitModelTests {
    @Test func packsAsManyUnitsAsFit() {
        let packing = LinePacking(unitCount: 10, unitExtent: 2, available: 7)
        #expect(packing.unitsPerLine == 3)
        #expect(packing.lineCount == 4)
        #expect(packing.lineLength == 7)
        #expect(packing.evenUnitsPerLine(unitCount: 10) == 3)
        #expect(LinePacking(unitCount: 9, unitExtent: 1, available: 5).evenUnitsPerLine(unitCount: 9) == 5)
    }

    @Test func oneLineHoldsAllUnitsWhenThereIsRoom() {
        let packing = LinePacking(unitCount: 4, unitExtent: 1e-6, available: 1)
        #expect(packing.unitsPerLine == 4)
        #expect(packing.lineCount == 1)
        #expect(packing.lineLength == 1)
    }

    @Test func unitsThatDoNotFitStandOnePerLine() {
        let packing = LinePacking(unitCount: 5, unitExtent: 3, available: 2)
        #expect(packing.unitsPerLine == 1)
        #expect(packing.lineCount == 5)
        #expect(packing.lineLength == 3)
    }

    @Test(arguments: [0.0, -1, .nan, .infinity]) func strangeLengthsDoNotTrap(available: Double) {
        let packing = LinePacking(unitCount: 5, unitExtent: 3, available: available)
        #expect((1...5).contains(packing.unitsPerLine))
        #expect((1...5).contains(packing.lineCount))
    }

    @Test func noUnitsTakeNoLine() {
        let packing = LinePacking(unitCount: 0, unitExtent: 3, available: 10)
        #expect(packing.lineCount == 0)
        #expect(packing.evenUnitsPerLine(unitCount: 0) == 1)
    }

    @Test func foldingKeepsTheArea() {
        let block = Footprint(width: 4, height: 3)
        #expect(block.folded(toHeight: 2) == Footprint(width: 6, height: 2))
        #expect(block.folded(toWidth: 2) == Footprint(width: 2, height: 6))
        #expect(block.folded(toHeight: 0) == block)
        #expect(block.folded(toWidth: 0) == block)
    }

    @Test func reshapingChangesTheArea() {
        let block = Footprint(width: 4, height: 3)
        #expect(block.reshaped(width: 5, height: 6).area == 30)
        #expect(block.reshaped(height: 6) == Footprint(width: 4, height: 6))
        #expect(block.reshaped() == block)
    }

    @Test func tilesFollowTheirSideOfTheArray() {
        let unit = Footprint(width: 1, height: 2)
        #expect(unit.tiledBesideRows(count: 10, layout: .free) == Footprint(width: 1, height: 20))
        #expect(unit.tiledBesideRows(count: 10, layout: .width(3)) == Footprint(width: 1, height: 20))
        #expect(unit.tiledBesideRows(count: 10, layout: .height(8)) == Footprint(width: 3, height: 8))
        #expect(unit.tiledBelowColumns(count: 10, layout: .free) == Footprint(width: 10, height: 2))
        #expect(unit.tiledBelowColumns(count: 10, layout: .height(3)) == Footprint(width: 10, height: 2))
        #expect(unit.tiledBelowColumns(count: 10, layout: .width(4)) == Footprint(width: 4, height: 6))
    }
}
