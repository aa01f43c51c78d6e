// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A read buffer with a given bandwidth: half of it is used while the other half is filled ahead, in one fixed order over
/// and over. The array waits whenever it asks for a word that is not in the used half.
struct PrefetchBuffer: Sendable {
    /// What the array asks for, and when.
    let schedule: OperandSchedule
    /// How often each cycle of a wait is charged [1].
    let chargesForWait: Int
    /// Cycles of the first fill, before the array begins [cycles].
    let fillCycles: Int
    /// Words that have come from DRAM; whole rows are counted [1].
    private(set) var reads: Int
    /// The cycle in which DRAM was read last [cycles].
    private(set) var lastRead = -1

    private let order: PrefetchOrder
    private var window: FetchWindow
    private let moveReads: Int
    private let moveCycles: Int
    private var residency: SweepResidency?

    /// Fills the buffer for the first time.
    ///
    /// - Parameters:
    ///   - schedule: what is asked for, and when.
    ///   - windows: the windows when words of the operand occur more than once or are in no memory.
    ///   - kilowords: size of the memory [1024 words].
    ///   - bandwidth: of DRAM [words/cycle].
    ///   - chargesForWait: how often each cycle of a wait is charged.
    /// - Throws: `InputError` when the layer is too large.
    init(
        _ schedule: OperandSchedule, windows: InputWindows?, kilowords: Int, bandwidth: Int, chargesForWait: Int
    ) throws(InputError) {
        self.schedule = schedule
        self.chargesForWait = chargesForWait
        order = try PrefetchOrder(schedule, windows: windows)
        window = FetchWindow(words: order.words, kilowords: kilowords)
        let size = kilowords * 1024
        // Places without words are counted as if they were fetched.
        let places = schedule.stackHeight * schedule.tileWidth
        fillCycles = min(ceilingQuotient(size - size / 2, bandwidth), ceilingQuotient(places, bandwidth))
        reads = fillCycles * bandwidth
        moveCycles = ceilingQuotient(size / 2, bandwidth)
        moveReads = moveCycles * bandwidth
        if let windows, !window.holdsAll { residency = SweepResidency(windows, order: order) }
    }

    /// The first cycle, over all folds and without waits, not before a given one, in which a word is missing.
    mutating func nextMiss(from start: Int) -> Int? {
        guard !window.holdsAll else { return nil }
        let grid = schedule.grid
        var cycle = start
        while cycle < grid.totalCycles {
            let fold = cycle / grid.cycles
            let base = fold * grid.cycles
            let requests = schedule.requestCycles(ofFold: fold)
            cycle = max(cycle, base + requests.lowerBound)
            let end = base + requests.upperBound
            while cycle < end {
                guard let next = cycleAfterHits(fold: fold, cycle: cycle, base: base, end: end) else { return cycle }
                cycle = next
            }
            cycle = base + grid.cycles
        }
        return nil
    }

    /// A later cycle before which nothing is missing; nil when a word is missing in this one.
    private mutating func cycleAfterHits(fold: Int, cycle: Int, base: Int, end: Int) -> Int? {
        let line = schedule.line(fold: fold, cycle: cycle - base)
        let words = order.before(line)..<order.before(line + 1)
        if window.holds(words) {
            return cycle + max(1, min(linesHeld(from: line, words: words), end - cycle))
        }
        let lanes = schedule.lanes(fold: fold, cycle: cycle - base)
        guard residency == nil else {
            return residency?.cycleAfterHits(line: line, lanes: lanes, fold: fold, cycle: cycle, window: window)
        }
        let allHeld = lanes.allSatisfy { lane in
            window.holds(position: order.position(stackRow: stackRow(line, lane), column: lane))
        }
        return allHeld ? cycle + 1 : nil
    }

    /// How many lines, from one that is held on in the direction of the requests, are held.
    private func linesHeld(from line: Int, words: Range<Int>) -> Int {
        guard !words.isEmpty else { return 1 }
        if schedule.isHeld {
            let (front, wrapped) = window.held
            let range = front.lowerBound <= words.lowerBound ? front : wrapped
            return line - order.firstLine(withWordsBefore: range.lowerBound) + 1
        }
        return order.firstLine(beyond: window.heldEnd(from: words.lowerBound)) - line
    }

    private func stackRow(_ line: Int, _ lane: Int) -> Int { schedule.isHeld ? line : line - lane }

    /// Waits for the words of a cycle that are missing.
    ///
    /// - Parameters:
    ///   - index: the cycle over all folds and without waits.
    ///   - time: when it begins.
    /// - Returns: how many cycles later than usual its last word is there; negative when it is there earlier, as can happen
    ///   after a wait that was charged oftener than once.
    mutating func wait(index: Int, time: Int) -> Int {
        let fold = index / schedule.grid.cycles
        let cycle = index % schedule.grid.cycles
        let line = schedule.line(fold: fold, cycle: cycle)
        var offset = 1
        for lane in schedule.lanes(fold: fold, cycle: cycle) {
            let row = stackRow(line, lane)
            guard order.isInMemory(stackRow: row, column: lane) else { continue }
            if let residency {
                if residency.isHeld(stackRow: row, column: lane, window: window) { continue }
                let places = residency.positions(stackRow: row, column: lane)
                offset = fetch(
                    time: time, offset: offset,
                    until: { window in
                        places.contains { window.holds(position: $0) }
                    })
            } else {
                let place = order.position(stackRow: row, column: lane)
                offset = fetch(time: time, offset: offset, until: { $0.holds(position: place) })
            }
        }
        residency?.forget()
        return offset - 1
    }

    private mutating func fetch(time: Int, offset: Int, until isHeld: (FetchWindow) -> Bool) -> Int {
        var offset = offset
        while !isHeld(window) {
            window.move()
            reads += moveReads
            lastRead += moveCycles + 1
            let wait = lastRead - (time + offset)
            // A wait that is charged oftener than once lets later words be there early.
            offset += wait > 0 ? wait * chargesForWait : wait
        }
        return offset
    }
}
