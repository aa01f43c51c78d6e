// SPDX-License-Identifier: Apache-2.0

import NeuroSim15Technology
import Technology
import Testing
import _TestSupport

/// Transistors, gates and converters of every node keep the laws of figures.
@Suite struct DeviceLawTests {
    @Test(arguments: [transistor, gate, passGate, comparison])
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let processes = try Processes.all.map { try Processes.make($0.node, $0.roadmap) }
        let found = try subject.violations(in: processes)
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }

    /// A transistor of as many unit widths as there are copies.
    private static let transistor = LawSubject(
        "transistor", axes: [.count], proportional: ["conductance", "saturatedConductance", "gain"]
    ) { inputs in
        let technology = inputs.technology
        let width = technology.drawnWidth(unitWidths: Double(inputs.count))
        let region = DesignRules.maximumTransistorHeight * technology.featureSize
        return [
            LawFigure("gate", technology.gateCapacitance(width: width), .capacitance),
            LawFigure(
                "contact", technology.contactedDrainCapacitance(unitWidths: Double(inputs.count) / 8), .capacitance),
            LawFigure("conductance", 1 / technology.onResistance(width: width, polarity: .pmos), .conductance),
            LawFigure(
                "saturatedConductance", 1 / technology.saturatedResistance(width: width, polarity: .nmos),
                .conductance),
            LawFigure("gain", technology.transconductance(width: width, polarity: .nmos), .conductance),
            LawFigure(
                "drain", technology.drainCapacitance(width: width, polarity: .nmos, regionHeight: region), .capacitance),
            LawFigure("extent", technology.extent(unitWidths: Double(inputs.count)), .length),
        ]
    }

    /// A NAND gate of two inputs whose transistors grow with the copies, and an inverter that may be cut.
    private static let gate = LawSubject(
        "gate", axes: [.count], growing: ["area", "leakage", "input"]
    ) { inputs in
        let technology = inputs.technology
        let width = 2 * inputs.features(Double(inputs.count))
        let gate = LogicGate(.nand, inputs: 2, nmosWidth: 2 * width, pmosWidth: width)
        let region = DesignRules.maximumTransistorHeight * technology.featureSize
        let load = technology.capacitances(of: gate, regionHeight: region)
        let inverter = LogicGate(.inverter, nmosWidth: inputs.features(2), pmosWidth: inputs.features(2))
        let cut = technology.cutCapacitances(of: inverter, regionHeight: region)
        let large = technology.enlarged(inverter, regionHeight: region)
        return [
            LawFigure("area", technology.layout(of: gate, regionHeight: region).area, .area),
            LawFigure("leakage", technology.leakageCurrent(of: gate), .current),
            LawFigure("input", load.input, .capacitance), LawFigure("output", load.output, .capacitance),
            LawFigure("cutInput", cut.input, .capacitance), LawFigure("cutOutput", cut.output, .capacitance),
            LawFigure("largeWidth", large.nmosWidth + large.pmosWidth, .length),
        ]
    }

    private static let passGate = LawSubject("pass gate", axes: [.count, .rows], growing: ["width"]) { inputs in
        let layout = inputs.technology.passGateLayout(
            nmosWidth: inputs.features(2 * Double(inputs.rows)), pmosWidth: inputs.features(3 * Double(inputs.rows)),
            folds: inputs.count)
        return [LawFigure("width", layout.width, .length), LawFigure("height", layout.height, .length)]
    }

    /// Converters at the resistances of some columns; a larger capacitance is slower.
    private static let comparison = LawSubject("comparison", axes: [.load]) { inputs in
        let curves = inputs.technology.flash.curves
        return [2e3, 9e3, 80e3].flatMap { resistance in
            [
                LawFigure(
                    "delay at \(resistance)",
                    curves?.current.delay.delay(
                        resistance: inputs.ohms(resistance), capacitance: inputs.farads(30e-15) + inputs.load) ?? .nan,
                    .time),
                LawFigure(
                    "power at \(resistance)",
                    curves?.current.power.power(resistance: inputs.ohms(resistance), comparators: 15) ?? .nan, .power),
            ]
        }
    }
}
