// SPDX-License-Identifier: Apache-2.0

/// The windows of an input map: which words they are made of, which of them memory holds, and where else a word occurs.
struct InputWindows: Sendable {
    /// The layer.
    let layer: SystolicLayer
    /// The folds.
    let grid: FoldGrid
    /// Rows of the map, and windows along its height.
    let rows: WindowAxis
    /// Columns of the map, and windows along its width.
    let columns: WindowAxis

    init(_ layer: SystolicLayer, grid: FoldGrid) {
        self.layer = layer
        self.grid = grid
        rows = layer.vertical
        columns = layer.horizontal
    }

    /// A position of the input maps.
    struct Position: Sendable, Equatable {
        let image: Int
        let row: Int
        let column: Int
    }

    /// The image of a window, and its number along the height and the width of the map.
    private func place(ofWindow window: Int) -> (image: Int, row: Int, column: Int) {
        let rest = window / layer.outputWidth
        return (rest / layer.outputHeight, rest % layer.outputHeight, window % layer.outputWidth)
    }

    /// The position that a window's word is at, or nil when memory does not hold it.
    func position(window: Int, word: Int) -> Position? {
        let start = place(ofWindow: window)
        let place = word / layer.channels
        let row = start.row * rows.stride + place / layer.filterWidth * rows.dilation
        let column = start.column * columns.stride + place % layer.filterWidth * columns.dilation
        guard rows.inMemory.contains(row), columns.inMemory.contains(column) else { return nil }
        return Position(image: start.image, row: row, column: column)
    }

    /// The window and the word of it that stand at a place in the stack of tiles.
    func element(stackRow: Int, column: Int) -> (window: Int, word: Int)? {
        let windows = layer.windows
        let words = layer.windowWords
        let result =
            switch grid.dataflow {
            case .outputStationary: (stackRow / words * grid.rows + column, stackRow % words)
            case .weightStationary: (stackRow % windows, stackRow / windows * grid.rows + column)
            case .inputStationary: (stackRow / words * grid.columns + column, stackRow % words)
            }
        return result.0 < windows && result.1 < words ? result : nil
    }

    /// The position of a window's word in the stack of tiles.
    func place(window: Int, word: Int) -> (stackRow: Int, column: Int) {
        switch grid.dataflow {
        case .outputStationary: (window / grid.rows * layer.windowWords + word, window % grid.rows)
        case .weightStationary: (word / grid.rows * layer.windows + window, word % grid.rows)
        case .inputStationary: (window / grid.columns * layer.windowWords + word, window % grid.columns)
        }
    }

    /// Calls `body` for every window and word of it that lie at a position and in a channel, until it says true.
    ///
    /// - Returns: whether it did.
    func occurs(at position: Position, channel: Int, where body: (_ window: Int, _ word: Int) -> Bool) -> Bool {
        let columnsOfWindows = columns.windows(reading: position.column)
        for row in rows.windows(reading: position.row) {
            let first = (position.image * layer.outputHeight + row) * layer.outputWidth
            let inFilter = rows.element(ofWindow: row, reading: position.row) * layer.filterWidth
            for column in columnsOfWindows {
                let place = inFilter + columns.element(ofWindow: column, reading: position.column)
                if body(first + column, place * layer.channels + channel) { return true }
            }
        }
        return false
    }
}

// MARK: - First and last requests

extension InputWindows {
    /// The first and the last cycle, over all folds, in which memory is asked for a word; nil when it never is.
    var requestSpan: ClosedRange<Int>? {
        guard let first = (0..<grid.folds).lazy.compactMap({ span(ofFold: $0)?.lowerBound }).first,
            let last = (0..<grid.folds).reversed().lazy.compactMap({ span(ofFold: $0)?.upperBound }).first
        else { return nil }
        return first...last
    }

    private func span(ofFold fold: Int) -> ClosedRange<Int>? {
        let groups = grid.groups(of: fold)
        let cycles: [ClosedRange<Int>]
        switch grid.dataflow {
        case .outputStationary:
            cycles = (0..<grid.usedRows(groups.row)).compactMap { lane in
                words(ofWindow: groups.row * grid.rows + lane).map { $0.lowerBound + lane...$0.upperBound + lane }
            }
        case .weightStationary:
            cycles = (0..<grid.usedRows(groups.row)).compactMap { lane in
                windows(withWord: groups.row * grid.rows + lane).map {
                    grid.rows + $0.lowerBound + lane...grid.rows + $0.upperBound + lane
                }
            }
        case .inputStationary:
            let words = groups.row * grid.rows..<groups.row * grid.rows + grid.usedRows(groups.row)
            let bottom = groups.row * grid.rows + grid.rows - 1
            cycles = (0..<grid.usedColumns(groups.column)).compactMap { lane in
                let window = groups.column * grid.columns + lane
                guard let first = words.first(where: { position(window: window, word: $0) != nil }),
                    let last = words.last(where: { position(window: window, word: $0) != nil })
                else { return nil }
                return bottom - last...bottom - first
            }
        }
        guard let first = cycles.map(\.lowerBound).min(), let last = cycles.map(\.upperBound).max() else { return nil }
        return fold * grid.cycles + first...fold * grid.cycles + last
    }

    /// From the first to the last word of a window that memory holds.
    private func words(ofWindow window: Int) -> ClosedRange<Int>? {
        let start = place(ofWindow: window)
        guard let held = rows.elements(ofWindow: start.row), let heldInRow = columns.elements(ofWindow: start.column)
        else { return nil }
        let first = held.lowerBound * layer.filterWidth + heldInRow.lowerBound
        let last = held.upperBound * layer.filterWidth + heldInRow.upperBound
        return first * layer.channels...last * layer.channels + layer.channels - 1
    }

    /// From the first to the last window whose word with a number is in memory.
    private func windows(withWord word: Int) -> ClosedRange<Int>? {
        let place = word / layer.channels
        guard let rows = rows.windows(holding: place / layer.filterWidth),
            let columns = columns.windows(holding: place % layer.filterWidth)
        else { return nil }
        let first = rows.lowerBound * layer.outputWidth + columns.lowerBound
        let lastRow = (layer.batch - 1) * layer.outputHeight + rows.upperBound
        return first...lastRow * layer.outputWidth + columns.upperBound
    }

    /// Different words that memory is asked for [1].
    var distinctWords: Int { rows.distinctLines * columns.distinctLines * layer.channels * layer.batch }
}
