// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import Counting
import Diagnostics
import Models
import Revisions
import Technology
import Workload
import _TestSupport

@testable import Estimation
@testable import Inference

/// A layer of a network and how long its integers are.
struct SizedLayer: Sendable {
    let layer: Layer
    var weightBits = 8
    var activationBits = 4
    var isSigned = false
}

/// Random integers of a layer that the arrays of a chip hold: weights [rows][outputs] and activations, vector by vector.
private struct LayerIntegers {
    let sized: SizedLayer
    /// Bits of a weight, one where arrays hold odd ones only.
    let weightBits: Int
    let isOdd: Bool
    let weights: [Int32]
    let activations: [Int32]
    let inputs: InputEncoding

    init(_ sized: SizedLayer, array: ArrayDesign, _ random: inout SeededGenerator) {
        let layer = sized.layer
        let encoding = array.weights
        self.sized = sized
        isOdd = encoding.isOdd
        weightBits = isOdd ? encoding.bits : sized.weightBits
        inputs = InputEncoding(
            bits: sized.activationBits, isSigned: sized.isSigned, isBipolar: array.inputs.isBipolar)
        let range = isOdd ? encoding.range : -(1 << (weightBits - 1))...(1 << (weightBits - 1)) - 1
        weights = random.integers(layer.weightRows * layer.outputChannels, range, isOdd: isOdd)
        activations = random.integers(layer.outputVectors * layer.inputRows, inputs.range, isOdd: inputs.isOdd)
    }

    /// Real numbers in a range that become the integers.
    func values(in range: ClosedRange<Double>) -> [Double] {
        let offset = isOdd ? (1 << weightBits) - 1 : 1 << (weightBits - 1)
        let levels = Double(1 << weightBits) * (isOdd ? 2 : 1)
        return weights.map {
            range.lowerBound + (Double($0) + Double(offset)) / levels * (range.upperBound - range.lowerBound)
        }
    }

    /// Bits of the activations, as a trace has them.
    func bits(_ count: Int) -> InputBits {
        let top = Int64(1 << sized.activationBits) - 1
        return InputBits(
            activations: activations.map { inputs.isOdd ? (Int64($0) + top) / 2 : Int64($0) },
            rows: sized.layer.inputRows, bitsPerVector: count, threads: 1)
    }

    /// The matrices of the groups of channels, numbered from `first` on.
    func matrices(first: Int) -> [MatrixLayer] {
        let layer = sized.layer
        let (rows, all, columns) = (layer.weightRows, layer.outputChannels, layer.outputsPerGroup)
        return (0..<max(1, layer.groups)).map { group in
            let own: [Int32] = (0..<rows).flatMap { row -> ArraySlice<Int32> in
                let first = row * all + group * columns
                return weights[first..<first + columns]
            }
            return MatrixLayer(
                name: "layer", index: first + group, rows: rows, columns: columns, weights: own,
                weightBits: weightBits, activationBits: sized.activationBits, activationIsSigned: sized.isSigned,
                activationsAreOdd: inputs.isOdd, kernelPositions: layer.kernelHeight * layer.kernelWidth)
        }
    }

    /// The activations of a group of channels.
    func activations(ofGroup group: Int) -> [Int32] {
        let (rows, all) = (sized.layer.weightRows, sized.layer.inputRows)
        return stride(from: group * rows, to: activations.count, by: all).flatMap { activations[$0..<$0 + rows] }
    }
}

/// The integers as a trace, so that an estimate programs and reads these very integers.
private struct IntegerTrace: Trace {
    let network: Network
    let integers: [LayerIntegers]
    let range: ClosedRange<Double>

    var weightBits: Int? { nil }
    var activationBits: Int? { nil }

    func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let layer = network.layers[index]
        return LayerTrace(
            weights: WeightMatrix(
                rows: layer.weightRows, columns: layer.outputChannels, values: integers[index].values(in: range)),
            oldWeights: nil, inputs: integers[index].bits(request.activationBits), activity: nil)
    }
}

/// The first layer of a network with random integers on a chip, as it is priced and as its accuracy is computed.
struct PricedLayer {
    let layer: Layer
    let chip: Chip
    /// One for each group of channels.
    let matrices: [IMCMatrix]
    let estimate: LayerEstimate
    private let integers: LayerIntegers
    private let trace: IntegerTrace

    /// What the estimate reads and converts.
    var array: ArrayDesign { chip.inputs.array }
    var placement: LayerPlacement { chip.floorplan.layers[0] }
    var rows: Int { layer.weightRows }
    var outputs: Int { layer.outputsPerGroup }
    var vectors: Int { layer.outputVectors }
    var activations: [Int32] { integers.activations }
    var matrix: IMCMatrix { matrices[0] }

    init(_ sized: SizedLayer, _ assignments: [String], beside others: [SizedLayer] = [], seed: UInt64 = 1) throws {
        let standard = ["novelMapping=0", "accounting=exact", "numColSubArray=32"]
        // Chips of macros do not train.
        let isMacro = assignments.contains("revision=tessera")
        let configuration = try Configuration(
            files: [], assignments: (isMacro ? [] : ["trainingEstimation=0"]) + standard + assignments)
        let all = [sized] + others
        let network = try Network(layers: all.map(\.layer))
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: all.map(\.weightBits).max() ?? 1,
            activationBits: all.map(\.activationBits).max() ?? 1)
        let array = estimator.chip.inputs.array
        var random = SeededGenerator(seed: seed)
        let integers = all.map { LayerIntegers($0, array: array, &random) }
        trace = IntegerTrace(
            network: network, integers: integers, range: configuration.minimumWeight...configuration.maximumWeight)
        var matrices: [[MatrixLayer]] = []
        for layer in integers { matrices.append(layer.matrices(first: matrices.joined().count)) }
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: estimator.chip.inputs.weightBits,
            activationBits: estimator.chip.inputs.activationBits)
        let engine = try IMCEngine(
            configuration: hardware, threads: 1, layout: ChipLayout(network, matrices: matrices, on: configuration))
        self.matrices = try matrices[0].map { try engine.programMatrix($0) }
        estimate = try estimator.estimate(trace, source: .trace(path: ""), threads: 1).layers[0]
        self.integers = integers[0]
        layer = sized.layer
        chip = estimator.chip
    }

    /// Conversions that the accuracy run makes.
    var performed: Int {
        matrices.enumerated().reduce(0) { $0 + $1.element.conversions(of: integers.activations(ofGroup: $1.offset)) }
    }

    /// The activations of a group of channels.
    func activations(ofGroup group: Int) -> [Int32] { integers.activations(ofGroup: group) }

    private var groupInputs: [[Int32]] { matrices.indices.map { integers.activations(ofGroup: $0) } }

    /// Codes of the accuracy run, group by group: [reads][steps][lanes][vectors][outputs].
    var performedCodes: [Int32] {
        matrices.enumerated().flatMap { group, matrix in
            matrix.read(
                matrix.rowInputs(group, of: groupInputs, vectors), vectors: vectors, firstVector: 0, recording: .codes
            ).codes
        }
    }

    /// What the accuracy run makes of the products, in the order of ``exactProducts``.
    var products: [Double] {
        matrices.enumerated().flatMap { group, matrix in
            matrix.multiply(group: group, of: groupInputs, vectors: vectors, firstVector: 0)
        }
    }

    /// Products of the integers, group by group: [vectors][outputs].
    var exactProducts: [Double] {
        integers.matrices(first: 0).enumerated().flatMap { group, matrix in
            let inputs = integers.activations(ofGroup: group)
            return (0..<vectors).flatMap { vector in
                (0..<outputs).map { output in
                    Double(
                        (0..<rows).reduce(0) {
                            $0 + Int(inputs[vector * rows + $1]) * Int(matrix.weights[$1 * outputs + output])
                        })
                }
            }
        }
    }

    /// What the shared converter makes of the column sums of the cells and wordlines that the estimate evaluates, in
    /// the order of ``performedCodes``.
    func pricedCodes() throws -> [Int32] {
        let evaluated = try EvaluatedLayer(self, bits: chip.inputs.activationBits)
        return matrices.indices.flatMap { evaluated.codes(group: $0) }
    }

    /// Columns of the subarrays that the estimate evaluates.
    func columnBlocks() throws -> [Range<Int>] { try evaluation().grid.columnBlocks.map(\.range) }

    /// The layer as the estimate has it.
    fileprivate func evaluation() throws -> (source: LayerMatrixSource, grid: LayerGrid, trace: LayerTrace) {
        let recorded = try trace.layer(0, LayerRequest(activationBits: chip.inputs.activationBits))
        let positions = chip.inputs.counting.regroupedPositions(ofKernel: placement.matrix.kernelPositions)
        return (
            LayerMatrixSource(
                matrix: placement.matrix, layer: layer, inputs: chip.inputs, mapping: CellMapping(chip.inputs)),
            LayerGrid(placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: chip.inputs),
            placement.mapping == .novel ? recorded.positionByPosition(positions) : recorded
        )
    }
}

/// The cells and wordlines of a layer that an estimate evaluates.
private struct EvaluatedLayer {
    private let priced: PricedLayer
    private let bits: Int
    private let source: LayerMatrixSource
    private let grid: LayerGrid
    private let inputs: InputBits
    /// Levels of all cells, [wordlines][columns].
    private let levels: [Int]
    private let sums: CellSums

    init(_ priced: PricedLayer, bits: Int) throws {
        self.priced = priced
        self.bits = bits
        let evaluation = try priced.evaluation()
        source = evaluation.source
        grid = evaluation.grid
        inputs = evaluation.trace.inputs
        let cell = priced.chip.inputs.cell
        let topLevel = priced.array.weights.topLevel
        let step = (cell.greatestConductance - cell.leastConductance) / Double(topLevel)
        let all = LayerGrid.Block(first: 0, count: source.matrix.rows)
        levels = source.conductances(evaluation.trace.weights, rows: all).map {
            Int((($0 - cell.leastConductance) / step).rounded())
        }
        sums = CellSums(onOffRatio: priced.matrix.plan.hardware.onOffRatio, topLevel: topLevel)
    }

    /// Wordlines that are read together, of a group of channels.
    private func reads(group: Int) -> [Range<Int>] {
        let blocks = grid.rowBlocks.map(\.range)
        let perWeight = priced.array.weights.rowsPerWeight
        guard priced.array.reads.isRowByRow else {
            let size = priced.array.reads.rowsPerRead * perWeight
            return blocks.flatMap { block in
                stride(from: block.lowerBound, to: block.upperBound, by: size).map {
                    $0..<min($0 + size, block.upperBound)
                }
            }
        }
        let rows = blocks.flatMap { block in
            stride(from: block.lowerBound, to: block.upperBound, by: perWeight).map { $0..<$0 + perWeight }
        }
        let own = ownLines(group: group)
        return rows.filter { $0.lowerBound >= own.lowerBound && $0.upperBound <= own.upperBound }
    }

    /// Wordlines that hold the weights of a group of channels.
    private func ownLines(group: Int) -> Range<Int> {
        guard let packing = source.matrix.packing else { return 0..<source.matrix.rows }
        let first = group % packing.groupsPerPack * packing.rowsPerGroup
        return first..<first + packing.rowsPerGroup
    }

    /// Codes of a group of channels: [reads][steps][lanes][vectors][outputs].
    func codes(group: Int) -> [Int32] {
        guard let converter = priced.array.converter else { return [] }
        let lanes = priced.array.weights.conversionScales.count
        let own = ownLines(group: group)
        return reads(group: group).flatMap { lines in
            (0..<priced.array.inputs.steps).flatMap { step in
                (0..<lanes).flatMap { lane in
                    (0..<priced.vectors).flatMap { vector in
                        let digits = lines.map { digit(step, of: $0, vector: vector, group: group) }
                        return (0..<priced.outputs).map { output in
                            let sum = joinedSum(lines, digits, own: own, group: group, output: output, lane: lane)
                            return Int32(converter.code(of: sum))
                        }
                    }
                }
            }
        }
    }

    /// What a line carries in a step: some of the bits that the estimate counts one by one.
    private func digit(_ step: Int, of line: Int, vector: Int, group: Int) -> Int {
        let perStep = priced.array.inputs.bitsPerStep
        return (step * perStep..<min((step + 1) * perStep, bits)).reduce(0) { digit, bit in
            // The highest bit comes first.
            let read = vector * bits + bits - 1 - bit
            return digit + (isActive(line, read: read, group: group) ? 1 << (bit - step * perStep) : 0)
        }
    }

    /// What a conversion sees: a column, or those of all slices with their weights.
    private func joinedSum(
        _ lines: Range<Int>, _ digits: [Int], own: Range<Int>, group: Int, output: Int, lane: Int
    ) -> ExactNumber {
        let weights = priced.array.weights.joinsSlices ? priced.array.weights.joiningWeights : [1]
        return weights.enumerated().reduce(0) { sum, slice in
            let column = column(group: group, output: output, lane: lane * weights.count + slice.offset)
            return sum + ExactNumber(slice.element) * partialSum(lines, digits, own: own, column: column)
        }
    }

    private func column(group: Int, output: Int, lane: Int) -> Int {
        let cells = priced.array.weights.columnsPerWeight
        // The highest slice comes first; of a pair the digit before its opposite.
        let cell = priced.array.weights.mapping == .oddPair ? lane : cells - 1 - lane
        guard let packing = source.matrix.packing else { return output * cells + cell }
        let place =
            packing.firstColumn(ofPack: group / packing.groupsPerPack)
            + group % packing.groupsPerPack * packing.columnsPerGroup
        return place + output * cells + cell
    }

    /// What a column adds up of all wordlines that are on, those of other groups included.
    private func partialSum(
        _ lines: Range<Int>, _ digits: [Int], own: Range<Int>, column: Int
    ) -> ExactNumber {
        let sum = zip(lines, digits).reduce(0) { $0 + $1.1 * levels[$1.0 * source.matrix.columns + column] }
        // Of two wordlines one is always on: the products of -1 and +1 are known from those that are +1.
        guard !priced.array.weights.hasBipolarLevels else {
            return ExactNumber(2 * sum - zip(lines, digits).count { own.contains($0) && $1 != 0 })
        }
        return sums.sum(levels: sum, digits: digits.reduce(0, +))
    }

    private func isActive(_ line: Int, read: Int, group: Int) -> Bool {
        let pack = source.matrix.packing.map { group / $0.groupsPerPack } ?? 0
        var word = [UInt64(0)]
        word.withUnsafeMutableBufferPointer {
            source.lines(
                inputs, rows: LayerGrid.Block(first: line, count: 1), reads: read..<read + 1, pack: pack, into: $0)
        }
        return word[0] & 1 == 1
    }
}

extension SeededGenerator {
    /// A whole number of a range.
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Integers of a range, odd ones only where `isOdd`.
    fileprivate mutating func integers(_ count: Int, _ range: ClosedRange<Int>, isOdd: Bool) -> [Int32] {
        (0..<count).map { _ in
            isOdd
                ? Int32(range.lowerBound + 2 * integer(0...(range.count - 1) / 2)) : Int32(integer(range))
        }
    }
}
