// SPDX-License-Identifier: Apache-2.0

import Configuration
import ReportKit
import Streaming

/// The JSON form of a run of `tessera stream`; `docs/json-schema.md` describes it.
extension StreamRun {
    var document: JSONValue {
        var members = figures
        members["parameters"] = configuration.document
        return .object(members)
    }

    /// Everything but the parameters, among which negative numbers may be.
    var figures: [String: JSONValue] {
        [
            "schema": "tessera.stream/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "network": [
                "file": .string(file), "steps": .integer(network.operations.count),
                "trainableParameters": .integer(network.trainableParameters),
                "storedStatistics": .integer(network.storedStatistics),
                "multiplyAccumulates": .integer(network.multiplyAccumulates),
            ],
            "precision": [
                "weightBits": .integer(precision.weightBits), "activationBits": .integer(precision.activationBits),
                "partialSumBits": .integer(results[0].machine.partialSumBits),
            ],
            "results": .array(results.map { $0.document }),
            "comparisons": .array(comparisons),
            "accuracy": accuracy?.document ?? .null,
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }

    /// The user's other machines, with how many times the first machine takes.
    private var comparisons: [JSONValue] {
        configuration.streaming.comparisons.map { other in
            [
                "name": .string(other.name), "latency": .number(other.latency), "energy": .number(other.energy),
                "source": .string(other.source), "latencyRatio": .number(results[0].latency / other.latency),
                "energyRatio": .number(results[0].energy / other.energy),
            ]
        }
    }
}

extension StreamResult {
    fileprivate var document: JSONValue {
        var members: [String: JSONValue] = [
            "machine": machine.document, "latency": .number(latency), "throughput": .number(1 / latency),
            "energy": .number(energy), "power": .number(energy / latency),
        ]
        switch self {
        case .schedule(let estimate):
            members["accounting"] = "exact"
            members["counts"] = estimate.counts.document
            members["energyBreakdown"] = estimate.energy.document
            members["layers"] = .array(estimate.layers.map(\.document))
        case .totals(let totals, _):
            members["accounting"] = .string(totals.accounting)
            members["parametersMoved"] = .integer(totals.parameters)
            members["operations"] = .integer(totals.operations)
            members["swaps"] = .integer(totals.swaps)
            members["memoryTime"] = .number(totals.memoryTime)
            members["computeTime"] = .number(totals.computeTime)
            members["swapTime"] = .number(totals.swapTime)
        }
        return .object(members)
    }
}

extension StreamMachine {
    fileprivate var document: JSONValue {
        [
            "capacity": .integer(memory.capacity), "wordBits": .integer(memory.wordBits),
            "clockFrequency": .number(clockFrequency), "accessTime": .number(memory.accessTime),
            "accessCycles": .integer(accessCycles), "readEnergy": .number(memory.readEnergy),
            "writeEnergy": .number(memory.writeEnergy), "standbyPower": .number(memory.standbyPower),
            "area": memory.area.map { .number($0) } ?? .null, "operationsPerCycle": .integer(lanes),
            "operationEnergy": .number(operationEnergy), "backingWordBits": .integer(backingWordBits),
            "backingLatencyCycles": .integer(backingLatencyCycles), "backingEnergy": .number(backingEnergy),
            "doubleBuffering": .boolean(usesDoubleBuffering), "residency": .boolean(keepsMaps),
        ]
    }
}

extension StreamCounts {
    fileprivate var document: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: named.map { ($0.name, JSONValue.integer($0.value)) }))
    }
}

extension StreamEnergy {
    fileprivate var document: JSONValue {
        var members = Dictionary(uniqueKeysWithValues: named.map { ($0.name, JSONValue.number($0.value)) })
        members["total"] = .number(total)
        return .object(members)
    }
}

extension StreamLayer {
    fileprivate var document: JSONValue {
        let contraction = operation.contraction
        return [
            "name": .string(operation.name), "kind": .string(operation.kind.rawValue),
            "operations": .integer(contraction.operations), "weights": .integer(contraction.weights),
            "inputElements": .integer(contraction.inputElements),
            "outputElements": .integer(contraction.outputElements),
            "dataflow": .string(dataflow.rawValue),
            "tile": [
                "outputs": .integer(tile.outputs), "reduction": .integer(tile.reduction), "rows": .integer(tile.rows),
                "columns": .integer(tile.columns),
            ],
            "inputInSRAM": .boolean(findsInput), "outputInSRAM": .boolean(keepsOutput),
            "counts": counts.document, "energy": energy.document,
        ]
    }
}
