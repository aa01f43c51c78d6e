/// The windows of an input map: which words they are made of, which of them memory holds, and where else a word occurs.
struct InputWindows: Sendable {
    /// The layer.
    let layer: SystolicLayer
    /// The folds.
    let grid: FoldGrid
    /// Rows of the map that memory holds.
    let rowsInMemory: Range<Int>
    /// Columns of the map that memory holds.
    let columnsInMemory: Range<Int>

    init(_ layer: SystolicLayer, grid: FoldGrid) {
        self.layer = layer
        self.grid = grid
        rowsInMemory = layer.border.top..<layer.inputHeight - layer.border.bottom
        columnsInMemory = layer.border.left..<layer.inputWidth - layer.border.right
    }

    /// A position of the input maps.
    struct Position: Sendable, Equatable {
        let image: Int
        let row: Int
        let column: Int
    }

    /// Where a window begins.
    func origin(ofWindow window: Int) -> Position {
        let column = window % layer.outputWidth
        let rest = window / layer.outputWidth
        return Position(
            image: rest / layer.outputHeight, row: rest % layer.outputHeight * layer.stride,
            column: column * layer.stride)
    }

    /// The position that a window's word is at, or nothing when memory does not hold it.
    func position(window: Int, word: Int) -> Position? {
        let origin = origin(ofWindow: window)
        let place = word / layer.channels
        let row = origin.row + place / layer.filterWidth
        let column = origin.column + place % layer.filterWidth
        guard rowsInMemory.contains(row), columnsInMemory.contains(column) else { return nil }
        return Position(image: origin.image, row: row, column: column)
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

    /// Where a window's word stands in the stack of tiles.
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
        let rows = starts(reaching: position.row, filter: layer.filterHeight, count: layer.outputHeight)
        let columns = starts(reaching: position.column, filter: layer.filterWidth, count: layer.outputWidth)
        for row in rows {
            let first = (position.image * layer.outputHeight + row) * layer.outputWidth
            let inFilter = (position.row - row * layer.stride) * layer.filterWidth + position.column
            for column in columns {
                let word = (inFilter - column * layer.stride) * layer.channels + channel
                if body(first + column, word) { return true }
            }
        }
        return false
    }

    /// The starts of windows, in strides, that reach a row or column of the map.
    private func starts(reaching extent: Int, filter: Int, count: Int) -> Range<Int> {
        let first = max(0, extent - filter + layer.stride) / layer.stride
        return first..<max(first, min(count - 1, extent / layer.stride) + 1)
    }
}

// MARK: - First and last requests

extension InputWindows {
    /// The first and the last cycle, over all folds, in which memory is asked for a word; nothing when it never is.
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
        let origin = origin(ofWindow: window)
        let rows = rowsInMemory.clamped(to: origin.row..<origin.row + layer.filterHeight)
        let columns = columnsInMemory.clamped(to: origin.column..<origin.column + layer.filterWidth)
        guard let firstRow = rows.first, let lastRow = rows.last, let firstColumn = columns.first,
            let lastColumn = columns.last
        else { return nil }
        let first = (firstRow - origin.row) * layer.filterWidth + firstColumn - origin.column
        let last = (lastRow - origin.row) * layer.filterWidth + lastColumn - origin.column
        return first * layer.channels...last * layer.channels + layer.channels - 1
    }

    /// From the first to the last window whose word with a number is in memory.
    private func windows(withWord word: Int) -> ClosedRange<Int>? {
        let place = word / layer.channels
        guard
            let rows = starts(in: rowsInMemory, shifted: place / layer.filterWidth, count: layer.outputHeight),
            let columns = starts(in: columnsInMemory, shifted: place % layer.filterWidth, count: layer.outputWidth)
        else { return nil }
        let first = rows.lowerBound * layer.outputWidth + columns.lowerBound
        let lastRow = (layer.batch - 1) * layer.outputHeight + rows.upperBound
        return first...lastRow * layer.outputWidth + columns.upperBound
    }

    /// The starts of windows, in strides, whose row or column with a number lies in a range of the map.
    private func starts(in range: Range<Int>, shifted: Int, count: Int) -> ClosedRange<Int>? {
        let first = ceilingQuotient(max(0, range.lowerBound - shifted), layer.stride)
        guard range.upperBound - 1 - shifted >= 0 else { return nil }
        let last = min(count - 1, (range.upperBound - 1 - shifted) / layer.stride)
        return first <= last ? first...last : nil
    }

    /// Different words that memory is asked for [1].
    var distinctWords: Int {
        func touched(_ range: Range<Int>, filter: Int, count: Int) -> Int {
            guard filter < layer.stride else {
                return range.clamped(to: 0..<(count - 1) * layer.stride + filter).count
            }
            return (0..<count).reduce(0) { sum, start in
                sum + range.clamped(to: start * layer.stride..<start * layer.stride + filter).count
            }
        }
        let rows = touched(rowsInMemory, filter: layer.filterHeight, count: layer.outputHeight)
        let columns = touched(columnsInMemory, filter: layer.filterWidth, count: layer.outputWidth)
        return rows * columns * layer.channels * layer.batch
    }
}
