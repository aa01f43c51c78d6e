// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Runs
import Testing

/// Changes that are proposed are changes that help, with the figures that they have.
@Suite struct ChangeSearchTests {
    private func request(_ assignments: [String]) throws -> EstimateRequest {
        EstimateRequest(
            try Configuration(files: [], assignments: assignments), network: .file("lenet5"),
            workload: .statistics(.parameters),
            listsChanges: true)
    }

    @Test(arguments: [
        ["trainingEstimation=false"], ["device=rram-hfox-40nm", "trainingEstimation=false"], ["revision=tessera"],
        ["revision=neurosim-1.5"],
    ])
    func aChangeHasTheRatiosOfTheChangedDesign(assignments: [String]) throws {
        let run = try request(assignments).run()
        let changes = try #require(run.changes)
        #expect(!changes.isEmpty && changes.count <= 3)
        for change in changes {
            let changed = try request(assignments + ["\(change.parameter)=\(change.proposed)"]).run().estimate
            #expect(abs(change.area - changed.wholeArea / run.estimate.wholeArea) < 1e-9)
            #expect(abs(change.latency - changed.wholeLatency / run.estimate.wholeLatency) < 1e-9)
            #expect(abs(change.energy - changed.wholeEnergy / run.estimate.wholeEnergy) < 1e-9)
            let improved = [
                ParameterSensitivity.Figure.area: change.area, .latency: change.latency, .energy: change.energy,
            ]
            #expect((improved[change.improves] ?? 1) < 0.97)
            #expect(change.value != change.proposed && !change.meaning.isEmpty)
        }
        let proposed = changes.map { "\($0.parameter)=\($0.proposed)" }
        #expect(Set(proposed).count == proposed.count)
    }

    @Test func nobodyIsToldWithoutAsking() throws {
        var request = try request([])
        request.listsChanges = false
        #expect(try request.run().changes == nil)
    }
}
