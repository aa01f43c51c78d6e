// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Foundation
import Plots
import Revisions
import Runs
import Testing
import Workload

@testable import Estimation
@testable import Reporting

/// Reports on times that never end: a word, null with a reason, never a number.
@Suite struct EndlessReportTests {
    private let endless = try? EndlessReportTests.estimate()

    /// Training on a cross-point array that is read row by row, in the reference's accounting.
    private static func estimate(_ settings: [String] = []) throws -> Estimate {
        let crossbar = [
            "memcelltype=2", "accesstype=4", "operationmode=1", "cellBit=1", "trainingEstimation=1", "batchSize=16",
        ]
        let configuration = try Samples.configuration(crossbar + settings)
        let network = try Samples.network()
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: 8, activationBits: 8)
        let parameters = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: 8)
        return try estimator.estimate(
            statistics: NetworkStatistics(network, parameters: parameters, activationBits: 8))
    }

    private func isFreeOfAbsurdNumbers(_ report: String) -> Bool {
        // A commit such as a936e93 is no number.
        let text = report.replacing(/"commit": "[^"]*"/, with: "")
        return text.replacing(/#[0-9a-f]{6}/, with: "").matches(of: /\d[eE]\+?(\d+)\b/).allSatisfy {
            (Int($0.1) ?? 0) < 30
        } && !text.contains("inf")
            && !text.contains("nan")
    }

    @Test func text() throws {
        let text = try #require(endless).rendered(as: .text)
        #expect(text.contains("layer1's writeLatency of Weight Update is: never\n"))
        #expect(text.contains("Chip total Latency (per epoch) is: never\n"))
        #expect(text.contains("Throughput TOPS: 0\n"))
        #expect(text.contains("- in the reference's accounting the weight update never ends"))
        #expect(text.contains("Where a time never ends, with each selection counted once:\nlayer1's writeLatency"))
        #expect(isFreeOfAbsurdNumbers(text))
        #expect(try !Self.estimate(["accounting=exact"]).rendered(as: .text).contains("never"))
    }

    @Test func json() throws {
        let text = try #require(endless).rendered(as: .json)
        #expect(isFreeOfAbsurdNumbers(text))
        let tree = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let chip = try #require(tree["chip"] as? [String: Any])
        let costs = try #require(chip["costs"] as? [String: [String: Any]])
        for phase in ["weightUpdate", "total"] {
            let cost = try #require(costs[phase])
            #expect(cost["latency"] is NSNull)
            #expect((cost["reason"] as? String)?.hasPrefix("never ends: each read before it") == true)
            #expect(try #require(cost["boundedLatency"] as? Double) > 0)
        }
        #expect(costs["forward"]?["latency"] is Double && costs["forward"]?["reason"] == nil)
        let breakdown = try #require(chip["breakdown"] as? [String: [String: Any]])
        #expect(breakdown["weightUpdate"]?["latency"] is NSNull)
    }

    @Test func tables() throws {
        let estimate = try #require(endless)
        let rows = try estimate.rendered(as: .csv).split(separator: "\n").map(String.init)
        let column = try #require(rows[0].split(separator: ",").firstIndex(of: "weight_update_latency_s"))
        // The name of the first layer has a comma and quotes.
        #expect(rows[2].split(separator: ",", omittingEmptySubsequences: false)[column] == "never")
        #expect(isFreeOfAbsurdNumbers(rows.dropFirst().joined(separator: "\n")))
        let epoch = EpochReport(estimate)
        #expect(epoch.summaryRow.contains("never") && epoch.breakdown.contains("never"))
        #expect(isFreeOfAbsurdNumbers(epoch.summaryRow) && isFreeOfAbsurdNumbers(epoch.breakdown))
    }

    @Test func page() throws {
        let page = try #require(endless).rendered(as: .html)
        #expect(page.contains("\"latency\":null"))
        #expect(page.contains("reviveLatency"))
        #expect(!page.contains("unbounded"))
    }

    @Test func comparison() throws {
        let setting = { (value: Int) in ComparisonSetting(values: [.init(name: "x", value: .integer(value))]) }
        let columns = try [Self.estimate(["accounting=exact"]), try #require(endless)].enumerated().map {
            ComparedColumn(setting: setting($0.offset), design: .chip($0.element))
        }
        let comparison = Comparison(network: try Samples.network(), weightBits: 8, activationBits: 8, columns: columns)
        let plot = try comparison.plot()
        for text in try [comparison.rendered(as: .text), comparison.rendered(as: .csv), plot.svg(), plot.csv] {
            #expect(text.contains("never") && isFreeOfAbsurdNumbers(text), "\(text)")
        }
        let single = try #require(endless).plot()
        for text in [single.svg(), single.csv] {
            #expect(text.contains("never") && isFreeOfAbsurdNumbers(text), "\(text)")
        }
        let json = try comparison.rendered(as: .json)
        #expect(json.contains("\"latency\": null") && json.contains("never ends: each read before it"))
        let tree = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let designs = try #require(tree["columns"] as? [[String: Any]])
        #expect((designs[1]["reasons"] as? [String: String])?["latency"]?.hasPrefix("never ends") == true)
        #expect((designs[0]["reasons"] as? [String: String])?.isEmpty == true)
        // Nothing is a multiple of a time that never ends.
        let reversed = Comparison(
            network: try Samples.network(), weightBits: 8, activationBits: 8, columns: columns.reversed())
        #expect(reversed.ratio(.latency, of: columns[0]) == nil)
        #expect(try isFreeOfAbsurdNumbers(reversed.rendered(as: .text)))
    }
}
