// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import Diagnostics
import Models

/// The equations of a crossbar after its rows' nodes have been eliminated.
struct NodalSystem {
    let rows: Int
    let columns: Int
    /// Conductance from the last node of a column through its sense amplifier to ground [S].
    let senseConductance: Double
    private let columnConductance: Double
    private let cells: [Double]
    /// Current that a volt on row i injects into the node (i, j): [rows][columns] [S].
    private let injectionPerVolt: [Double]
    private let rowChains: [RowChain]

    static let unsolvable = InputError(
        "the wires' equations have no solution to working precision: the resistances differ by too many orders")

    init(_ crossbar: Crossbar) {
        rows = crossbar.rows
        columns = crossbar.columns
        cells = crossbar.conductances
        columnConductance = 1 / crossbar.wires.columnSegment
        senseConductance = 1 / (crossbar.wires.columnSegment + crossbar.wires.sense)
        let wires = crossbar.wires
        let width = columns
        rowChains = (0..<rows).map { row in
            RowChain(
                cells: Array(crossbar.conductances[row * width..<(row + 1) * width]), segment: 1 / wires.rowSegment,
                driver: 1 / (wires.rowSegment + wires.driver))
        }
        injectionPerVolt = rowChains.flatMap { chain in zip(chain.cells, chain.attenuations).map { $0 * $1 } }
    }

    /// Unknowns: a node for each cell.
    var order: Int { rows * columns }

    /// Currents injected into the nodes of columns [A].
    func injections(voltages: [Double]) -> [Double] {
        injectionPerVolt.indices.map { injectionPerVolt[$0] * voltages[$0 / columns] }
    }

    /// The Cholesky factor in LAPACK's band storage, lower, `columns` below the diagonal.
    func factorized() throws(InputError) -> [Double] {
        var band = matrix()
        try LinearAlgebra.load()
        let status = lapack_dpbtrf(Int32(order), Int32(columns), &band, Int32(columns + 1))
        guard status == 0 else { throw Self.unsolvable }
        return band
    }

    private func matrix() -> [Double] {
        let height = columns + 1
        return [Double](unsafeUninitializedCapacity: order * height) { band, initialized in
            band.initialize(repeating: 0)
            for row in 0..<rows {
                rowChains[row].addSchurComplement(to: band, column: row * columns, height: height)
                let above = row > 0 ? columnConductance : 0
                let below = row + 1 < rows ? columnConductance : senseConductance
                for column in 0..<columns {
                    let node = (row * columns + column) * height
                    band[node] += above + below
                    if row + 1 < rows { band[node + columns] = -columnConductance }
                }
            }
            initialized = order * height
        }
    }

    /// Transfer conductances: voltages of the nodes for a unit current drawn at each sense amplifier, by reciprocity.
    ///
    /// Only the last block of the right-hand side is not zero, so that forward substitution touches nothing else. In band
    /// storage a block of the factor is an ordinary matrix whose columns are `columns` apart.
    func transfer(factor: [Double]) -> [Double] {
        let size = Int32(columns)
        var solution = [Double](repeating: 0, count: columns * columns)
        for column in 0..<columns { solution[column * columns + column] = senseConductance }
        var transfer = [Double](repeating: 0, count: rows * columns)
        factor.withUnsafeBufferPointer { band in
            guard let base = band.baseAddress else { return }
            for row in stride(from: rows - 1, through: 0, by: -1) {
                let block = base + row * columns * (columns + 1)
                if row == rows - 1 {
                    blas_dtrsm(
                        CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, size, size, 1, block, size,
                        &solution, size)
                } else {
                    // The block below the diagonal one is upper triangular: the band ends there.
                    blas_dtrmm(
                        CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, size, size, -1,
                        block + columns, size, &solution, size)
                }
                blas_dtrsm(
                    CblasColMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, size, size, 1, block, size,
                    &solution, size)
                injectionPerVolt.withUnsafeBufferPointer { injection in
                    guard let start = injection.baseAddress else { return }
                    transfer.withUnsafeMutableBufferPointer { result in
                        blas_dgemv(
                            CblasColMajor, CblasTrans, size, size, 1, solution, size, start + row * columns, 1, 0,
                            result.baseAddress.map { $0 + row * columns }, 1)
                    }
                }
            }
        }
        return transfer
    }
}

/// The nodes of one row's wire, with columns at ground: a chain of conductances.
struct RowChain {
    /// Cells [S].
    let cells: [Double]
    /// Voltages of the nodes for a volt at the driver.
    let attenuations: [Double]
    /// Voltage of a node over that of the one before it, where current comes from there.
    private let towardEnd: [Double]
    /// Voltage of a node for a unit current into it [Ohm].
    private let ownResistances: [Double]

    /// Solves the chain.
    ///
    /// - Parameters:
    ///   - cells: conductances to ground [S].
    ///   - segment: conductance between neighbouring nodes [S].
    ///   - driver: conductance from the first node to the driver [S].
    init(cells: [Double], segment: Double, driver: Double) {
        self.cells = cells
        let count = cells.count
        // Conductance of all that lies beyond a node, on either side, seen from it.
        var beyond = [Double](repeating: 0, count: count)
        var before = [Double](repeating: driver, count: count)
        for node in stride(from: count - 2, through: 0, by: -1) {
            let next = beyond[node + 1] + cells[node + 1]
            beyond[node] = segment * next / (segment + next)
        }
        for node in 1..<max(1, count) {
            let last = before[node - 1] + cells[node - 1]
            before[node] = segment * last / (segment + last)
        }
        towardEnd = (0..<count).map { (node: Int) -> Double in segment / (segment + beyond[node] + cells[node]) }
        ownResistances = (0..<count).map { (node: Int) -> Double in 1 / (before[node] + beyond[node] + cells[node]) }
        var voltages: [Double] = []
        for node in 0..<count {
            voltages.append(node == 0 ? driver * ownResistances[0] : voltages[node - 1] * towardEnd[node])
        }
        attenuations = voltages
    }

    /// Adds the lower half of G - G T^-1 G, T the chain's matrix and G its cells, to a band matrix.
    func addSchurComplement(to band: UnsafeMutableBufferPointer<Double>, column first: Int, height: Int) {
        for source in cells.indices {
            let place = (first + source) * height
            var voltage = ownResistances[source] * cells[source]
            // The difference of nearly equal numbers where wires are good: take the part that flows off instead.
            band[place] += cells[source] * (1 - voltage)
            for node in source + 1..<max(source + 1, cells.count) {
                voltage *= towardEnd[node]
                band[place + node - source] -= cells[node] * voltage
            }
        }
    }
}
