// SPDX-License-Identifier: Apache-2.0

/// Column currents of a crossbar without a large system of equations: in a few sweeps, rows and columns are solved in turn
/// as chains of their own, each with the voltages of the other.
///
/// A chain takes a time in proportion to its length, so that a sweep costs as much as a few products of the matrix with a
/// vector. Sweeps converge by a factor of about (wire resistance) x (cell conductance) x rows x columns / 4; see
/// `docs/models/imc-matmul.md` for the range in which it is within 1 % of ``Crossbar``.
public struct CrossbarApproximation: Sendable {
    private let crossbar: Crossbar
    private let sweeps: Int

    /// Prepares an approximation.
    ///
    /// - Parameters:
    ///   - crossbar: the crossbar.
    ///   - sweeps: how often rows and columns are solved in turn.
    public init(_ crossbar: Crossbar, sweeps: Int = 4) {
        self.crossbar = crossbar
        self.sweeps = sweeps
    }

    private var driver: Double { 1 / (crossbar.wires.rowSegment + crossbar.wires.driver) }
    private var sense: Double { 1 / (crossbar.wires.columnSegment + crossbar.wires.sense) }

    /// Currents into the sense amplifiers.
    ///
    /// - Parameter voltages: of the drivers [V].
    /// - Returns: a current for each column [A].
    public func columnCurrents(voltages: [Double]) -> [Double] {
        precondition(voltages.count == crossbar.rows, "one voltage for each row is needed")
        var nodes = [Double](repeating: 0, count: crossbar.rows * crossbar.columns)
        for _ in 0..<max(1, sweeps) {
            nodes = columnVoltages(rowVoltages: rowVoltages(columnVoltages: nodes, drivers: voltages))
        }
        return nodes.suffix(crossbar.columns).map { $0 * sense }
    }

    /// Current that a volt on a row adds to a column: [rows][columns] [S].
    ///
    /// The contribution of a cell is its conductance, times the attenuation along its row, times the attenuation along
    /// its column. Then each column is scaled so that its current is right when all rows have the same voltage.
    public func transferConductances() -> [Double] {
        let (rows, columns) = (crossbar.rows, crossbar.columns)
        let cells = crossbar.conductances
        let rowShares = (0..<rows).flatMap { row in
            RowChain(
                cells: Array(cells[row * columns..<(row + 1) * columns]), segment: 1 / crossbar.wires.rowSegment,
                driver: driver
            ).attenuations
        }
        // A column is a chain that begins at its sense amplifier: what it passes on is the same in both directions.
        let columnShares = (0..<columns).map { column in
            RowChain(
                cells: (0..<rows).reversed().map { cells[$0 * columns + column] },
                segment: 1 / crossbar.wires.columnSegment, driver: sense
            ).attenuations
        }
        var transfer = cells.indices.map { index in
            cells[index] * rowShares[index] * columnShares[index % columns][rows - 1 - index / columns]
        }
        let wanted = columnCurrents(voltages: [Double](repeating: 1, count: rows))
        var sums = [Double](repeating: 0, count: columns)
        for index in transfer.indices { sums[index % columns] += transfer[index] }
        for index in transfer.indices where sums[index % columns] > 0 {
            transfer[index] *= wanted[index % columns] / sums[index % columns]
        }
        return transfer
    }

    // MARK: Sweeps

    /// Voltages of all rows' nodes where the columns' nodes are given.
    private func rowVoltages(columnVoltages: [Double], drivers: [Double]) -> [Double] {
        let columns = crossbar.columns
        return (0..<crossbar.rows).flatMap { row in
            let places = row * columns..<(row + 1) * columns
            let cells = crossbar.conductances[places]
            var currents = zip(cells, columnVoltages[places]).map { $0 * $1 }
            currents[0] += driver * drivers[row]
            return Self.chain(
                cells: cells, currents: currents, segment: 1 / crossbar.wires.rowSegment, first: driver, last: 0)
        }
    }

    /// Voltages of all columns' nodes where the rows' nodes are given; all columns are solved side by side.
    private func columnVoltages(rowVoltages: [Double]) -> [Double] {
        let (rows, columns) = (crossbar.rows, crossbar.columns)
        let segment = 1 / crossbar.wires.columnSegment
        let cells = crossbar.conductances
        var nodes = rowVoltages
        var ratios = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            let ends = (row > 0 ? segment : 0) + (row + 1 < rows ? segment : sense)
            for column in 0..<columns {
                let place = row * columns + column
                let above = row > 0 ? ratios[place - columns] : 0
                let diagonal = cells[place] + ends - segment * above
                let current = cells[place] * rowVoltages[place] + (row > 0 ? segment * nodes[place - columns] : 0)
                ratios[place] = segment / diagonal
                nodes[place] = current / diagonal
            }
        }
        for place in stride(from: (rows - 1) * columns - 1, through: 0, by: -1) {
            nodes[place] += ratios[place] * nodes[place + columns]
        }
        return nodes
    }

    /// Voltages along a chain (Thomas' algorithm).
    private static func chain(
        cells: ArraySlice<Double>, currents: [Double], segment: Double, first: Double, last: Double
    ) -> [Double] {
        var voltages = currents
        var ratios = currents
        let count = currents.count
        for (node, cell) in cells.enumerated() {
            let ends = (node > 0 ? segment : first) + (node + 1 < count ? segment : last)
            let diagonal = cell + ends - (node > 0 ? segment * ratios[node - 1] : 0)
            voltages[node] = (currents[node] + (node > 0 ? segment * voltages[node - 1] : 0)) / diagonal
            ratios[node] = segment / diagonal
        }
        for node in stride(from: count - 2, through: 0, by: -1) { voltages[node] += ratios[node] * voltages[node + 1] }
        return voltages
    }
}
