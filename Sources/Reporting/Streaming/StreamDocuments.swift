// SPDX-License-Identifier: Apache-2.0

import Configuration
import ReportKit
import Runs
import Streaming

/// The network that is streamed.
struct StreamNetworkDocument: ReportObject {
    let run: StreamRun

    static let reportName = "network of a stream"

    static let reportMembers: [ReportMember<StreamNetworkDocument>] = [
        ReportMember("file", "file of the network") { $0.run.file },
        ReportMember("steps", "number of steps of an image through the network") { $0.run.network.operations.count },
        ReportMember("trainableParameters", "number of weights and biases") { $0.run.network.trainableParameters },
        ReportMember("storedStatistics", "number of running means and variances, and counters") {
            $0.run.network.storedStatistics
        },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations for one image") {
            $0.run.network.multiplyAccumulates
        },
    ]
}

/// The bits of numbers of a stream.
struct PrecisionDocument: ReportObject {
    let run: StreamRun

    static let reportName = "precision of a stream"

    static let reportMembers: [ReportMember<PrecisionDocument>] = [
        ReportMember("weightBits", "bits of a weight") { $0.run.precision.weightBits },
        ReportMember("activationBits", "bits of an activation") { $0.run.precision.activationBits },
        ReportMember("partialSumBits", "bits of a partial sum") { $0.run.results[0].machine.partialSumBits },
    ]
}

/// A machine of the user, with how many times as much the first result takes.
struct OtherMachine: ReportObject {
    let name: String
    let latency: Double
    let energy: Double
    let source: String
    let first: StreamResult

    static let reportName = "other machine"

    static let reportMembers: [ReportMember<OtherMachine>] = [
        ReportMember("name", "name of the layer") { $0.name },
        ReportMember("latency", "time for one image", unit: "s") { $0.latency },
        ReportMember("energy", "energy of an image", unit: "J") { $0.energy },
        ReportMember("source", "source of its figures") { $0.source },
        ReportMember("latencyRatio", "latency of the first result divided by that of this machine", unit: "1") {
            $0.first.latency / $0.latency
        },
        ReportMember("energyRatio", "energy of the first result divided by that of this machine", unit: "1") {
            $0.first.energy / $0.energy
        },
    ]
}

extension StreamResult: ReportObject {
    package static let reportName = "result of a stream"

    package static let reportMembers: [ReportMember<StreamResult>] = ofAll + ofSchedules + ofTotals

    private static let ofAll: [ReportMember<StreamResult>] = [
        ReportMember("machine", "the machine that the network is streamed through") { $0.machine },
        ReportMember("accounting", "how figures are counted: `exact`, or the name of another estimator's accounting") {
            $0.totals?.accounting ?? "exact"
        },
        ReportMember("latency", "time for one image", unit: "s") { $0.latency },
        ReportMember("throughput", "images per second", unit: "1/s") { 1 / $0.latency },
        ReportMember("energy", "energy of one image", unit: "J") { $0.energy },
        ReportMember("power", "mean power over one image", unit: "W") { $0.energy / $0.latency },
    ]

    private static let ofSchedules: [ReportMember<StreamResult>] = [
        .sometimes(
            "objective",
            "what the schedule makes as small as it can: `traffic`, `time` or `energy`; only with exact accounting"
        ) { $0.schedule?.machine.objective.rawValue },
        .sometimes("counts", "counts for one image; only with exact accounting") { $0.schedule?.counts },
        .sometimes("energyBreakdown", "energy by part; only with exact accounting", unit: "J") {
            $0.schedule?.energy
        },
        .sometimes("layers", "the steps; only with exact accounting") { $0.schedule?.layers },
    ]

    private static let ofTotals: [ReportMember<StreamResult>] = [
        .sometimes("parametersMoved", "number of parameters moved through the SRAM; only with `origin`") {
            $0.totals?.parameters
        },
        .sometimes("operations", "number of operations; only with `origin`") { $0.totals?.operations },
        .sometimes("swaps", "number of swaps of layers; only with `origin`") { $0.totals?.swaps },
        .sometimes("memoryTime", "time for moving parameters; only with `origin`", unit: "s") { $0.totals?.memoryTime },
        .sometimes("computeTime", "time for computing operations; only with `origin`", unit: "s") {
            $0.totals?.computeTime
        },
        .sometimes("swapTime", "time for swapping layers; only with `origin`", unit: "s") { $0.totals?.swapTime },
    ]

    private var schedule: StreamEstimate? {
        if case .schedule(let estimate) = self { estimate } else { nil }
    }

    private var totals: StreamTotals? {
        if case .totals(let totals, _) = self { totals } else { nil }
    }
}

extension StreamMachine: ReportObject {
    package static let reportName = "machine of a stream"

    package static let reportMembers: [ReportMember<StreamMachine>] = sram + rest

    private static let sram: [ReportMember<StreamMachine>] = [
        ReportMember("capacity", "capacity of the SRAM", unit: "byte") { $0.memory.capacity },
        ReportMember("wordBits", "bits of a word of the SRAM", unit: "bit") { $0.memory.wordBits },
        ReportMember("clockFrequency", "clock frequency of the machine", unit: "Hz") { $0.clockFrequency },
        ReportMember("accessTime", "access time of the SRAM", unit: "s") { $0.memory.accessTime },
        ReportMember("accessCycles", "cycles of an access") { $0.accessCycles },
        ReportMember("readEnergy", "energy of reading a word of the SRAM", unit: "J") { $0.memory.readEnergy },
        ReportMember("writeEnergy", "energy of writing a word of the SRAM", unit: "J") { $0.memory.writeEnergy },
        ReportMember("standbyPower", "standby power of the SRAM", unit: "W") { $0.memory.standbyPower },
        ReportMember("area", "area of the SRAM; null if it is not known", unit: "m^2") { $0.memory.area },
    ]

    private static let rest: [ReportMember<StreamMachine>] = [
        ReportMember("operationsPerCycle", "operations that are computed in a cycle") { $0.lanes },
        ReportMember("operationEnergy", "energy of an operation", unit: "J") { $0.operationEnergy },
        ReportMember("backingWordBits", "bits of a word of the backing memory", unit: "bit") { $0.backingWordBits },
        ReportMember("backingLatencyCycles", "cycles until the first word of the backing memory arrives") {
            $0.backingLatencyCycles
        },
        ReportMember("backingEnergy", "energy of a bit of the backing memory", unit: "J") { $0.backingEnergy },
        ReportMember("doubleBuffering", "whether tiles are loaded while others are computed") {
            $0.usesDoubleBuffering
        },
        ReportMember("residency", "whether feature maps may stay in the SRAM") { $0.keepsMaps },
    ]
}

extension StreamCounts: ReportObject {
    package static let reportName = "counts of a stream"

    package static let reportMembers: [ReportMember<StreamCounts>] = [
        ReportMember("cycles", "sum of `unitCycles`, `portWaits` and `transferWaits`") { $0.cycles },
        ReportMember("unitCycles", "cycles in which operations are computed") { $0.unitCycles },
        ReportMember("portWaits", "cycles in which the unit stalls for the port of the SRAM") { $0.portWaits },
        ReportMember("transferWaits", "cycles in which the unit stalls for transfers with the backing memory") {
            $0.transferWaits
        },
        ReportMember("swaps", "tiles that are loaded") { $0.swaps },
        ReportMember("stores", "tiles that are stored") { $0.stores },
        ReportMember("reads", "words read from the SRAM") { $0.reads },
        ReportMember("writes", "words written to the SRAM") { $0.writes },
        ReportMember("backingReads", "words read from the backing memory") { $0.backingReads },
        ReportMember("backingWrites", "words written to the backing memory") { $0.backingWrites },
    ]
}

extension StreamEnergy: ReportObject {
    package static let reportName = "energy of a stream"

    package static let reportMembers: [ReportMember<StreamEnergy>] = [
        ReportMember("reads", "energy of reads of the SRAM") { $0.reads },
        ReportMember("writes", "energy of writes of the SRAM") { $0.writes },
        ReportMember("standby", "energy of the SRAM in cycles without an access") { $0.standby },
        ReportMember("backing", "energy of the backing memory") { $0.backing },
        ReportMember("operations", "energy of operations") { $0.operations },
        ReportMember("total", "total of all parts") { $0.total },
    ]
}

extension StreamOperation.Kind: ReportWord {}
extension StreamLayer.Dataflow: ReportWord {}

extension StreamLayer: ReportObject {
    package static let reportName = "layer of a stream"

    package static let reportMembers: [ReportMember<StreamLayer>] = [
        ReportMember("name", "name of the step") { $0.operation.name },
        ReportMember("kind", "operation of the step") { $0.operation.kind },
        ReportMember("operations", "operations of the step") { $0.operation.contraction.operations },
        ReportMember("weights", "weights that it reads") { $0.operation.contraction.weights },
        ReportMember("inputElements", "elements that it reads") { $0.operation.contraction.inputElements },
        ReportMember("outputElements", "elements that it writes") { $0.operation.contraction.outputElements },
        ReportMember("dataflow", "data that stay in the SRAM while other tiles are moved") { $0.dataflow },
        ReportMember("tile", "extents of a tile") { $0.tile },
        ReportMember("inputInSRAM", "whether the map that it reads is already in the SRAM") { $0.findsInput },
        ReportMember("outputInSRAM", "whether the map that it writes stays in the SRAM") { $0.keepsOutput },
        ReportMember("counts", "cycles, words and tiles of the step") { $0.counts },
        ReportMember("energy", "energy of the step by part", unit: "J") { $0.energy },
    ]
}

extension StreamLayer.Tile: ReportObject {
    package static let reportName = "tile of a stream"

    package static let reportMembers: [ReportMember<StreamLayer.Tile>] = [
        ReportMember("outputs", "outputs of an output position") { $0.outputs },
        ReportMember("reduction", "summed channels") { $0.reduction },
        ReportMember("rows", "rows of output positions") { $0.rows },
        ReportMember("columns", "columns of output positions") { $0.columns },
    ]
}
