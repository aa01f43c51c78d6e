// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The order in which an operand is fetched ahead: the stack of its tiles, by anti-diagonals, or row by row when it is
/// held. What memory does not hold is left out.
///
/// "Line" means an anti-diagonal, inside which rows fall, or a row, inside which columns rise.
struct PrefetchOrder: Sendable {
    /// The operand.
    let schedule: OperandSchedule
    /// The windows, when words occur more than once or are in no memory.
    let windows: InputWindows?
    /// Words before each line, and all words at the end, when some are in no memory.
    private let starts: [Int]?
    private let full: Trapezoid
    private let last: Trapezoid

    /// The most lines that are counted one by one [1].
    private static let mostLines = 1 << 28

    /// Orders an operand.
    ///
    /// - Throws: `InputError` when there are too many lines to count their words.
    init(_ schedule: OperandSchedule, windows: InputWindows?) throws(InputError) {
        self.schedule = schedule
        self.windows = windows
        let height = schedule.tileHeight
        full = Trapezoid(height: schedule.stackHeight - height, width: schedule.tileWidth)
        last = Trapezoid(height: height, width: schedule.usedColumns(ofTile: schedule.tiles - 1))
        guard let windows, windows.layer.windowsLeaveMap else {
            starts = nil
            return
        }
        let lines = schedule.stackHeight + (schedule.isHeld ? 0 : schedule.tileWidth)
        guard lines <= Self.mostLines else {
            throw InputError("layer \(windows.layer.name) is too large to follow what is fetched ahead of it")
        }
        starts = Self.countWords(windows, schedule: schedule, lines: lines)
    }

    private static func countWords(_ windows: InputWindows, schedule: OperandSchedule, lines: Int) -> [Int] {
        let layer = windows.layer
        // Where the number of words on a line changes, then, summed up twice, the words before each line.
        var counts = [Int](repeating: 0, count: lines + 1)
        for window in 0..<layer.windows {
            for place in 0..<layer.filterHeight * layer.filterWidth
            where windows.position(window: window, word: place * layer.channels) != nil {
                var word = place * layer.channels
                let end = word + layer.channels
                while word < end {
                    let element = windows.place(window: window, word: word)
                    let isCut = windows.grid.dataflow == .weightStationary
                    let count = isCut ? min(end - word, windows.grid.rows - element.column) : end - word
                    let line = element.stackRow + (schedule.isHeld ? 0 : element.column)
                    counts[line] += 1
                    counts[line + count] -= 1
                    word += count
                }
            }
        }
        var sum = 0
        var total = 0
        for line in counts.indices {
            sum += counts[line]
            counts[line] = total
            total += sum
        }
        return counts
    }

    /// Lines [1].
    var lines: Int { schedule.stackHeight + (schedule.isHeld ? 0 : schedule.tileWidth) }

    /// Words that are fetched in one round [1].
    var words: Int { before(lines) }

    /// Words that are fetched before a line [1].
    func before(_ line: Int) -> Int {
        if let starts { return starts[min(line, starts.count - 1)] }
        guard schedule.isHeld else { return full.before(line) + last.before(line - full.height) }
        let fullRows = min(line, full.height)
        return fullRows * full.width + (min(line, schedule.stackHeight) - fullRows) * last.width
    }

    /// The line of an element of the stack.
    func line(stackRow: Int, column: Int) -> Int { schedule.isHeld ? stackRow : stackRow + column }

    /// How many words are fetched before an element of the stack [1].
    func position(stackRow: Int, column: Int) -> Int {
        let line = line(stackRow: stackRow, column: column)
        let first = schedule.isHeld ? 0 : max(0, line - schedule.stackHeight + 1)
        return before(line) + wordsOnLine(line, columns: first..<column)
    }

    /// Words of a line in a range of columns [1].
    private func wordsOnLine(_ line: Int, columns: Range<Int>) -> Int {
        guard starts == nil, !schedule.isHeld else {
            guard let windows, starts != nil else { return columns.count }
            return columns.count { column in
                let row = schedule.isHeld ? line : line - column
                guard let element = windows.element(stackRow: row, column: column) else { return false }
                return windows.position(window: element.window, word: element.word) != nil
            }
        }
        // Rows of the last tile, which may be narrower, have no words beyond its width.
        let firstMissing = max(columns.lowerBound, last.width)
        let endMissing = min(columns.upperBound, line - full.height + 1)
        return columns.count - max(0, endMissing - firstMissing)
    }

    /// Whether an element is in memory.
    func isInMemory(stackRow: Int, column: Int) -> Bool {
        guard let windows, starts != nil else { return true }
        guard let element = windows.element(stackRow: stackRow, column: column) else { return false }
        return windows.position(window: element.window, word: element.word) != nil
    }

    /// The first line before which there are at least so many words.
    func firstLine(withWordsBefore words: Int) -> Int {
        search { before($0) >= words }
    }

    /// The first line of which some word is not among the first `words`; the number of lines when there is none.
    func firstLine(beyond words: Int) -> Int {
        min(lines, search { before($0 + 1) > words })
    }

    private func search(_ isReached: (Int) -> Bool) -> Int {
        var low = 0
        var high = lines
        while low < high {
            let middle = (low + high) / 2
            if isReached(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
