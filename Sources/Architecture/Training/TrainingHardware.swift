// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Diagnostics
import Technology
import Workload

/// The hardware of a chip for training besides the arrays: the unit that computes weight gradients, space for them in
/// the global buffer, and the adders that sum them over a batch.
public final class TrainingHardware: Sendable {
    /// The unit that computes the gradients of one image.
    public let unit: WeightGradientUnit
    /// The buffer in which gradients are summed over a batch.
    public let buffer: GradientBuffer
    /// Counts of an epoch.
    public let schedule: TrainingSchedule

    private let accumulator: Adder
    private let inputs: DesignInputs

    /// Sizes the hardware for a network.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - inferenceBufferBits: Bits that the global buffer has for feature maps.
    ///   - largestMapLayer: Index of the layer with the largest input map. The policy says whether the unit is sized
    ///     for this layer or for the one with the most activations to store.
    ///   - inputs: The quantities that size the chip.
    /// - Throws: `InputError` when there is no such layer.
    public init(
        network: Network, inferenceBufferBits: Int, largestMapLayer: Int, inputs: DesignInputs
    ) throws(InputError) {
        guard network.layers.indices.contains(largestMapLayer) else {
            throw InputError("there is no layer \(largestMapLayer + 1)", kind: .internalError)
        }
        let matrices = network.layers.map { layer in
            WeightGradientMatrix(layer, activationBits: inputs.activationBits, counting: inputs.counting)
        }
        let cells = matrices.map { $0.rows * $0.columns }
        let mostCells = cells.indices.max { cells[$0] < cells[$1] } ?? largestMapLayer
        let largest =
            matrices[inputs.counting.gradientUnitLayer(largestMap: largestMapLayer, mostCells: mostCells)]
        let configuration = inputs.configuration
        unit = WeightGradientUnit(inputs, largest: largest)
        let demand = GradientBuffer.Demand(
            featureMapBits: inferenceBufferBits, allowedOverhead: configuration.gradientBufferOverhead,
            batchSize: configuration.batchSize, gradientBits: unit.gradientBits, weightBits: inputs.weightBits,
            columnsPerWeight: inputs.columnsPerWeight, subarrayRows: configuration.subarrayRows,
            subarrayColumns: configuration.subarrayColumns)
        buffer = GradientBuffer(demand, counting: inputs.counting)
        accumulator = Adder(bits: demand.sumBits, count: buffer.adders, technology: inputs.technology)
        schedule = TrainingSchedule(
            batchSize: configuration.batchSize, iterations: configuration.iterationsPerEpoch,
            parallelSubarrays: buffer.parallelSubarrays, neverUpdates: buffer.roundsToNone,
            counting: inputs.counting)
        self.inputs = inputs
    }

    private init(_ original: TrainingHardware, accumulator: Adder) {
        unit = original.unit
        buffer = original.buffer
        schedule = original.schedule
        inputs = original.inputs
        self.accumulator = accumulator
    }

    /// The same hardware with the adders in columns of `height` [m], that of the global buffer.
    public func laidOut(height: Double) -> TrainingHardware {
        let folded = Adder(
            bits: accumulator.bits, count: accumulator.count, layout: .height(height),
            technology: inputs.technology)
        return TrainingHardware(self, accumulator: folded)
    }

    /// Bits in the global buffer for gradients [bit].
    public var gradientBufferBits: Int { buffer.bits }

    /// Unit and adders; the buffer is not part of them.
    public var blocks: ChipBlock {
        ChipBlock(
            "training",
            parts: [unit.countedBlocks, ChipBlock("gradient adders", as: .weightGradient, circuit: accumulator)])
    }

    /// Area of unit and adders [m²]; that of the buffer is not part of it.
    public var area: Double { blocks.area }

    /// Static power of unit and adders [W].
    public var leakagePower: Double { blocks.leakagePower }

    /// Computing the weight gradients of a layer for one image; `activity` is the share of its activations that is not
    /// zero [1].
    public func gradients(of layer: Layer, activity: Double) -> OperationCost {
        let matrix = WeightGradientMatrix(layer, activationBits: inputs.activationBits, counting: inputs.counting)
        return unit.gradients(of: matrix, activity: activity)
    }

    /// Adding the gradients of one image to the sums over the batch.
    public func accumulation(of layer: Layer) -> OperationCost {
        let rounds = Double(ceilingDivision(layer.weightCount, accumulator.count))
        let active = min(layer.weightCount, accumulator.count)
        return accumulator.cost(of: .add(active: active)) * rounds
    }

    /// Bits of the gradients of one image [bit].
    public func gradientBits(of layer: Layer) -> Double {
        Double(layer.weightCount) * Double(unit.gradientBits)
    }

    /// Bits of the gradients of one image in lines of the global buffer [bit].
    public func bufferedGradientBits(of layer: Layer) -> Double {
        inputs.counting.bufferedGradientBits(
            gradientBits(of: layer), line: Double(inputs.configuration.globalBufferCoreColumns))
    }

    /// Bits of a layer's input map, and of the errors at it, that travel to DRAM or back [bit].
    public func mapBits(of layer: Layer) -> Double {
        let channels = inputs.counting.mapChannels(of: layer)
        return Double(layer.inputHeight * layer.inputWidth * channels) * Double(inputs.activationBits)
    }
}
