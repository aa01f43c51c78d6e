// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Diagnostics

/// A subarray as far as it is written: its cells with their lines, and the circuits that bring new weights.
public struct SubarrayWriting: Sendable {
    let array: SynapticArray
    private let circuits: any ArrayWriting
    /// How often a transposed read drives its input lines [1].
    private let transposedScans: Double

    /// Sizes what writes a subarray that is never read transposed; circuits that only read are left out where the revision
    /// makes them apart from those that write.
    ///
    /// - Parameter inputs: What sizes the chip.
    /// - Throws: `InputError` for a subarray of a single row or column.
    public init(_ inputs: DesignInputs) throws(InputError) {
        try Subarray.checkSize(inputs.configuration)
        let array = SynapticArray(inputs)
        self.init(array: array, circuits: inputs.revision.circuits.writing(around: array, inputs: inputs))
    }

    init(array: SynapticArray, circuits: any ArrayWriting, transposedScans: Double = 0) {
        self.array = array
        self.circuits = circuits
        self.transposedScans = transposedScans
    }

    /// Capacitance of the wire along a row: bitlines of 1T1R cells, wordlines of others [F].
    public var rowWireCapacitance: Double { array.rowWireCapacitance }

    /// Capacitance of a wordline with the gates on it [F].
    public var wordlineCapacitance: Double { array.wordline.capacitance }

    /// Capacitance of a line along a column with the drains on it [F].
    public var columnCapacitance: Double { array.column.capacitance }

    /// Writing new weights: time and energy of cells and periphery.
    ///
    /// - Parameters:
    ///   - update: The change of the array.
    ///   - reads: What the array did before.
    /// - Returns: The time [s] and energy [J].
    public func write(_ update: ArrayUpdate, after reads: PrecedingReads) -> OperationCost {
        circuits.write(update, after: reads, transposedScans: transposedScans)
    }

    /// The row selections of an update in cross-point arrays that are read row by row, whose drivers come after a
    /// decoder; nil for other arrays. Where a counting policy keeps a history of them, its latency replaces that of
    /// ``write(_:after:)``.
    ///
    /// - Parameter update: The change of the array.
    /// - Returns: The selections, or nil.
    public func rowSelections(of update: ArrayUpdate) -> RowSelections? {
        circuits.rowSelections(update)
    }
}
