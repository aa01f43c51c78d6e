// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Runs
import Testing
import _TestSupport

@testable import Sweep

/// Sweeps over the workload, whose points share chips.
@Suite struct SharedChipTests {
    /// Points have the figures of an estimate of their own, in any order and on any number of threads.
    @Test(arguments: [1, 3])
    func figuresAreThoseOfEstimates(threads: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write("net.csv", "8,8,4,3,3,16,0,1\n1,1,64,1,1,10,0,1\n")
        let plan = try SweepPlan(
            """
            network: \(folder.path(of: "net.csv"))
            workload: statistics
            parameters:
              syntheticActivationDensity: [0.1, 0.3, 0.6]
              levelOutput: [16, 32]
              syntheticWeightSpread: [0.1, 0.4]
            """, file: "plan.yaml")
        let store = try SweepStore(folder.path(of: "a.db"), build: SweepBuild(program: "test"), rule: .refuse)
        let progress = try SweepEvaluation(
            plan, store: store, defaults: .init(parameters: [], network: nil), threads: threads
        ).run()
        #expect(progress.done == 12 && progress.invalid == 0)
        for point in try store.points() {
            let settings = point.settings.map { "\($0.name)=\($0.value)" }
            let estimate = try EstimateRequest(
                Configuration().setting(settings), network: .file(folder.path(of: "net.csv")), workload: .statistics
            ).run().estimate
            let figures = try #require(point.figures)
            #expect(figures.area == estimate.wholeArea && figures.energy == estimate.wholeEnergy)
            #expect(figures.latency == estimate.wholeLatency)
        }
    }
}
