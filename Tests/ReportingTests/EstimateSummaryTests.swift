// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import Runs
import Testing

@testable import Reporting

/// The summary of an estimate: one screen, with the figures of the JSON report.
@Suite struct EstimateSummaryTests {
    private func summary(_ assignments: [String], network: String = "vgg8") throws -> (text: String, run: EstimateRun) {
        let run = try EstimateRequest(
            Configuration(files: [], assignments: assignments), network: .file(network),
            workload: .statistics(.parameters),
            listsChanges: true
        ).run()
        return (try run.estimate.rendered(as: .summary, changes: run.changes), run)
    }

    @Test(arguments: [
        [], ["trainingEstimation=false"], ["device=rram-hfox-40nm"], ["revision=tessera"], ["revision=neurosim-1.5"],
        ["memcelltype=SRAM", "trainingEstimation=false", "pipeline=true"],
    ])
    func itFitsAScreen(assignments: [String]) throws {
        let lines = try summary(assignments).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 50)
        #expect(lines.allSatisfy { $0.count <= 120 })
        #expect(!lines.contains { $0.contains("nan") || $0.contains("inf ") || $0.contains(" 0.0 %") })
    }

    @Test func figuresAreThoseOfTheEstimate() throws {
        let (text, run) = try summary(["trainingEstimation=false"])
        let estimate = run.estimate
        func row(_ title: String) -> [Substring] {
            text.split(separator: "\n").first { $0.hasPrefix(title) }?.split(separator: " ") ?? []
        }
        func expect(_ title: String, _ value: Double, _ units: [String: Double]) throws {
            let cells = row(title)
            try #require(cells.count > 2)
            let unit = try #require(units[String(cells[2])], "\(cells)")
            let shown = try #require(Double(cells[1]))
            #expect(abs(shown / unit / value - 1) < 6e-4, "\(title)")
        }
        try expect("area", estimate.wholeArea, ["mm^2": 1e6])
        try expect("time", estimate.wholeLatency, ["s": 1, "ms": 1e3, "us": 1e6])
        try expect("energy", estimate.wholeEnergy, ["J": 1, "mJ": 1e3, "uJ": 1e6])
        try expect("power", estimate.wholeEnergy / estimate.wholeLatency, ["W": 1, "mW": 1e3])
        try expect("throughput", estimate.wholeOperationsPerSecond, ["TOPS": 1e-12, "GOPS": 1e-9])
        try expect("efficiency", estimate.wholeOperationsPerJoule, ["TOPS/W": 1e-12, "GOPS/W": 1e-9])
    }

    @Test func itHasTheThreeLargestCostsInOrder() throws {
        let (text, run) = try summary(["trainingEstimation=false"])
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == "Largest costs" })
        let costs = lines[(start + 1)...(start + 3)].map(String.init)
        let shares = costs.compactMap { $0.firstMatch(of: /(\d+\.\d) %/).flatMap { Double($0.1) } }
        #expect(shares.count == 3 && shares == shares.sorted(by: >))
        let area = run.estimate.area
        let largest = max(area.array, area.conversion, area.accumulation, area.interconnect, area.other)
        let share = (largest / run.estimate.totalArea * 1000).rounded() / 10
        #expect(costs.contains { $0.contains("\(share) % of the area") })
    }

    @Test func warningsDeviceAndProposalsAreThere() throws {
        let (text, run) = try summary(["device=rram-hfox-40nm", "trainingEstimation=false"])
        #expect(text.contains("device rram-hfox-40nm: "))
        #expect(text.contains("Warnings\n  - device rram-hfox-40nm was made at 40 nm"))
        let changes = try #require(run.changes)
        for change in changes { #expect(text.contains("--set \(change.parameter)=\(change.proposed)")) }
        // Without proposals there is no heading for them.
        #expect(!(try run.estimate.rendered(as: .summary)).contains("Try next"))
    }
}
