// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Estimation
import Macro
import Technology
import Workload
import _TestSupport

@testable import MacroChips

/// The types of the room of chips of macros, with macros of each kind.
enum MacroSubjects {
    static let all =
        [process] + CheckedMacro.allCases.flatMap { [cell($0), macro($0), reading($0), writing($0), subarray($0)] }

    /// What does not fall where there is more of an array, or where words are longer.
    private static let growing: Set<String> = ["area", "leakage", "energy"]

    // MARK: Silicon and cells

    private static let process = LawSubject("TesseraRevision", axes: []) { inputs in
        let process = try TesseraRevision.process(inputs.silicon())
        let technology = process.technology
        return [
            LawFigure("featureSize", technology.featureSize, .length),
            LawFigure("gateLength", technology.gateLength, .length),
            LawFigure("supply", technology.supplyVoltage, .voltage),
            LawFigure("threshold", technology.thresholdVoltage, .voltage),
            LawFigure("gate", technology.gateCapacitancePerWidth, .capacitancePerLength),
            LawFigure("nmosOn", technology.nmosOnCurrent, .currentPerLength),
            LawFigure("pmosOn", technology.pmosOnCurrent, .currentPerLength),
            LawFigure("nmosOff", technology.nmosOffCurrent, .currentPerLength),
            LawFigure("pmosOff", technology.pmosOffCurrent, .currentPerLength),
            LawFigure("wireCapacitance", technology.wireCapacitancePerLength, .capacitancePerLength),
            LawFigure("wireWidth", process.wire.width, .length),
            LawFigure("wireResistivity", process.wire.resistivity, .resistivity),
            LawFigure("wireResistance", process.wire.resistancePerLength, .resistancePerLength),
        ]
    }

    private static func cell(_ kind: CheckedMacro) -> LawSubject {
        .cell("MacroMemoryCell.\(kind)") { inputs in
            let silicon = try inputs.silicon()
            return MacroMemoryCell(
                try kind.configuration(inputs), silicon: silicon,
                technology: try TesseraRevision.process(silicon).technology)
        }
    }

    // MARK: Arrays

    private static func macro(_ kind: CheckedMacro) -> LawSubject {
        LawSubject("ArrayMacro.\(kind)", axes: [.rows, .columns, .bits], growing: growing) { inputs in
            let macro = ArrayMacro(try kind.design(inputs), silicon: try inputs.silicon()).macro(activity: 0.375)
            return [
                LawFigure("area", macro.area, .area, parts: macro.parts.map(\.area)),
                LawFigure("leakage", macro.leakagePower, .power, parts: macro.parts.map(\.leakagePower)),
                LawFigure(
                    "energy", macro.energy, .energy, parts: macro.parts.map(\.energy) + [macro.leakageEnergy]),
                LawFigure("latency", macro.latency, .time, parts: macro.parts.map(\.latency)),
                LawFigure("cellArea", macro.cellArea, .area),
            ]
                + macro.parts.flatMap { part in
                    LawFigure.cost(part.name.title, OperationCost(latency: part.latency, energy: part.energy))
                }
        }
    }

    private static func reading(_ kind: CheckedMacro) -> LawSubject {
        LawSubject("MacroReadOut.\(kind)", axes: [.rows, .columns, .bits], growing: ["area", "leakage"]) { inputs in
            let forward = try periphery(kind, inputs).forward
            let read = forward.read(activity: 0.375, lineActivity: 0.375)
            let blocks = forward.blocks
            return [
                LawFigure("area", blocks.reduce(0) { $0 + $1.footprint.area }, .area),
                LawFigure("leakage", blocks.reduce(0) { $0 + $1.leakagePower }, .power),
                LawFigure("digitizations", read.digitizations, Dimension()),
            ]
                + LawFigure.sides(blocks) + LawFigure.parts("latency", of: read.latency, read.totalLatency, .time)
                + LawFigure.parts("energy", of: read.energy, read.totalEnergy, .energy)
        }
    }

    private static func writing(_ kind: CheckedMacro) -> LawSubject {
        LawSubject("MacroWriting.\(kind)", axes: [.rows, .columns], growing: ["write.energy"]) { inputs in
            let update = ArrayUpdate(
                rowActivity: 0.5, columnActivity: 0.25, pulseCount: 64, pulsesPerRow: 4,
                cellEnergy: inputs.convert(1e-12, .energy))
            let writing = try periphery(kind, inputs).writing
            return LawFigure.cost("write", writing.write(update, after: .none, transposedScans: 0))
        }
    }

    /// The whole subarray, which is made of what these circuits answer.
    private static func subarray(_ kind: CheckedMacro) -> LawSubject {
        LawSubject("MacroCircuits.\(kind)", axes: [.rows, .columns, .bits], growing: ["area", "leakage"]) { inputs in
            let subarray = try Subarray(kind.design(inputs))
            let read = subarray.forwardRead(activity: 0.375)
            return LawFigure.block(subarray.blocks) + [
                LawFigure("rectangle", subarray.footprint.area, .area),
                LawFigure("cellLeakageInUse", subarray.cellLeakageInUse, .power),
                LawFigure("wordline", subarray.writing.wordlineCapacitance, .capacitance),
                LawFigure("column", subarray.writing.columnCapacitance, .capacitance),
                LawFigure("read.latency", read.totalLatency, .time),
                LawFigure("read.energy", read.totalEnergy, .energy),
            ]
        }
    }

    private static func periphery(_ kind: CheckedMacro, _ inputs: LawInputs) throws -> ArrayPeriphery {
        let design = try kind.design(inputs)
        return design.revision.circuits.periphery(around: SynapticArray(design), inputs: design)
    }

    // MARK: Chips

    /// A small network on a chip of macros, without the memory beside the chip, whose rate and energy a bit are constants.
    static func chip(_ kind: CheckedMacro) -> LawSubject {
        LawSubject("Chip.\(kind)", axes: []) { inputs in
            let network = try Network(layers: [
                Layer(
                    inputHeight: 8, inputWidth: 8, inputChannels: 16, kernelHeight: 3, kernelWidth: 3,
                    outputChannels: 40),
                Layer(
                    inputHeight: 1, inputWidth: 1, inputChannels: 100, kernelHeight: 1, kernelWidth: 1,
                    outputChannels: 10),
            ])
            let configuration = try kind.configuration(inputs)
            let estimator = try Estimator(
                configuration: configuration, network: network, weightBits: 8, activationBits: 8,
                revision: try kind.revision(inputs))
            let statistics = try NetworkStatistics(
                network, parameters: SyntheticTrace.Parameters(configuration, seed: 0, weightBits: 8),
                activationBits: 8)
            let chip = try estimator.estimate(statistics: statistics).chip
            let parts = chip.breakdown.named.filter { $0.name != "dram" }
            return [LawFigure("leakage", chip.leakagePower, .power)]
                + LawFigure.cost("peak", chip.peak.forward) + LawFigure.cost("programming", chip.programming)
                + parts.flatMap { LawFigure.cost("by.\($0.name)", $0.cost) }
        }
    }
}

extension LawFigure {
    /// The sides of all blocks [m].
    fileprivate static func sides(_ blocks: [SubarrayBlock]) -> [LawFigure] {
        blocks.flatMap {
            [
                LawFigure("width of \($0.name)", $0.footprint.width, .length),
                LawFigure("height of \($0.name)", $0.footprint.height, .length),
            ]
        }
    }

    /// A figure of a read by cause.
    fileprivate static func parts(
        _ name: String, of parts: ReadoutParts, _ total: Double, _ dimension: Dimension
    ) -> [LawFigure] {
        [
            LawFigure(name, total, dimension, parts: [parts.conversion, parts.accumulation, parts.array]),
            LawFigure("\(name).conversion", parts.conversion, dimension),
            LawFigure("\(name).accumulation", parts.accumulation, dimension),
            LawFigure("\(name).array", parts.array, dimension),
        ]
    }
}
