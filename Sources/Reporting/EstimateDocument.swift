// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Diagnostics
import Estimation
import ReportKit
import Technology
import Workload

/// The JSON form of an estimate; `docs/json-schema.md` describes it.
extension Estimate {
    /// Figures that no report may show, because they are infinite, not a number, or negative: each with its place in the
    /// JSON form and its value, as in `layers[0].costs.forward.latency = nan`. Empty for every sound estimate.
    public var impossibleFigures: [String] { impossibleFigures(in: document) }

    /// The estimate as a tree, once it is known that every figure can be one.
    ///
    /// - Throws: `InputError` of kind `internalError` that names the figures that cannot be.
    func checkedDocument() throws(InputError) -> JSONValue {
        let document = document
        let impossible = impossibleFigures(in: document)
        guard impossible.isEmpty else {
            let shown = impossible.prefix(5).joined(separator: ", ")
            let more = impossible.count > 5 ? ", and \(impossible.count - 5) more" : ""
            throw InputError(
                "the estimate has figures that cannot be: \(shown)\(more). This is a defect of Tessera: please report it "
                    + "with the parameters and the network.", kind: .internalError)
        }
        return document
    }

    private func impossibleFigures(in document: JSONValue) -> [String] {
        guard case .object(var members) = document else { return [] }
        // Parameters are what the user gave, and may be negative.
        members["parameters"] = nil
        return JSONValue.object(members).impossibleFigures().map { "\($0.path) = \($0.value)" }
    }

    private var document: JSONValue {
        [
            "schema": "tessera.estimate/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "units": [
                "area": "m^2", "energy": "J", "framesPerSecond": "1/s", "latency": "s", "length": "m",
                "operationsPerJoule": "1/J", "operationsPerSecond": "1/s", "power": "W",
            ],
            "accounting": configuration.accountingDocument,
            "mode": configuration.estimatesTraining ? "training" : "inference",
            "dataflow": configuration.isPipelined ? "pipelined" : "layerByLayer",
            "period": configuration.estimatesTraining ? "epoch" : "image",
            "workload": workloadDocument,
            "parameters": configuration.document,
            "network": network.document,
            "floorplan": floorplan.document,
            "geometry": geometry.document,
            "area": areaDocument,
            "layers": .array(
                zip(network.layers, layers).enumerated().map { index, pair in
                    pair.1.document(index: index, name: pair.0.name)
                }),
            "chip": chip.document,
            "operations": ["reference": .number(operations.onInputMap), "exact": .number(operations.exact)],
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }

    /// What the figures were computed from. Where a trace was found is left out, so that the same trace gives the same
    /// report from either file format.
    var workloadDocument: JSONValue {
        var members: [String: JSONValue] = [
            "weightBits": .integer(weightBits),
            "activationBits": .integer(activationBits),
        ]
        switch source {
        case .trace:
            members["source"] = "trace"
        case .synthetic(let seed):
            members["source"] = "synthetic"
            // As a string: a 64-bit number loses digits in programs that read numbers as floating point.
            members["seed"] = .string(String(seed))
            members.merge(workloadParameters) { $1 }
        case .statistics(let origin):
            members["source"] = "statistics"
            switch origin {
            case .parameters:
                members["averages"] = "parameters"
                members.merge(workloadParameters) { $1 }
            case .file: members["averages"] = "file"
            case .trace: members["averages"] = "trace"
            }
        }
        return .object(members)
    }

    /// What weights and activations were drawn or concluded from, when there was no trace.
    private var workloadParameters: [String: JSONValue] {
        [
            "weightSpread": .number(configuration.syntheticWeightSpread),
            "activationDensity": .number(configuration.syntheticActivationDensity),
            "updateDensity": .number(configuration.syntheticUpdateDensity),
            "activity": .number(configuration.syntheticActivity),
        ]
    }

    private var areaDocument: JSONValue {
        [
            "array": .number(area.array),
            "conversion": .number(area.conversion),
            "accumulation": .number(area.accumulation),
            "interconnect": .number(area.interconnect),
            "other": .number(area.other),
            "weightGradient": .number(area.weightGradient),
            "total": .number(totalArea),
        ]
    }
}

extension Configuration {
    /// What the figures count, as the parameter says it.
    var accountingDocument: JSONValue { .string(accounting.rawValue) }

    /// Every parameter with its value and where it was given.
    var document: JSONValue {
        .array(
            settings.map { setting in
                [
                    "name": .string(setting.name),
                    "value": setting.value.document,
                    "unit": .string(setting.unit),
                    "default": setting.defaultValue.document,
                    "isDefault": .boolean(setting.isDefault),
                    "origin": .optional(setting.origin?.description),
                ]
            })
    }
}

extension ParameterValue {
    /// The value as a tree.
    var document: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .boolean(let value): .boolean(value)
        case .choice(let word): .string(word)
        }
    }
}

extension Network {
    /// The layers as they were given, with their sizes and counts.
    var document: JSONValue {
        [
            "layers": .array(layers.map(\.document)),
            "weights": .integer(weightCount),
            "multiplyAccumulates": .integer(multiplyAccumulates),
        ]
    }
}

extension Layer {
    fileprivate var document: JSONValue {
        [
            "name": .optional(name),
            "inputHeight": .integer(inputHeight),
            "inputWidth": .integer(inputWidth),
            "inputChannels": .integer(inputChannels),
            "kernelHeight": .integer(kernelHeight),
            "kernelWidth": .integer(kernelWidth),
            "outputChannels": .integer(outputChannels),
            "pooling": .boolean(isFollowedByPooling),
            "stride": .optional(strides.common),
            "strides": .integers(strides.numbers),
            "dilations": .integers(dilations.numbers),
            "paddingVertical": .optional(effectivePadding.vertical),
            "paddingHorizontal": .optional(effectivePadding.horizontal),
            "pads": .integers(effectivePadding.numbers),
            "groups": .integer(groups),
            "outputHeight": .integer(outputHeight),
            "outputWidth": .integer(outputWidth),
            "weights": .integer(weightCount),
            "multiplyAccumulates": .integer(multiplyAccumulates),
        ]
    }
}

extension Floorplan {
    /// The partition of the chip and each layer's place on it.
    var document: JSONValue {
        [
            "subarrayRows": .integer(subarrayRows),
            "subarrayColumns": .integer(subarrayColumns),
            "conventionalTileSize": .integer(conventionalTileSize),
            "conventionalElementSize": .integer(conventionalElementSize),
            "novelElementSize": .optional(usesNovelMapping ? novelElementSize : nil),
            "novelElementsPerTile": .optional(usesNovelMapping ? novelElementsPerTile : nil),
            "conventionalTiles": .integer(conventionalTiles),
            "novelTiles": .integer(novelTiles),
            "tiles": .integer(tiles),
            "gridRows": .integer(gridRows),
            "gridColumns": .integer(gridColumns),
            "speedUpDegree": .integer(speedUpDegree),
            "utilization": .number(utilization),
            "layers": .array(layers.map(\.document)),
        ]
    }
}

extension FloorplanGeometry {
    fileprivate var document: JSONValue {
        [
            "conventionalTile": conventionalTile?.document ?? .null,
            "novelTile": novelTile?.document ?? .null,
            "pitch": pitch.document,
            "sharedArea": .number(sharedArea),
        ]
    }
}

extension Footprint {
    fileprivate var document: JSONValue { ["width": .number(width), "height": .number(height)] }
}

extension LayerPlacement {
    fileprivate var document: JSONValue {
        [
            "mapping": .string(mapping.rawValue),
            "matrixRows": .integer(matrix.rows),
            "matrixColumns": .integer(matrix.columns),
            "usedCells": .integer(matrix.usedCells),
            "inputVectors": .integer(matrix.vectors),
            "firstTile": .integer(firstTile),
            "tileRows": .integer(tileRows),
            "tileColumns": .integer(tileColumns),
            "tiles": .integer(tiles),
            "tileCopies": .integer(tileCopies),
            "copyRows": .integer(copyRows),
            "copyColumns": .integer(copyColumns),
            "speedUp": .integer(speedUp),
            "utilization": .number(utilization),
        ]
    }
}

// MARK: - Costs

extension OperationCost {
    fileprivate var document: JSONValue { ["latency": .number(latency), "energy": .number(energy)] }

    /// A cost that has the weight update in it: without a latency where the update never ends, but with the reason, and with
    /// the latency that it has when the update takes `bounded` [s].
    fileprivate func document(_ update: EndlessUpdate?, bounded: Double) -> JSONValue {
        guard let update, neverEnds else { return document }
        return [
            "latency": .null, "energy": .number(energy), "boundedLatency": .number(bounded),
            "reason": .string("never ends: \(update.cause.description)"),
        ]
    }
}

extension PhaseCosts {
    /// The phases, of which the weight update takes `updateLatency` [s] where it never ends in the reference's accounting.
    fileprivate func document(_ update: EndlessUpdate?, updateLatency: Double) -> JSONValue {
        let others = forward.latency + activationGradient.latency + weightGradient.latency
        return [
            "forward": forward.document,
            "activationGradient": activationGradient.document,
            "weightGradient": weightGradient.document,
            "weightUpdate": weightUpdate.document(update, bounded: updateLatency),
            "total": total.document(update, bounded: others + updateLatency),
        ]
    }

    fileprivate func document(_ update: EndlessUpdate?) -> JSONValue {
        document(update, updateLatency: update?.latency ?? weightUpdate.latency)
    }

    fileprivate func peakDocument(_ update: EndlessUpdate?) -> JSONValue {
        document(update, updateLatency: update?.peakLatency ?? weightUpdate.latency)
    }
}

extension CostBreakdown {
    fileprivate func document(_ update: EndlessUpdate?) -> JSONValue {
        var members = Dictionary(named.map { ($0.name, $0.cost.document) }) { _, last in last }
        if let update { members["weightUpdate"] = weightUpdate.document(update, bounded: update.peakLatency) }
        return .object(members)
    }
}

extension LayerEstimate {
    fileprivate func document(index: Int, name: String?) -> JSONValue {
        [
            "layer": .integer(index + 1),
            "name": .optional(name),
            "costs": costs.document(endlessUpdate),
            "peak": peak.peakDocument(endlessUpdate),
            "breakdown": breakdown.document(endlessUpdate),
            "conversions": .number(conversions),
            "leakage": ["power": .number(leakagePower), "energy": .number(leakageEnergy)],
            "programming": programming.document,
        ]
    }
}

extension ChipEstimate {
    fileprivate var document: JSONValue {
        [
            "costs": costs.document(endlessUpdate),
            "peak": peak.peakDocument(endlessUpdate),
            "breakdown": breakdown.document(endlessUpdate),
            "leakage": ["power": .number(leakagePower), "energy": .number(leakageEnergy)],
            "programming": programming.document,
            "energy": .number(energy),
            "operations": .number(operations),
            "efficiency": [
                "operationsPerJoule": .number(operationsPerJoule),
                "operationsPerSecond": .number(operationsPerSecond),
                "framesPerSecond": .number(framesPerSecond),
            ],
            "peakEfficiency": [
                "operationsPerJoule": .number(peakOperationsPerJoule),
                "operationsPerSecond": .number(peakOperationsPerSecond),
                "framesPerSecond": .number(peakFramesPerSecond),
            ],
        ]
    }
}
