// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

@testable import Systolic

/// The hardware of systolic arrays keeps the laws of figures, but for what is named.
@Suite struct ArrayLawTests {
    private static let causes = SystolicBreakdown.Cause.allCases

    /// Arrays of as many rows and columns as the check has, with words of its length.
    private static func array(_ dataflow: Dataflow) -> LawSubject {
        LawSubject(
            "\(dataflow)", axes: [.count, .rows, .columns, .bits], proportional: ["area.arithmetic", "area.registers"]
        ) { inputs in
            let technology = try ArrayTechnology(
                configuration: inputs.configuration([]),
                precision: SystolicPrecision(weightBits: inputs.bits, activationBits: inputs.bits),
                revision: inputs.revision(.standard, cell: .sram))
            let design = try SystolicDesign(
                rows: inputs.rows * inputs.count, columns: inputs.columns, dataflow: dataflow, ifmapKilowords: 8,
                filterKilowords: 8, ofmapKilowords: 8, bandwidth: .calculated)
            let hardware = ArrayHardware(design, technology: technology)
            return LawFigure.block(hardware.block) + breakdown("leakage", hardware.leakagePower, .power)
                + [
                    LawFigure("criticalPath", technology.criticalPath, .time),
                    LawFigure("cycle", hardware.time(cycles: 1000), .time),
                ]
                + breakdown("energy", hardware.energy(of: try figures(on: hardware)), .energy)
        }
    }

    /// What one layer does on an array of 8 rows and columns, so that only the hardware changes with the check.
    private static func figures(on hardware: ArrayHardware) throws -> LayerFigures {
        let layer = try SystolicLayer(
            name: "C3", inputHeight: 14, inputWidth: 14, filterHeight: 5, filterWidth: 5, channels: 6, filters: 16)
        let design = try SystolicDesign(
            rows: 8, columns: 8, dataflow: hardware.design.dataflow, ifmapKilowords: 8, filterKilowords: 8,
            ofmapKilowords: 8, bandwidth: .calculated)
        return try SystolicRun([layer], on: design).layers[0]
    }

    /// A figure, which must be the sum over what causes it, and each cause.
    private static func breakdown(_ name: String, _ values: SystolicBreakdown, _ dimension: Dimension) -> [LawFigure] {
        [LawFigure("\(name).total", values.total, dimension, parts: causes.map { values[$0] })]
            + causes.map { LawFigure("\(name).\($0)", values[$0], dimension) }
    }

    /// DRAM is a product of the market: its energy a bit is a figure, not an equation, and part of the total.
    private static let known: Set<LawViolation> = [
        .inhomogeneous("energy.dram", in: .second, as: .power(0)),
        .inhomogeneous("energy.dram", in: .volt, as: .power(0)),
        .inhomogeneous("energy.dram", in: .ampere, as: .power(0)),
        .inhomogeneous("energy.total", in: .second, as: .mixed),
        .inhomogeneous("energy.total", in: .volt, as: .mixed),
        .inhomogeneous("energy.total", in: .ampere, as: .mixed),
    ]

    @Test(arguments: Dataflow.allCases)
    func figuresKeepTheLaws(_ dataflow: Dataflow) throws {
        let processes = try [
            Technology(node: 130, roadmap: .highPerformance), Technology(node: 32, roadmap: .lowStandbyPower),
            Technology(node: 7, roadmap: .lowStandbyPower),
        ]
        let found = try Self.array(dataflow).violations(in: processes)
        let new = found.subtracting(Self.known).sorted()
        let gone = Self.known.subtracting(found).sorted()
        #expect(new.isEmpty, "breaks a law: \(new.map(\.description))")
        #expect(gone.isEmpty, "is said to break a law and does not: \(gone.map(\.description))")
    }
}
