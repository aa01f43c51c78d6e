// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Diagnostics
import Estimation
import ReportKit
import Testing

@testable import Reporting

@Suite struct ImpossibleFiguresTests {
    @Test func aSoundEstimateHasNone() throws {
        #expect(try Samples.estimate().impossibleFigures.isEmpty)
        #expect(try Samples.estimate(["algoWeightMin=-2", "pipeline=true"]).impossibleFigures.isEmpty)
    }

    @Test(arguments: EstimateFormat.allCases, [Double.nan, .infinity, -.infinity, -1e-30])
    func noFormatShowsOne(_ format: EstimateFormat, _ value: Double) throws {
        let estimate = try Samples.estimate { $0.breakdown.buffer.energy = value }
        let error = #expect(throws: InputError.self) { try estimate.rendered(as: format) }
        #expect(error?.kind == .internalError)
        #expect(error?.message.contains("chip.breakdown.buffer.energy = \(value)") == true)
    }

    @Test func aFigureThatFollowsFromOthersIsFoundToo() throws {
        let estimate = try Samples.estimate { figures in
            figures.costs = PhaseCosts()
            figures.leakageEnergy = 0
        }
        #expect(estimate.impossibleFigures.contains("chip.efficiency.operationsPerJoule = inf"))
    }

    @Test func whatWasGivenIsExaminedWhereItIsShown() throws {
        #expect(try GivenNumber().checked(as: .short) == "short")
        let error = #expect(throws: InputError.self) { try GivenNumber().checked(as: .whole) }
        #expect(error?.message.contains("input = nan") == true)
    }

    /// A report on a number that was given, in a form with that number and in one without.
    private struct GivenNumber: Report {
        enum Format { case whole, short }

        static let schemaName = "tessera.given/1"
        static let subject = "a number"
        static let contents: [ReportMember<GivenNumber>] = [.given("input", "the number") { _ in Double.nan }]

        static func showsDocument(in format: Format) -> Bool { format == .whole }

        func text(as format: Format, document: JSONValue, command: [String]?) -> String {
            format == .whole ? document.text : "short"
        }
    }

    @Test func manyAreCounted() throws {
        let estimate = try Samples.estimate { figures in
            figures.costs = Samples.phases(.nan)
            figures.peak = Samples.phases(.nan)
        }
        let error = #expect(throws: InputError.self) { try estimate.rendered(as: .csv) }
        #expect(error?.message.contains(", and \(estimate.impossibleFigures.count - 5) more") == true)
    }

    @Test func nothingIsNoFigure() throws {
        let estimate = try Samples.estimate { $0.breakdown = CostBreakdown() }
        #expect(try estimate.rendered(as: .text).contains("Buffer readLatency is: 0ns"))
    }
}
