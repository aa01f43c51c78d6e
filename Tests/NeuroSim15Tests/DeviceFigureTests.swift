// SPDX-License-Identifier: Apache-2.0

import NeuroSim15Technology
import Technology
import Testing
import _TestSupport

/// Transistors and gates of every node beside the figures of DNN+NeuroSim V1.5.
@Suite struct DeviceFigureTests {
    @Test(arguments: Processes.nodes)
    func transistorsAreThoseOfTheReference(node: Int) throws {
        let rows = try RecordedTable("transistors").rows(of: node)
        #expect(rows.count == (node > 14 ? 48 : 12))
        for row in rows {
            let technology = try Processes.make(node, row.roadmap, temperature: row.number("temperature"))
            let width = try row.number("width") * technology.featureSize
            let region = DesignRules.maximumTransistorHeight * technology.featureSize
            var found = ["gate": technology.gateCapacitance(width: width)]
            for (polarity, name) in [(TransistorPolarity.nmos, "nmos"), (.pmos, "pmos")] {
                found[name + "On"] = technology.onResistance(width: width, polarity: polarity)
                found[name + "Saturated"] = technology.saturatedResistance(width: width, polarity: polarity)
                found[name + "Gain"] = technology.transconductance(width: width, polarity: polarity)
                found[name + "Drain"] = technology.drainCapacitance(
                    width: width, polarity: polarity, regionHeight: region)
            }
            let differences = try wrong(found, row)
            #expect(differences.isEmpty, "\(differences): \(row)")
        }
    }

    @Test(arguments: Processes.nodes)
    func gatesAreThoseOfTheReference(node: Int) throws {
        let rows = try RecordedTable("gates").rows(of: node)
        #expect(rows.count == (node > 14 ? 96 : 64))
        for row in rows {
            let technology = try Processes.make(node, row.roadmap)
            let size = technology.featureSize
            let gate = LogicGate(
                try kind(row), inputs: try row.integer("inputs"), nmosWidth: try row.number("nmos") * size,
                pmosWidth: try row.number("pmos") * size)
            let isCell = try row.text("region") == "cell"
            let region = isCell ? technology.standardCellHeight : try row.number("region") * size
            let layout = technology.layout(of: gate, regionHeight: region)
            let load = technology.capacitances(of: gate, regionHeight: region)
            let large = technology.enlarged(gate, regionHeight: isCell ? 28 * size : region)
            let found = [
                "width": layout.width, "height": layout.height, "input": load.input, "output": load.output,
                "leakage": technology.leakageCurrent(of: gate), "largeNmos": large.nmosWidth,
                "largePmos": large.pmosWidth,
            ]
            let differences = try wrong(found, row)
            #expect(differences.isEmpty, "\(differences): \(row)")
        }
    }

    /// Gates that are enlarged fill a cell to the last digit, so that rounding decides whether they are folded.
    @Test(arguments: Processes.nodes)
    func enlargedGatesAreThoseOfTheReference(node: Int) throws {
        let rows = try RecordedTable("enlarged").rows(of: node)
        #expect(rows.count == (node > 14 ? 18 : 9))
        for row in rows {
            let technology = try Processes.make(node, row.roadmap)
            let kind = try kind(row)
            let inputs = try row.integer("inputs")
            let smallest = DesignRules.minimumNmosSize * technology.featureSize
            let pmos = technology.pmosToNmosRatio * DesignRules.minimumNmosSize * technology.featureSize
            let region = DesignRules.maximumTransistorHeight * technology.featureSize
            let gate = technology.enlarged(
                LogicGate(
                    kind, inputs: inputs, nmosWidth: kind == .nand ? Double(inputs) * smallest : smallest,
                    pmosWidth: kind == .nor ? Double(inputs) * pmos : pmos), regionHeight: region)
            let layout = technology.layout(of: gate, regionHeight: region)
            let load = technology.capacitances(of: gate, regionHeight: layout.height)
            let found = [
                "nmos": gate.nmosWidth, "pmos": gate.pmosWidth, "width": layout.width, "input": load.input,
                "output": load.output,
            ]
            let differences = try wrong(found, row)
            #expect(differences.isEmpty, "\(differences): \(row)")
        }
    }

    @Test(arguments: Processes.nodes)
    func passGatesAreThoseOfTheReference(node: Int) throws {
        for row in try RecordedTable("passgates").rows(of: node) {
            let technology = try Processes.make(node, row.roadmap)
            let size = technology.featureSize
            let layout = technology.passGateLayout(
                nmosWidth: try row.number("nmos") * size, pmosWidth: try row.number("pmos") * size,
                folds: try row.integer("folds"))
            let found = ["width": layout.width, "height": layout.height]
            let differences = try wrong(found, row)
            #expect(differences.isEmpty, "\(differences): \(row)")
        }
    }

    /// The special layout takes the smallest gate, however large the gate is that it is asked for.
    @Test(arguments: [2, 1])
    func cutGatesAreThoseOfTheReference(node: Int) throws {
        let technology = try Processes.make(node, .lowStandbyPower)
        let size = technology.featureSize
        let rows = try RecordedTable("cut").rows(of: node)
        #expect(rows.count == 6)
        for row in rows {
            let gate =
                switch try row.text("kind") {
                case "nand": LogicGate(.nand, inputs: 2, nmosWidth: 8 * size, pmosWidth: 4 * size)
                case "nmos": LogicGate(.inverter, nmosWidth: 2 * size, pmosWidth: 0)
                case "pmos": LogicGate(.inverter, nmosWidth: 0, pmosWidth: 2 * size)
                default: LogicGate(.inverter, nmosWidth: 2 * size, pmosWidth: 2 * size)
                }
            let load = technology.cutCapacitances(of: gate, regionHeight: try row.number("region") * size)
            let found = ["input": load.input, "output": load.output]
            let differences = try wrong(found, row)
            #expect(differences.isEmpty, "\(differences): \(row)")
        }
    }

    /// Every row of current at every temperature goes into the sums.
    @Test(arguments: Processes.all)
    func everyTableIsThatOfTheReference(process: (node: Int, roadmap: DeviceRoadmap)) throws {
        let row = try #require(
            try RecordedTable("nodes").rows(of: process.node).first { $0.roadmap == process.roadmap })
        let last = process.node > 14 ? 400.0 : 300
        let steps = try stride(from: 300, through: last, by: 10).map {
            try Processes.make(process.node, process.roadmap, temperature: $0)
        }
        let size = steps[0].featureSize
        let inverter = LogicGate(.inverter, nmosWidth: 4 * size, pmosWidth: 6 * size)
        let found = [
            "supply": steps[0].supplyVoltage, "ratio": steps[0].pmosToNmosRatio,
            "nmosOn": steps.map { $0.onResistance(width: 4 * size, polarity: .nmos) }.reduce(0, +),
            "pmosOn": steps.map { $0.onResistance(width: 4 * size, polarity: .pmos) }.reduce(0, +),
            "leakage": steps.map { $0.leakageCurrent(of: inverter) }.reduce(0, +),
            "contact": steps[0].contactedDrainCapacitance(unitWidths: 1.5),
        ]
        let differences = try wrong(found, row)
        #expect(differences.isEmpty, "\(differences): \(row)")
    }

    private func kind(_ row: RecordedTable.Row) throws -> LogicGate.Kind {
        switch try row.text("kind") {
        case "inverter": .inverter
        case "nor": .nor
        default: .nand
        }
    }
}

/// Figures that differ from those of a row, in words.
func wrong(_ figures: [String: Double], _ row: RecordedTable.Row) throws -> [String] {
    try figures.compactMap { name, value in mismatch(name, value, try row.number(name)) }.sorted()
}
