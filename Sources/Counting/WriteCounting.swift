// SPDX-License-Identifier: Apache-2.0

/// Copies of a layer that a weight update writes.
public struct WrittenCopies: Sendable, Equatable {
    /// As the energy of the update counts them [1].
    public let energy: Double
    /// As the energy without data movement counts them [1].
    public let peakEnergy: Double

    /// So many copies.
    public init(energy: Double, peakEnergy: Double) {
        self.energy = energy
        self.peakEnergy = peakEnergy
    }
}

/// Rows, columns and pulses of a weight update.
public protocol WriteCounting: Sendable {
    /// Rows that take part in the reset step of a write.
    ///
    /// - Parameters:
    ///   - all: Rows with cells to reset.
    ///   - resetOnly: Those of them without cells to set.
    /// - Returns: The rows that take part.
    func resetRows<Rows>(_ all: Rows, resetOnly: Rows) -> Rows
    /// An average of a write, of columns, pulses or levels [1].
    func average(_ mean: Double) -> Double
    /// The mean of an average of a write that varies with a standard deviation, about normally [1].
    func average(_ mean: Double, deviation: Double) -> Double
    /// The mean over rows of the average number of columns of a selected row, which varies with a standard deviation
    /// [1]. The average is taken over `rows` rows.
    func averageColumns(_ mean: Double, deviation: Double, rows: Double) -> Double
    /// Rows with cells that flip, and cells that flip in each of them [1], where one write flips a cell.
    ///
    /// - Parameters:
    ///   - cells: Cells to write [1].
    ///   - rows: Rows of the subarray, as many as the share of the matrix' rows that is selected [1].
    ///   - columns: Columns of the subarray, as many as the share of the matrix' columns [1].
    /// - Returns: The number of rows, and of cells in each of them [1].
    func flips(cells: Double, rows: Double, columns: Double) -> (rows: Double, cellsPerRow: Double)
    /// Copies over the elements and subarrays of a tile that are written.
    ///
    /// `isNovel` says whether the layer is novel-mapped.
    func writtenCopies(_ copies: Double, isNovel: Bool) -> WrittenCopies
    /// Turns in which elements that hold the same weights are written [1].
    func writeTurns(ofCopies copies: Double) -> Double
    /// Wire resistance of the first level of a tile's H-tree that is added when weight changes are transferred [Ohm/m].
    ///
    /// The changes take `lines` lines of the input buffer.
    func addedTreeResistance(lines: Double) -> Double
}

extension WriteCounting {
    /// Every row with a cell to reset.
    public func resetRows<Rows>(_ all: Rows, resetOnly: Rows) -> Rows { all }

    /// As it is.
    public func average(_ mean: Double) -> Double { mean }

    /// As it is.
    public func average(_ mean: Double, deviation: Double) -> Double { mean }

    /// As it is.
    public func averageColumns(_ mean: Double, deviation: Double, rows: Double) -> Double { mean }

    /// Each cell that is written.
    public func flips(cells: Double, rows: Double, columns: Double) -> (rows: Double, cellsPerRow: Double) {
        (cells, 1)
    }

    /// All.
    public func writtenCopies(_ copies: Double, isNovel: Bool) -> WrittenCopies {
        WrittenCopies(energy: copies, peakEnergy: copies)
    }

    /// Copies take the same changes at the same time.
    public func writeTurns(ofCopies copies: Double) -> Double { 1 }

    /// None.
    public func addedTreeResistance(lines: Double) -> Double { 0 }
}
