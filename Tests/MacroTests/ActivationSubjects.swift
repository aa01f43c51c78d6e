// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro
import NetworkCatalog
import Technology
import Workload
import _TestSupport

@testable import ActivationWork

/// The circuits for work on activations, with inputs in the units of a check.
enum ActivationSubjects {
    static let all =
        [vectorUnit, buffer] + ActivationHardware.Engine.allCases.map(engine)
        + ActivationHardware.Engine.allCases.map(network)

    private static let vectorUnit = LawSubject.circuit(
        "VectorUnit", axes: [.count, .bits], proportional: ["area", "leakage"]
    ) { inputs in
        VectorUnit(lanes: inputs.count, bits: inputs.bits, silicon: try inputs.silicon())
    } operations: { inputs in
        let work = VectorUnit.Work(additions: 1, multiplications: 2, comparisons: 3, functions: 1)
        // A pass of as many numbers as there are lanes.
        return ["pass": .pass(numbers: Double(inputs.count), work)]
    }

    private static let buffer = LawSubject.circuit(
        "ActivationBuffer", axes: [.count], proportional: ["area", "leakage"]
    ) { inputs in
        ActivationBuffer(
            capacity: 1000 * Double(inputs.count), width: 64, cycleTime: inputs.seconds(1e-9),
            silicon: try inputs.silicon())
    } operations: { inputs in
        ["read": .read(bits: 100 * Double(inputs.count)), "write": .write(bits: 100 * Double(inputs.count))]
    }

    private static func hardware(
        _ engine: ActivationHardware.Engine, _ inputs: LawInputs
    ) throws -> ActivationHardware {
        ActivationHardware(
            silicon: try inputs.silicon(), engine: engine, units: 3, rows: inputs.rows, columns: inputs.columns,
            lanes: 16, activationBits: inputs.bits,
            resistiveCells: WrittenCells(
                onResistance: inputs.ohms(100e3), offResistance: inputs.ohms(1e6), writeVoltage: inputs.volts(2),
                writePulse: inputs.seconds(50e-9)),
            bufferCapacity: 1e6,
            dram: DRAM(bandwidth: inputs.hertz(1e11), energyPerBit: inputs.convert(4e-12, .energy)))
    }

    /// A product of as many vectors as there are copies. Arrays that are written with longer numbers have fewer results and adders.
    private static func engine(_ kind: ActivationHardware.Engine) -> LawSubject {
        let isVector = kind == .vector
        return LawSubject(
            "\(typeName(kind)).\(kind)", axes: isVector ? [.count] : [.count, .rows, .columns, .bits],
            growing: [.digital, .sram, .resistive].contains(kind) ? [] : ["area", "leakage"]
        ) { inputs in
            let hardware = try hardware(kind, inputs)
            let unit = VectorUnit(lanes: hardware.lanes, bits: hardware.vectorBits, silicon: hardware.silicon)
            let engine = ActivationMachine.engine(hardware, unit: unit)
            let cost = engine.cost(of: ProductShape(groups: 2, vectors: inputs.count, length: 50, columns: 40))
            return LawFigure.cost("writing", cost.writing) + LawFigure.cost("multiplying", cost.multiplying) + [
                LawFigure("area", engine.area, .area), LawFigure("leakage", engine.leakagePower, .power),
                LawFigure("additions", cost.additions, Dimension()),
            ]
        }
    }

    private static func typeName(_ kind: ActivationHardware.Engine) -> String {
        switch kind {
        case .digital, .sram, .resistive: "ArrayProducts"
        case .systolic: "SystolicProducts"
        case .vector: "VectorProducts"
        }
    }

    /// A transformer that reads as many tokens as there are copies.
    private static func network(_ kind: ActivationHardware.Engine) -> LawSubject {
        LawSubject(
            "ActivationEstimate.\(kind)", axes: [.count],
            growing: ["area", "leakage", "product.energy", "normalization.energy"]
        ) { inputs in
            let sequence = CatalogNetwork.Sequence(tokens: inputs.count, context: 0)
            let network = try CatalogNetwork.named("gpt2").network(sequence)
            guard let estimate = ActivationEstimate(network, on: try hardware(kind, inputs)) else { return [] }
            let kinds = ActivationEstimate.Kind.allCases
            return [
                LawFigure(
                    "area", estimate.area, .area,
                    parts: [estimate.engineArea, estimate.vectorArea, estimate.bufferArea]),
                LawFigure("leakage", estimate.leakagePower, .power),
                LawFigure("energy", estimate.energy, .energy, parts: [estimate.total.energy, estimate.leakageEnergy]),
                LawFigure(
                    "latency", estimate.total.latency, .time, parts: kinds.map { estimate.cost(of: $0).latency }),
            ] + kinds.flatMap { LawFigure.cost($0.rawValue, estimate.cost(of: $0)) }
        }
    }
}
