// SPDX-License-Identifier: Apache-2.0

import Architecture
import BenchmarkWorkloads
import Circuits
import Configuration
import Estimation
import NeuroSim21
import Revisions
import Workload

/// A chip and a network on which a departure is measured.
struct Setting: Sendable, Hashable {
    /// What the table calls it.
    let name: String
    /// Parameters that differ from their defaults.
    let assignments: [String]
    /// Bits of weights and of activations.
    var bits = 8
    /// The network.
    var variant = Variant.whole
    /// A departure that hides the one to be measured, and is given up in both designs.
    var hiding: Departure?

    /// The departures of the design to compare with.
    var departures: DepartureSet {
        if let hiding { DepartureSet.all.without(hiding) } else { .all }
    }

    /// Networks to measure on.
    enum Variant: Sendable {
        /// VGG-8.
        case whole
        /// VGG-8 with a quarter of the channels.
        case narrow
        /// VGG-8 with strides in place of pooling.
        case strided
        /// VGG-8 with convolutions in four groups, but for the first one.
        case grouped
    }

    /// Figures of this setting with a revision.
    func figures(_ revision: Revision) throws -> Figures {
        let network = try network()
        let configuration = try Configuration(files: [], assignments: assignments)
        let trace = try SyntheticTrace(
            network,
            parameters: SyntheticTrace.Parameters(
                weightBits: bits, activationDensity: .uniform(configuration.syntheticActivationDensity)))
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: bits, activationBits: bits,
            revision: revision)
        return Figures(try estimator.estimate(trace, source: .synthetic(seed: 0)))
    }

    private func network() throws -> Network {
        switch variant {
        case .whole: try BenchmarkNetworks.vgg8()
        case .narrow: try BenchmarkNetworks.narrowVGG8()
        case .strided: try BenchmarkNetworks.stridedVGG8()
        case .grouped: try BenchmarkNetworks.groupedVGG8()
        }
    }
}

extension Setting {
    private static let inferenceOnly = "trainingEstimation=false"

    /// Inference with extra parameters.
    private static func inference(
        _ name: String, _ assignments: String..., bits: Int = 8, variant: Variant = .whole
    ) -> Setting {
        Setting(name: name, assignments: [inferenceOnly] + assignments, bits: bits, variant: variant)
    }

    static let inference = Setting(name: "default chip", assignments: [inferenceOnly])
    static let strides = Setting(
        name: "strides in place of pooling", assignments: [inferenceOnly], variant: .strided)
    static let groups = Setting(name: "four groups", assignments: [inferenceOnly], variant: .grouped)
    static let threeBitCells = inference("`cellBit = 3`", "cellBit=3")
    static let conventionalMapping = inference("`novelMapping = false`", "novelMapping=false")
    static let oneBitCells = inference(
        "a quarter of the channels, `cellBit = 1`, `novelMapping = false`", "cellBit=1", "novelMapping=false",
        variant: .narrow)
    static let pipeline = inference("a quarter of the channels, `pipeline = true`", "pipeline=true", variant: .narrow)
    static let fastPipeline = inference(
        "`pipeline = true`, `speedUpDegree = 3`", "pipeline=true", "speedUpDegree=3")
    static let tileSRAM = inference("`tileBufferType = SRAM`", "tileBufferType=SRAM")
    static let idealWires = inference("`wireWidth = -1`", "wireWidth=-1")
    static let sramSigmoid = inference(
        "SRAM, `chipActivation = false`, `reLu = false`", "memcelltype=SRAM", "chipActivation=false", "reLu=false")
    static let rowByRow = inference("row by row", "operationmode=conventionalSequential")
    static let sram = inference("SRAM", "memcelltype=SRAM")
    static let binary = inference("BNN row by row, 1 bit", "operationmode=BNNsequential", bits: 1)
    static let crossPointRowByRow = inference(
        "RRAM cross-point, row by row", "memcelltype=RRAM", "accesstype=none", "operationmode=conventionalSequential")
    static let narrowArrays = inference(
        "RRAM cross-point, 16 columns", "memcelltype=RRAM", "accesstype=none", "numColSubArray=16", "numColMuxed=4")

    static let training = Setting(name: "default chip", assignments: [])
    static let groupedTraining = Setting(name: "four groups", assignments: [], variant: .grouped)
    static let sramTraining = Setting(name: "SRAM", assignments: ["memcelltype=SRAM"])
    static let leakyTraining = Setting(name: "without `leaksOnlyTiles`", assignments: [], hiding: .leaksOnlyTiles)
    static let roomForGradients = Setting(
        name: "`bufferOverHeadConstraint = 100`", assignments: ["bufferOverHeadConstraint=100"])
    static let oddGradients = Setting(
        name: "5 bits, `numRowMuxedWG = 5`, `levelOutputWG = 32`",
        assignments: ["numRowMuxedWG=5", "levelOutputWG=32"],
        bits: 5)
    static let sramCrossPointTraining = Setting(
        name: "SRAM, `accesstype = none`", assignments: ["memcelltype=SRAM", "accesstype=none"])
    static let crossPointRowByRowTraining = Setting(
        name: "RRAM cross-point, row by row, `cellBit = 8`, 256 levels",
        assignments: [
            "memcelltype=RRAM", "accesstype=none", "operationmode=conventionalSequential", "cellBit=8",
            "maxNumLevelLTP=256", "maxNumLevelLTD=256",
        ])
}

/// The figures of an estimate that a table shows.
struct Figures {
    /// Forward pass in inference, all phases in training [s].
    let latency: Double
    /// Forward pass in inference, all phases in training [J].
    let energy: Double
    /// [J]
    let leakageEnergy: Double
    /// [m²]
    let area: Double
    /// [1/J]
    let operationsPerJoule: Double
    /// Latencies and energies of the categories over `latency` and `energy`, and the share of cells in use [1].
    let shares: [(name: String, value: Double)]

    init(_ estimate: Estimate) {
        let chip = estimate.chip
        let total = chip.costs.total
        latency = total.latency
        energy = total.energy
        leakageEnergy = chip.leakageEnergy
        area = estimate.totalArea
        operationsPerJoule = chip.operationsPerJoule
        let latencies = chip.breakdown.named.map { ("\($0.name) latency", $0.cost.latency / total.latency) }
        let energies = chip.breakdown.named.map { ("\($0.name) energy", $0.cost.energy / total.energy) }
        shares = latencies + energies + [("utilization", estimate.floorplan.utilization)]
    }
}
