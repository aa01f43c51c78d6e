// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology
import Testing

@testable import Technology

@Suite("Libraries of nodes")
struct TechnologyLibraryTests {
    private let library = TechnologyLibrary.neuroSim21

    @Test("The nodes of the reference are there, largest first, and none is there twice")
    func nodes() {
        #expect(Set(library.nodeNames).isSuperset(of: [130, 90, 65, 45, 32, 22, 14, 10, 7]))
        #expect(zip(library.nodeNames, library.nodeNames.dropFirst()).allSatisfy { $0 > $1 })
        #expect(library.standard.nanometers == 32)
    }

    @Test("Every file of the folder is a node")
    func everyFileIsListed() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.nodeFolder)
        let names = files.compactMap { Int($0.dropFirst("Node".count).dropLast(".swift".count)) }
        #expect(names.count == files.count && Set(names) == Set(library.nodeNames))
    }

    private static let nodeFolder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/References/NeuroSim21/Technology/Nodes").path

    @Test("Nodes that share wires agree on them")
    func wiresAgree() {
        for node in library.nodes {
            for other in library.nodes where other.wire.nanometers == node.wire.nanometers {
                #expect(other.wire == node.wire, "\(node.nanometers) and \(other.nanometers) nm")
            }
        }
    }

    @Test("Every figure says where it comes from")
    func sources() throws {
        for node in library.nodes {
            for roadmap in node.roadmaps {
                let table = try node.devices(roadmap)
                let transistors = table.transistors
                let sources = [
                    transistors.supplyVoltage.source, transistors.thresholdVoltage.source,
                    transistors.gateLength.source, transistors.resistanceMultiplier.source,
                    transistors.onCurrent.nmos.source, transistors.offCurrent.pmos.source,
                    table.converters.coupling.source, node.wire.resistivity.source,
                    node.cells.crossPointFeatureSize.source,
                ]
                #expect(sources.allSatisfy { !$0.name.isEmpty && !$0.reference.isEmpty })
            }
        }
    }

    @Test("A record without a value for each temperature is refused")
    func shortRow() throws {
        let whole = try library.node(7)
        let node = ProcessNode(
            nanometers: 7, highPerformance: Self.shortened(try whole.devices(.highPerformance)),
            lowStandbyPower: whole.lowStandbyPower, wire: whole.wire, cells: whole.cells)
        let expected = TechnologyError.incompleteTable("PTM-MG 7 nm HP", node: 7, values: 3, needed: 11)
        #expect(throws: expected) { try Technology(node, roadmap: .highPerformance) }
        #expect(throws: Never.self) { try Technology(node, roadmap: .lowStandbyPower) }
        #expect("\(expected)".contains("a row of PTM-MG 7 nm HP has 3 values (needed: 11)"))
    }

    @Test("A fit of a delay without a coefficient for each power is refused")
    func shortFit() throws {
        let whole = try library.node(32)
        let fit = ComparatorDelayTable.fitted(
            logSlope: .seconds(1e-10, Self.made), logOffset: .seconds(1e-9, Self.made),
            below: .ratios([1, 2], Self.made),
            above: .ratios([1, 2, 3, 4, 5], Self.made))
        let node = ProcessNode(
            nanometers: 32, highPerformance: Self.table(try whole.devices(.highPerformance), delay: fit),
            lowStandbyPower: whole.lowStandbyPower, wire: whole.wire, cells: whole.cells)
        #expect(throws: TechnologyError.incompleteTable("PTM 32 nm HP", node: 32, values: 2, needed: 4)) {
            try Technology(node, roadmap: .highPerformance)
        }
    }

    @Test("A node has the figures of its own record: nothing of another node stands in")
    func ownFigures() throws {
        let model = try library.node(22)
        let node = ProcessNode(
            nanometers: 5,
            highPerformance: Self.table(
                try model.devices(.highPerformance), delay: .constant(.seconds(3e-9, Self.made))),
            lowStandbyPower: model.lowStandbyPower,
            wire: WireTable(
                nanometers: 11, aspectRatio: .ratio(2, Self.made), resistivity: .ohmMeters(9e-8, Self.made),
                capacitancePerLength: .faradsPerMeter(1e-10, Self.made)),
            cells: CellSizes(crossPointFeatureSize: .nanometers(12, Self.made)))
        let more = TechnologyLibrary(name: "made", nodes: library.nodes + [node], standard: node)
        #expect(more.nodeNames.last == 5 && more.wireWidths.last == 11)
        #expect(try more.wire(nanometers: 11).resistivity == 9e-8)
        let technology = try Technology(try more.node(5), roadmap: .highPerformance)
        #expect(technology.flash.fit.delay == .constant(3e-9))
        #expect(technology.wireCapacitancePerLength == 1e-10 && technology.featureSize == 5e-9)
        #expect(throws: TechnologyError.unknownNode(3, allowed: more.nodeNames)) { try more.node(3) }
    }

    // MARK: Made records

    private static let made = FigureSource("made", reference: "made for a test")

    private static func shortened(_ table: DeviceTable) -> DeviceTable {
        let whole = table.transistors
        let transistors = TransistorTable(
            card: whole.card, supplyVoltage: whole.supplyVoltage, thresholdVoltage: whole.thresholdVoltage,
            gateLength: whole.gateLength, resistanceMultiplier: whole.resistanceMultiplier,
            structure: whole.structure,
            onCurrent: PolarityPair(nmos: .amperesPerMeter([1, 2, 3], made), pmos: whole.onCurrent.pmos),
            offCurrent: whole.offCurrent)
        return DeviceTable(transistors: transistors, converters: table.converters)
    }

    /// A table like another one, with another delay of comparators.
    private static func table(_ table: DeviceTable, delay: ComparatorDelayTable) -> DeviceTable {
        let watt = Figure<Watt>.watts(1e-6, made)
        let flash = FlashFitTable(
            multilevelCurrentCoupling: watt, currentComparator: watt, voltageComparator: watt, delay: delay)
        return DeviceTable(
            transistors: table.transistors, converters: table.converters.with(flash: .fitted(flash)))
    }
}
