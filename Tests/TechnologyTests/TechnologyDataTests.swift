// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing
import _TestSupport

@testable import Technology

@Suite("Process data")
struct TechnologyDataTests {
    @Test("Every table has one positive current for each temperature")
    func tablesAreComplete() throws {
        for process in TechnologyLibrary.neuroSim21.nodes {
            for roadmap in DeviceRoadmap.allCases {
                let table = try process.devices(roadmap).transistors
                let rows = [
                    table.onCurrent.nmos, table.onCurrent.pmos, table.offCurrent.nmos, table.offCurrent.pmos,
                ]
                #expect(rows.allSatisfy { $0.values.count == 11 && $0.values.allSatisfy { $0 > 0 } }, "\(table.card)")
            }
        }
    }

    @Test("Every figure of a process is positive and finite", arguments: allProcesses)
    func figuresArePositive(node: Int, roadmap: DeviceRoadmap) throws {
        let technology = try Technology(node: node, roadmap: roadmap, temperature: 333)
        let figures = [
            technology.featureSize, technology.supplyVoltage, technology.thresholdVoltage,
            technology.gateLength, technology.gateCapacitancePerWidth, technology.junctionCapacitance,
            technology.sidewallCapacitance, technology.drainToChannelCapacitance, technology.resistanceMultiplier,
            technology.nmosOnCurrent, technology.pmosOnCurrent, technology.nmosOffCurrent,
            technology.pmosOffCurrent,
        ]
        #expect(figures.allSatisfy { $0 > 0 && $0.isFinite })
        #expect(technology.pmosToNmosRatio >= 1)
        #expect(technology.thresholdVoltage < 0.7 * technology.supplyVoltage)
        #expect(technology.isFinFET == (node <= 14))
    }

    @Test("High performance conducts and leaks more", arguments: Technology.supportedNodes)
    func roadmapsDiffer(node: Int) throws {
        for temperature in stride(from: 300.0, through: 400, by: 10) {
            let fast = try Technology(node: node, roadmap: .highPerformance, temperature: temperature)
            let frugal = try Technology(node: node, roadmap: .lowStandbyPower, temperature: temperature)
            #expect(fast.nmosOnCurrent > frugal.nmosOnCurrent)
            #expect(fast.pmosOnCurrent > frugal.pmosOnCurrent)
            #expect(fast.nmosOffCurrent > 100 * frugal.nmosOffCurrent)
            #expect(fast.pmosOffCurrent > 16 * frugal.pmosOffCurrent)
        }
    }

    @Test("Heat weakens transistors and makes them leak", arguments: allProcesses)
    func temperatureMatters(node: Int, roadmap: DeviceRoadmap) throws {
        let steps = try stride(from: 300.0, through: 400, by: 1).map {
            try Technology(node: node, roadmap: roadmap, temperature: $0)
        }
        for (cold, warm) in zip(steps, steps.dropFirst()) {
            #expect(warm.nmosOnCurrent < cold.nmosOnCurrent)
            #expect(warm.pmosOnCurrent < cold.pmosOnCurrent)
            #expect(warm.nmosOffCurrent > cold.nmosOffCurrent)
            #expect(warm.pmosOffCurrent > cold.pmosOffCurrent)
        }
    }

    /// The 10 nm high-performance PMOS leaks a hundredth of its neighbours at 300 K; all other rows grow smoothly.
    @Test("Leakage grows by less than a factor of two every 10 K", arguments: allProcesses)
    func leakageIsSmooth(node: Int, roadmap: DeviceRoadmap) throws {
        let process = try TechnologyLibrary.neuroSim21.node(node)
        let table = try process.devices(roadmap).transistors
        let isOutlier = node == 10 && roadmap == .highPerformance
        let pmos = isOutlier ? Array(table.offCurrent.pmos.values.dropFirst()) : table.offCurrent.pmos.values
        for row in [table.offCurrent.nmos.values, pmos] {
            #expect(zip(row, row.dropFirst()).allSatisfy { $1 < 2 * $0 })
        }
        if isOutlier {
            #expect(table.offCurrent.pmos.values[1] > 90 * table.offCurrent.pmos.values[0])
        }
    }

    @Test("Smaller nodes have lower supply voltages")
    func supplyFalls() throws {
        for roadmap in DeviceRoadmap.allCases {
            let voltages = try Technology.supportedNodes.map {
                try Technology(node: $0, roadmap: roadmap).supplyVoltage
            }
            #expect(zip(voltages, voltages.dropFirst()).allSatisfy { $0 > $1 })
        }
    }

    @Test("Currents are linear between the rows of a table, in whole kelvins")
    func interpolation() throws {
        func current(_ temperature: Double) throws -> Double {
            try Technology(node: 32, roadmap: .lowStandbyPower, temperature: temperature).nmosOnCurrent
        }
        #expect(try current(300) == 600.2)
        #expect(try current(310) == 562.8)
        #expect(try current(400) == 333.3)
        #expect(isClose(try current(305), (600.2 + 562.8) / 2, relative: 1e-12))
        #expect(isClose(try current(397), 351.3 + (333.3 - 351.3) * 0.7, relative: 1e-12))
        #expect(try current(305.9) == current(305))
    }

    @Test("The size ratio follows the currents; fins are whole")
    func sizeRatio() throws {
        let planar = try Technology(node: 130, roadmap: .highPerformance, temperature: 400)
        #expect(planar.pmosToNmosRatio == 930.0 / 430.0)
        let fins = try Technology(node: 7, roadmap: .lowStandbyPower)
        #expect(fins.pmosToNmosRatio == 1)
    }
}

@Suite("Choice of a process")
struct TechnologyErrorTests {
    @Test("An unknown node is refused with the list of nodes", arguments: [-1, 0, 28, 5, 180])
    func unknownNode(node: Int) {
        let allowed = [130, 90, 65, 45, 32, 22, 14, 10, 7]
        #expect(throws: TechnologyError.unknownNode(node, allowed: allowed)) {
            try Technology(node: node, roadmap: .highPerformance)
        }
    }

    @Test("A temperature outside of the tables is refused", arguments: [299.999, 400.001, -1, .infinity])
    func temperatureOutOfRange(temperature: Double) {
        #expect(throws: TechnologyError.temperatureOutOfRange(temperature, allowed: 300...400)) {
            try Technology(node: 32, roadmap: .highPerformance, temperature: temperature)
        }
    }

    @Test("A temperature that is not a number is refused")
    func temperatureIsNotANumber() {
        #expect(throws: TechnologyError.self) {
            try Technology(node: 32, roadmap: .highPerformance, temperature: .nan)
        }
    }

    @Test("Errors say what is allowed")
    func descriptions() {
        let node = TechnologyError.unknownNode(28, allowed: [32, 22])
        #expect(node.description == "no transistor data for a 28 nm node (allowed: 32, 22)")
        let heat = TechnologyError.temperatureOutOfRange(273, allowed: 300...400)
        #expect(heat.description == "temperature 273.0 K is out of range (allowed: 300.0 to 400.0 K)")
        let wire = TechnologyError.unknownWireWidth(33, allowed: [40, 32])
        #expect(wire.description == "no resistivity for wires of 33 nm (allowed: 40, 32)")
        let cell = TechnologyError.accessTransistorTooWide(66.3521, cellWidth: 4)
        #expect(cell.description.contains("66.35 F") && cell.description.contains("4.0 F wide"))
    }
}
