import Architecture
import Configuration
import Foundation
import Kernels
import Technology

/// How weights become conductances of cells.
///
/// A weight w in [minimum, maximum] becomes the integer round(2^bits (w - minimum) / (maximum - minimum)), whose digits of
/// `cellBits` are stored in neighbouring cells, most significant first. A weight that one cell of a resistive memory holds
/// is mapped linearly, without rounding. Source: DNN+NeuroSim V2.1 manual, chapter on weight mapping.
struct CellMapping: Sendable {
    let inputs: DesignInputs
    private let minimum: Double
    private let span: Double
    /// Conductances of the cells of each integer weight, cell after cell; empty when weights are mapped linearly.
    private let table: [Double]
    /// Resistances of the same cells.
    private let resistances: [Double]
    /// Conductances of the second row of cells that XNOR arrays have for each weight.
    private let complementTable: [Double]
    /// Largest integer weight.
    private let levelMaximum: Double

    /// Integer weights beyond this many bits are rounded to it, so that tables stay small.
    static let mostTableBits = 16

    init(_ inputs: DesignInputs) {
        self.inputs = inputs
        minimum = inputs.cell.leastConductance
        span = inputs.cell.greatestConductance - inputs.cell.leastConductance
        let bits =
            CellMapping.storesSigns(inputs)
            ? CellMapping.mostTableBits : min(inputs.weightBits, CellMapping.mostTableBits)
        levelMaximum = Double(1 << bits)
        guard !CellMapping.isLinear(inputs) else {
            table = []
            resistances = []
            complementTable = []
            return
        }
        let levels = 0...(1 << bits)
        let encoder = LevelEncoder(inputs: inputs, bits: bits)
        let (low, range) = (minimum, span)
        table = levels.flatMap { level in encoder.fractions(level).map { $0 * range + low } }
        resistances = table.map { 1 / $0 }
        complementTable =
            inputs.rowsPerWeight == 2
            ? levels.flatMap { level in encoder.fractions(level).map { (1 - $0) * range + low } } : []
    }

    /// Whether a single resistive cell holds the whole weight.
    static func isLinear(_ inputs: DesignInputs) -> Bool {
        inputs.cell.readOut.conductsByState && inputs.weightBits == inputs.cellBits
            && inputs.columnsPerWeight * inputs.rowsPerWeight == 1 && !storesSigns(inputs)
    }

    /// Whether cells hold signs of weights. The reference takes digits for them.
    static func storesSigns(_ inputs: DesignInputs) -> Bool {
        !inputs.configuration.operationMode.isConventional && !inputs.rules.usesQuotientCellValues
    }

    /// Conductances of the cells of `weights` [S]: `columnsPerWeight` for each, in order.
    ///
    /// - Parameter complement: Whether to give the second row of an XNOR array.
    func conductances(_ weights: UnsafeBufferPointer<Double>, complement: Bool = false) -> [Double] {
        let configuration = inputs.configuration
        guard !table.isEmpty else {
            let (low, range) = (minimum, span)
            let bounds = (configuration.minimumWeight, configuration.maximumWeight)
            return weights.map { weight in
                let clipped = min(max(weight, bounds.0), bounds.1)
                return fraction(clipped) * range + low
            }
        }
        let cells = inputs.columnsPerWeight
        let levels = integerLevels(weights)
        let source = complement ? complementTable : table
        return [Double](unsafeUninitializedCapacity: weights.count * cells) { buffer, count in
            tk_spread_cells(levels, levels.count, source, cells, buffer.baseAddress)
            count = weights.count * cells
        }
    }

    /// Levels of rows of weights and their cells; nil when weights are mapped linearly, without levels.
    func levels(_ weights: UnsafeBufferPointer<Double>, weightsPerRow: Int) -> WeightLevels? {
        guard !table.isEmpty else { return nil }
        return WeightLevels(
            values: integerLevels(weights), weightsPerRow: weightsPerRow, cells: inputs.columnsPerWeight,
            conductances: table, resistances: resistances)
    }

    private func integerLevels(_ weights: UnsafeBufferPointer<Double>) -> [Int32] {
        let configuration = inputs.configuration
        return [Int32](unsafeUninitializedCapacity: weights.count) { buffer, count in
            tk_weight_levels(
                weights.baseAddress, weights.count, configuration.minimumWeight, configuration.maximumWeight,
                levelMaximum, buffer.baseAddress)
            count = weights.count
        }
    }

    /// The least and the largest conductance that a cell can have [S].
    var conductanceRange: ClosedRange<Double> {
        let all = table + complementTable
        let ends = [minimum, minimum + span]
        return (all.min() ?? ends[0])...max(all.max() ?? ends[1], ends[1])
    }

    /// Where a weight stands between the smallest and the largest [1]. The reference takes them to be -1 and 1; weights
    /// below would have negative conductances.
    private func fraction(_ weight: Double) -> Double {
        if inputs.rules.usesQuotientCellValues { return max(0, (weight + 1) / 2) }
        let configuration = inputs.configuration
        return (weight - configuration.minimumWeight) / (configuration.maximumWeight - configuration.minimumWeight)
    }
}

/// Splits an integer weight over its cells.
private struct LevelEncoder {
    let inputs: DesignInputs
    /// Bits of the integer weight.
    let bits: Int

    /// What each cell stores, from 0 (lowest conductance) to 1 (highest); beyond 1 where the reference overflows.
    func fractions(_ level: Int) -> [Double] {
        switch inputs.configuration.operationMode {
        case .conventionalSequential, .conventionalParallel:
            return inputs.rules.usesQuotientCellValues ? quotients(level) : digits(level)
        case .bnnSequential:
            return inputs.rules.usesQuotientCellValues ? quotients(level) : [isPositive(level) ? 1 : 0]
        case .bnnParallel:
            let isPositive = isPositive(level)
            return isPositive ? [1, 0] : [0, 1]
        case .xnorSequential, .xnorParallel:
            return [isPositive(level) ? 1 : 0]
        }
    }

    /// The sign of a binary weight. The reference asks for the level 1.
    private func isPositive(_ level: Int) -> Bool {
        inputs.rules.usesQuotientCellValues ? level == 1 : level >= 1 << (bits - 1)
    }

    /// Digits, most significant first, over the largest digit.
    private func digits(_ level: Int) -> [Double] {
        let radix = 1 << inputs.cellBits
        let count = inputs.columnsPerWeight
        var rest = min(level, (1 << bits) - 1) << (inputs.weightBits - bits)
        var result = [Double](repeating: 0, count: count)
        for position in stride(from: count - 1, through: 0, by: -1) {
            result[position] = Double(rest % radix) / Double(radix - 1)
            rest /= radix
        }
        return result
    }

    /// What the reference stores: the quotient that is left after each digit, over the largest digit as an integer.
    private func quotients(_ level: Int) -> [Double] {
        let radix = 1 << inputs.cellBits
        let count = inputs.columnsPerWeight
        var rest = level << (inputs.weightBits - bits)
        var result = [Double](repeating: 0, count: count)
        for position in stride(from: count - 1, through: 0, by: -1) {
            rest /= radix
            result[position] = Double(rest / (radix - 1))
        }
        return result
    }
}
