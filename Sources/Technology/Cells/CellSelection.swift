// SPDX-License-Identifier: Apache-2.0

/// What stands between a cell and the lines that select it.
public enum CellSelection: Sendable, Hashable, CaseIterable {
    /// A transistor of the cell, whose gate hangs on the wordline.
    case transistor
    /// Nothing that a line controls: the cell stands at the crossing of a row and a column.
    case crossing
}
