// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Diagnostics
import Estimation
import Foundation
import ReportKit
import Testing
import Workload

@testable import Reporting

@Suite struct EstimateDocumentTests {
    private func document(
        _ assignments: [String] = [], source: WorkloadSource = .trace(path: "t"), warnings: [String] = []
    ) throws -> [String: Any] {
        let text = try Samples.estimate(assignments, source: source, warnings: warnings).rendered(as: .json)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// A member by its path, as in `layers.0.costs`.
    private func member(_ document: [String: Any], _ path: String) -> Any? {
        path.split(separator: ".").reduce(document as Any?) { value, key in
            if let object = value as? [String: Any] { return object[String(key)] }
            if let list = value as? [Any], let index = Int(key) { return list[index] }
            return nil
        }
    }

    @Test func layersHaveTheNumbersOfAllSidesAndDirections() throws {
        func described(_ strides: AxisPair, _ padding: Layer.Padding) throws -> [String: Any] {
            let layer = try Layer(
                inputHeight: 8, inputWidth: 9, inputChannels: 2, kernelHeight: 3, kernelWidth: 3, outputChannels: 4,
                strides: strides, dilations: AxisPair(vertical: 1, horizontal: 2), padding: padding)
            let text = try Network(layers: [layer]).reportValue.text
            return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }
        let even = try described(2, 1)
        #expect(member(even, "layers.0.stride") as? Int == 2)
        #expect(member(even, "layers.0.strides") as? [Int] == [2, 2])
        #expect(member(even, "layers.0.paddingVertical") as? Int == 1)
        #expect(member(even, "layers.0.pads") as? [Int] == [1, 1, 1, 1])
        #expect(member(even, "layers.0.dilations") as? [Int] == [1, 2])
        let uneven = try described(
            AxisPair(vertical: 1, horizontal: 2), Layer.Padding(top: 0, left: 2, bottom: 1, right: 2))
        #expect(member(uneven, "layers.0.stride") is NSNull)
        #expect(member(uneven, "layers.0.strides") as? [Int] == [1, 2])
        #expect(member(uneven, "layers.0.paddingVertical") is NSNull)
        #expect(member(uneven, "layers.0.paddingHorizontal") as? Int == 2)
        #expect(member(uneven, "layers.0.pads") as? [Int] == [0, 2, 1, 2])
        #expect(member(uneven, "layers.0.inputHeight") as? Int == 8)
        #expect(member(uneven, "layers.0.outputHeight") as? Int == 7)
    }

    /// The period of the clock and TOPS/mm² are in the JSON of a revision whose text has them, and in no other.
    @Test func whatTheTextOfV15HasIsInItsJSON() throws {
        let estimate = try Samples.estimate(["revision=neurosim-1.5", "numRowParallel=64"], clockPeriod: 2.5e-9)
        let text = try estimate.rendered(as: .text)
        let json = try JSONSerialization.jsonObject(with: Data(estimate.rendered(as: .json).utf8))
        let document = try #require(json as? [String: Any])
        #expect(number(document, "clockPeriod") == 2.5e-9)
        #expect(text.contains("clkPeriod: 2.5e-09\n") && text.contains("Chip clock period is: 2.5ns\n"))
        let density = try #require(number(document, "operationDensity"))
        #expect(abs(density * 21e-12 / estimate.chip.operationsPerSecond - 1) < 1e-12)
        let written = FigureText.sixDigits(density * 1e-18)
        #expect(text.contains("Compute efficiency TOPS/mm^2 (Pipelined Process): \(written)\n"))
        let other = try self.document()
        #expect(other["clockPeriod"] == nil && other["operationDensity"] == nil)
    }

    private func number(_ document: [String: Any], _ path: String) -> Double? {
        (member(document, path) as? NSNumber)?.doubleValue
    }

    @Test func theDocumentSaysWhatItIs() throws {
        let document = try document(warnings: ["mind the gap"])
        #expect(member(document, "schema") as? String == "tessera.estimate/1")
        #expect(member(document, "version") as? String == Tessera.version)
        #expect(member(document, "commit") as? String == Tessera.commit)
        #expect(member(document, "accounting") as? String == "neurosim")
        #expect(member(document, "mode") as? String == "inference")
        #expect(member(document, "period") as? String == "image")
        #expect(member(document, "dataflow") as? String == "layerByLayer")
        #expect(member(document, "warnings") as? [String] == ["mind the gap"])
        let other = try self.document(["accounting=exact", "trainingEstimation=true", "pipeline=true"])
        #expect(member(other, "accounting") as? String == "exact")
        #expect(member(other, "mode") as? String == "training")
        #expect(member(other, "period") as? String == "epoch")
        #expect(member(other, "dataflow") as? String == "pipelined")
    }

    static let figures: [(path: String, value: Double)] = [
        ("area.total", 21e-12), ("area.array", 1e-12), ("area.conversion", 2e-12), ("area.accumulation", 3e-12),
        ("area.interconnect", 4e-12), ("area.other", 5e-12), ("area.weightGradient", 6e-12),
        ("layers.0.costs.forward.latency", 100e-9), ("layers.0.costs.weightUpdate.energy", 107e-12),
        ("layers.1.peak.activationGradient.energy", 213e-12), ("layers.1.breakdown.dram.energy", 235e-12),
        ("layers.0.breakdown.conversion.latency", 120e-9), ("layers.0.leakage.power", 140e-6),
        ("layers.0.leakage.energy", 141e-12), ("layers.1.programming.latency", 242e-9),
        ("layers.0.conversions", 144), ("layers.1.conversions", 244),
        ("chip.costs.weightGradient.latency", 304e-9), ("chip.peak.total.energy", 1256e-12),
        ("chip.breakdown.interconnect.latency", 328e-9), ("chip.leakage.energy", 341e-12),
        ("chip.programming.energy", 343e-12), ("chip.energy", 1557e-12), ("chip.operations", 589_824),
        ("chip.efficiency.framesPerSecond", 1 / 1212e-9), ("chip.efficiency.operationsPerJoule", 589_824 / 1557e-12),
        ("chip.peakEfficiency.operationsPerSecond", 589_824 / 1252e-9), ("operations.reference", 589_824),
        ("operations.exact", 630_784), ("network.layers.0.inputChannels", 16), ("network.layers.1.weights", 20480),
        ("floorplan.layers.1.firstTile", 1), ("floorplan.tiles", 9), ("floorplan.layers.0.utilization", 0.25),
        ("workload.weightBits", 8), ("workload.activationBits", 8),
    ]

    @Test(arguments: figures) func figuresAreInSIUnits(_ figure: (path: String, value: Double)) throws {
        let found = try #require(number(document(), figure.path))
        #expect(abs(found - figure.value) <= 1e-14 * figure.value)
    }

    @Test func figuresHaveAllTheirDigits() throws {
        let estimate = try Samples.estimate { $0.costs.forward.latency = 0.1 + 0.2 }
        #expect(try estimate.rendered(as: .json).contains("\"latency\": 0.30000000000000004}"))
    }

    @Test func parametersSayWhereTheyComeFrom() throws {
        let parameters = try #require(document()["parameters"] as? [[String: Any]])
        #expect(
            parameters.compactMap { $0["name"] as? String } == ParameterSchema.all(readBy: .neurosim21).map(\.name))
        let levels = try #require(parameters.first { $0["name"] as? String == "levelOutput" })
        #expect(levels["value"] as? Int == 32)
        #expect(levels["isDefault"] as? Bool == false)
        #expect(levels["origin"] as? String == "--set levelOutput=32")
        #expect(levels["unit"] as? String == "levels")
        let node = try #require(parameters.first { $0["name"] as? String == "technode" })
        #expect(node["value"] as? Int == 32)
        #expect(node["isDefault"] as? Bool == true)
        #expect(node["origin"] is NSNull)
    }

    @Test func theWorkloadIsNamedButNotItsFile() throws {
        let trace = try document(source: .trace(path: "/somewhere/trace.npz"))
        #expect(member(trace, "workload.source") as? String == "trace")
        #expect(
            try Samples.estimate(source: .trace(path: "a")).rendered(as: .json)
                == Samples.estimate(source: .trace(path: "b")).rendered(as: .json))
        let synthetic = try document(source: .synthetic(seed: .max))
        #expect(member(synthetic, "workload.source") as? String == "synthetic")
        #expect(member(synthetic, "workload.seed") as? String == "18446744073709551615")
        #expect(number(synthetic, "workload.weightSpread") == 0.25)
    }

    @Test func keysAreSorted() throws {
        let text = try Samples.estimate().rendered(as: .json)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
        #expect(keys.count == 19)
        #expect(keys == keys.sorted())
    }

    /// A page that forgets a member, or has one that is gone, is wrong.
    @Test func everyMemberIsDocumented() throws {
        let page = try String(contentsOf: Documentation.page("json-schema.md"), encoding: .utf8)
        let documented = Set(page.matches(of: /`([A-Za-z.\[\]\/0-9]+)`/).map { String($0.1) })
        let estimate = try document(source: .synthetic(seed: 0))
        for path in Documentation.paths(estimate) {
            #expect(documented.contains(path), "\(path)")
        }
    }
}

/// Pages in `docs`.
enum Documentation {
    static func page(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs").appending(path: name)
    }

    /// Names of the members in a document as the pages write them: the last two parts of each path.
    static func paths(_ value: Any, under parent: String = "") -> Set<String> {
        if let list = value as? [Any] {
            return list.reduce(into: []) { $0.formUnion(paths($1, under: parent)) }
        }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(into: []) { result, member in
            result.insert(member.key)
            result.formUnion(paths(member.value, under: member.key))
        }
    }
}
