// SPDX-License-Identifier: Apache-2.0

/// The cycles of a layer with all waits.
///
/// Only cycles in which something happens are looked at: a word is missing, a buffer drains or is full, or a memory is
/// accessed for the first or the last time.
struct LayerClock: Sendable {
    /// Waits of all cycles [cycles].
    private(set) var stalls = 0
    /// Waits before the last cycle, and for outputs in it [cycles].
    private(set) var stallsOfOutputs = 0
    /// When the first and the last word of the input map leave their buffer.
    private(set) var ifmapTimes = Times()
    /// When the first and the last word of the filters leave their buffer.
    private(set) var filterTimes = Times()
    /// When the first and the last output enter their buffer.
    private(set) var ofmapTimes = Times()
    /// The read buffers, where they can be waited for, and the write buffer.
    private(set) var ifmap: PrefetchBuffer?
    private(set) var filter: PrefetchBuffer?
    private(set) var writes: WriteBuffer

    /// When something happens for the first and for the last time.
    struct Times: Sendable {
        var first = 0
        var last = 0

        /// Remembers the time of a cycle when the first or the last thing happens in it.
        mutating func note(_ span: ClosedRange<Int>, cycle: Int, time: Int) {
            if span.lowerBound == cycle { first = time }
            if span.upperBound == cycle { last = time }
        }
    }

    /// The cycles in which memories are accessed for the first and the last time if nothing waits.
    struct Spans {
        let ifmap: ClosedRange<Int>
        let filter: ClosedRange<Int>
        let ofmap: ClosedRange<Int>

        var marks: Set<Int> {
            [
                ifmap.lowerBound, ifmap.upperBound, filter.lowerBound, filter.upperBound, ofmap.lowerBound,
                ofmap.upperBound,
            ]
        }
    }

    /// Runs a layer.
    ///
    /// - Parameters:
    ///   - grid: its folds.
    ///   - ifmap: the buffer of the input map; nil when it never makes the array wait.
    ///   - filter: the buffer of the filters; nil when it never makes the array wait.
    ///   - writes: the buffer of outputs.
    ///   - spans: first and last accesses.
    init(grid: FoldGrid, ifmap: PrefetchBuffer?, filter: PrefetchBuffer?, writes: WriteBuffer, spans: Spans) {
        self.ifmap = ifmap
        self.filter = filter
        self.writes = writes
        let lastCycle = grid.totalCycles - 1
        var marks = (spans.marks.union([lastCycle])).sorted()[...]
        var nextIfmap = self.ifmap?.nextMiss(from: 0)
        var nextFilter = self.filter?.nextMiss(from: 0)
        var nextWrite = self.writes.nextEvent(from: 0, stalls: 0)
        while true {
            let events = [marks.first, nextIfmap, nextFilter, nextWrite].compactMap { $0 }
            guard let cycle = events.min(), cycle <= lastCycle else { break }
            let time = cycle + stalls
            var wait = (ifmap: 0, filter: 0, writes: 0)
            if nextIfmap == cycle {
                wait.ifmap = self.ifmap?.wait(index: cycle, time: time) ?? 0
                nextIfmap = self.ifmap?.nextMiss(from: cycle + 1)
            }
            if nextFilter == cycle {
                wait.filter = self.filter?.wait(index: cycle, time: time) ?? 0
                nextFilter = self.filter?.nextMiss(from: cycle + 1)
            }
            if nextWrite == cycle { wait.writes = self.writes.put(index: cycle, time: time) }
            note(cycle: cycle, time: time, wait: wait, spans: spans)
            if cycle == lastCycle { stallsOfOutputs = stalls + wait.writes }
            let longest = max(wait.ifmap, wait.filter, wait.writes)
            if longest != 0 || nextWrite == cycle {
                stalls += longest
                nextWrite = self.writes.nextEvent(from: cycle + 1, stalls: stalls)
            }
            if marks.first == cycle { marks.removeFirst() }
        }
        self.writes.finish(at: lastCycle + stallsOfOutputs)
    }

    private mutating func note(
        cycle: Int, time: Int, wait: (ifmap: Int, filter: Int, writes: Int), spans: Spans
    ) {
        // What is read is there a cycle later.
        ifmapTimes.note(spans.ifmap, cycle: cycle, time: time + wait.ifmap + 1)
        filterTimes.note(spans.filter, cycle: cycle, time: time + wait.filter + 1)
        ofmapTimes.note(spans.ofmap, cycle: cycle, time: time + wait.writes)
    }
}
