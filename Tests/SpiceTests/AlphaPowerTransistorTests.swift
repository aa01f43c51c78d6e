// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology
import Spice
import Technology
import Testing

/// The transistor of circuits against the tables that it is derived from.
struct AlphaPowerTransistorTests {
    private static let processes: [(node: Int, roadmap: DeviceRoadmap)] = Technology.supportedNodes.flatMap { node in
        DeviceRoadmap.allCases.map { (node, $0) }
    }

    @Test(arguments: processes, [300.0, 355, 400])
    func `on-current, off-current and linear region are those of the tables`(
        _ process: (node: Int, roadmap: DeviceRoadmap), _ temperature: Double
    ) throws {
        let technology = try Technology(node: process.node, roadmap: process.roadmap, temperature: temperature)
        let supply = technology.supplyVoltage
        for (polarity, on, off) in [
            (TransistorPolarity.nmos, technology.nmosOnCurrent, technology.nmosOffCurrent),
            (.pmos, technology.pmosOnCurrent, technology.pmosOffCurrent),
        ] {
            for exponent in [1, 1.3, 2] {
                let device = AlphaPowerTransistor(polarity, exponent: exponent, technology: technology)
                #expect(abs(device.current(gate: supply, drain: supply) / on - 1) < 1e-9)
                #expect(abs(device.current(gate: 0, drain: supply) / off - 1) < 1e-6)
                let small = 1e-6
                let resistance = small / (device.current(gate: supply, drain: small) * 1)
                let saturated = technology.resistanceMultiplier * supply / on
                #expect(abs(resistance / (DesignRules.linearRegionRatio * saturated) - 1) < 1e-4)
            }
        }
    }

    @Test func `current grows with gate and drain and has no steps`() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let device = AlphaPowerTransistor(.nmos, technology: technology)
        var last = -1.0
        for step in 0...170 {
            let current = device.current(gate: Double(step) * 0.005, drain: 0.85)
            #expect(current > last)
            if last > 1 { #expect(current / last < 1.2) }
            last = current
        }
        last = -1
        for step in 0...170 {
            let current = device.current(gate: 0.85, drain: Double(step) * 0.005)
            #expect(current >= last)
            last = current
        }
        #expect(device.current(gate: 0.85, drain: 0) == 0)
    }
}
