// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Architecture
import Circuits
import Configuration
import Counting
import Workload

/// The four phases of a training step; inference has the first only.
public struct PhaseCosts: Sendable, Equatable {
    /// Inference: activations through the layer.
    public var forward: OperationCost
    /// Errors back through the transposed arrays.
    public var activationGradient: OperationCost
    /// Activations times errors.
    public var weightGradient: OperationCost
    /// Programming of the new weights.
    public var weightUpdate: OperationCost

    /// Costs of the phases; those that do not take place are zero.
    public init(
        forward: OperationCost = .zero, activationGradient: OperationCost = .zero,
        weightGradient: OperationCost = .zero, weightUpdate: OperationCost = .zero
    ) {
        self.forward = forward
        self.activationGradient = activationGradient
        self.weightGradient = weightGradient
        self.weightUpdate = weightUpdate
    }

    /// All phases one after the other.
    public var total: OperationCost { forward + activationGradient + weightGradient + weightUpdate }

    /// Phase by phase.
    public static func + (left: PhaseCosts, right: PhaseCosts) -> PhaseCosts {
        PhaseCosts(
            forward: left.forward + right.forward,
            activationGradient: left.activationGradient + right.activationGradient,
            weightGradient: left.weightGradient + right.weightGradient,
            weightUpdate: left.weightUpdate + right.weightUpdate)
    }
}

/// Time and energy by what causes them.
public struct CostBreakdown: Sendable, Equatable {
    /// ADCs, or sense amplifiers and prechargers of SRAM.
    public var conversion: OperationCost = .zero
    /// Adders, shift-adds and adder trees at all levels.
    public var accumulation: OperationCost = .zero
    /// Arrays without ADCs, their periphery, activation and pooling.
    public var array: OperationCost = .zero
    /// Registers and buffers.
    public var buffer: OperationCost = .zero
    /// Buses and H-trees.
    public var interconnect: OperationCost = .zero
    /// The weight-gradient unit.
    public var weightGradient: OperationCost = .zero
    /// Writing of weights.
    public var weightUpdate: OperationCost = .zero
    /// Data transfer to and from DRAM.
    public var dram: OperationCost = .zero

    /// Nothing spent.
    public init() {}

    /// Sum of the categories.
    public var total: OperationCost {
        let core = conversion + accumulation + array
        let movement = buffer + interconnect + dram
        return core + movement + weightGradient + weightUpdate
    }

    /// Category by category.
    public static func + (left: CostBreakdown, right: CostBreakdown) -> CostBreakdown {
        left.combined(right, +)
    }

    /// Category by category with any rule.
    func combined(
        _ other: CostBreakdown, _ rule: (OperationCost, OperationCost) -> OperationCost
    ) -> CostBreakdown {
        var result = CostBreakdown()
        result.conversion = rule(conversion, other.conversion)
        result.accumulation = rule(accumulation, other.accumulation)
        result.array = rule(array, other.array)
        result.buffer = rule(buffer, other.buffer)
        result.interconnect = rule(interconnect, other.interconnect)
        result.weightGradient = rule(weightGradient, other.weightGradient)
        result.weightUpdate = rule(weightUpdate, other.weightUpdate)
        result.dram = rule(dram, other.dram)
        return result
    }

    /// A category: its name in files, and where it is.
    struct Category: Sendable {
        let name: String
        let path: any WritableKeyPath<CostBreakdown, OperationCost> & Sendable
        /// Whether layers of a pipeline do this at the same time.
        var use = PipelineUse.sideBySide
    }

    static let categories: [Category] = [
        Category(name: "conversion", path: \.conversion),
        Category(name: "accumulation", path: \.accumulation),
        Category(name: "array", path: \.array),
        Category(name: "buffer", path: \.buffer),
        Category(name: "interconnect", path: \.interconnect),
        Category(name: "weightGradient", path: \.weightGradient, use: .inTurns),
        Category(name: "weightUpdate", path: \.weightUpdate, use: .inTurns),
        Category(name: "dram", path: \.dram, use: .inTurns),
    ]

    /// The categories with their names in files, in report order.
    public var named: [(name: String, cost: OperationCost)] {
        CostBreakdown.categories.map { ($0.name, self[keyPath: $0.path]) }
    }
}

/// The cost of a layer: for one image in inference, for one epoch in training.
public struct LayerEstimate: Sendable, Equatable {
    /// Costs with buffers, interconnect and DRAM.
    public let costs: PhaseCosts
    /// Costs of computing alone.
    public let peak: PhaseCosts
    /// Costs by cause.
    public let breakdown: CostBreakdown
    /// The part of forward and backward passes in `breakdown`; layers of a pipeline do these at the same time.
    let passBreakdown: CostBreakdown
    /// Leakage of the layer's tiles [W].
    public let leakagePower: Double
    /// Leakage charged to the layer [J].
    public let leakageEnergy: Double
    /// Latency and energy of writing the layer's weights once, onto erased cells.
    public let programming: OperationCost
    /// Conversions of column sums in the forward reads of one image, by converters or sense amplifiers, over all columns
    /// of the layer's subarrays that it fills [1].
    public let conversions: Double
    /// The bounded cost of the weight update if its time, and therefore that of all phases, is infinite in the
    /// reference's accounting; nil if it is finite.
    public let endlessUpdate: EndlessUpdate?
}

/// The cost of the whole chip: for one image in inference, for one epoch in training.
public struct ChipEstimate: Sendable, Equatable {
    /// Costs with buffers, interconnect and DRAM. In a pipeline latencies are those of the slowest layer.
    public let costs: PhaseCosts
    /// Costs of computing alone.
    public let peak: PhaseCosts
    /// Costs by cause.
    public let breakdown: CostBreakdown
    /// Leakage of all tiles and of what they share, as far as it counts [W].
    public let leakagePower: Double
    /// Leakage over the whole run [J].
    public let leakageEnergy: Double
    /// Latency and energy of writing all weights once, onto erased cells.
    public let programming: OperationCost
    /// Operations that efficiency and throughput are given for.
    public let operations: Double
    /// Energy that ``operationsPerJoule`` counts over ``energy`` [1].
    public let efficiencyMargin: Double
    /// The bounded cost of the weight updates if their time is infinite in the reference's accounting; nil if it is
    /// finite.
    public let endlessUpdate: EndlessUpdate?

    /// Dynamic energy and leakage [J].
    public var energy: Double { costs.total.energy + leakageEnergy }
    /// Operations per joule [1/J]; 1e12 of them are 1 TOPS/W.
    public var operationsPerJoule: Double { operations / energy / efficiencyMargin }
    /// Operations per second [1/s]; 0 for a run that never ends.
    public var operationsPerSecond: Double { operations * framesPerSecond }
    /// Images, or epochs in training, per second [1/s]; 0 for a run that never ends.
    public var framesPerSecond: Double { rate(costs.total) }
    /// Operations per joule of computing alone [1/J].
    public var peakOperationsPerJoule: Double { operations / peak.total.energy }
    /// Operations per second of computing alone [1/s].
    public var peakOperationsPerSecond: Double { operations * peakFramesPerSecond }
    /// Images, or epochs in training, per second of computing alone [1/s].
    public var peakFramesPerSecond: Double { rate(peak.total) }

    private func rate(_ cost: OperationCost) -> Double {
        cost.latency <= 0 ? 0 : 1 / cost.latency
    }
}

/// Operation counts of a network.
public struct OperationCounts: Sendable, Equatable {
    /// Counted on the input map, without stride or padding; layers with groups as they are [1].
    public let onInputMap: Double
    /// Multiplications and additions of the network: two for each weight and output position [1].
    public let exact: Double
}

/// Source of weights and activations.
public enum WorkloadSource: Sendable, Equatable {
    /// A trace that was read from files.
    case trace(path: String)
    /// A trace that was drawn from parameters.
    case synthetic(seed: UInt64)
    /// Averages in place of a trace.
    case statistics(StatisticsOrigin)
}

/// Source of statistics.
public enum StatisticsOrigin: Sendable, Equatable {
    /// The parameters of a synthetic trace.
    case parameters
    /// A file of statistics.
    case file(path: String)
    /// A trace that was measured for this run.
    case trace(path: String)
}

/// The result of a run: floorplan, area, latency, energy and leakage of a network on a chip.
public struct Estimate: Sendable {
    /// The parameters.
    public let configuration: Configuration
    /// The network.
    public let network: Network
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Source of weights and activations.
    public let source: WorkloadSource
    /// The tiles of each layer.
    public let floorplan: Floorplan
    /// The sizes of tiles on the chip.
    public let geometry: FloorplanGeometry
    /// Chip area by category [m²].
    public let area: AreaBreakdown
    /// Chip area [m²].
    public let totalArea: Double
    /// One for each layer.
    public let layers: [LayerEstimate]
    /// The whole chip.
    public let chip: ChipEstimate
    /// Period of the clock in which circuits work [s]; nil where each works at its own pace.
    public let clockPeriod: Double?
    /// Operations of one image.
    public let operations: OperationCounts
    /// Work on activations alone; nil where there is none, in training, and at nodes whose silicon has no published
    /// figures.
    public let activations: ActivationEstimate?
    /// Warnings about the figures.
    public let warnings: [String]
}
