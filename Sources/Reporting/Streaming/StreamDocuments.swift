// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs
import Streaming

/// What streams.
struct StreamNetworkDocument: ReportObject {
    let run: StreamRun

    static let reportName = "network of a stream"

    static let reportMembers: [ReportMember<StreamNetworkDocument>] = [
        ReportMember("file", "the file of the network") { $0.run.file },
        ReportMember("steps", "steps of an image through the network") { $0.run.network.operations.count },
        ReportMember("trainableParameters", "weights and biases") { $0.run.network.trainableParameters },
        ReportMember("storedStatistics", "running means and variances, counters") { $0.run.network.storedStatistics },
        ReportMember("multiplyAccumulates", "for one image") { $0.run.network.multiplyAccumulates },
    ]
}

/// How long numbers of a stream are.
struct PrecisionDocument: ReportObject {
    let run: StreamRun

    static let reportName = "precision of a stream"

    static let reportMembers: [ReportMember<PrecisionDocument>] = [
        ReportMember("weightBits", "of weights") { $0.run.precision.weightBits },
        ReportMember("activationBits", "of activations") { $0.run.precision.activationBits },
        ReportMember("partialSumBits", "of partial sums") { $0.run.results[0].machine.partialSumBits },
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
        ReportMember("name", "what it is called") { $0.name },
        ReportMember("latency", "time of an image", unit: "s") { $0.latency },
        ReportMember("energy", "energy of an image", unit: "J") { $0.energy },
        ReportMember("source", "where its figures come from") { $0.source },
        ReportMember("latencyRatio", "latency of the first result over this one", unit: "1") {
            $0.first.latency / $0.latency
        },
        ReportMember("energyRatio", "energy of the first result over this one", unit: "1") {
            $0.first.energy / $0.energy
        },
    ]
}

extension StreamResult: ReportObject {
    package static let reportName = "result of a stream"

    package static let reportMembers: [ReportMember<StreamResult>] = ofAll + ofSchedules + ofTotals

    private static let ofAll: [ReportMember<StreamResult>] = [
        ReportMember("machine", "what the network streams through") { $0.machine },
        ReportMember("accounting", "how figures are counted: `exact`, or as another estimator does") {
            $0.totals?.accounting ?? "exact"
        },
        ReportMember("latency", "time of an image", unit: "s") { $0.latency },
        ReportMember("throughput", "images", unit: "1/s") { 1 / $0.latency },
        ReportMember("energy", "of an image", unit: "J") { $0.energy },
        ReportMember("power", "mean over an image", unit: "W") { $0.energy / $0.latency },
    ]

    private static let ofSchedules: [ReportMember<StreamResult>] = [
        .sometimes("counts", "what happens in an image; with exact accounting") { $0.schedule?.counts },
        .sometimes("energyBreakdown", "energy by what takes it; with exact accounting", unit: "J") {
            $0.schedule?.energy
        },
        .sometimes("layers", "the steps; with exact accounting") { $0.schedule?.layers },
    ]

    private static let ofTotals: [ReportMember<StreamResult>] = [
        .sometimes("parametersMoved", "parameters that pass the SRAM; with `origin`") { $0.totals?.parameters },
        .sometimes("operations", "operations; with `origin`") { $0.totals?.operations },
        .sometimes("swaps", "swaps of layers; with `origin`") { $0.totals?.swaps },
        .sometimes("memoryTime", "time in which parameters move; with `origin`", unit: "s") { $0.totals?.memoryTime },
        .sometimes("computeTime", "time in which operations are computed; with `origin`", unit: "s") {
            $0.totals?.computeTime
        },
        .sometimes("swapTime", "time in which layers are swapped; with `origin`", unit: "s") { $0.totals?.swapTime },
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
        ReportMember("capacity", "of the SRAM", unit: "byte") { $0.memory.capacity },
        ReportMember("wordBits", "bits of a word of the SRAM", unit: "bit") { $0.memory.wordBits },
        ReportMember("clockFrequency", "of the machine", unit: "Hz") { $0.clockFrequency },
        ReportMember("accessTime", "of the SRAM", unit: "s") { $0.memory.accessTime },
        ReportMember("accessCycles", "cycles of an access") { $0.accessCycles },
        ReportMember("readEnergy", "of a word of the SRAM", unit: "J") { $0.memory.readEnergy },
        ReportMember("writeEnergy", "of a word of the SRAM", unit: "J") { $0.memory.writeEnergy },
        ReportMember("standbyPower", "of the SRAM", unit: "W") { $0.memory.standbyPower },
        ReportMember("area", "of the SRAM; null where it is not known", unit: "m^2") { $0.memory.area },
    ]

    private static let rest: [ReportMember<StreamMachine>] = [
        ReportMember("operationsPerCycle", "operations that are computed in a cycle") { $0.lanes },
        ReportMember("operationEnergy", "of an operation", unit: "J") { $0.operationEnergy },
        ReportMember("backingWordBits", "bits of a word of the memory behind", unit: "bit") { $0.backingWordBits },
        ReportMember("backingLatencyCycles", "cycles until the first word of the memory behind comes") {
            $0.backingLatencyCycles
        },
        ReportMember("backingEnergy", "of a bit of the memory behind", unit: "J") { $0.backingEnergy },
        ReportMember("doubleBuffering", "whether tiles come while others are computed") { $0.usesDoubleBuffering },
        ReportMember("residency", "whether feature maps may stay in the SRAM") { $0.keepsMaps },
    ]
}

extension StreamCounts: ReportObject {
    package static let reportName = "counts of a stream"

    package static let reportMembers: [ReportMember<StreamCounts>] = [
        ReportMember("cycles", "`unitCycles`, `portWaits` and `transferWaits` together") { $0.cycles },
        ReportMember("unitCycles", "cycles in which operations are computed") { $0.unitCycles },
        ReportMember("portWaits", "cycles in which the unit waits for the port of the SRAM") { $0.portWaits },
        ReportMember("transferWaits", "cycles in which it waits for the memory behind") { $0.transferWaits },
        ReportMember("swaps", "tiles that come") { $0.swaps },
        ReportMember("stores", "tiles that go") { $0.stores },
        ReportMember("reads", "words that are read from the SRAM") { $0.reads },
        ReportMember("writes", "words that are written to the SRAM") { $0.writes },
        ReportMember("backingReads", "words that are read from the memory behind") { $0.backingReads },
        ReportMember("backingWrites", "words that are written to the memory behind") { $0.backingWrites },
    ]
}

extension StreamEnergy: ReportObject {
    package static let reportName = "energy of a stream"

    package static let reportMembers: [ReportMember<StreamEnergy>] = [
        ReportMember("reads", "reads of the SRAM") { $0.reads },
        ReportMember("writes", "writes of the SRAM") { $0.writes },
        ReportMember("standby", "the SRAM in cycles without an access") { $0.standby },
        ReportMember("backing", "the memory behind") { $0.backing },
        ReportMember("operations", "operations") { $0.operations },
        ReportMember("total", "all of them") { $0.total },
    ]
}

extension StreamOperation.Kind: ReportWord {}
extension StreamLayer.Dataflow: ReportWord {}

extension StreamLayer: ReportObject {
    package static let reportName = "layer of a stream"

    package static let reportMembers: [ReportMember<StreamLayer>] = [
        ReportMember("name", "what the step is called") { $0.operation.name },
        ReportMember("kind", "what the step does") { $0.operation.kind },
        ReportMember("operations", "operations of the step") { $0.operation.contraction.operations },
        ReportMember("weights", "weights that it reads") { $0.operation.contraction.weights },
        ReportMember("inputElements", "elements that it reads") { $0.operation.contraction.inputElements },
        ReportMember("outputElements", "elements that it makes") { $0.operation.contraction.outputElements },
        ReportMember("dataflow", "what stays in the SRAM while other tiles pass") { $0.dataflow },
        ReportMember("tile", "extents of a tile") { $0.tile },
        ReportMember("inputInSRAM", "whether the map that it reads is in the SRAM already") { $0.findsInput },
        ReportMember("outputInSRAM", "whether the map that it makes stays in the SRAM") { $0.keepsOutput },
        ReportMember("counts", "what happens") { $0.counts },
        ReportMember("energy", "energy by what takes it", unit: "J") { $0.energy },
    ]
}

extension StreamLayer.Tile: ReportObject {
    package static let reportName = "tile of a stream"

    package static let reportMembers: [ReportMember<StreamLayer.Tile>] = [
        ReportMember("outputs", "outputs of a place") { $0.outputs },
        ReportMember("reduction", "summed channels") { $0.reduction },
        ReportMember("rows", "rows of places") { $0.rows },
        ReportMember("columns", "columns of places") { $0.columns },
    ]
}
