// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Counting
import Estimation
import Revisions
import Technology
import Testing
import Workload
import _TestSupport

/// An estimator that shares nothing with a reference: circuits of its own in two roles, and a few counts of its own.
@Suite struct ToyRevisionTests {
    /// Branches are twice as wide, and sense amplifiers have half of their share.
    private struct ToyCircuits: CircuitRoles {
        func branchWireWidth(above wire: Wire) -> Double { wire.width * 2 }
        func senseAmplifierWidth(_ available: Double, amplifiers: Int) -> Double {
            available / Double(amplifiers) / 2
        }
    }

    /// Every vector is read twice, blocks wait for each other, and a tenth of what is shared leaks.
    private struct ToyCounting: CountingPolicy {
        func inputVectors(of layer: Layer) -> Int { 2 * layer.outputVectors }
        func latency(_ own: Double, alongside other: Double, otherIsSlower: Bool) -> Double { own + other }
        func sharedLeakage(_ power: Double) -> Double { power / 10 }
        func gradientPasses(_ passes: Double) -> Double { passes + 1 }
        func cellValues(_ level: Int, in code: CellCode) -> [Double] {
            Array(repeating: Double(level) / Double(1 << code.levelBits), count: code.cells)
        }
    }

    private func estimate(_ revision: Revision, _ assignments: [String]) throws -> Estimate {
        let sample = try Sample(SampleNetworks.plain(), assignments)
        let estimator = try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: 8, activationBits: 8,
            revision: revision)
        return try estimator.estimate(sample.trace(), source: .synthetic(seed: 1))
    }

    @Test(arguments: ["memcelltype=SRAM", "memcelltype=RRAM", "memcelltype=FeFET"], ["false", "true"])
    func figuresAreFinite(cell: String, trains: String) throws {
        let toy = Revision(name: "toy", circuits: ToyCircuits(), counting: ToyCounting())
        let assignments = [cell, "trainingEstimation=\(trains)", "numRowSubArray=32", "numColSubArray=32"]
        let estimate = try estimate(toy, assignments)
        #expect(EstimateCheck(estimate).problems.isEmpty)
        let standard = try self.estimate(.standard, assignments)
        #expect(estimate.chip.costs.forward.latency > 1.5 * standard.chip.costs.forward.latency)
        #expect(estimate.chip.costs.forward.energy > 1.5 * standard.chip.costs.forward.energy)
    }
}
