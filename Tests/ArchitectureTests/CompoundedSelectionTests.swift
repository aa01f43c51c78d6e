import Architecture
import Testing

@Suite("Subarray: drivers of a row-by-row crossbar over a network's updates")
struct CompoundedSelectionTests {
    private let crossbar = "memcelltype=2 accesstype=4 operationmode=1 cellBit=1"

    private func update(rows: Double) -> ArrayUpdate {
        ArrayUpdate(rowActivity: rows, columnActivity: 0.25, pulseCount: 320, pulsesPerRow: 10, cellEnergy: 1e-12)
    }

    @Test("Only crossbars that are read row by row compound, and only in the reference's accounting")
    func scope() throws {
        let some = update(rows: 0.5)
        #expect(try subarray(crossbar).compoundedSelection(of: some) != nil)
        for other in [
            crossbar + " accounting=exact", "memcelltype=2 accesstype=1 operationmode=1",
            "memcelltype=2 accesstype=4 operationmode=2", "memcelltype=1 operationmode=1",
        ] {
            #expect(try subarray(other).compoundedSelection(of: some) == nil)
        }
    }

    @Test("Each read adds a selection and multiplies by their number")
    func recursion() throws {
        let selection = try #require(try subarray(crossbar).compoundedSelection(of: update(rows: 0.5)))
        // 128 rows, SET and RESET, half of the rows.
        #expect(selection.selections == 128)
        guard case .seconds(let one) = DriverTime.none.after(selection, reads: 1),
            case .seconds(let two) = DriverTime.none.after(selection, reads: 2)
        else {
            Issue.record("a few reads take a number of seconds")
            return
        }
        #expect(one > 0)
        #expect(abs(two / (one * 129) - 1) < 1e-12)
        #expect(DriverTime.none.after(selection, reads: 2) == DriverTime.seconds(one).after(selection, reads: 1))
        #expect(try #require(selection.latency(drivers: .seconds(two))) > two)
        #expect(DriverTime.none.after(selection, reads: 1000) == .unbounded)
        #expect(selection.latency(drivers: .unbounded) == nil)
    }

    @Test("A time beyond the age of the universe is no time; with each selection counted once it is short")
    func longTimes() throws {
        let selection = try #require(try subarray(crossbar).compoundedSelection(of: update(rows: 0.5)))
        guard case .seconds(let long) = DriverTime.none.after(selection, reads: 40) else {
            Issue.record("40 reads are a number of seconds in double precision")
            return
        }
        #expect(long > 1e55)
        #expect(selection.latency(drivers: .seconds(long)) == nil)
        let once = try #require(selection.latency(drivers: DriverTime.none.after(selection, reads: 1)))
        #expect(selection.plainLatency > 0 && abs(selection.plainLatency - once) <= 1e-9 * once)
    }

    @Test("An update without selections resets the time, unless it is unbounded: then it is lost for good")
    func emptyUpdate() throws {
        let array = try subarray(crossbar)
        let some = try #require(array.compoundedSelection(of: update(rows: 0.5)))
        let empty = try #require(array.compoundedSelection(of: update(rows: 0)))
        #expect(DriverTime.seconds(1).after(empty, reads: 3) == .seconds(0))
        #expect(DriverTime.unbounded.after(some, reads: 3) == .unbounded)
        #expect(DriverTime.unbounded.after(empty, reads: 3) == .lost)
        #expect(DriverTime.lost.after(some, reads: 3) == .lost)
        #expect(DriverTime.unbounded.after(empty, reads: 0) == .unbounded)
        let latency = try #require(some.latency(drivers: .lost))
        #expect(latency >= 320 * 50e-9 && latency < 1)
    }
}
