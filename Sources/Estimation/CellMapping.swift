// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import Counting
import Foundation
import EstimationKernels
import Technology
import Workload

/// How weights become conductances of cells.
///
/// A weight w in [minimum, maximum] becomes the integer round(2^bits (w - minimum) / (maximum - minimum)), whose
/// digits of `cellBits` are stored in neighbouring cells, most significant first. Where the counting policy says so, a
/// weight that one cell of a resistive memory holds is mapped linearly, without rounding. Source: X. Peng et al., IEDM 2019.
struct CellMapping: Sendable {
    let inputs: DesignInputs
    private let minimum: Double
    private let span: Double
    /// Conductances of the cells of each integer weight, cell after cell; empty when weights are mapped linearly.
    private let table: [Double]
    /// Conductances of the second row of cells that XNOR arrays have for each weight.
    private let complementTable: [Double]
    /// Largest integer weight.
    private let levelMaximum: Double
    /// Weights of least and largest conductance where one cell holds a weight without rounding; nil elsewhere.
    private let linearRange: WeightRange?

    /// Integer weights beyond this many bits are rounded to it, so that tables stay small.
    static let mostTableBits = 16

    /// Weights of the least and of the largest conductance.
    typealias WeightRange = (lower: Double, upper: Double)

    /// The mapping of the reads and weight updates of a design.
    init(_ inputs: DesignInputs) {
        self.init(inputs, wholeWeights: inputs.counting.wholeWeightRange(in: Self.code(inputs)))
    }

    /// The mapping of one-time programming: the levels of exact counting, and weights without rounding, over all of their
    /// range, where reads take them so.
    static func programming(_ inputs: DesignInputs) -> CellMapping {
        let configuration = inputs.configuration
        let code = code(inputs)
        let isRounded = code.isBinary || inputs.counting.wholeWeightRange(in: code) == nil
        return CellMapping(
            inputs.countedExactly,
            wholeWeights: isRounded ? nil : (configuration.minimumWeight, configuration.maximumWeight))
    }

    private init(_ inputs: DesignInputs, wholeWeights: WeightRange?) {
        self.inputs = inputs
        minimum = inputs.cell.leastConductance
        span = inputs.cell.greatestConductance - inputs.cell.leastConductance
        let counting = inputs.counting
        let code = CellMapping.code(inputs)
        let bits = code.levelBits
        levelMaximum = Double(1 << bits)
        linearRange = CellMapping.holdsWeightsInOneCell(inputs) ? wholeWeights : nil
        guard linearRange == nil else {
            table = []
            complementTable = []
            return
        }
        let stored = StoredLevels(0...(1 << bits), code: code, counting: counting)
        let (low, range) = (minimum, span)
        table = stored.first.map { $0 * range + low }
        complementTable = stored.second.map { $0 * range + low }
    }

    /// Whether a single resistive cell has all bits of a weight.
    private static func holdsWeightsInOneCell(_ inputs: DesignInputs) -> Bool {
        inputs.cell.readOut.conductsByState && inputs.weightBits == inputs.cellBits
            && inputs.columnsPerWeight * inputs.rowsPerWeight == 1
    }

    /// How weights are cut into cells.
    static func code(_ inputs: DesignInputs) -> CellCode {
        let encoding = inputs.array.weights
        let bits = digitBits(inputs)
        return CellCode(
            encoding: encoding, weightBits: inputs.weightBits,
            levelBits: encoding.isOdd ? inputs.counting.signBits(digits: bits, most: mostTableBits) : bits)
    }

    /// Bits of the integer that stands for the digits of a weight.
    private static func digitBits(_ inputs: DesignInputs) -> Int { min(inputs.weightBits, mostTableBits) }

    /// Conductances of the cells of `weights` [S]: `columnsPerWeight` for each, in order.
    ///
    /// With `complement` they are those of the second row of an XNOR array.
    func conductances(_ weights: UnsafeBufferPointer<Double>, complement: Bool = false) -> [Double] {
        let configuration = inputs.configuration
        if let linearRange {
            let (low, range) = (minimum, span)
            let bounds = (configuration.minimumWeight, configuration.maximumWeight)
            return weights.map { weight in
                let clipped = min(max(weight, bounds.0), bounds.1)
                return Self.fraction(clipped, of: linearRange) * range + low
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

    /// Whether weights become levels, and are not mapped linearly.
    var hasLevels: Bool { !table.isEmpty }

    /// Levels of rows of weights and their cells.
    ///
    /// - Parameters:
    ///   - levels: The levels of the weights, as ``integerLevels(_:_:)`` gives them.
    ///   - weightsPerRow: Weights of a row.
    /// - Returns: The levels with their cells; nil when weights are mapped linearly, without levels.
    func levels(_ levels: [Int32], weightsPerRow: Int) -> WeightLevels? {
        guard hasLevels else { return nil }
        return WeightLevels(
            values: levels, weightsPerRow: weightsPerRow, cells: inputs.columnsPerWeight,
            conductances: table, resistances: table.map { 1 / $0 })
    }

    /// Levels of a range of the weights of a matrix, in pieces that stay in the first cache.
    func integerLevels(_ weights: WeightMatrix, _ range: Range<Int>) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: range.count) { buffer, count in
            count = range.count
            let isDone = weights.withSingles(range) {
                tk_weight_levels_f32(
                    $0, range.count, inputs.configuration.minimumWeight, inputs.configuration.maximumWeight,
                    levelMaximum, buffer.baseAddress)
            }
            guard !isDone else { return }
            for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.levelsAtOnce) {
                let part = first..<min(first + Self.levelsAtOnce, range.upperBound)
                weights.withValues(part) {
                    writeLevels($0, buffer.baseAddress.map { $0 + (first - range.lowerBound) })
                }
            }
        }
    }

    private static let levelsAtOnce = 2048

    private func integerLevels(_ weights: UnsafeBufferPointer<Double>) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: weights.count) { buffer, count in
            writeLevels(weights, buffer.baseAddress)
            count = weights.count
        }
    }

    private func writeLevels(_ weights: UnsafeBufferPointer<Double>, _ levels: UnsafeMutablePointer<Int32>?) {
        tk_weight_levels(
            weights.baseAddress, weights.count, inputs.configuration.minimumWeight, inputs.configuration.maximumWeight,
            levelMaximum, levels)
    }

    /// Whether another mapping gives every weight the same level.
    func levelsAre(thoseOf other: CellMapping) -> Bool {
        hasLevels && other.hasLevels && levelMaximum == other.levelMaximum
            && inputs.configuration.minimumWeight == other.inputs.configuration.minimumWeight
            && inputs.configuration.maximumWeight == other.inputs.configuration.maximumWeight
    }

    /// The least and the largest conductance that a cell can have [S].
    var conductanceRange: ClosedRange<Double> {
        let rows = [table, complementTable]
        let highest = minimum + span
        return
            (rows.compactMap { $0.min() }.min() ?? minimum)...max(
                rows.compactMap { $0.max() }.max() ?? highest, highest)
    }

    /// Position of a weight between those of least and of largest conductance [1].
    private static func fraction(_ weight: Double, of range: WeightRange) -> Double {
        max(0, (weight - range.lower) / (range.upper - range.lower))
    }

    /// Whether the cells of every weight hold the same as with another mapping of the same design.
    func stores(like other: CellMapping) -> Bool {
        table == other.table && complementTable == other.complementTable && levelMaximum == other.levelMaximum
            && linearRange?.lower == other.linearRange?.lower && linearRange?.upper == other.linearRange?.upper
    }
}

/// What the cells of integer weights store, from 0 (lowest conductance) to 1 (highest), weight after weight; beyond 1 if a
/// policy overflows.
private struct StoredLevels {
    /// The first row of cells of each weight.
    let first: [Double]
    /// The second row; empty where there is none.
    let second: [Double]

    init(_ levels: ClosedRange<Int>, code: CellCode, counting: any CountingPolicy) {
        let encoding = code.encoding
        switch encoding.layout {
        case .single:
            first = counting.cellValues(of: levels, in: code)
            second = []
        case .complementaryColumns, .complementaryRows:
            let rows = levels.map { encoding.row(storing: [counting.isPositive($0, in: code) ? 1 : 0]) }
            first = rows.flatMap { $0 }
            second = rows.flatMap { encoding.secondRow(storing: $0) ?? [] }
        }
    }
}
