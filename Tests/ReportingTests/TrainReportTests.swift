// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Estimation
import Foundation
import Models
import Testing
import Workload
import _TestSupport

@testable import Reporting
@testable import Runs
@testable import Training

/// The report on a training that took place, in all its formats.
@Suite struct TrainReportTests {
    private static let settings = """
        {"accounting": "exact", "batch_size": 8, "input_range": [0, 1], "network": [
         {"type": "conv", "outputs": 3, "kernel": 3, "padding": "same"}, {"type": "max_pool", "size": 2},
         {"type": "fc", "outputs": 3}]}
        """

    /// Images of 6 x 6 pixels with a bright row, whose place is their class.
    private static func images(_ count: Int) throws -> ImageInput {
        let labels = (0..<count).map { $0 % 3 }
        let pixels = labels.enumerated().flatMap { image, label in
            (0..<36).map { place -> Float in
                if place / 12 == label { return 0.9 }
                let noise = (place * 7 + image * 5) % 11
                return Float(noise) / 40
            }
        }
        return ImageInput(.dataset(try ImageDataset(images: pixels, shape: [1, 6, 6], labels: labels)))
    }

    /// Two epochs of a small network.
    private func run(tests: Bool = true, chip: [String]? = nil, every: Int = 1, epochs: Int = 2) throws -> TrainRun {
        let estimates = try chip.map { assignments in
            TrainEstimates(
                try Configuration(sources: [], assignments: ["numRowSubArray=32", "numColSubArray=32"] + assignments),
                every: every)
        }
        let request = TrainRequest(
            try TrainingSettings(json: Array(Self.settings.utf8), file: "settings.json"), images: try Self.images(24),
            tests: tests ? try Self.images(12) : nil, epochs: epochs, seed: 5, estimates: estimates, threads: 1)
        return try request.run()
    }

    private static let training = ["trainingEstimation=true", "batchSize=8", "numIteration=3", "accounting=exact"]

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func jsonHasWhatItsSchemaSays() throws {
        for report in try [
            TrainReport(run()), TrainReport(run(tests: false)), TrainReport(run(chip: Self.training), endurance: 1e6),
            TrainReport(run(chip: ["trainingEstimation=false"])),
        ] {
            let text = try report.rendered(as: .json)
            #expect(try StrictJSONSchema.problems(inReport: text) == [])
            let epochs = try #require(object(text)["epochs"] as? [[String: Any]])
            #expect(epochs.count == 2 && epochs[0]["epoch"] as? Int == 1 && epochs[1]["epoch"] as? Int == 2)
            #expect((epochs[1]["layers"] as? [Any])?.count == 2)
        }
    }

    @Test func figuresAreThoseOfTheTraining() throws {
        let run = try run(chip: Self.training)
        let report = try object(TrainReport(run, endurance: 10).rendered(as: .json))
        let last = try #require(run.epochs.last)
        let epoch = try #require((report["epochs"] as? [[String: Any]])?.last)
        #expect(epoch["accuracy"] as? Double == last.record.accuracy)
        let loss = try #require(epoch["loss"] as? Double)
        #expect(abs(loss - last.record.loss) < 1e-12)
        #expect(epoch["mostWrites"] as? Int == last.record.mostWrites)
        let chip = try #require(epoch["estimate"] as? [String: Any])
        #expect(chip["energy"] as? Double == last.estimate?.chip.energy)
        #expect(chip["images"] as? Int == 24)
        let totals = try #require(report["totals"] as? [String: Any])
        let spent = try #require(totals["chip"] as? [String: Any])
        let energies = run.epochs.compactMap { $0.estimate?.chip.energy }
        #expect(energies.count == 2 && spent["energy"] as? Double == energies[0] + energies[1])
        let wear = try #require(totals["wear"] as? [String: Any])
        let most = try #require(totals["mostWrites"] as? Int)
        #expect(most > 0 && wear["epochsOfMost"] as? Double == 10 * 2 / Double(most))
        #expect(wear["isExceeded"] as? Bool == (most > 10))
    }

    @Test func aTableHasARowAnEpoch() throws {
        for run in try [run(), run(tests: false, chip: Self.training, every: 2, epochs: 3)] {
            let rows = try TrainReport(run).rendered(as: .csv).split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            #expect(rows.count == run.epochs.count + 1 && Set(rows.map(\.count)).count == 1)
            for row in rows.dropFirst() {
                #expect(row.allSatisfy { $0.isEmpty || Double($0)?.isFinite == true }, "\(row)")
            }
        }
    }

    @Test func theTextHasALineAnEpochAndWhyItEnded() throws {
        let text = try TrainReport(run(chip: Self.training), endurance: 1e6).rendered(as: .text)
        let lines = text.split(separator: "\n")
        for part in [
            "Training images : 24 of images", "Test images : 12 of images", "Ended : all epochs are done",
            "The chip over 2 epochs, all of them estimated:",
            "Wear of cells that survive 1e+06 writes. No cell has more.",
        ] { #expect(lines.contains { $0.hasPrefix(part) }, "\(part) is missing in \(text)") }
        #expect(!text.contains("nan") && !text.contains("inf"))
        let plain = try TrainReport(run(tests: false)).rendered(as: .text)
        for word in ["test %", "Best", "hardware %", "The chip"] {
            #expect(!plain.contains(word), "\(word) in \(plain)")
        }
    }

    @Test func thePageHasTheReport() throws {
        let report = TrainReport(try run(chip: Self.training))
        let page = try report.rendered(as: .html, command: ["tessera", "train"])
        let start = try #require(page.range(of: "id=\"estimate\">")).upperBound
        let end = try #require(page[start...].range(of: "</script")).lowerBound
        #expect(
            try object(String(page[start..<end])) as NSDictionary == object(report.rendered(as: .json)) as NSDictionary)
        #expect(!page.contains("NaN") || page.contains("isNaN"))
        for name in ["accuracy-curve", "loss-curve", "writes-curve", "energy-curve"] {
            #expect(page.contains("id=\"\(name)\""))
        }
        #expect(page.contains("<h1>Tessera train</h1>"))
    }

    @Test func aLineOfTheLogIsAnEpochOfTheReport() throws {
        let run = try run()
        let line = try TrainLogLine(run.epochs[1]).rendered()
        #expect(line.hasSuffix("}\n") && line.count { $0 == "\n" } == 1)
        #expect(try StrictJSONSchema.problems(inReport: line) == [])
        var entry = try object(line)
        #expect(entry["schema"] as? String == "tessera.train.epoch/1")
        #expect(entry["seconds"] is Double)
        for name in ["schema", "version", "commit", "seconds"] { entry[name] = nil }
        let epochs = try #require(object(TrainReport(run).rendered(as: .json))["epochs"] as? [[String: Any]])
        #expect(entry as NSDictionary == epochs[1] as NSDictionary)
    }

    @Test func theChipOfOtherBatchesIsAWarning() throws {
        #expect(TrainReport(try run(chip: Self.training)).warnings.allSatisfy { !$0.contains("chip") })
        let other = TrainReport(try run(chip: ["trainingEstimation=true", "batchSize=4", "numIteration=3"])).warnings
        #expect(other.contains { $0.contains("numIteration = 3 batches of batchSize = 4 images") })
        let inference = TrainReport(try run(chip: ["trainingEstimation=false"]))
        #expect(inference.warnings.contains { $0.hasPrefix("trainingEstimation is false") })
        #expect(inference.totals.chip == nil)
    }

    @Test func noFormatShowsAFigureThatCannotBe() throws {
        let sound = try FormExamples.training(0)
        let record = sound.epochs[1].record
        let broken = EpochRecord(
            epoch: 1, learningRate: 1, loss: .nan, trainingCorrect: 1, trainingImages: 2, testCorrect: 1, testImages: 2,
            testLoss: 1, unroundedCorrect: 1, hardwareCorrect: nil, layers: record.layers)
        let epoch = TrainEpoch(record: broken, estimate: nil, inputActivity: nil, seconds: nil)
        let run = TrainRun(
            trainer: sound.trainer, epochs: [sound.epochs[0], epoch], images: sound.images, tests: sound.tests,
            ending: .complete, warnings: [])
        for format in TrainReport.Format.allCases {
            let error = #expect(throws: InputError.self) { try TrainReport(run).rendered(as: format) }
            #expect(error?.kind == .internalError && error?.message.contains("epochs[1].loss = nan") == true)
        }
        #expect(throws: InputError.self) { try TrainLogLine(epoch).rendered() }
    }

    // MARK: Totals

    @Test func figuresBetweenEstimatesAreInterpolated() {
        #expect(ChipTotals.interpolated([nil, 2, nil, nil, 8, nil]) == [2, 2, 4, 6, 8, 8])
        #expect(ChipTotals.interpolated([3]) == [3])
        #expect(ChipTotals([nil, nil]) == nil)
    }

    @Test func aWeightUpdateThatNeverEndsHasNoTotalTime() throws {
        let estimate = try Samples.estimate(["trainingEstimation=true"]) { $0.costs.weightUpdate.latency = .infinity }
        let totals = try #require(ChipTotals([estimate]))
        #expect(totals.latency == nil && totals.epochLatency == nil && totals.energy == estimate.chip.energy)
    }

    @Test func wearFollowsFromWrites() throws {
        let records = try FormExamples.training(0).epochs.map(\.record)
        #expect(records.map(\.mostWrites) == [160, 260])
        let wear = CellWear(200, records)
        #expect(wear.firstWornEpoch == 2 && wear.epochsOfMost == 200 * 2 / 260.0)
        #expect(wear.layers.map(\.isMostBeyond) == [true, true])
        #expect(wear.epochsOfPercent == 200 * 2 / 259.0)
        #expect(CellWear(1000, records).firstWornEpoch == nil)
    }
}
