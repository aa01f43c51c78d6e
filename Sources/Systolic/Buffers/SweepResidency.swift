// SPDX-License-Identifier: Apache-2.0

/// Which words of overlapping windows a buffer holds, found for stretches of requests at once.
///
/// While a lane of the array goes through the channels of one map position, all other occurrences of its words move on along
/// the prefetch order at the same pace. So one look at the occurrences tells for how many cycles the lane finds its words.
struct SweepResidency: Sendable {
    private let windows: InputWindows
    private let order: PrefetchOrder
    /// For each sweep under way, the cycle before which it finds its words.
    private var safe: [Int]
    private var foldOfSafe = -1
    private var lines: HeldLines?

    /// Lines of the prefetch order that a window holds wholly, in two ranges.
    private struct HeldLines {
        let front: Range<Int>
        let wrapped: Range<Int>

        init(_ window: FetchWindow, order: PrefetchOrder) {
            func whole(_ words: Range<Int>) -> Range<Int> {
                guard !words.isEmpty else { return 0..<0 }
                let first = order.firstLine(withWordsBefore: words.lowerBound)
                return first..<max(first, order.firstLine(beyond: words.upperBound))
            }
            let held = window.held
            front = whole(held.0)
            wrapped = whole(held.1)
        }

        /// How many lines from one on are held: upwards, or downwards.
        func count(from line: Int, isRising: Bool) -> Int {
            for range in [front, wrapped] where range.contains(line) {
                return isRising ? range.upperBound - line : line - range.lowerBound + 1
            }
            return 0
        }
    }

    init(_ windows: InputWindows, order: PrefetchOrder) {
        self.windows = windows
        self.order = order
        safe = [Int](repeating: 0, count: max(windows.grid.rows, windows.grid.columns))
    }

    /// Forgets what is known of a window that has moved.
    mutating func forget() {
        lines = nil
        foldOfSafe = -1
    }

    /// A later cycle before which no word is missing.
    ///
    /// - Parameters:
    ///   - line: the line of the prefetch order that the cycle asks for.
    ///   - lanes: the lanes that ask.
    ///   - fold: the fold.
    ///   - cycle: the cycle over all folds.
    ///   - window: what the buffer holds.
    /// - Returns: the later cycle, over all folds; nil when a word is missing in `cycle`.
    mutating func cycleAfterHits(
        line: Int, lanes: Range<Int>, fold: Int, cycle: Int, window: FetchWindow
    ) -> Int? {
        if foldOfSafe != fold {
            foldOfSafe = fold
            for slot in safe.indices { safe[slot] = 0 }
        }
        let lines = self.lines ?? HeldLines(window, order: order)
        self.lines = lines
        var next = Int.max
        for lane in lanes {
            let row = order.schedule.isHeld ? line : line - lane
            let slot = slot(row, lane)
            if safe[slot] <= cycle {
                let count = cyclesHeld(stackRow: row, column: lane, window: window, lines: lines)
                guard count > 0 else { return nil }
                safe[slot] = cycle + count
            }
            next = min(next, safe[slot])
        }
        // Another sweep may begin in the next cycle.
        return order.schedule.isHeld ? next : cycle + 1
    }

    /// The slot of the sweep that an element of the stack belongs to.
    private func slot(_ stackRow: Int, _ lane: Int) -> Int {
        windows.grid.dataflow == .weightStationary ? stackRow % windows.layer.windows % windows.grid.rows : lane
    }

    /// For how many cycles from an element on its lane finds its words.
    private func cyclesHeld(stackRow: Int, column: Int, window: FetchWindow, lines: HeldLines) -> Int {
        let isRising = !order.schedule.isHeld
        guard let element = windows.element(stackRow: stackRow, column: column) else { return 1 }
        let channel = element.word % windows.layer.channels
        // A weight-stationary sweep moves on by one lane each cycle, and tiles end with the lanes of the array.
        let lanesLeft = windows.grid.dataflow == .weightStationary ? windows.grid.rows - column : Int.max
        let limit = min(isRising ? windows.layer.channels - channel : channel + 1, lanesLeft)
        guard let position = windows.position(window: element.window, word: element.word) else { return limit }
        var best = 0
        _ = windows.occurs(at: position, channel: channel) { other, word in
            let place = windows.place(window: other, word: word)
            let line = order.line(stackRow: place.stackRow, column: place.column)
            var count = lines.count(from: line, isRising: isRising)
            if count == 0, best == 0, isPartlyHeld(line, lines) {
                let isHeld = window.holds(position: order.position(stackRow: place.stackRow, column: place.column))
                count = isHeld ? 1 : 0
            }
            if lanesLeft < Int.max { count = min(count, windows.grid.rows - place.column) }
            best = max(best, min(count, limit))
            return best >= limit
        }
        return best
    }

    private func isPartlyHeld(_ line: Int, _ lines: HeldLines) -> Bool {
        line == lines.front.lowerBound - 1 || line == lines.front.upperBound
            || line == lines.wrapped.lowerBound - 1 || line == lines.wrapped.upperBound
    }

    /// Whether the word of an element is held, wherever it occurs.
    func isHeld(stackRow: Int, column: Int, window: FetchWindow) -> Bool {
        guard let element = windows.element(stackRow: stackRow, column: column),
            let position = windows.position(window: element.window, word: element.word)
        else { return true }
        return windows.occurs(at: position, channel: element.word % windows.layer.channels) { other, word in
            let place = windows.place(window: other, word: word)
            return window.holds(position: order.position(stackRow: place.stackRow, column: place.column))
        }
    }

    /// All positions in the prefetch order of the word of an element.
    func positions(stackRow: Int, column: Int) -> [Int] {
        guard let element = windows.element(stackRow: stackRow, column: column),
            let position = windows.position(window: element.window, word: element.word)
        else { return [] }
        var result: [Int] = []
        _ = windows.occurs(at: position, channel: element.word % windows.layer.channels) { other, word in
            let place = windows.place(window: other, word: word)
            result.append(order.position(stackRow: place.stackRow, column: place.column))
            return false
        }
        return result
    }
}
