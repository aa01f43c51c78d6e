// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import NeuroSim21Technology
import Technology
import Testing
import Workload
import _TestSupport

/// Whole chips in other units are the same chips in other units: no level between a circuit and the chip adds a constant
/// that has a unit.
@Suite struct ChipLawTests {
    /// Figures of a small network on a chip of 32 nm.
    private static func chip(_ cell: LawCell, _ assignments: [String]) -> LawSubject {
        LawSubject(cell.rawValue, axes: []) { inputs in
            let own = ["technode=32", "levelOutput=16", "cellBit=1", "trainingEstimation=0"]
            let sample = Sample(
                configuration: try inputs.configuration(own + assignments), network: try SampleNetworks.plain(),
                weightBits: 8, activationBits: 8, seed: 1)
            let estimator = try Estimator(
                configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
                activationBits: sample.activationBits,
                revision: inputs.revision(Revision(name: "converted", circuits: PlainBranches()), cell: cell))
            let estimate = try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1)
            return figures(of: estimate)
        }
    }

    /// Figures without the memory beside the chip, whose rate and energy a bit are constants (`KnownCircuitViolation`).
    private static func figures(of estimate: Estimate) -> [LawFigure] {
        let chip = estimate.chip
        var figures = [
            LawFigure("area", estimate.totalArea, .area), LawFigure("leakage", chip.leakagePower, .power),
        ]
        figures += LawFigure.cost("peak", chip.peak.forward)
        figures += LawFigure.cost("programming", chip.programming)
        for (name, cost) in chip.breakdown.named where name != "dram" { figures += LawFigure.cost("by.\(name)", cost) }
        return figures
    }

    private static func violations(of subject: LawSubject) throws -> Set<LawViolation> {
        try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)])
    }

    @Test func aChipWithoutConvertersBreaksNoLaw() throws {
        let found = try Self.violations(of: Self.chip(.logic, ["operationmode=2"]))
        #expect(found.isEmpty, "\(found.sorted().map(\.description))")
    }

    /// Their sense amplifiers leak with the square of the supply voltage.
    @Test func aChipOfSRAMReadRowByRowBreaksThatOfItsAmplifiers() throws {
        let found = try Self.violations(of: Self.chip(.sram, ["operationmode=1", "memcelltype=SRAM"]))
        #expect(
            found == [.inhomogeneous("leakage", in: .volt, as: .mixed)], "\(found.sorted().map(\.description))")
    }

    /// Conversions have times and a voltage of their own; area, leakage and everything that they do not decide follow.
    @Test func aChipOfResistiveCellsBreaksThoseOfItsConverters() throws {
        let found = try Self.violations(of: Self.chip(.resistive, ["operationmode=2", "memcelltype=RRAM"]))
        let figures = Set(found.compactMap(\.figure))
        #expect(
            figures == ["by.conversion.latency", "by.conversion.energy", "peak.latency", "peak.energy"],
            "\(found.sorted().map(\.description))")
        #expect(found.allSatisfy { if case .inhomogeneous = $0 { true } else { false } })
    }
}
