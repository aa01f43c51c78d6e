// SPDX-License-Identifier: Apache-2.0

/// The buffer for outputs. Words gather in lines as wide as DRAM takes in a cycle; when more than half of the memory is
/// full, half of it drains, and the array waits when it is full meanwhile. Only counts matter.
struct WriteBuffer: Sendable {
    /// Lines behind each other in the queue, all full but perhaps the last one.
    private struct Run {
        var lines: Int
        var lastFill: Int
    }

    /// When outputs come.
    let schedule: OutputSchedule
    /// Words that went to DRAM; a line that is partly full inside a block is counted as full [1].
    private(set) var writes = 0
    /// The cycle of the first write to DRAM; nothing before it [cycles].
    private(set) var firstDrain: Int?
    /// The last cycle of the block that drains, or drained last [cycles].
    private(set) var drainEnd = 0
    /// The last cycle in which a block drains [cycles].
    private(set) var lastDrain = 0

    private let capacity: Int
    private let half: Int
    private let lineWords: Int
    private var free: Int
    private var taken = 0
    private var openFill = 0
    private var queue: [Run] = []

    /// An empty buffer.
    ///
    /// - Parameters:
    ///   - schedule: when outputs come.
    ///   - kilowords: size of the memory [1024 words].
    ///   - bandwidth: of DRAM [words/cycle].
    init(_ schedule: OutputSchedule, kilowords: Int, bandwidth: Int) {
        self.schedule = schedule
        capacity = kilowords * 1024
        half = capacity / 2
        lineWords = bandwidth
        free = capacity
    }

    /// The first cycle, over all folds and without waits, not before a given one, in which the buffer drains or is
    /// full. It is nil when there is no such cycle. `stalls` says by how much cycles are late.
    func nextEvent(from start: Int, stalls: Int) -> Int? {
        // While free words are at least so many, nothing happens.
        let untilHalf = free - (capacity - half)
        guard let triggering = cycle(ofOutput: taken + max(0, untilHalf)) else { return nil }
        let drained = drainEnd - stalls
        if drained > max(start, triggering) {
            if let full = cycle(ofOutput: taken + max(0, free - 1)), max(start, full) < drained {
                return schedule.cycleWithOutput(from: max(start, full))
            }
        }
        return schedule.cycleWithOutput(from: max(start, triggering, drained))
    }

    private func cycle(ofOutput output: Int) -> Int? {
        output < schedule.outputs ? schedule.cycle(ofOutput: output) : nil
    }

    /// Takes the outputs of all cycles before one, in which nothing happens.
    mutating func skip(to cycle: Int) {
        take(schedule.outputs(beforeCycle: cycle) - taken)
    }

    /// Takes the outputs of a cycle one by one.
    ///
    /// - Parameters:
    ///   - index: the cycle over all folds and without waits.
    ///   - time: when it begins.
    /// - Returns: by how much it becomes longer.
    mutating func put(index: Int, time: Int) -> Int {
        skip(to: index)
        var now = time
        for _ in 0..<schedule.outputs(beforeCycle: index + 1) - taken {
            take(1)
            if now < drainEnd {
                if free <= 0 { now = drainEnd }
            } else if free < capacity - half {
                drain(at: now)
            }
        }
        return now - time
    }

    /// Drains what is left after the last cycle.
    mutating func finish(at time: Int) {
        take(schedule.outputs - taken)
        closeLine()
        var start = time
        while !queue.isEmpty {
            let lines = drainBlock(at: start)
            start += lines
        }
    }

    // MARK: Lines

    private mutating func take(_ words: Int) {
        guard words > 0 else { return }
        free -= words
        taken += words
        let filled = openFill + words
        append(lines: filled / lineWords, lastFill: lineWords)
        openFill = filled % lineWords
    }

    private mutating func append(lines: Int, lastFill: Int) {
        guard lines > 0 else { return }
        if let last = queue.indices.last, queue[last].lastFill == lineWords {
            queue[last].lines += lines
            queue[last].lastFill = lastFill
        } else {
            queue.append(Run(lines: lines, lastFill: lastFill))
        }
    }

    private mutating func closeLine() {
        guard openFill > 0 else { return }
        append(lines: 1, lastFill: openFill)
        openFill = 0
    }

    private mutating func drain(at time: Int) {
        closeLine()
        _ = drainBlock(at: time)
    }

    /// Drains one block, and gives its lines.
    private mutating func drainBlock(at time: Int) -> Int {
        var wanted = ceilingQuotient(half, lineWords)
        var lines = 0
        var lastFill = lineWords
        while wanted > 0, var run = queue.first {
            let count = min(wanted, run.lines)
            wanted -= count
            lines += count
            lastFill = count == run.lines ? run.lastFill : lineWords
            run.lines -= count
            if run.lines == 0 { queue.removeFirst() } else { queue[0] = run }
        }
        let words = lines * lineWords - (lineWords - lastFill)
        writes += words
        free += words
        firstDrain = firstDrain ?? time
        drainEnd = time + lines - 1
        lastDrain = max(lastDrain, drainEnd)
        return lines
    }
}
