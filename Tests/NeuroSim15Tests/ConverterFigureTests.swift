// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim15Technology
import Technology
import Testing
import _TestSupport

/// Converters of every node beside the figures of DNN+NeuroSim V1.5.
@Suite struct ConverterFigureTests {
    @Test(arguments: Processes.nodes)
    func powerIsThatOfTheReference(node: Int) throws {
        let rows = try RecordedTable("power").rows(of: node)
        #expect(rows.count == (node > 14 ? 168 : 49))
        for row in rows {
            let temperature = try row.number("temperature")
            let technology = try Processes.make(node, row.roadmap, temperature: temperature)
            let curves = try #require(technology.flash.curves)
            let (resistance, voltage) = (try row.number("resistance"), try row.number("readVoltage"))
            let levels = try row.integer("levels")
            let sensing = try row.text("converter") == "current" ? curves.current : curves.voltage
            let power =
                switch try row.text("converter") {
                case "sar":
                    SARADC(
                        converters: 1, levels: levels, readVoltage: voltage, layout: .free, technology: technology
                    ).power.power(resistance: resistance)
                default:
                    sensing.power.power(
                        resistance: resistance, comparators: Double(levels - 1), readVoltage: voltage,
                        temperature: temperature)
                }
            let differences = try wrong(["power": power], row)
            #expect(differences.isEmpty, "\(power): \(row)")
        }
    }

    @Test(arguments: Processes.nodes)
    func delayIsThatOfTheReference(node: Int) throws {
        let rows = try RecordedTable("delays").rows(of: node)
        #expect(rows.count == 38)
        for row in rows {
            for roadmap in try Processes.library.node(node).roadmaps {
                let curves = try #require(try Processes.make(node, roadmap).flash.curves)
                let sensing = try row.text("sensing") == "current" ? curves.current : curves.voltage
                let delay = sensing.delay.delay(
                    resistance: try row.number("resistance"), capacitance: try row.number("capacitance"))
                let differences = try wrong(["delay": delay], row)
                #expect(differences.isEmpty, "\(delay): \(row)")
            }
        }
    }

    /// A column without a row that is read has no resistance; one without current draws the same at all nodes.
    @Test func columnsWithoutCurrent() throws {
        let curves = try #require(try Processes.make(5, .lowStandbyPower).flash.curves)
        for sensing in [curves.current, curves.voltage] {
            func power(_ resistance: Double) -> Double {
                sensing.power.power(resistance: resistance, comparators: 31, readVoltage: 0.253, temperature: 350)
            }
            #expect(power(.nan) == 0 && power(0) == 0)
            #expect(isClose(power(.infinity), 1e-6 * (1 + 1.3e-3 * 50)))
        }
    }

    /// The fits of another revision's converters are not known here, and nothing stands in for them.
    @Test func curvesAreNotFits() throws {
        let technology = try Processes.make(22, .lowStandbyPower)
        #expect(technology.flash.fit.currentComparator.isNaN)
        #expect(throws: TechnologyError.noFlashFit(node: 22)) { try technology.checkFlashFit() }
    }
}
