// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReportKit
import Testing

@testable import Reporting

/// The scripts of pages ask for members that reports have.
@Suite struct PageScriptTests {
    /// A page, and what its script calls parts of the report.
    struct Page: Sendable, CustomTestStringConvertible {
        let subject: HTMLReport.Subject
        let schema: ReportSchema
        /// Names in the script, with the paths of the members that they hold; an empty path is the report.
        let names: [String: String]
        /// What the script adds to what these names hold, and what only columns of estimates ask for, which stand in all scripts.
        var others: Set<String> = []

        var testDescription: String { schema.name }
    }

    static let pages: [Page] = [
        Page(
            subject: .estimate, schema: EstimateReport.schema,
            names: [
                "estimate": "", "place": "floorplan.layers", "view.place": "floorplan.layers",
                "view.layer": "network.layers", "view.figures": "layers", "layer": "network.layers",
                "workload": "workload", "parameter": "parameters", "geometry": "geometry", "floorplan": "floorplan",
                "activations": "activations", "all": "activations.whole", "share": "activations.work",
                "block": "activations.blocks", "work": "activations.steps", "wear": "activations.wear",
                "entry": "free", "products": "accuracy.products", "generation": "generation",
                "line": "generation.latencyLine",
            ]),
        Page(
            subject: .systolic, schema: SystolicReport.schema,
            names: ["systolic": "", "view.figures": "layers", "figures": "layers", "design": "design"],
            others: ["energyParts", "times", "costs", "leakage", "programming"]),
        Page(
            subject: .stream, schema: StreamReport.schema,
            names: [
                "stream": "", "result": "results", "view.figures": "results.layers", "other": "results",
                "counts": "results.counts", "machine": "results.machine", "precision": "precision",
                "tile": "results.layers.tile",
            ], others: ["name", "source", "costs", "leakage", "programming"]),
        Page(
            subject: .accuracy, schema: TestReport.schema,
            names: [
                "report": "", "currentSetting()": "settings", "currentTrial()": "settings.trials",
                "setting": "settings",
                "layer": "settings.layers", "result": "floatingPoint", "streamed": "stream.results",
            ]),
        Page(
            subject: .macro, schema: MacroReport.schema,
            names: [
                "macro": "", "part": "parts", "task": "task", "counts": "counts", "overhead": "overhead",
                "error": "typicalError", "entry": "sensitivities",
            ]),
        Page(
            subject: .validation, schema: ValidationReport.schema,
            names: [
                "validation": "", "point": "points", "summary": "statistics", "found": "statistics.model",
                "factors": "fitted",
            ]),
        Page(
            subject: .training, schema: TrainReport.schema,
            names: [
                "training": "", "epoch": "epochs", "lastEpoch": "epochs", "view.epoch": "epochs",
                "layer": "epochs.layers", "shape": "network", "wear": "totals.wear", "worn": "totals.wear.layers",
                "chip": "totals.chip",
                "best": "best", "totals": "totals", "costs": "epochs.estimate.costs", "curve": "settings.device_curve",
                "configuration": "hardware.configuration",
            ], others: ["costs", "efficiency", "peakEfficiency", "leakage", "energy", "programming"]),
    ]

    /// What JavaScript has by itself: where a path ends.
    private static let language: Set<String> = [
        "concat", "every", "filter", "find", "findIndex", "flatMap", "forEach", "includes", "indexOf", "join", "length",
        "map", "reduce", "slice", "some", "sort", "toLowerCase",
    ]

    /// The script without comments, and with plain dots.
    private func script(_ page: Page) -> String {
        HTMLReport.script(of: page.subject).split(separator: "\n")
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n").replacing("?.", with: ".")
    }

    /// Names behind a name, such as `costs` and `total` in `view.figures.costs.total`, wherever it stands in a script.
    private func chains(_ name: String, in script: String) throws -> [[Substring]] {
        let pattern = name.replacing("(", with: "\\(").replacing(")", with: "\\)").replacing(".", with: "\\.")
        let read = try Regex("(?:^|[^\\w.$])\(pattern)((?:\\.[A-Za-z]\\w*)+)", as: (Substring, Substring).self)
        let taken = try Regex(
            "(?:const|let) \\{ ([^}=]+) \\} = \(pattern)((?:\\.[A-Za-z]\\w*)*);",
            as: (Substring, Substring, Substring).self)
        return script.matches(of: read).map { $0.1.split(separator: ".") }
            + script.matches(of: taken).flatMap { match in
                match.1.split(separator: ",").map { part in
                    match.2.split(separator: ".") + [part.prefix { $0 != ":" }.drop { $0 == " " }]
                }
            }
    }

    @Test(arguments: pages) func pathsAreMembers(_ page: Page) throws {
        let script = script(page).replacing(/"[^"\n]*"/, with: "\"\"")
        let report = ValueSchema.object(page.schema.object)
        var count = 0
        for (name, path) in page.names {
            let start = path.split(separator: ".")
            for chain in try chains(name, in: script) {
                let names = chain.prefix { !Self.language.contains(String($0)) }
                guard let first = names.first, !page.others.contains(String(first)) else { continue }
                let last = names.last.map(String.init) ?? ""
                #expect(report.member(at: start + names) != nil, "\(name).\(chain.joined(separator: ".")): no \(last)")
                count += 1
            }
        }
        #expect(count >= 10, "a script that asks for so few members is not read as it should be")
    }

    @Test func anOtherPathIsFound() throws {
        let text = "x(view.figures.nothing.energy); const { layers, none } = estimate;"
        #expect(try chains("view.figures", in: text) == [["nothing", "energy"]])
        #expect(try chains("estimate", in: text) == [["layers"], ["none"]])
        #expect(try chains("figures", in: text) == [])
    }

    /// Keys of a list of categories in a script: the first words of its rows.
    private func keys(_ list: String, _ page: Page) throws -> [String] {
        let script = script(page)
        let start = try #require(script.range(of: "const \(list) = [\n")).upperBound
        let end = try #require(script.range(of: "].map(", range: start..<script.endIndex)).lowerBound
        return script[start..<end].matches(of: /\["(\w+)"/).map { String($0.1) }
    }

    @Test func categoriesAreThoseOfReports() throws {
        let estimate = Self.pages[0]
        let causes = Set(FigureNames.members(of: estimate.schema, at: "chip.breakdown"))
            .union(FigureNames.members(of: estimate.schema, at: "area")).subtracting(["total"])
        #expect(try Set(keys("causes", estimate)) == causes.union(["leakage"]))
        let phases = Set(FigureNames.members(of: estimate.schema, at: "chip.costs")).subtracting(["total"])
        #expect(try Set(keys("phases", estimate)) == phases.union(["leakage"]))
        let parts = Set(FigureNames.members(of: SystolicReport.schema, at: "energy")).subtracting(["total"])
        #expect(try Set(keys("systolicCauses", Self.pages[1])) == parts)
        let energies = Set(FigureNames.members(of: StreamReport.schema, at: "results.energyBreakdown"))
        #expect(try Set(keys("energyCauses", Self.pages[2])) == energies.subtracting(["total"]))
        let counts = Set(FigureNames.members(of: StreamReport.schema, at: "results.counts"))
        #expect(try counts.isSuperset(of: keys("uses", Self.pages[2]) + keys("movements", Self.pages[2])))
    }

    /// Words that a script compares with are words of the report.
    @Test(arguments: [
        (0, "mode", "estimate.mode"), (0, "workload.source", "workload.source"), (0, "dataflow", "estimate.dataflow"),
    ]) func wordsAreThoseOfReports(_ page: Int, _ path: String, _ name: String) throws {
        let page = Self.pages[page]
        let member = try #require(ValueSchema.object(page.schema.object).member(at: path.split(separator: ".")))
        guard case .words(let words) = member.value else {
            Issue.record("\(path) is no word")
            return
        }
        let pattern = try Regex("\(name.replacing(".", with: "\\.")) === \"(\\w+)\"", as: (Substring, Substring).self)
        let compared = script(page).matches(of: pattern).map { String($0.1) }
        #expect(!compared.isEmpty && Set(compared).isSubset(of: words))
    }
}
