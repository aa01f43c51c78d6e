// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import Diagnostics
import Models
import Revisions
import Technology
import Workload

@testable import Estimation
@testable import Inference

/// Integer weights and activations of a layer as a trace, so that an estimate programs and reads the very integers.
private struct IntegerTrace: Trace {
    let network: Network
    let weights: [Int32]
    let encoding: WeightEncoding
    let range: ClosedRange<Double>
    let inputs: InputBits

    var weightBits: Int? { nil }
    var activationBits: Int? { nil }

    func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let layer = network.layers[index]
        let offset = encoding.isOdd ? (1 << encoding.bits) - 1 : 1 << (encoding.bits - 1)
        let levels = Double(1 << encoding.bits) * (encoding.isOdd ? 2 : 1)
        let values = weights.map {
            range.lowerBound + (Double($0) + Double(offset)) / levels * (range.upperBound - range.lowerBound)
        }
        return LayerTrace(
            weights: WeightMatrix(rows: layer.weightRows, columns: layer.outputChannels, values: values),
            oldWeights: nil, inputs: inputs, activity: nil)
    }
}

/// A layer with random integers on a chip, as it is priced and as its accuracy is computed.
struct PricedLayer {
    let configuration: Configuration
    let layer: Layer
    let weightBits: Int
    let activationBits: Int
    let chip: Chip
    let weights: [Int32]
    /// Vector by vector.
    let activations: [Int32]
    let matrix: IMCMatrix
    let estimate: LayerEstimate
    private let trace: IntegerTrace

    /// What the estimate reads and converts.
    var array: ArrayDesign { chip.inputs.array }
    var rows: Int { layer.weightRows }
    var outputs: Int { layer.outputChannels }
    var vectors: Int { activations.count / rows }

    init(_ layer: Layer, _ assignments: [String], weightBits: Int = 8, activationBits: Int = 4, seed: UInt64 = 1) throws
    {
        let standard = ["trainingEstimation=0", "novelMapping=0", "accounting=exact", "numColSubArray=32"]
        let configuration = try Configuration().setting(standard + assignments)
        let network = try Network(layers: [layer])
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits)
        let array = estimator.chip.inputs.array
        var numbers = IntegerSequence(seed)
        let vectors = layer.outputVectors
        weights = numbers.integers(layer.weightRows * layer.outputChannels, array.weights.range, array.weights.isOdd)
        activations = numbers.integers(vectors * layer.inputRows, array.inputs.range, array.inputs.isOdd)
        let top = Int64(1 << activationBits) - 1
        trace = IntegerTrace(
            network: network, weights: weights, encoding: array.weights,
            range: configuration.minimumWeight...configuration.maximumWeight,
            inputs: InputBits(
                activations: activations.map { array.inputs.isOdd ? (Int64($0) + top) / 2 : Int64($0) },
                rows: layer.inputRows, bitsPerVector: activationBits, threads: 1))
        let hardware = try HardwareConfiguration(
            configuration: configuration, weightBits: weightBits, activationBits: activationBits)
        matrix = try IMCEngine(configuration: hardware, threads: 1).programMatrix(
            MatrixLayer(
                name: "layer", index: 0, rows: layer.weightRows, columns: layer.outputChannels, weights: weights,
                weightBits: array.weights.bits, activationBits: activationBits, activationIsSigned: false))
        estimate = try estimator.estimate(trace, source: .trace(path: ""), threads: 1).layers[0]
        self.configuration = configuration
        self.layer = layer
        self.weightBits = weightBits
        self.activationBits = activationBits
        chip = estimator.chip
    }

    /// Conversions that the accuracy run makes.
    var performed: Int { matrix.conversions(of: activations) }

    /// Blocks of wordlines of the estimate.
    var rowBlocks: [LayerGrid.Block] {
        let placement = chip.floorplan.layers[0]
        return LayerGrid(placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: chip.inputs)
            .rowBlocks
    }

    /// Codes of the accuracy run: [groups][steps][slices][vectors][outputs].
    var performedCodes: [Int32] {
        matrix.read(activations, vectors: vectors, firstVector: 0, recording: .codes).codes
    }

    /// What the shared converter makes of the column sums of the cells and wordlines that the estimate evaluates, in
    /// the same order.
    func pricedCodes() throws -> [Int32] {
        guard let converter = array.converter else { return [] }
        let source = LayerMatrixSource(
            matrix: chip.floorplan.layers[0].matrix, layer: layer, inputs: chip.inputs,
            mapping: CellMapping(chip.inputs))
        let layerTrace = try trace.layer(0, LayerRequest(activationBits: activationBits))
        let all = LayerGrid.Block(first: 0, count: source.matrix.rows)
        let levels = levels(source.conductances(layerTrace.weights, rows: all))
        let cellsPerWeight = array.weights.columnsPerWeight
        let sums = CellSums(onOffRatio: matrix.plan.hardware.onOffRatio, topLevel: array.weights.topLevel)
        var codes: [Int32] = []
        for group in array.reads.groups(rows: rows) {
            let perWeight = array.weights.rowsPerWeight
            let lines = group.rows.lowerBound * perWeight..<group.rows.upperBound * perWeight
            for step in 0..<array.inputs.steps {
                for slice in 0..<cellsPerWeight {
                    for vector in 0..<vectors {
                        // The highest bit comes first.
                        let read = vector * activationBits + activationBits - 1 - step
                        let active = lines.filter { isActive($0, read: read, source) }
                        for output in 0..<outputs {
                            // The highest slice comes first.
                            let column = output * cellsPerWeight + cellsPerWeight - 1 - slice
                            let sum = active.reduce(0) { $0 + levels[$1 * source.matrix.columns + column] }
                            let partial =
                                array.weights.isOdd
                                ? ExactNumber(2 * sum - active.count) : sums.sum(levels: sum, digits: active.count)
                            codes.append(Int32(converter.code(of: partial)))
                        }
                    }
                }
            }
        }
        return codes
    }

    private func isActive(_ line: Int, read: Int, _ source: LayerMatrixSource) -> Bool {
        var word = [UInt64(0)]
        word.withUnsafeMutableBufferPointer {
            source.lines(
                trace.inputs, rows: LayerGrid.Block(first: line, count: 1), reads: read..<read + 1, pack: 0, into: $0)
        }
        return word[0] & 1 == 1
    }

    /// Levels of cells of some conductances.
    private func levels(_ conductances: [Double]) -> [Int] {
        let low = chip.inputs.cell.leastConductance
        let step = (chip.inputs.cell.greatestConductance - low) / Double(array.weights.topLevel)
        return conductances.map { Int((($0 - low) / step).rounded()) }
    }
}

/// Numbers that look random and are the same in every run.
private struct IntegerSequence {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func integers(_ count: Int, _ range: ClosedRange<Int>, _ isOdd: Bool) -> [Int32] {
        (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let choice = Int(state >> 33)
            return isOdd
                ? Int32(range.lowerBound + 2 * (choice % ((range.count + 1) / 2)))
                : Int32(range.lowerBound + choice % range.count)
        }
    }
}
