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
    /// Branches without resistance: the resistivities of others are constants (`KnownCircuitViolation`).
    private struct PlainBranches: CircuitRoles {
        func branchWireWidth(above wire: Wire) -> Double { 0 }
    }

    /// A cell that computes with logic, so that its arrays have no converters.
    private struct LogicCell: MemoryCell {
        let inputs: LawInputs

        let heightInFeatureSizes = 20.0
        let widthInFeatureSizes = 30.0
        let passGatesPerColumn = 1.0
        let mostBits: Int? = 1
        let selection = CellSelection.transistor
        let seriesResistance = 0.0

        var featureSize: Double { inputs.technology.featureSize }
        var stateResistance: CellResistance { CellResistance(on: inputs.ohms(1e4), off: inputs.ohms(1e7)) }
        var readResistance: CellResistance { stateResistance }
        var readOut: CellReadOut {
            .logic(CellLogic(delay: inputs.seconds(20e-12), energy: inputs.convert(1e-15, .energy)))
        }
        var wordlineLoad: Double { inputs.farads(1e-16) }
        var columnLoad: Double { inputs.farads(5e-17) }
        var readVoltage: Double { inputs.volts(0.5) }
        var writeVoltage: Double { inputs.technology.supplyVoltage }
        var writePulseWidth: Double { inputs.seconds(0.2e-9) }
        var writeRule: WriteRule { .flips }
        var leakagePower: Double { inputs.convert(1e-12, .power) }

        func writeEnergy(of write: CellWrite) -> Double { inputs.convert(1e-15, .energy) * write.writtenCells }
    }

    /// Parameters with a unit, in the units of a check.
    private static func parameters(_ inputs: LawInputs) -> [String] {
        [
            "clkFreq=\(inputs.hertz(1e9))", "readVoltage=\(inputs.volts(0.5))", "writeVoltage=\(inputs.volts(2))",
            "accessVoltage=\(inputs.volts(1.1))", "minSenseVoltage=\(inputs.volts(0.1))",
            "resistanceOn=\(inputs.ohms(240e3))", "resistanceOff=\(inputs.ohms(24e6))",
            "resistanceAccess=\(inputs.ohms(15e3))", "writePulseWidth=\(inputs.seconds(50e-9))",
            "readPulseWidth=\(inputs.seconds(10e-9))",
        ]
    }

    /// Figures of a small network on a chip of 32 nm.
    private static func chip(
        _ name: String, _ assignments: [String], cell: (@Sendable (LawInputs) -> any MemoryCell)? = nil
    ) -> LawSubject {
        LawSubject(name, axes: []) { inputs in
            let small = ["technode=32", "numRowSubArray=32", "numColSubArray=32", "levelOutput=16", "cellBit=1"]
            let sample = try Sample(SampleNetworks.plain(), small + parameters(inputs) + assignments)
            let wire = Wire(
                width: inputs.meters(40e-9), aspectRatio: 2, resistivity: inputs.convert(3.9e-8, .resistivity))
            let own = Revision(
                name: "converted",
                process: { _, _ in DesignProcess(technology: inputs.technology, wire: wire) }, circuits: PlainBranches()
            )
            let revision = cell.map { make in own.with { _, _ in make(inputs) } } ?? own
            let estimator = try Estimator(
                configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
                activationBits: sample.activationBits, revision: revision)
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
        let subject = Self.chip("logic", ["operationmode=2"]) { LogicCell(inputs: $0) }
        let found = try Self.violations(of: subject)
        #expect(found.isEmpty, "\(found.sorted().map(\.description))")
    }

    /// Their sense amplifiers leak with the square of the supply voltage.
    @Test func aChipOfSRAMReadRowByRowBreaksThatOfItsAmplifiers() throws {
        let found = try Self.violations(of: Self.chip("SRAM", ["operationmode=1", "memcelltype=SRAM"]))
        #expect(
            found == [.inhomogeneous("leakage", in: .volt, as: .mixed)], "\(found.sorted().map(\.description))")
    }

    /// Conversions have times and a voltage of their own; area, leakage and everything that they do not decide follow.
    @Test func aChipOfResistiveCellsBreaksThoseOfItsConverters() throws {
        let found = try Self.violations(of: Self.chip("RRAM", ["operationmode=2", "memcelltype=RRAM"]))
        let figures = Set(found.compactMap(\.figure))
        #expect(
            figures == ["by.conversion.latency", "by.conversion.energy", "peak.latency", "peak.energy"],
            "\(found.sorted().map(\.description))")
        #expect(found.allSatisfy { if case .inhomogeneous = $0 { true } else { false } })
    }
}
