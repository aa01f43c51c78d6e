// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Diagnostics
import Technology
import Workload

/// The quantities that are the same for all subarrays of a chip when averages are estimated; the counterpart of
/// ``ArrayModel`` without its tables.
struct StatisticsModel: Sendable {
    let inputs: DesignInputs
    let subarray: Subarray
    /// The ADC of columns of backward reads; nil where it responds like that of forward reads, or there is none.
    let ownTransposedADC: (any ColumnConverter)?
    /// Whether ADCs of backward reads respond to a column like those of forward reads.
    let sharesConversions: Bool
    /// Whether what conversions take depends on the stored weights.
    let dependsOnWeights: Bool
    /// Weight updates of training.
    let update: WriteModel
    /// Programming of all weights once.
    let programming: WriteModel
    /// Whether programming and updates store the same in the cells of a weight.
    let programsLikeUpdates: Bool

    init(_ chip: Chip) throws(InputError) {
        let inputs = chip.inputs
        self.inputs = inputs
        subarray = chip.subarray
        let trains = inputs.configuration.estimatesTraining
        sharesConversions = trains && chip.subarray.convertsAlike
        ownTransposedADC = trains && !sharesConversions ? chip.subarray.transposedADC : nil
        update = WriteModel(inputs, writing: subarray.writing)
        let mapping = update.mapping
        dependsOnWeights = inputs.dependsOnWeights(
            subarray, leastConductance: mapping.conductanceRange.lowerBound)
        programming = try WriteModel.programming(inputs)
        programsLikeUpdates = update.mapping.stores(like: programming.mapping)
    }

    // MARK: Columns

    /// The cells of each position of a weight.
    ///
    /// - Parameters:
    ///   - weights: The weights of the layer.
    ///   - conductances: Their cells.
    ///   - density: Share of ones among the inputs; in arrays with complements one of both cells of a weight is active.
    ///   - groups: Groups of channels that share a subarray; a column belongs to one of them [1].
    /// - Returns: Cells by position, without wires.
    func storedCells(
        _ weights: WeightDistribution, conductances: WeightConductances, density: Double, groups: Int
    ) -> [StoredCells] {
        (0..<conductances.cellsPerWeight).map { position in
            StoredCells(
                weights: weights, conductances: conductances, position: position, density: density, groups: groups,
                empty: inputs.cell.leastConductance)
        }
    }

    /// The columns of a subarray.
    ///
    /// - Parameters:
    ///   - kind: The subarray.
    ///   - stored: The cells of each position of its weights.
    /// - Returns: Kinds of columns with the number of each.
    func columnKinds(_ kind: BlockKind, stored: [StoredCells]) -> [ColumnKind] {
        let perWeight = stored.count
        var result: [ColumnKind] = []
        for (position, cells) in stored.enumerated() {
            let count = kind.columnCount(position: position, columnsPerWeight: perWeight)
            guard count > 0 else { continue }
            let parts = columnParts(kind, meanConductance: cells.mean)
            for part in 0..<parts {
                let place = (Double(part) + 0.5) / Double(parts) * Double(kind.usedColumns)
                result.append(
                    ColumnKind(
                        columns: Double(count) / Double(parts), cells: effective(cells, kind: kind, column: place)))
            }
        }
        let empty = kind.convertedColumns - kind.usedColumns
        if empty > 0 {
            let cells = StoredCells(empty: inputs.cell.leastConductance)
            let place = Double(kind.usedColumns + kind.convertedColumns) / 2
            result.append(ColumnKind(columns: Double(empty), cells: effective(cells, kind: kind, column: place)))
        }
        return result
    }

    /// Into how many parts columns are divided because the wires along rows make those far from the drivers conduct
    /// less.
    private func columnParts(_ kind: BlockKind, meanConductance: Double) -> Int {
        let drop = inputs.rowWireResistancePerCell * Double(kind.usedColumns) * meanConductance
        let wanted = drop < 0.003 ? 1 : drop < 0.02 ? 2 : drop < 0.2 ? 4 : 8
        return max(1, min(wanted, StatisticsModel.mostColumnKinds / inputs.columnsPerWeight))
    }

    /// Most kinds of columns that are told apart, but for the positions of the cells of a weight.
    private static let mostColumnKinds = 16

    /// Conductances of cells with their wires. A column at place x has x + 1/2 cells of wire along the rows on
    /// average, and row i of n has n - i along the columns.
    private func effective(_ cells: StoredCells, kind: BlockKind, column: Double) -> CellDistribution {
        let rowWire = (column + 0.5) * inputs.rowWireResistancePerCell + inputs.seriesResistance
        let columnWire = inputs.columnWireResistancePerCell
        let isSteep = columnWire * Double(kind.rows) * cells.mean > 0.02
        let places = isSteep ? 4 : 1
        var conductances: [Double] = []
        var shares: [Double] = []
        conductances.reserveCapacity(cells.conductances.count * places)
        shares.reserveCapacity(cells.conductances.count * places)
        for place in 0..<places {
            let distance = (Double(place) + 0.5) / Double(places) * Double(kind.rows) + 0.5
            let wires = rowWire + distance * columnWire
            for (conductance, share) in zip(cells.conductances, cells.shares) {
                conductances.append(1 / (1 / conductance + wires))
                shares.append(share / Double(places))
            }
        }
        return CellDistribution(conductances: conductances, shares: shares)
    }
}

/// Cells of a column, without wires.
struct StoredCells: Sendable {
    /// Conductances [S].
    let conductances: [Double]
    /// The share of the cells that has each of them [1].
    let shares: [Double]
    /// The mean conductance [S].
    let mean: Double

    /// Cells that hold nothing.
    init(empty: Double) {
        self.init(conductances: [empty], shares: [1])
    }

    /// Active cells at one position of the weights; of a number of groups in a subarray a column belongs to one.
    init(
        weights: WeightDistribution, conductances cells: WeightConductances, position: Int, density: Double,
        groups: Int, empty: Double
    ) {
        let own = 1 / Double(groups)
        let hasComplements = !cells.complements.isEmpty
        let direct = hasComplements ? density : 1
        var (conductances, shares): ([Double], [Double]) = ([], [])
        conductances.reserveCapacity(weights.levels.count + 1)
        shares.reserveCapacity(weights.levels.count + 1)
        // Levels in a row with the same cell are one entry.
        func append(_ conductance: Double, share: Double) {
            if conductances.last == conductance {
                shares[shares.count - 1] += share
            } else {
                conductances.append(conductance)
                shares.append(share)
            }
        }
        for isComplement in hasComplements ? [false, true] : [false] {
            let part = own * (isComplement ? 1 - direct : direct)
            guard part > 0 else { continue }
            for (level, share) in zip(weights.levels, weights.shares) {
                append(
                    cells.conductance(level: level, position: position, isComplement: isComplement), share: share * part
                )
            }
        }
        if groups > 1 { append(empty, share: 1 - own) }
        self.init(conductances: conductances, shares: shares)
    }

    private init(conductances: [Double], shares: [Double]) {
        self.conductances = conductances
        self.shares = shares
        mean = zip(conductances, shares).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
