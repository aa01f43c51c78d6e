// SPDX-License-Identifier: Apache-2.0

/// The device between a cell and the lines that select it.
public enum CellSelection: Sendable, Hashable, CaseIterable {
    /// A transistor of the cell, whose gate is connected to the wordline.
    case transistor
    /// No device that a line controls: the cell is at the crossing of a row and a column.
    case crossing
}
