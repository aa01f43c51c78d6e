// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// Processes in other units are the same processes.
@Suite struct ConvertedTechnologyTests {
    private static let scale = UnitScale(metre: 2, second: -1, volt: 1, ampere: 3)

    private static let processes: [(node: Int, roadmap: DeviceRoadmap)] = [
        (130, .highPerformance), (32, .lowStandbyPower), (7, .lowStandbyPower),
    ]

    @Test func factorsAreProductsOfUnits() {
        #expect(UnitScale.si.factor(.energy) == 1)
        #expect(
            Self.scale.factor(.area) == 16 && Self.scale.factor(.energy) == 8 && Self.scale.factor(.resistance) == 0.25)
        #expect(Self.scale.convert(3, .voltage) == 6)
    }

    @Test(arguments: processes)
    func unitsOfTheSIChangeNothing(_ process: (node: Int, roadmap: DeviceRoadmap)) throws {
        let technology = try Technology(node: process.node, roadmap: process.roadmap)
        #expect(technology.converted(to: .si) == technology)
    }

    @Test(arguments: processes)
    func devicesAreTheSame(_ process: (node: Int, roadmap: DeviceRoadmap)) throws {
        let technology = try Technology(node: process.node, roadmap: process.roadmap)
        let other = technology.converted(to: Self.scale)
        let (width, otherWidth) = (3e-6, Self.scale.convert(3e-6, .length))
        for polarity in TransistorPolarity.allCases {
            #expect(
                other.onResistance(width: otherWidth, polarity: polarity)
                    == Self.scale.convert(technology.onResistance(width: width, polarity: polarity), .resistance))
            #expect(
                other.transconductance(width: otherWidth, polarity: polarity)
                    == Self.scale.convert(technology.transconductance(width: width, polarity: polarity), .conductance))
        }
        #expect(
            other.gateCapacitance(width: otherWidth)
                == Self.scale.convert(technology.gateCapacitance(width: width), .capacitance))
        // In all of its figures; node, temperature and ratios have no unit.
        #expect(other.node == technology.node && other.pmosToNmosRatio == technology.pmosToNmosRatio)
        #expect(other != technology && other.fin?.pitch == technology.fin.map { $0.pitch * 4 })
    }
}
