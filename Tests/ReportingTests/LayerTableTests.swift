// SPDX-License-Identifier: Apache-2.0

import Estimation
import ReportKit
import Testing

@testable import Reporting

@Suite struct LayerTableTests {
    private func rows() throws -> [[String]] {
        let text = try Samples.estimate().rendered(as: .csv)
        // The name of the first layer holds a comma and quotes.
        let plain = text.replacing("\"conv, \"\"first\"\"\"", with: "NAME")
        return plain.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func thereIsARowForEachLayer() throws {
        let rows = try rows()
        #expect(rows.count == 3)
        #expect(Set(rows.map(\.count)) == [47])
        #expect(rows.dropFirst().map { $0[0] } == ["1", "2"])
        #expect(try Samples.estimate().rendered(as: .csv).hasSuffix("\n"))
    }

    @Test func namesThatNeedQuotesHaveThem() throws {
        #expect(try Samples.estimate().rendered(as: .csv).contains("\n1,\"conv, \"\"first\"\"\","))
        #expect(try rows()[2][1] == "")
    }

    static let figures: [(column: String, value: Double)] = [
        ("forward_latency_s", 100e-9), ("weight_update_energy_J", 107e-12), ("total_latency_s", 412e-9),
        ("peak_activation_gradient_latency_s", 112e-9), ("peak_total_energy_J", 456e-12),
        ("breakdown_conversion_latency_s", 120e-9), ("breakdown_weight_gradient_energy_J", 131e-12),
        ("breakdown_dram_energy_J", 135e-12), ("leakage_power_W", 140e-6), ("leakage_energy_J", 141e-12),
        ("programming_latency_s", 142e-9), ("programming_energy_J", 143e-12), ("tiles", 1), ("speed_up", 4),
        ("utilization", 0.25), ("multiply_accumulates", 294_912),
    ]

    @Test(arguments: figures) func columnsHoldTheirFigures(_ figure: (column: String, value: Double)) throws {
        let rows = try rows()
        let column = try #require(rows[0].firstIndex(of: figure.column))
        let found = try #require(Double(rows[1][column]))
        #expect(abs(found - figure.value) <= 1e-14 * figure.value)
    }

    @Test func columnsHaveDifferentNames() {
        let names = LayerTable.columns.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
