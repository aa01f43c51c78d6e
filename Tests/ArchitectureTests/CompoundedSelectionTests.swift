// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Counting
import Testing

@testable import NeuroSim21

@Suite("Subarray: drivers of a row-by-row crossbar over a network's updates")
struct CompoundedSelectionTests {
    private let crossbar = "memcelltype=2 accesstype=4 operationmode=1 cellBit=1"

    private func update(rows: Double) -> ArrayUpdate {
        ArrayUpdate(rowActivity: rows, columnActivity: 0.25, pulseCount: 320, pulsesPerRow: 10, cellEnergy: 1e-12)
    }

    /// Time of an update that ends.
    private func seconds(_ history: CompoundedSelections, _ selections: RowSelections) throws -> Double {
        guard case .seconds(let time) = history.time(of: selections) else {
            throw Endless()
        }
        return time
    }

    private struct Endless: Error {}

    @Test(
        "Only crossbars that are read row by row have drivers behind a decoder, and only V2.1 keeps a history of them")
    func scope() throws {
        let some = update(rows: 0.5)
        let selections = try #require(try subarray(crossbar).writing.rowSelections(of: some))
        #expect(NeuroSim21Counting().selectionHistory.after(selections, reads: 1).time(of: selections) != .alone)
        #expect(ExactCounting().selectionHistory.after(selections, reads: 1).time(of: selections) == .alone)
        for other in [
            "memcelltype=2 accesstype=1 operationmode=1",
            "memcelltype=2 accesstype=4 operationmode=2", "memcelltype=1 operationmode=1",
        ] {
            #expect(try subarray(other).writing.rowSelections(of: some) == nil)
        }
    }

    @Test("Each read adds a selection and multiplies by their number")
    func recursion() throws {
        let selection = try #require(try subarray(crossbar).writing.rowSelections(of: update(rows: 0.5)))
        // 128 rows, SET and RESET, half of the rows.
        #expect(selection.count == 128)
        guard case .seconds(let one) = CompoundedSelections.none.compounded(selection, reads: 1),
            case .seconds(let two) = CompoundedSelections.none.compounded(selection, reads: 2)
        else {
            Issue.record("a few reads take a number of seconds")
            return
        }
        #expect(one > 0)
        #expect(abs(two / (one * 129) - 1) < 1e-12)
        #expect(
            CompoundedSelections.none.compounded(selection, reads: 2)
                == CompoundedSelections.seconds(one).compounded(selection, reads: 1))
        #expect(try seconds(.seconds(two), selection) > two)
        #expect(CompoundedSelections.none.compounded(selection, reads: 1000) == .unbounded)
        #expect(CompoundedSelections.unbounded.time(of: selection) == .endless)
    }

    @Test("A time beyond the age of the universe is no time; with each selection counted once it is short")
    func longTimes() throws {
        let selection = try #require(try subarray(crossbar).writing.rowSelections(of: update(rows: 0.5)))
        guard case .seconds(let long) = CompoundedSelections.none.compounded(selection, reads: 40) else {
            Issue.record("40 reads are a number of seconds in double precision")
            return
        }
        #expect(long > 1e55)
        #expect(CompoundedSelections.seconds(long).time(of: selection) == .endless)
        let once = try seconds(CompoundedSelections.none.compounded(selection, reads: 1), selection)
        #expect(selection.plainLatency > 0 && abs(selection.plainLatency - once) <= 1e-9 * once)
    }

    @Test("An update without selections resets the time, unless it is unbounded: then it is lost for good")
    func emptyUpdate() throws {
        let array = try subarray(crossbar)
        let some = try #require(array.writing.rowSelections(of: update(rows: 0.5)))
        let empty = try #require(array.writing.rowSelections(of: update(rows: 0)))
        #expect(CompoundedSelections.seconds(1).compounded(empty, reads: 3) == .seconds(0))
        #expect(CompoundedSelections.unbounded.compounded(some, reads: 3) == .unbounded)
        #expect(CompoundedSelections.unbounded.compounded(empty, reads: 3) == .lost)
        #expect(CompoundedSelections.lost.compounded(some, reads: 3) == .lost)
        #expect(CompoundedSelections.unbounded.compounded(empty, reads: 0) == .unbounded)
        let latency = try seconds(.lost, some)
        #expect(latency >= 320 * 50e-9 && latency < 1)
    }
}
