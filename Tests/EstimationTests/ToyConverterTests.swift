// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Revisions
import Technology
import _TestSupport
import Testing
import Workload

/// A converter that nothing in the sources knows: a ramp climbs through all levels, and the comparator of a column works
/// until the ramp has reached its current.
private struct RampConverter: ColumnConverter {
    /// Time of a step of the ramp [s].
    private static let step = 0.4e-9
    /// Energy of a comparator in a step [J].
    private static let comparison = 2e-15

    let footprint: Footprint
    let leakagePower: Double
    private let levels: Int
    private let fullConductance: Double

    /// A row of `converters` converters of `levels` levels; the ramp ends at the current of `fullConductance` [S].
    init(converters: Int, levels: Int, fullConductance: Double, width: Double) {
        footprint = Footprint(width: width, height: Double(converters) * 10e-12 / width)
        leakagePower = Double(converters) * 1e-9
        self.levels = levels
        self.fullConductance = fullConductance
    }

    func cost(ofColumn resistance: Double) -> OperationCost {
        let share = resistance > 0 ? min(1, 1 / (resistance * fullConductance)) : 0
        let steps = Double(levels)
        return OperationCost(latency: steps * Self.step, energy: (1 + (steps - 1) * share) * Self.comparison)
    }
}

/// Converters are ramps in forward reads; all other circuits are those that fit their place.
private struct RampCircuits: CircuitRoles {
    func converters(_ task: ConversionTask, at port: ReadPort, inputs: DesignInputs) -> ConverterBank {
        let (levels, rows) =
            switch task {
            case .sum(let levels, let rows): (levels, rows)
            case .twoStates: (2, 1)
            }
        let full = Double(rows) / inputs.cell.stateResistance.on
        let width = port.outputPitch * Double(port.outputCount)
        return ConverterBank(
            RampConverter(converters: port.converterCount, levels: levels, fullConductance: full, width: width))
    }
}

/// Estimates of a chip with a circuit in a role that is defined in this file and nowhere else.
@Suite struct ToyConverterTests {
    private func estimator(_ assignments: [String]) throws -> (sample: Sample, estimator: Estimator) {
        let small = ["numRowSubArray=32", "numColSubArray=32", "numRowSubArrayWG=32", "numColSubArrayWG=32"]
        let sample = try Sample(SampleNetworks.assorted(), small + assignments)
        let estimator = try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
            activationBits: sample.activationBits, revision: Revision(name: "ramps", circuits: RampCircuits()))
        return (sample, estimator)
    }

    @Test(arguments: ["SRAM", "RRAM", "FeFET"], ["1", "2", "3", "4", "5", "6"])
    func figuresMakeSense(cell: String, mode: String) throws {
        for training in ["0", "1"] {
            let (sample, estimator) = try estimator([
                "memcelltype=\(cell)", "operationmode=\(mode)", "trainingEstimation=\(training)",
            ])
            let drawn = try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1)
            let problems = EstimateCheck(drawn).problems
            #expect(problems.isEmpty, "training \(training): \(problems.prefix(8))")
            let usesConverters = cell != "SRAM" || sample.configuration.operationMode.isParallel
            #expect((estimator.chip.subarray.readADC is RampConverter) == usesConverters)
        }
    }

    @Test func aConversionTakesAStepALevel() throws {
        func conversion(_ levels: Int) throws -> OperationCost {
            let (sample, estimator) = try estimator(["memcelltype=RRAM", "levelOutput=\(levels)"])
            return try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1)
                .chip.breakdown.conversion
        }
        let (few, many) = (try conversion(16), try conversion(64))
        #expect(abs(many.latency / few.latency - 4) < 1e-9)
        #expect(many.energy > 1.2 * few.energy && many.energy < 4 * few.energy)
    }

    @Test(arguments: ["SRAM", "RRAM"], ["1", "2"])
    func expectedFiguresAreThoseOfDrawnTraces(cell: String, mode: String) throws {
        let (sample, estimator) = try estimator(["memcelltype=\(cell)", "operationmode=\(mode)"])
        let drawn = try estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1).chip
        let expected = try estimator.estimate(statistics: sample.statistics())
        #expect(EstimateCheck(expected).problems.isEmpty)
        let (own, averaged) = (drawn.breakdown.conversion, expected.chip.breakdown.conversion)
        #expect(abs(averaged.energy / own.energy - 1) < 0.1, "\(averaged.energy) for \(own.energy)")
        #expect(abs(averaged.latency / own.latency - 1) < 0.05, "\(averaged.latency) for \(own.latency)")
    }
}
