// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Explore

@Suite struct FrontTests {
    private struct Answer: Decodable {
        struct Point: Decodable {
            let number: Int
            let values: [String]
            let figures: [String: Double?]?
            let message: String?
        }
        let total: Int
        let isDone: Bool
        let points: [Point]
        let front: [Int]
    }
    private struct Report: Decodable {
        struct Area: Decodable { let total: Double }
        struct Chip: Decodable { let energy: Double }
        let area: Area
        let chip: Chip
    }

    private static let base =
        #""network": {"name": "lenet5"}, "parameters": {"trainingEstimation": "false", "levelOutput": "16"}"#

    private func request(_ axes: String) throws(InputError) -> FrontRequest {
        try FrontRequest(JSONContent(Array(#"{"design": {\#(Self.base)}, "axes": \#(axes)}"#.utf8), file: nil))
    }

    private func finished(_ site: Site, _ axes: String, plane: String = "x=area&y=energy") async throws -> Answer {
        let answer = await site.post("front/start", #"{"design": {\#(Self.base)}, "axes": \#(axes)}"#)
        let number = try JSONDecoder().decode([String: Int].self, from: Data(answer.body))["front"]
        for _ in 0..<3000 {
            let answer = await site.get("front?front=\(try #require(number))&from=0&\(plane)")
            let points = try JSONDecoder().decode(Answer.self, from: Data(answer.body))
            if points.isDone { return points }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw InputError("the sweep does not end")
    }

    /// Each point has the figures of its design, and the front those that no other point beats.
    @Test func pointsAreDesigns() async throws {
        let site = Site()
        defer { site.close() }
        let axes =
            #"[{"parameter": "memcelltype", "values": ["SRAM", "RRAM"]}, {"parameter": "levelOutput", "values": ["8", "32", "7"]}]"#
        let answer = try await finished(site, axes)
        #expect(answer.total == 6 && answer.points.map(\.number) == Array(0..<6))
        #expect(answer.points[4].values == ["RRAM", "32"])
        for point in answer.points {
            let body = #"""
                {"page": "a", "design": {"network": {"name": "lenet5"}, "parameters": {"trainingEstimation": "false",
                 "memcelltype": "\#(point.values[0])", "levelOutput": "\#(point.values[1])"}}}
                """#
            let report = await site.post("evaluate", body)
            guard point.values[1] != "7" else {
                #expect(point.figures == nil)
                #expect(point.message?.contains("not a power of two") == true)
                #expect(text(report).contains("not a power of two"))
                continue
            }
            let figures = try JSONDecoder().decode(Report.self, from: Data(report.body))
            #expect(point.figures?["area"] == figures.area.total)
            #expect(point.figures?["energy"] == figures.chip.energy)
        }
        for number in answer.points.filter({ $0.figures != nil }).map(\.number) {
            let own = answer.points[number].figures
            let isBeaten = answer.points.contains { other in
                guard let area = other.figures?["area"] ?? nil, let energy = other.figures?["energy"] ?? nil,
                    let ownArea = own?["area"] ?? nil, let ownEnergy = own?["energy"] ?? nil
                else { return false }
                return area <= ownArea && energy <= ownEnergy && (area < ownArea || energy < ownEnergy)
            }
            #expect(answer.front.contains(number) == !isBeaten)
        }
    }

    /// Of a figure that is better when it is large, the largest one is on the front.
    @Test func largeFiguresMayBeBetter() async throws {
        let site = Site()
        defer { site.close() }
        let axes = #"[{"parameter": "technode", "values": ["45", "22", "32"]}]"#
        let answer = try await finished(site, axes, plane: "x=operationsPerJoule&y=operationsPerSecond")
        let best = answer.points.max {
            ($0.figures?["operationsPerJoule"] ?? 0) ?? 0 < ($1.figures?["operationsPerJoule"] ?? 0) ?? 0
        }
        #expect(answer.front.contains(try #require(best).number))
    }

    @Test(arguments: [
        (#"[]"#, "are 0 parameters (allowed: 1 to 4)"),
        (#"[{"parameter": "temp", "values": []}]"#, "values of temp are missing"),
        (#"[{"parameter": "temp", "values": [300]}]"#, "which is no text"),
        (#"[{"parameter": "temp", "values": ["300"]}, {"parameter": "temp", "values": ["310"]}]"#, "a parameter twice"),
        (#"[{"parameter": "temp"}]"#, "values is missing"), (#"{}"#, "axes is no list"),
    ])
    func anotherSweepIsRefused(_ axes: String, _ message: String) {
        let error = inputError { try request(axes) }
        #expect(error.description.contains(message), "\(error)")
    }

    @Test func aSweepHasALimit() throws {
        func axis(_ name: String, _ count: Int) -> String {
            #"{"parameter": "\#(name)", "values": [\#((0..<count).map { "\"\(300 + $0)\"" }.joined(separator: ", "))]}"#
        }
        #expect(
            try request("[\(axis("temp", 40)), \(axis("clkFreq", 50))]").values(at: FrontRequest.mostPoints - 1) == [
                "339", "349",
            ])
        let error = inputError { try request("[\(axis("temp", 40)), \(axis("clkFreq", 51))]") }
        #expect(error.message.contains("`tessera sweep` takes more"))
    }

    @Test func aSweepCanBeStopped() async throws {
        let site = Site()
        defer { site.close() }
        let values = (0..<2000).map { "\"\(300 + Double($0) / 100)\"" }.joined(separator: ", ")
        let body =
            #"{"design": {"network": {"name": "resnet50"}}, "axes": [{"parameter": "temp", "values": [\#(values)]}]}"#
        let answer = await site.post("front/start", body)
        #expect(text(answer) == #"{"front":1}"#)
        #expect(await site.post("front/stop", #"{"front": 1}"#).status == 200)
        let state = text(await site.get("front?front=1&from=0&x=area&y=energy"))
        #expect(state.contains("\"isDone\":true"))
        #expect(try JSONDecoder().decode(Answer.self, from: Data(state.utf8)).points.count < 2000)
        #expect(text(await site.get("front?front=2&from=0&x=area&y=energy")) == #"{"ended":true}"#)
        #expect(await site.get("front?front=1&from=-1&x=area&y=energy").status == 400)
        #expect(await site.get("front?front=1&from=0&x=area&y=colour").status == 400)
    }
}
