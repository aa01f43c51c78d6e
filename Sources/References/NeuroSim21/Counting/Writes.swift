// SPDX-License-Identifier: Apache-2.0

import Counting
import Foundation

// Rows, columns and pulses of a weight update.
extension NeuroSim21Counting {
    /// Rows without cells to set.
    public func resetRows<Rows>(_ all: Rows, resetOnly: Rows) -> Rows {
        departs(.countsRowsForSetStepOnly) ? resetOnly : exact.resetRows(all, resetOnly: resetOnly)
    }

    /// Cut to an integer.
    public func average(_ mean: Double) -> Double {
        departs(.cutsWriteAverages) ? mean.rounded(.down) : exact.average(mean)
    }

    /// The mean of integers.
    public func average(_ mean: Double, deviation: Double) -> Double {
        departs(.cutsWriteAverages)
            ? expectedFloor(mean: mean, deviation: deviation) : exact.average(mean, deviation: deviation)
    }

    /// The mean of integers. A row that takes part has a cell at least. Numbers of cells are whole: half of one is
    /// what a normal number lacks where it stands for them.
    public func averageColumns(_ mean: Double, deviation: Double, rows: Double) -> Double {
        departs(.cutsWriteAverages) && mean > 1
            ? expectedFloor(mean: mean + 0.5 / rows, deviation: deviation, atLeast: 1)
            : exact.averageColumns(mean, deviation: deviation, rows: rows)
    }

    /// Of the shares of rows and columns, taken of the whole subarray.
    public func flips(cells: Double, rows: Double, columns: Double) -> (rows: Double, cellsPerRow: Double) {
        departs(.flipsShareOfWholeSubarray)
            ? (rows, columns) : exact.flips(cells: cells, rows: rows, columns: columns)
    }

    /// Those of novel-mapped layers, and not in what leaves out data movement.
    public func writtenCopies(_ copies: Double, isNovel: Bool) -> WrittenCopies {
        departs(.leavesCopiesUnwritten)
            ? WrittenCopies(energy: isNovel ? copies : 1, peakEnergy: 1)
            : exact.writtenCopies(copies, isNovel: isNovel)
    }

    /// One after the other.
    public func writeTurns(ofCopies copies: Double) -> Double {
        departs(.leavesCopiesUnwritten) ? copies : exact.writeTurns(ofCopies: copies)
    }

    /// V2.1 leaves the wire resistance of the tree's first level unset; what it finds there is the number of buffer
    /// lines just written.
    public func addedTreeResistance(lines: Double) -> Double {
        departs(.addsBufferLinesToTreeResistance) ? lines : exact.addedTreeResistance(lines: lines)
    }
}
