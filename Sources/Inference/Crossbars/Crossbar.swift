// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import Diagnostics

/// Resistances of the wires of a crossbar.
public struct CrossbarWires: Sendable, Equatable {
    /// A row's wire from one cell to the next, and from the driver to the first cell [Ohm].
    public let rowSegment: Double
    /// A column's wire from one cell to the next, and from the last cell to the sense amplifier [Ohm].
    public let columnSegment: Double
    /// Output resistance of a row's driver [Ohm].
    public let driver: Double
    /// Input resistance of a column's sense amplifier [Ohm].
    public let sense: Double

    /// Describes wires.
    ///
    /// - Precondition: segments are positive, the others not negative.
    public init(rowSegment: Double, columnSegment: Double, driver: Double = 0, sense: Double = 0) {
        precondition(rowSegment > 0 && columnSegment > 0 && driver >= 0 && sense >= 0, "impossible resistances")
        self.rowSegment = rowSegment
        self.columnSegment = columnSegment
        self.driver = driver
        self.sense = sense
    }
}

/// A crossbar of linear cells with resistive wires, by nodal analysis.
///
/// Each cell (i, j) joins a node of row i's wire and one of column j's wire. Row i is driven at column 0 by a voltage behind
/// the driver's resistance and one wire segment; column j ends after the last row in one segment and the sense amplifier,
/// whose other end is ground. Rows without input are driven with 0 V. Nodes of rows are eliminated row by row, since a row's
/// nodes touch no other row's; what is left is a symmetric positive definite matrix over the nodes of columns, row after
/// row, whose bandwidth is the number of columns. LAPACK's banded Cholesky factorization solves it without approximation.
public struct Crossbar: Sendable {
    /// Rows.
    public let rows: Int
    /// Columns.
    public let columns: Int
    /// Conductances of cells, row by row [S].
    public let conductances: [Double]
    /// The wires.
    public let wires: CrossbarWires

    /// Describes a crossbar.
    ///
    /// - Precondition: `conductances` fills the crossbar, and no conductance is negative.
    public init(rows: Int, columns: Int, conductances: [Double], wires: CrossbarWires) {
        precondition(rows > 0 && columns > 0 && conductances.count == rows * columns, "no crossbar")
        self.rows = rows
        self.columns = columns
        self.conductances = conductances
        self.wires = wires
    }

    /// Currents into the sense amplifiers.
    ///
    /// - Parameter voltages: of the drivers [V].
    /// - Returns: a current for each column [A].
    /// - Throws: `InputError` when the matrix is singular to working precision.
    public func columnCurrents(voltages: [Double]) throws(InputError) -> [Double] {
        precondition(voltages.count == rows, "one voltage for each row is needed")
        let system = NodalSystem(self)
        var nodes = system.injections(voltages: voltages)
        let factor = try system.factorized()
        let status = lapack_dpbtrs(
            Int32(system.order), Int32(columns), 1, factor, Int32(columns + 1), &nodes, Int32(system.order))
        guard status == 0 else { throw NodalSystem.unsolvable }
        return nodes.suffix(columns).map { $0 * system.senseConductance }
    }

    /// Current that a volt on a row adds to a column: [rows][columns] [S]. Currents are these conductances times the
    /// voltages.
    ///
    /// - Throws: `InputError` when the matrix is singular to working precision.
    public func transferConductances() throws(InputError) -> [Double] {
        let system = NodalSystem(self)
        return system.transfer(factor: try system.factorized())
    }
}
