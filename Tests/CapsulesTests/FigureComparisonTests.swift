// SPDX-License-Identifier: Apache-2.0

import Formats
import Testing

@testable import Capsules

@Suite struct FigureComparisonTests {
    private func compared(_ before: String, _ now: String) throws -> FigureComparison {
        FigureComparison(
            try JSONContent(Array(before.utf8), file: nil), try JSONContent(Array(now.utf8), file: nil))
    }

    @Test func equalReportsAreTheSame() throws {
        let report = #"{"a": 1, "b": [{"c": 2.5, "name": "x"}, null, -3], "d": {"e": 0}}"#
        let result = try compared(report, report)
        #expect(result.count == 4 && result.changes.isEmpty)
    }

    @Test func changesStandInOrderOfTheirExtent() throws {
        let result = try compared(
            #"{"a": 100, "b": [1, 2], "c": {"d": 0, "e": 5}, "gone": 7, "f": -1}"#,
            #"{"a": 101, "b": [1, 4], "c": {"d": 0, "e": 5}, "new": 8, "f": 1}"#)
        #expect(result.count == 8)
        #expect(result.changes.map(\.figure) == ["gone", "new", "f", "b[1]", "a"])
        #expect(result.changes.map(\.ratio) == [nil, nil, -1, 2, 1.01])
        #expect(result.changes[0].before == 7 && result.changes[0].now == nil)
    }

    @Test(arguments: [(1e-10, true), (-1e-10, true), (1e-8, false), (-1e-8, false)])
    func roundingIsNoChange(_ share: Double, _ isSame: Bool) throws {
        let result = try compared("{\"a\": 3e-20}", "{\"a\": \(3e-20 * (1 + share))}")
        #expect(result.changes.isEmpty == isSame)
    }

    @Test func aFigureThatBecomesZeroHasChanged() throws {
        #expect(try compared("{\"a\": 1e-30}", "{\"a\": 0}").changes.map(\.ratio) == [0])
        #expect(try compared("{\"a\": 0}", "{\"a\": 1e-30}").changes.map(\.ratio) == [nil])
        #expect(try compared("{\"a\": 1e308}", "{\"a\": -1e308}").changes.map(\.ratio) == [-1])
    }

    @Test func parametersAreNoFigures() throws {
        let result = try compared(
            #"{"parameters": [{"value": 1}], "b": {"parameters": 1}}"#, #"{"parameters": [{"value": 2}], "b": {}}"#)
        #expect(result.count == 1 && result.changes.map(\.figure) == ["b.parameters"])
    }
}
