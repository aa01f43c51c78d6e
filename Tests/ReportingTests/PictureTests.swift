// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Estimation
import Foundation
import Plots
import Sweep
import Testing

@testable import Inference
@testable import Macro
@testable import Reporting
@testable import Runs
@testable import SweepReporting
@testable import Training

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Pictures of reports show the figures of the reports.
@Suite struct PictureTests {
    /// The table beside a picture, after a check that the picture is XML.
    private func rows(_ plot: Plot) throws -> [[String: String]] {
        for style in [PlotStyle(), PlotStyle(width: PlotStyle.pageWidth)] {
            let parser = XMLParser(data: Data(plot.svg(style).utf8))
            #expect(parser.parse(), "\(plot.title): \(String(describing: parser.parserError))")
        }
        let lines = plot.csv.split(separator: "\n").map(fields)
        return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
    }

    /// The fields of a line, some between quotes.
    private func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for letter in line {
            switch letter {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(letter)
            }
        }
        return fields
    }

    private func figure(_ rows: [[String: String]], _ members: [String: String]) throws -> Double {
        let found = rows.filter { row in members.allSatisfy { row[$0.key] == $0.value } }
        #expect(found.count == 1, "\(members): \(found)")
        return try #require(found.first?["value"].flatMap(Double.init))
    }

    @Test func estimates() throws {
        let estimate = try Samples.estimate()
        let rows = try rows(estimate.plot())
        let area = try figure(rows, ["item": "area", "series": "total"])
        #expect(area == estimate.wholeArea)
        let parts = rows.filter { $0["item"] == "area" && $0["series"] != "total" }
        #expect(Set(parts.compactMap { $0["series"] }).isSuperset(of: ["conversion", "interconnect"]))
        #expect(parts.allSatisfy { $0["unit"] == "m^2" && $0["share"] != "" })
        for (index, layer) in estimate.layers.enumerated() {
            let found = rows.filter {
                $0["panel"] == "energy by layer" && $0["x"] == String(index + 1)
                    && ["", "total"].contains($0["series"])
            }
            #expect(found.count == 1)
            #expect(found.first?["value"].flatMap(Double.init) == layer.costs.total.energy + layer.leakageEnergy)
        }
    }

    @Test func macros() throws {
        let report = try #require(FormExamples.macros().first?.first)
        let rows = try rows(report.plot())
        #expect(try figure(rows, ["item": "energy", "series": "total"]) == report.macro.energy)
        for part in report.macro.parts where part.energy > 0 {
            let members = ["item": "energy", "series": part.name.title]
            #expect(try figure(rows, members) == part.energy)
        }
        #expect(try figure(rows, ["item": "energy", "series": "leakage"]) == report.macro.leakageEnergy)
    }

    @Test func trainings() throws {
        let report = try #require(FormExamples.trainings().first?.first)
        let rows = try rows(report.plot())
        for epoch in report.run.epochs.map(\.record) {
            let place = String(epoch.epoch + 1)
            let series = ["panel": "accuracy", "series": "training images", "x": place]
            #expect(try figure(rows, series) == epoch.trainingAccuracy)
            #expect(try figure(rows, ["panel": "loss", "series": "training images", "x": place]) == epoch.loss)
            let most = ["panel": "writes", "series": "most writes of a cell", "x": place]
            #expect(try figure(rows, most) == Double(epoch.mostWrites))
        }
    }

    @Test func accuracies() throws {
        let single = try #require(FormExamples.trials(3).first?.first).results
        let bars = try rows(single.plot())
        #expect(try figure(bars, ["item": "hardware"]) == single.settings[0].accuracy.mean)
        #expect(try figure(bars, ["item": "integers"]) == single.settings[0].integer.accuracy)
        #expect(bars.count { $0["panel"] == "signal to error by layer" } == single.settings[0].layers.count)
        let varied = try #require(FormExamples.variations().first?.first).results
        let curve = try rows(varied.plot()).filter { $0["series"]?.hasPrefix("hardware (") == true || $0["low"] != "" }
        #expect(curve.count >= varied.settings.count)
    }

    @Test func sweeps() throws {
        let report = try #require(FormExamples.sweeps().first?.first)
        let rows = try rows(report.plot())
        let drawn = report.points.count { $0.figures != nil }
        #expect(rows.count <= drawn && rows.contains { $0["best"] == "1" })
    }

    /// Parts have looks of their own, also where chips and systolic arrays stand side by side.
    @Test func partsInOnePictureLookDifferent() {
        let chips = CostBreakdown().named.map(\.name) + ["other", "leakage", "activations"]
        let arrays = ["arithmetic", "registers", "ifmapBuffer", "filterBuffer", "ofmapBuffer", "interconnect"]
        let macros = MacroPart.Name.allCases.map(\.rawValue) + ["leakage"]
        for names in [Set(chips + arrays), Set(macros)] {
            #expect(Set(names.map(PartLook.number)).count == names.count, "\(names)")
            #expect(names.allSatisfy { PartLook.number($0) < 16 })
        }
    }
}
