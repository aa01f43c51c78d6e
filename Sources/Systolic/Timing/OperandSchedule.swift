// SPDX-License-Identifier: Apache-2.0

/// When a layer asks for the words of an operand.
///
/// The words of an operand form tiles, which stacked on top of each other make a matrix. An operand that streams goes
/// through one tile in a fold, by anti-diagonals, because each lane of the array begins a cycle after the one before it. An
/// operand that stays is loaded row by row, the last row of the fold first.
struct OperandSchedule: Sendable, Equatable {
    /// Which part of a fold decides what is asked for.
    private enum Kind: Sendable {
        case streamedAlongRows
        case streamedAlongColumns
        case held
    }

    /// The folds.
    let grid: FoldGrid
    /// The operand.
    let operand: Operand
    private let kind: Kind

    /// Lays an operand out.
    init(_ operand: Operand, grid: FoldGrid) {
        self.grid = grid
        self.operand = operand
        kind =
            switch (grid.dataflow, operand) {
            case (.outputStationary, .ifmap), (.weightStationary, .ifmap), (.inputStationary, .filter):
                .streamedAlongRows
            case (.outputStationary, .filter): .streamedAlongColumns
            case (.weightStationary, .filter), (.inputStationary, .ifmap): .held
            }
    }

    /// Whether the operand stays in the array for a fold.
    var isHeld: Bool { kind == .held }

    /// Tiles in the stack [1].
    var tiles: Int { kind == .streamedAlongRows ? grid.rowGroups : grid.columnGroups }

    /// Rows of a tile [1].
    var tileHeight: Int { isHeld ? grid.rowExtent : grid.steps }

    /// Columns of a tile, those without words included [1].
    var tileWidth: Int { kind == .streamedAlongRows ? grid.rows : grid.columns }

    /// Columns of a tile with words [1].
    func usedColumns(ofTile tile: Int) -> Int {
        kind == .streamedAlongRows ? grid.usedRows(tile) : grid.usedColumns(tile)
    }

    /// Rows of the stack [1].
    var stackHeight: Int { tiles * tileHeight }

    /// The tile of a fold.
    func tile(ofFold fold: Int) -> Int {
        let groups = grid.groups(of: fold)
        return kind == .streamedAlongRows ? groups.row : groups.column
    }

    /// The cycles of a fold in which words are asked for.
    func requestCycles(ofFold fold: Int) -> Range<Int> {
        let groups = grid.groups(of: fold)
        switch kind {
        case .held: return grid.rows - grid.usedRows(groups.row)..<grid.rows
        case .streamedAlongRows:
            return grid.streamStart..<grid.streamStart + grid.steps + grid.usedRows(groups.row) - 1
        case .streamedAlongColumns:
            return grid.streamStart..<grid.streamStart + grid.steps + grid.usedColumns(groups.column) - 1
        }
    }

    /// The anti-diagonal of the stack, or its row when the operand is held, of what is asked for in a cycle of a fold. It
    /// grows by one each cycle, or falls by one when the operand is held.
    func line(fold: Int, cycle: Int) -> Int {
        let groups = grid.groups(of: fold)
        guard isHeld else { return tile(ofFold: fold) * tileHeight + cycle - grid.streamStart }
        return groups.column * tileHeight + groups.row * grid.rows + grid.rows - 1 - cycle
    }

    /// The columns of the stack that a cycle of a fold asks for.
    ///
    /// - Precondition: `cycle` is in `requestCycles(ofFold: fold)`.
    func lanes(fold: Int, cycle: Int) -> Range<Int> {
        let used = usedColumns(ofTile: tile(ofFold: fold))
        guard !isHeld else { return 0..<used }
        let step = cycle - grid.streamStart
        return max(0, step - tileHeight + 1)..<min(used, step + 1)
    }

    /// Words asked for in all folds, those outside the input map included [1].
    var requests: Int {
        let tile = grid.rowExtent * (isHeld ? grid.columnExtent : grid.steps)
        switch kind {
        case .held: return tile
        case .streamedAlongRows: return tile * grid.columnGroups
        case .streamedAlongColumns: return grid.columnExtent * grid.steps * grid.rowGroups
        }
    }

    /// The cycle, over all folds, of a word with a number in the order in which words are asked for, when each of them is
    /// in memory.
    ///
    /// - Precondition: `0 <= request < requests`.
    func cycle(ofRequest request: Int) -> Int {
        let place = place(ofRequest: request)
        let groups = grid.groups(of: place.fold)
        let start = place.fold * grid.cycles
        guard !isHeld else {
            let first = grid.rows - grid.usedRows(groups.row)
            return start + first + place.word / grid.usedColumns(groups.column)
        }
        let tile = Trapezoid(height: tileHeight, width: usedColumns(ofTile: tile(ofFold: place.fold)))
        return start + grid.streamStart + tile.diagonal(of: place.word)
    }

    /// The fold in which a word is asked for, and the number of the word in it.
    private func place(ofRequest request: Int) -> (fold: Int, word: Int) {
        switch kind {
        case .streamedAlongRows:
            // Each column group goes through the whole stack, in which all tiles but the last are full.
            let whole = grid.rowExtent * grid.steps
            let rest = request % whole
            let row = rest / (grid.rows * grid.steps)
            return (request / whole * grid.rowGroups + row, rest - row * grid.rows * grid.steps)
        case .streamedAlongColumns:
            let full = grid.columns * grid.steps * grid.rowGroups
            let column = request / full
            let rest = request - column * full
            let tile = grid.usedColumns(column) * grid.steps
            return (column * grid.rowGroups + rest / tile, rest % tile)
        case .held:
            let full = grid.columns * grid.rowExtent
            let column = request / full
            let rest = request - column * full
            let tile = grid.usedColumns(column) * grid.rows
            return (column * grid.rowGroups + rest / tile, rest % tile)
        }
    }

    /// Runs of words that are asked for again and again before the next run begins: how many words, and how often.
    var runs: [(words: Int, repetitions: Int)] {
        switch kind {
        case .held: [(requests, 1)]
        case .streamedAlongRows: [(grid.rowExtent * grid.steps, grid.columnGroups)]
        case .streamedAlongColumns:
            (0..<grid.columnGroups).map { (grid.usedColumns($0) * grid.steps, grid.rowGroups) }
        }
    }
}
