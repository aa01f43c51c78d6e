// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting

/// The role of what gets new weights into an array.
public protocol ArrayWriting: CircuitGroup {
    /// Time [s] and energy [J] of an update.
    ///
    /// - Parameters:
    ///   - update: The change of the array.
    ///   - reads: What the array did before.
    ///   - transposedScans: Shifts of the sourceline register in a transposed read [1].
    /// - Returns: The time [s] and energy [J].
    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost

    /// The row selections of an update, where drivers come after a decoder; nil elsewhere, and by default.
    func rowSelections(_ update: ArrayUpdate) -> RowSelections?
}

extension ArrayWriting {
    /// None.
    public func rowSelections(_ update: ArrayUpdate) -> RowSelections? { nil }
}

/// The circuits of a read-out that also write an array.
public struct WritingTask: Sendable {
    /// The circuits that bring the new values to the columns.
    public enum Columns: Sendable {
        /// The bitline pairs of SRAM, which belong to the read-out.
        case bitlines(SRAMColumns)
        /// Sourcelines, which give the pulses of resistive cells. They belong to the writing, and drive transposed
        /// reads.
        case sourcelines(any RowDriver)
        /// Drivers of its own.
        case own
    }

    /// The cells.
    public let array: SynapticArray
    /// The circuits that select the rows; they belong to the read-out.
    public let rows: any RowDriver
    /// The circuits that bring the new values.
    public let columns: Columns
    /// Shifts of the wordline register in the read before an update [1]; nil where a decoder selects the rows of SRAM.
    public let readScans: Double?
    /// Shape of drivers at the columns.
    public let layout: LayoutConstraint
}
