// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim15Technology
import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// The records of nodes, wires and parameters that follow the node.
@Suite struct NodeRecordTests {
    @Test func everyNodeOfTheReferenceIsThere() {
        #expect(Processes.nodes == [130, 90, 65, 45, 32, 22, 14, 10, 7, 5, 3, 2, 1])
        #expect(Processes.library.standard.nanometers == 22 && Processes.all.count == 19)
    }

    @Test func everyFileOfTheFolderIsANode() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/References/NeuroSim15/Technology/Nodes").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let names = files.compactMap { Int($0.dropFirst("Node".count).dropLast(".swift".count)) }
        #expect(names.count == files.count && Set(names) == Set(Processes.nodes))
    }

    @Test(arguments: Processes.library.nodes.map(\.nanometers))
    func recordsAreComplete(node: Int) throws {
        let record = try Processes.library.node(node)
        #expect(record.roadmaps.count == (node > 14 ? 2 : 1))
        #expect(record.arrays != nil)
        for roadmap in record.roadmaps {
            let technology = try Technology(record, roadmap: roadmap)
            let curves = try #require(technology.flash.curves)
            #expect(curves.readVoltage == record.arrays?.readVoltage.value)
            let figures = [
                technology.supplyVoltage, technology.gateLength, technology.gateCapacitancePerWidth,
                technology.junctionCapacitance, technology.resistanceMultiplier, technology.nmosOnCurrent,
                technology.pmosOnCurrent, technology.nmosOffCurrent, technology.pmosOffCurrent, technology.gatePitch,
                technology.standardCellHeight, technology.metal2Pitch, technology.metal3Pitch,
                technology.relaxedGatePitch, technology.unitWidth, technology.converterPower.coupling,
            ]
            #expect(figures.allSatisfy { $0 > 0 && $0.isFinite })
            #expect(technology.relaxedGatePitch <= technology.gatePitch)
        }
    }

    @Test(arguments: Processes.nodes)
    func parametersFollowTheNode(node: Int) throws {
        let record = try Processes.library.node(node)
        let arrays = try #require(record.arrays)
        let periphery = arrays.periphery
        let columns = try Processes.library.wire(nanometers: record.wire.nanometers)
        let rows = try Processes.library.wire(likeWidth: arrays.rowWireWidth.value * 1e9)
        let found = [
            "readVoltage": arrays.readVoltage.value, "sramHeight": arrays.sramCellHeight.value,
            "sramWidth": arrays.sramCellWidth.value, "columnWire": Double(record.wire.nanometers),
            "rowWire": arrays.rowWireWidth.value * 1e9, "columnResistance": columns.resistancePerLength,
            "rowResistance": rows.resistancePerLength, "featureSize": record.cells.crossPointFeatureSize.value,
            "multiplexer": periphery.multiplexerDriver.value, "wordlinePassGate": periphery.wordlinePassGate.value,
            "passGate": periphery.passGateResistance.value, "repeaters": periphery.wordlineRepeaters.value,
            "repeaterWidth": periphery.wordlineRepeaterWidth.value,
        ]
        let row = try #require(try RecordedTable("arrays").rows(of: node).first)
        let differences = try wrong(found, row)
        #expect(differences.isEmpty, "\(differences)")
    }

    @Test func wiresBetweenBlocksAreThoseOfTheReference() throws {
        let rows = try RecordedTable("wires").rows
        #expect(rows.count == 34)
        for row in rows {
            let wire = try Processes.library.wire(
                likeWidth: row.number("width"), isBranch: true, temperature: row.number("temperature"))
            let differences = try wrong(["branch": wire.resistancePerLength], row)
            #expect(differences.isEmpty, "\(wire): \(row)")
        }
    }

    @Test(arguments: [7.9, 0, -1, .nan])
    func wiresThatAreTooNarrowAreRefused(width: Double) {
        #expect(throws: TechnologyError.self) { try Processes.library.wire(likeWidth: width) }
    }

    // MARK: Errors

    @Test(arguments: [5, 3, 2, 1])
    func anErrorSaysWhichLibraryHasTheNode(node: Int) {
        let library = TechnologyLibrary.neuroSim21
        let error = TechnologyError.unknownNode(node, allowed: library.nodeNames, knownTo: ["DNN+NeuroSim V1.5"])
        #expect(throws: error) { try library.node(node, besides: [.neuroSim15]) }
        #expect("\(error)".hasSuffix("10, 7); DNN+NeuroSim V1.5 has it"))
    }

    @Test func aNodeThatNobodyHasIsNobodys() {
        let library = TechnologyLibrary.neuroSim21
        #expect(throws: TechnologyError.unknownNode(4, allowed: library.nodeNames)) {
            try library.node(4, besides: [.neuroSim15])
        }
    }

    @Test(arguments: [14, 1])
    func smallNodesHaveOneRoadmapAndOneTemperature(node: Int) throws {
        let record = try Processes.library.node(node)
        let roadmap = TechnologyError.unknownRoadmap(.highPerformance, node: node)
        #expect(throws: roadmap) { try Technology(record, roadmap: .highPerformance) }
        #expect("\(roadmap)" == "no high-performance transistors are known of the \(node) nm node")
        let heat = TechnologyError.temperatureOutOfRange(350, allowed: 300...300)
        #expect(throws: heat) { try Technology(record, roadmap: .lowStandbyPower, temperature: 350) }
        #expect("\(heat)" == "temperature 350.0 K is out of range (allowed: 300.0 K)")
    }
}
