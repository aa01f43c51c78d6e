// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Foundation
import Reporting
import Revisions
import Testing
import Workload

/// Complete cases from the reference's CSV files to the printed report, where they are there.
@Suite(.serialized, .enabled(if: SharedSuite.isUsable, "../shared with its golden cases, or NumPy, is not there"))
struct SharedSuiteTests {
    /// Cases that cannot be read would leave nothing to test.
    @Test func thereAreCases() {
        #expect(!SharedSuite.sample.isEmpty)
    }

    @Test(arguments: SharedSuite.sample)
    func reportIsThatOfTheReference(_ name: String) throws {
        let golden = try SharedSuite.readCase(name)
        let trace = try SharedSuite.makeTrace(golden)
        defer { try? FileManager.default.removeItem(at: trace) }
        let estimate = try estimate(name, golden, trace: trace)
        let actual = ReportFigures(try estimate.rendered(as: .text))
        let folder = SharedSuite.folder.appending(path: name)
        let expected = ReportFigures(try String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8))
        var comparison = FigureComparison()
        for (label, figure) in expected.numbers {
            comparison.compare((actual.numbers[label] ?? nil) ?? .nan, figure, label)
        }
        for (label, size) in expected.sizes { #expect(actual.sizes[label] == size, "\(label)") }
        #expect(comparison.problems.isEmpty, "\(comparison.problems.prefix(8))")
        #expect(comparison.count > 200)
    }

    private func estimate(_ name: String, _ golden: SharedSuite.Case, trace: URL) throws -> Estimate {
        let files = ["default.param", "\(name)/case.param"].map { SharedSuite.folder.appending(path: $0).path }
        let network = try Network(
            readingFrom: SharedSuite.folder.appending(path: "networks/\(golden.network)").path)
        let command = try TraceCommand(readingFrom: trace.appending(path: "trace_command.sh").path)
        let estimator = try Estimator(
            configuration: Configuration(files: files), network: network, weightBits: golden.weightBits,
            activationBits: golden.activationBits)
        return try estimator.estimate(
            CommandTrace(command, network: network), source: .trace(path: "trace_command.sh"))
    }
}
