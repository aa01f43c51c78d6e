// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

@Suite("Wires")
struct WireTests {
    @Test(
        "Resistance per length at 300 K and 350 K",
        arguments: [
            (200, 288095.23809523805, 353060.71428571426), (100, 1186956.5217391304, 1454615.2173913042),
            (50, 6683760.6837606831, 8190948.7179487171), (40, 13256578.947368421, 16245937.500000002),
            (32, 23180509.868421055, 28407714.84375), (22, 55888429.752066106, 68491270.661157012),
            (14, 180515063.16812435, 221221209.91253641),
        ])
    func golden(width: Int, cold: Double, warm: Double) throws {
        #expect(isClose(try Wire(nanometers: width).resistancePerLength, cold, relative: 1e-14))
        #expect(isClose(try Wire(nanometers: width, temperature: 350).resistancePerLength, warm, relative: 1e-14))
    }

    @Test("Thin wires resist more, and not only for their cross section")
    func thinWires() throws {
        let wires = try TechnologyLibrary.neuroSim21.wireWidths.map { try Wire(nanometers: $0) }
        for (wide, thin) in zip(wires, wires.dropFirst()) {
            #expect(thin.resistivity > wide.resistivity)
            #expect(thin.resistancePerLength > wide.resistancePerLength)
        }
    }

    @Test("Every node has a wire", arguments: Technology.supportedNodes)
    func standardWidth(node: Int) throws {
        let expected = [130: 200, 90: 200, 65: 100, 45: 50, 32: 40, 22: 32, 14: 22, 10: 14, 7: 14]
        let record = try TechnologyLibrary.neuroSim21.node(node)
        #expect(record.wire.nanometers == expected[node])
        #expect(record.cells.crossPointFeatureSize.value == record.wire.wire(temperature: 300).width)
    }

    @Test("The wire along a cell is as long as the cell")
    func cellResistance() throws {
        let wire = try Wire(nanometers: 40)
        #expect(isClose(wire.cellResistance(lengthInWidths: 4), 13256578.947368421 * 160e-9, relative: 1e-14))
        #expect(Wire.ideal.cellResistance(lengthInWidths: 4) == 0)
        #expect(Wire.ideal.isIdeal && !wire.isIdeal)
        #expect(Wire.ideal.resistancePerLength == 1)
        let capacitance = try Technology(node: 32, roadmap: .highPerformance).wireCapacitancePerLength
        #expect(isClose(capacitance, 2e-10, relative: 1e-15))
    }

    @Test("An unknown width is refused", arguments: [-1, 0, 33, 400])
    func unknownWidth(width: Int) {
        #expect(throws: TechnologyError.unknownWireWidth(width, allowed: [200, 100, 50, 40, 32, 22, 14])) {
            try Wire(nanometers: width)
        }
    }
}
