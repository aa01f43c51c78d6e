// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Foundation
import Plots
import ReportKit
import Revisions
import Runs
import ScaleSim
import Systolic
import Testing
import Workload

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct ComparisonTests {
    /// Chips that were really estimated, one for each list of assignments.
    private static func chips(
        _ settings: [[String]], accounting: String = "neurosim", others: [String] = []
    ) throws -> [ComparedColumn] {
        let network = try Samples.network()
        return try settings.map { assignments in
            let common = ["accounting=\(accounting)"] + others
            let configuration = try Samples.configuration(common + assignments)
            let estimator = try Estimator(
                configuration: configuration, network: network, weightBits: 8, activationBits: 8)
            let trace = try SyntheticTrace(network)
            let estimate = try estimator.estimate(trace, source: .synthetic(seed: 0), threads: 1)
            let values = assignments.compactMap { text -> ComparisonSetting.Value? in
                let name = text.prefix { $0 != "=" }
                return configuration.settings.first { $0.name == name }.map { .init(name: $0.name, value: $0.value) }
            }
            return ComparedColumn(setting: ComparisonSetting(values: values), design: .chip(estimate))
        }
    }

    private static func array(_ assignments: [String] = []) throws -> ComparedColumn {
        let network = try Samples.network()
        let design = try SystolicDesign(
            rows: 8, columns: 8, dataflow: .outputStationary, ifmapKilowords: 16, filterKilowords: 16,
            ofmapKilowords: 16, bandwidth: .calculated)
        let run = try SystolicRun(
            SystolicLayer.layers(of: network), on: design, counting: ScaleSim.counting())
        let technology = try ArrayTechnology(
            configuration: Samples.configuration(assignments), precision: SystolicPrecision(),
            revision: Samples.configuration(assignments).chipRevision())
        let estimate = SystolicEstimate(run, hardware: ArrayHardware(design, technology: technology))
        return ComparedColumn(
            setting: ComparisonSetting(),
            design: .array(estimate, operations: Estimator.operations(network).exact))
    }

    private static func comparison(_ columns: [ComparedColumn]) throws -> Comparison {
        Comparison(network: try Samples.network(), weightBits: 8, activationBits: 8, columns: columns)
    }

    private static let cells = [["memcelltype=SRAM", "technode=32"], ["memcelltype=FeFET", "technode=22"]]

    // MARK: Figures

    @Test func figuresAreThoseOfTheEstimate() throws {
        let column = try #require(try Self.chips([Self.cells[0]]).first)
        guard case .chip(let estimate) = column.design else { return }
        #expect(column.figure(.area) == estimate.totalArea)
        #expect(column.figure(.latency) == estimate.chip.costs.total.latency)
        #expect(column.figure(.energy) == estimate.chip.energy)
        #expect(column.figure(.operationsPerJoule) == estimate.chip.operationsPerJoule)
        #expect(column.figure(.tiles) == Double(estimate.floorplan.tiles))
        #expect(column.period == "image")
    }

    @Test func ratiosAreToTheFirstDesign() throws {
        let columns = try Self.chips(Self.cells)
        let comparison = try Self.comparison(columns)
        for quantity in ComparedQuantity.allCases where !quantity.isOfText {
            #expect(comparison.ratio(quantity, of: columns[0]) == 1)
            let first = try #require(columns[0].figure(quantity))
            let second = try #require(columns[1].figure(quantity))
            let ratio = try #require(comparison.ratio(quantity, of: columns[1]))
            #expect(abs(ratio * first / second - 1) < 1e-12)
        }
        #expect(try #require(comparison.ratio(.area, of: columns[1])) < 1)
    }

    @Test(arguments: ["neurosim", "exact"], [[], ["trainingEstimation=true", "batchSize=4", "numIteration=2"]])
    func partsAddUpToTotals(accounting: String, others: [String]) throws {
        for column in try Self.chips(Self.cells, accounting: accounting, others: others) {
            for quantity in [ComparedQuantity.area, .latency, .energy] {
                let parts = column.parts(quantity)
                // Batches of 4 images never end their updates in the reference's accounting.
                let mayNeverEnd = accounting == "neurosim" && !others.isEmpty && quantity == .latency
                #expect(
                    parts.allSatisfy {
                        $0.value >= 0 && ($0.value.isFinite || mayNeverEnd && $0.name == "weightUpdate")
                    })
                // In training the reference's parts are not what its sums are made of.
                guard accounting == "exact" || others.isEmpty || quantity == .area else { continue }
                let addsUp = column.addsUp(quantity)
                #expect(addsUp, "\(quantity) of \(column.setting.label), \(accounting), \(others)")
            }
            #expect(!column.addsUp(.leakagePower))
        }
        let array = try Self.array()
        for quantity in [ComparedQuantity.area, .energy, .leakagePower] { #expect(array.addsUp(quantity)) }
    }

    @Test func anArrayHasNoFiguresOfAChip() throws {
        let columns = try Self.chips([Self.cells[0]]) + [Self.array()]
        let comparison = try Self.comparison(columns)
        for quantity in [ComparedQuantity.tiles, .utilization, .programmingEnergy, .peakOperationsPerJoule] {
            #expect(columns[1].figure(quantity) == nil)
            #expect(comparison.ratio(quantity, of: columns[1]) == nil)
        }
        #expect(columns[1].parts(.latency).isEmpty)
        let latency = try #require(columns[1].figure(.latency))
        let frames = try #require(columns[1].figure(.framesPerSecond))
        #expect(abs(latency * frames - 1) < 1e-12)
        #expect(columns.map(comparison.label) == ["SRAM 32 imc", "systolic"])
    }

    // MARK: Formats

    @Test func everyFormatShowsAllDesignsAndNoNumberThatIsNone() throws {
        let comparison = try Self.comparison(Self.chips(Self.cells) + [Self.array()])
        for format in Comparison.Format.allCases {
            let text = try comparison.rendered(as: format)
            for label in ["SRAM 32 imc", "FeFET 22 imc", "systolic"] { #expect(text.contains(label), "\(format)") }
            for word in ["nan", "inf", "NaN"] {
                #expect(!text.split { !$0.isLetter }.contains { $0 == word }, "\(format)")
            }
        }
    }

    @Test func textMarksWhatIsMissing() throws {
        let comparison = try Self.comparison(Self.chips([Self.cells[0]]) + [Self.array()])
        let lines = try comparison.rendered(as: .text).split(separator: "\n")
        let tiles = try #require(lines.first { $0.hasPrefix("tiles") })
        #expect(tiles.split(separator: " ").suffix(3) == ["1.00x", "-", "-"])
        let dram = try #require(lines.last { $0.hasPrefix("  DRAM") })
        #expect(!dram.split(separator: " ").contains("-"))
    }

    @Test func partsThatDoNotAddUpAreNotDrawnAsIfTheyDid() throws {
        let training = ["trainingEstimation=true", "batchSize=4", "numIteration=2"]
        let comparison = try Self.comparison(Self.chips([["memcelltype=SRAM"], ["technode=22"]], others: training))
        let isAddedUp = comparison.columns[0].addsUp(.energy)
        #expect(!isAddedUp)
        #expect(try comparison.rendered(as: .text).contains("Parts of latency and energy need not add up"))
        #expect(try comparison.plot().svg().contains("Energy"))
        #expect(try comparison.rendered(as: .json).contains("\"period\": \"epoch\""))
    }

    @Test func manyDesignsBecomeRows() throws {
        let settings = (1...6).map { ["levelOutput=\(1 << $0)"] }
        let comparison = try Self.comparison(Self.chips(settings))
        let text = try comparison.rendered(as: .text)
        #expect(text.contains("\ndesign  area "))
        #expect(text.contains("\nRatios to the first design\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 || $0.hasPrefix("Warning : ") })
        #expect(text.hasPrefix("Designs : 6, by levelOutput\n"))
    }

    @Test func tablesHaveARowADesignAndNothingForWhatIsMissing() throws {
        let comparison = try Self.comparison(Self.chips([["technode=22"]]) + [Self.array()])
        let rows = try comparison.rendered(as: .csv).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.count == 3)
        #expect(Set(rows.map(\.count)).count == 1)
        let tiles = try #require(rows[0].firstIndex(of: "tiles"))
        #expect(Int(rows[1][tiles]) != nil)
        let area = try #require(rows[0].firstIndex(of: "area_m2"))
        #expect(Double(rows[1][area]) == comparison.columns[0].figure(.area))
        #expect(rows[0].contains("energy_weight_gradient_J") == false)
    }

    @Test func documentsHaveFiguresRatiosAndParts() throws {
        let comparison = try Self.comparison(Self.chips(Self.cells) + [Self.array()])
        let text = try comparison.rendered(as: .json)
        let tree = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(tree["schema"] as? String == "tessera.compare/1")
        #expect(tree["variedNames"] as? [String] == ["memcelltype", "technode"])
        let columns = try #require(tree["columns"] as? [[String: Any]])
        #expect(columns.map { $0["architecture"] as? String } == ["imc", "imc", "systolic"])
        #expect((columns[1]["setting"] as? [String: Any])?["technode"] as? Int == 22)
        let figures = try #require(columns[1]["figures"] as? [String: Any])
        #expect(figures["latency"] as? Double == comparison.columns[1].figure(.latency))
        let parts = try #require((columns[1]["breakdowns"] as? [String: Any])?["energy"] as? [String: Double])
        let energy = try #require(figures["energy"] as? Double)
        #expect(abs(parts.values.reduce(0, +) / energy - 1) < 1e-9)
        let missing = try #require(columns[2]["figures"] as? [String: Any])
        #expect(missing["tiles"] is NSNull)
        #expect((columns[2]["breakdowns"] as? [String: Any])?["latency"] is NSNull)
    }

    @Test func picturesAreWellFormedAndDescribed() throws {
        let file = ComparisonSetting(file: "a<b>&\"c\".param")
        let columns = try Self.chips([[]]).map { ComparedColumn(setting: file, design: $0.design) }
        let text = try Self.comparison(columns + columns).plot().svg()
        let delegate = Elements()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = delegate
        #expect(parser.parse())
        #expect(delegate.counts["desc"] == 1)
        // Five plain or split bars a design, the background and the legend.
        #expect(delegate.counts["rect", default: 0] > 10)
        #expect(text.contains("a&lt;b&gt;&amp;"))
    }

    // MARK: Scales

    @Test(arguments: [(0.0013, "ms"), (2e-7, "ns"), (3.0, "s"), (0.0, "s"), (4e-20, "fs")])
    func unitsFitTheLargestFigure(value: Double, symbol: String) {
        #expect(ComparedQuantity.latency.unit(for: [value / 1000, value]).symbol == symbol)
    }

    @Test func figuresWithoutBoundsAreSaid() {
        let unit = ComparedQuantity.latency.unit(for: [.infinity, 2e-3])
        #expect(unit.symbol == "ms")
        #expect(unit.text(.infinity) == "never")
    }

    @Test func warningsSayWhichDesignsTheyAreAbout() throws {
        let setting = { (value: Int) in ComparisonSetting(values: [.init(name: "x", value: .integer(value))]) }
        let first = try Samples.estimate(warnings: ["both", "one"])
        let second = try Samples.estimate(warnings: ["both"])
        let comparison = try Self.comparison([
            ComparedColumn(setting: setting(1), design: .chip(first)),
            ComparedColumn(setting: setting(2), design: .chip(second)),
        ])
        #expect(comparison.warnings == ["both", "1: one"])
    }
}

/// Counts the elements of an XML text.
private final class Elements: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        counts[name, default: 0] += 1
    }
}
