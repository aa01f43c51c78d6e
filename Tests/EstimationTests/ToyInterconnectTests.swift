// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Revisions
import Technology
import _TestSupport
import Testing

/// Wires of another kind in all places of the same role.
@Suite struct ToyInterconnectTests {
    /// Light through a waveguide: the time does not depend on the distance, and every wire has a modulator.
    private struct Waveguide: Interconnect {
        static let modulatorSide = 1e-6
        static let flight = 20e-12
        static let energyPerBit = 50e-15

        let width: Double
        let leakagePower = 1e-6

        var footprint: Footprint { Footprint(width: Self.modulatorSide * width, height: Self.modulatorSide) }

        func cost(of operation: InterconnectOperation) -> OperationCost {
            switch operation {
            case .transfer(let bits, _, _): OperationCost(latency: Self.flight, energy: Self.energyPerBit * bits)
            }
        }
    }

    private struct Photonics: CircuitRoles {
        func interconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect {
            Waveguide(width: demand.width)
        }
    }

    private static let revision = Revision(name: "photonic", circuits: Photonics())

    private func estimator(_ revision: Revision, _ assignments: [String]) throws -> (Sample, Estimator) {
        let sample = try Sample(SampleNetworks.plain(), assignments + ["numRowSubArray=32", "numColSubArray=32"])
        return try (
            sample,
            Estimator(
                configuration: sample.configuration, network: sample.network, weightBits: 8, activationBits: 8,
                revision: revision)
        )
    }

    @Test(arguments: ["memcelltype=SRAM", "memcelltype=RRAM", "memcelltype=FeFET"], ["false", "true"])
    func figuresAreFinite(cell: String, trains: String) throws {
        let (sample, toy) = try estimator(Self.revision, [cell, "trainingEstimation=\(trains)"])
        let estimate = try toy.estimate(sample.trace(), source: .synthetic(seed: 1))
        #expect(EstimateCheck(estimate).problems.isEmpty)
    }

    @Test func allWiresAreOfTheOtherKind() throws {
        let (sample, toy) = try estimator(Self.revision, [])
        let (_, standard) = try estimator(.standard, [])
        let light = try toy.estimate(sample.trace(), source: .synthetic(seed: 1))
        let copper = try standard.estimate(sample.trace(), source: .synthetic(seed: 1))
        #expect(light.chip.breakdown.interconnect.energy != copper.chip.breakdown.interconnect.energy)
        #expect(light.chip.breakdown.conversion == copper.chip.breakdown.conversion)

        // Buses and trees of every level have modulators, and nothing else counts as wires.
        let wires = toy.chip.blocks.entries.filter { entry in
            ["input bus", "output bus", "H-tree"].contains(entry.path.last)
        }
        let modulators = wires.reduce(0) { $0 + $1.area }
        #expect(wires.count == (toy.chip.novelTile == nil ? 4 : 7))
        #expect(wires.allSatisfy { $0.area > 0 })
        #expect(abs(light.area.interconnect - modulators) <= 1e-12 * modulators)
    }
}
