// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import NeuroSim21Technology
import Technology
import Revisions
import Testing
import Workload
import _TestSupport

/// A cell that nothing in the sources knows: two bits as charges, multiplied by logic inside the cell.
///
/// Nothing is sensed, so that arrays of it have no converters.
private struct ToyCell: MemoryCell {
    /// [F]
    let capacitance = 1e-15
    /// [V]
    let supplyVoltage: Double
    let featureSize: Double

    let heightInFeatureSizes = 20.0
    let widthInFeatureSizes = 30.0
    let passGatesPerColumn = 1.0
    let mostBits: Int? = 2
    let stateResistance = CellResistance(on: 1e4, off: 1e7)
    let selection = CellSelection.transistor
    let wordlineLoad = 0.1e-15
    let columnLoad = 0.05e-15
    let readVoltage = 0.5
    let seriesResistance = 0.0
    let writePulseWidth = 0.2e-9
    let leakagePower = 1e-12

    init(_ technology: Technology) {
        supplyVoltage = technology.supplyVoltage
        featureSize = technology.featureSize
    }

    var readResistance: CellResistance { stateResistance }
    var readOut: CellReadOut {
        .logic(CellLogic(delay: 20e-12, energy: capacitance * supplyVoltage * supplyVoltage))
    }
    var writeVoltage: Double { supplyVoltage }
    var writeRule: WriteRule { .flips }

    func writeEnergy(of write: CellWrite) -> Double {
        capacitance * supplyVoltage * supplyVoltage * write.writtenCells
    }
}

/// Estimates of a chip of a memory cell that is defined in this file and nowhere else.
@Suite struct ToyCellTests {
    private static let modes = ["1", "2", "3", "4", "5", "6"]

    private func estimator(_ assignments: [String]) throws -> (sample: Sample, estimator: Estimator) {
        let small = ["numRowSubArray=32", "numColSubArray=32", "numRowSubArrayWG=32", "numColSubArrayWG=32"]
        let sample = try Sample(SampleNetworks.assorted(), small + assignments)
        let estimator = try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
            activationBits: sample.activationBits,
            revision: sample.configuration.chipRevision().with { _, technology in ToyCell(technology) })
        return (sample, estimator)
    }

    @Test(arguments: modes, ["neurosim", "exact"])
    func figuresMakeSense(mode: String, accounting: String) throws {
        for training in ["0", "1"] {
            let setting = [
                "operationmode=\(mode)", "accounting=\(accounting)", "trainingEstimation=\(training)",
            ]
            let (sample, estimator) = try estimator(setting)
            let drawn = try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1)
            let problems = EstimateCheck(drawn).problems
            #expect(problems.isEmpty, "\(setting): \(problems.prefix(8))")
            #expect(drawn.chip.costs.forward.latency > 0 && drawn.chip.costs.forward.energy > 0)
            #expect(drawn.chip.programming.energy > 0 && drawn.chip.leakagePower > 0)
        }
    }

    @Test func itsArraysHaveNoConverters() throws {
        for mode in Self.modes {
            let subarray = try estimator(["operationmode=\(mode)"]).estimator.chip.subarray
            #expect(subarray.readADC == nil && subarray.transposedADC == nil)
            let isListed = ["1", "2"].contains(mode)
            #expect(subarray.area.conversion == 0 && (subarray.area.accumulation > 0) == isListed)
            let read = subarray.forwardRead(activity: 0.5)
            #expect(read.conversionLatencyFactor == 0 && read.latency.conversion == 0 && read.energy.conversion == 0)
        }
    }

    @Test func itHoldsTwoBitsWhateverIsAsked() throws {
        let inputs = try estimator(["cellBit=5"]).estimator.chip.inputs
        #expect(inputs.cellBits == 2 && inputs.columnsPerWeight == 4)
        #expect(try estimator(["cellBit=1"]).estimator.chip.inputs.cellBits == 1)
    }

    @Test func readsOfAllRowsTakeLessTimeThanRowByRow() throws {
        func latency(_ mode: String) throws -> Double {
            try estimator(["operationmode=\(mode)"]).estimator.chip.subarray.forwardRead(activity: 0.5).totalLatency
        }
        #expect(try latency("2") < latency("1"))
    }

    @Test func moreActiveRowsTakeMoreEnergy() throws {
        for mode in ["1", "2"] {
            let subarray = try estimator(["operationmode=\(mode)"]).estimator.chip.subarray
            let energies = [0.1, 0.5, 1].map { subarray.forwardRead(activity: $0).totalEnergy }
            #expect(energies[0] < energies[1] && energies[1] < energies[2])
        }
    }

    @Test(arguments: ["neurosim", "exact"])
    func expectedFiguresAreThoseOfDrawnTraces(accounting: String) throws {
        let (sample, estimator) = try estimator(["accounting=\(accounting)"])
        let drawn = try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1)
        let expected = try estimator.estimate(statistics: sample.statistics())
        #expect(EstimateCheck(expected).problems.isEmpty)
        let ratio = expected.chip.costs.forward.energy / drawn.chip.costs.forward.energy
        #expect(abs(ratio - 1) < 0.1)
    }
}
