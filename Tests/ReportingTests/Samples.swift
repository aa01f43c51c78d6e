// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Diagnostics
import Revisions
import Technology
import Workload

@testable import Estimation

/// Estimates made by hand, in which every figure is a different number.
enum Samples {
    /// Parameters of a small chip for inference.
    static func configuration(_ assignments: [String] = []) throws -> Configuration {
        let small = ["numRowSubArray=64", "numColSubArray=64", "levelOutput=32", "trainingEstimation=false"]
        return try Configuration(sources: [], assignments: small + assignments)
    }

    /// A convolution and a fully connected layer.
    static func network() throws -> Network {
        let convolution = try Layer(
            inputHeight: 8, inputWidth: 8, inputChannels: 16, kernelHeight: 3, kernelWidth: 3, outputChannels: 32,
            name: "conv, \"first\"")
        let dense = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 2048, kernelHeight: 1, kernelWidth: 1, outputChannels: 10)
        return try Network(layers: [convolution, dense])
    }

    static func floorplan(_ configuration: Configuration) throws -> Floorplan {
        try Floorplan(
            network: network(),
            inputs: DesignInputs(configuration: configuration, weightBits: 8, activationBits: 8))
    }

    /// Tiles of 20 by 30 and of 40 by 10 µm.
    static let geometry = FloorplanGeometry(
        conventionalTile: Footprint(width: 20e-6, height: 30e-6), novelTile: Footprint(width: 40e-6, height: 10e-6),
        sharedArea: 500e-12)

    /// An estimate whose figures count up from 1 in the order of its members: latencies in ns, energies in pJ, and so on.
    static func estimate(
        _ assignments: [String] = [], source: WorkloadSource = .trace(path: "trace_command.sh"),
        warnings: [String] = [], clockPeriod: Double? = nil,
        change: ((inout ChipEstimateFigures) -> Void)? = nil
    ) throws -> Estimate {
        let configuration = try configuration(assignments)
        var chip = ChipEstimateFigures()
        change?(&chip)
        return Estimate(
            configuration: configuration, network: try network(), weightBits: 8, activationBits: 8, source: source,
            floorplan: try floorplan(configuration), geometry: geometry,
            area: AreaBreakdown(
                array: 1e-12, conversion: 2e-12, accumulation: 3e-12, interconnect: 4e-12, other: 5e-12,
                weightGradient: 6e-12),
            totalArea: 21e-12, layers: [layer(100), layer(200)], chip: chip.estimate, clockPeriod: clockPeriod,
            operations: OperationCounts(onInputMap: 589_824, exact: 630_784), activations: nil,
            warnings: warnings)
    }

    /// A layer whose figures count up from `first`.
    static func layer(_ first: Double) -> LayerEstimate {
        LayerEstimate(
            costs: phases(first), peak: phases(first + 10), breakdown: breakdown(first + 20),
            passBreakdown: CostBreakdown(),
            leakagePower: (first + 40) * 1e-6, leakageEnergy: (first + 41) * 1e-12,
            programming: cost(first + 42, first + 43), conversions: first + 44, endlessUpdate: nil)
    }

    static func cost(_ latency: Double, _ energy: Double) -> OperationCost {
        OperationCost(latency: latency * 1e-9, energy: energy * 1e-12)
    }

    static func phases(_ first: Double) -> PhaseCosts {
        PhaseCosts(
            forward: cost(first, first + 1), activationGradient: cost(first + 2, first + 3),
            weightGradient: cost(first + 4, first + 5), weightUpdate: cost(first + 6, first + 7))
    }

    static func breakdown(_ first: Double) -> CostBreakdown {
        var result = CostBreakdown()
        result.conversion = cost(first, first + 1)
        result.accumulation = cost(first + 2, first + 3)
        result.array = cost(first + 4, first + 5)
        result.buffer = cost(first + 6, first + 7)
        result.interconnect = cost(first + 8, first + 9)
        result.weightGradient = cost(first + 10, first + 11)
        result.weightUpdate = cost(first + 12, first + 13)
        result.dram = cost(first + 14, first + 15)
        return result
    }
}

/// The figures of a chip, to be changed one by one.
struct ChipEstimateFigures {
    var costs = Samples.phases(300)
    var peak = Samples.phases(310)
    var breakdown = Samples.breakdown(320)
    var leakagePower = 340e-6
    var leakageEnergy = 341e-12
    var programming = Samples.cost(342, 343)
    var operations = 589_824.0

    var estimate: ChipEstimate {
        ChipEstimate(
            costs: costs, peak: peak, breakdown: breakdown, leakagePower: leakagePower,
            leakageEnergy: leakageEnergy, programming: programming, operations: operations, efficiencyMargin: 1,
            endlessUpdate: nil)
    }
}
