// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

struct ColumnMultiplexerTests {
    @Test func agreesWithTheReference() throws {
        let cases = [
            (
                8,
                GoldenCase(
                    Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
                    resistance: 240000,
                    expected: [
                        2.5091500000000002e-05, 1.911e-07, 2.7107225200644443e-11, 3.611210903802649e-14,
                        2.5091500000000002e-05, 2.8665000000000004e-07, 2.7107225200644443e-11, 3.611210903802649e-14,
                        9.01882e-17, 9.01882e-17, 0.0,
                    ])
            ),
            (
                8,
                GoldenCase(
                    Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 16,
                    resistance: 240000,
                    expected: [
                        7.885900000000001e-05, 3.128764636002617e-07, 3.448472425458087e-11, 3.7234017400393874e-14,
                        7.885900000000001e-05, 4.693146954003926e-07, 3.440934442061577e-11, 3.695434729176973e-14,
                        5.795032302058342e-16, 7.645928157280907e-16, 0.0,
                    ])
            ),
            (
                2,
                GoldenCase(
                    Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
                    resistance: 6000,
                    expected: [
                        3.1616e-05, 5.9022218137867814e-05, 1.4807407229483255e-11, 3.517176532092132e-12, 3.1616e-05,
                        8.853332720680172e-05, 1.4807407229483255e-11, 3.517176532092132e-12, 2.459669670666093e-14,
                        5.319750683068528e-14, 0.0,
                    ])
            ),
        ]
        for (selections, golden) in cases {
            let folded = ColumnMultiplexer(
                inputCount: golden.count, selectionCount: selections, columnResistance: golden.resistance / 128,
                readVoltage: PeripheryStimulus.readVoltage, layout: try golden.width,
                technology: try golden.process.technology)
            let stretched = folded.stretched(
                to: folded.footprint.reshaped(height: folded.footprint.height * 1.5))
            expectFigures(
                [
                    "width": folded.footprint.width, "height": folded.footprint.height,
                    "four reads": (folded.cost(of: .pass(load: 3e-15)) * 4).latency,
                    "read energy": (folded.cost(of: .pass()) * 4).energy,
                    "stretched width": stretched.footprint.width, "stretched height": stretched.footprint.height,
                    "four stretched reads": (stretched.cost(of: .pass(load: 3e-15)) * 4).latency,
                    "stretched read energy": (stretched.cost(of: .pass()) * 4).energy,
                    "NMOS gate": stretched.nmosGateCapacitance, "PMOS gate": stretched.pmosGateCapacitance,
                    "leakage": stretched.leakagePower,
                ], equal: golden.expected)
        }
    }

    private static func multiplexer(
        inputs: Int = 16, resistance: Double = 2e3, layout: LayoutConstraint = .free, technology: Technology
    ) -> ColumnMultiplexer {
        ColumnMultiplexer(
            inputCount: inputs, selectionCount: 8, columnResistance: resistance, readVoltage: 0.5, layout: layout,
            technology: technology)
    }

    @Test(arguments: Process.representatives) func energyAndAreaAreThoseOfTheGates(process: Process) throws {
        let technology = try process.technology
        let single = Self.multiplexer(inputs: 1, technology: technology)
        let many = Self.multiplexer(inputs: 32, technology: technology)
        #expect(abs(many.area - 32 * single.area) < 1e-9 * many.area)
        let energy = (many.cost(of: .pass()) * 2).energy
        #expect(abs(energy - 64 * single.cost(of: .pass()).energy) < 1e-9 * energy)
        #expect(
            many.cost(of: .pass()).latency == single.cost(of: .pass()).latency
        )
        #expect(many.leakagePower == 0)
    }

    @Test(arguments: Process.representatives) func lowerResistanceWantsLargerGates(process: Process) throws {
        let technology = try process.technology
        let strong = Self.multiplexer(resistance: 200, technology: technology)
        let weak = Self.multiplexer(resistance: 20e3, technology: technology)
        #expect(strong.gateResistance == 50)
        #expect(strong.nmosGateCapacitance > weak.nmosGateCapacitance)
        #expect(strong.cost(of: .pass()).energy > weak.cost(of: .pass()).energy)
        let load = 1e-12
        #expect(
            strong.cost(of: .pass(load: load)).latency
                < weak.cost(of: .pass(load: load)).latency)
        #expect(
            weak.cost(of: .pass(load: load)).latency
                > weak.cost(of: .pass()).latency)
    }

    @Test(arguments: Process.representatives) func anyWidthGivesAPhysicalLayout(process: Process) throws {
        let technology = try process.technology
        for width in [1e-9, 1e-7, 1e-6, 1e-5, 1e-3, 1] {
            let multiplexer = Self.multiplexer(layout: .width(width), technology: technology)
            expectPhysical(multiplexer)
            #expect(multiplexer.footprint.width >= width)
        }
        let justOneFinger = 8800.8 * technology.featureSize
        expectPhysical(Self.multiplexer(inputs: 579, layout: .width(justOneFinger), technology: technology))
        let ignored = Self.multiplexer(layout: .height(1e-5), technology: technology)
        #expect(ignored.footprint == Self.multiplexer(technology: technology).footprint)
    }

    @Test func stretchingChangesTheRectangleOnly() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let original = Self.multiplexer(layout: .width(8e-5), technology: technology)
        let target = Footprint(width: 8e-5, height: 3e-6)
        let stretched = original.stretched(to: target)
        #expect(stretched.footprint == target)
        #expect(stretched.stretched(to: original.footprint).footprint == original.footprint)
        #expect(stretched.nmosGateCapacitance == original.nmosGateCapacitance)
        let unfolded = Self.multiplexer(technology: technology)
        #expect(stretched.cost(of: .pass()).energy == unfolded.cost(of: .pass()).energy)
    }
}
