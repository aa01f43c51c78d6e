// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Sweep

/// Sweeps whose designs are trained: what is trained, what is kept, and what is wrong.
@Suite struct SweepTrainingTests {
    /// A folder with images of 6 x 6 pixels in three classes, and settings of a training.
    private struct Folder {
        private let folder = Result { try TemporaryFolder() }

        init() throws {
            func archive(_ name: String, _ labels: [UInt8]) throws {
                let writer = try NumpyArchiveWriter(path(name))
                let pixels = labels.enumerated().flatMap { image, label in
                    (0..<36).map { place -> UInt8 in
                        place / 12 == Int(label) % 3 ? 220 : UInt8((place * 7 + image * 5) % 60)
                    }
                }
                try writer.add("images", descriptor: "|u1", shape: [labels.count, 1, 6, 6], pixels)
                try writer.add("labels", descriptor: "|u1", shape: [labels.count], labels)
                try writer.finish()
            }
            try archive("train.npz", (0..<24).map { $0 % 3 })
            try archive("test.npz", (0..<12).map { $0 % 3 })
            try archive("high.npz", [0, 1, 3, 2, 0, 1])
            try write(
                "config.json",
                """
                {"accounting": "exact", "batch_size": 8, "input_range": [0, 1], "network": [
                 {"type": "conv", "outputs": 3, "kernel": 3, "padding": "same"}, {"type": "max_pool", "size": 2},
                 {"type": "fc", "outputs": 3}]}
                """)
            try write("dense.json", #"{"accounting": "exact", "batch_size": 8, "input_range": [0, 1]}"#)
        }

        func path(_ name: String) -> String { (try? folder.get().path(of: name)) ?? name }

        func write(_ name: String, _ text: String) throws { try folder.get().write(name, text) }

        var trainings: [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: path("a.trainings"))) ?? []).sorted()
        }

        /// A plan whose files are in this folder.
        func plan(
            _ parameters: String, training: String = "", config: String = "config.json", test: String = "test.npz",
            rest: String = "objectives: [testAccuracy, energy]"
        ) throws -> SweepPlan {
            try SweepPlan(
                """
                set: {numRowSubArray: 32, numColSubArray: 32, trainingEstimation: false}
                training: {config: \(path(config)), images: \(path("train.npz")), testImages: \(path(test)), epochs: 3\(training)}
                parameters: {\(parameters)}
                \(rest)
                """, file: "plan.yaml")
        }

        func run(
            _ plan: SweepPlan, _ database: String = "a.db", trainings: String = "a.trainings", threads: Int = 2,
            shard: String? = nil
        ) throws -> SweepEvaluation.Progress {
            let store = try SweepStore(path(database), build: SweepBuild(program: "test"))
            return try SweepEvaluation(
                plan, store: store, defaults: .init(parameters: [], network: nil), threads: threads,
                shard: shard.flatMap(SweepEvaluation.Shard.init), trainings: TrainingFolder(path(trainings))
            ).run()
        }

        func points(_ database: String = "a.db") throws -> [SweepPoint] {
            try SweepStore(reading: path(database)).points()
        }
    }

    private static let grid = "training.c2c_sigma: [0, 0.3], levelOutput: [16, 32, 64]"

    private func value(_ name: String, _ point: SweepPoint) -> String? {
        point.settings.first { $0.name == name }?.value
    }

    @Test func designsThatDifferInTheirChipAreTrainedOnce() throws {
        let folder = try Folder()
        let plan = try folder.plan(Self.grid)
        let first = try folder.run(plan)
        #expect(first.done == 6 && first.invalid == 0 && first.totalEpochs == 2 * 3)
        #expect(abs(first.epochs - 6) < 1e-9)
        // Each training has a record, a trace and a network.
        #expect(folder.trainings.count == 2 * 3)
        let points = try folder.points()
        for sigma in ["0", "0.3"] {
            let found = points.filter { value("training.c2c_sigma", $0) == sigma }
            #expect(found.count == 3 && Set(found.compactMap(\.figures?.training?.writesPerCell)).count == 1)
            // Converters differ, and so do chips.
            #expect(Set(found.compactMap(\.figures?.area)).count == 3)
        }
        #expect(Set(points.compactMap(\.figures?.training?.writesPerCell)).count == 2)
        for point in points {
            let training = try #require(point.figures?.training)
            #expect(training.epochs == 3 && training.testAccuracyDeviation == nil && training.mostWrites >= 1)
            #expect((0...1).contains(training.testAccuracy) && (0...1).contains(training.trainingAccuracy))
        }
        // The same again, more chips, and another database: nothing is trained.
        #expect(try folder.run(plan) == .init(known: 6, done: 0, invalid: 0, total: 0))
        let more = try folder.run(folder.plan(Self.grid.replacing("64]", with: "64, 128]")))
        #expect(more == .init(known: 6, done: 2, invalid: 0, total: 2))
        #expect(try folder.run(plan, "b.db").totalEpochs == 0)
        #expect(try folder.points("b.db") == points)
    }

    @Test func figuresDoNotDependOnThreads() throws {
        let folder = try Folder()
        let plan = try folder.plan(Self.grid, training: ", seeds: [1, 2]")
        for (name, threads) in [("1", 1), ("3", 3), ("8", 8)] {
            _ = try folder.run(plan, "\(name).db", trainings: "\(name).trainings", threads: threads)
        }
        let one = try folder.points("1.db")
        #expect(one.count == 6)
        #expect(try folder.points("3.db") == one && folder.points("8.db") == one)
    }

    @Test func moreSeedsAreTrainedInAdditionAndAveraged() throws {
        let folder = try Folder()
        func accuracies(_ seeds: String) throws -> (progress: SweepEvaluation.Progress, figures: TrainedFigures) {
            let database = "\(seeds.count).db"
            let progress = try folder.run(
                folder.plan("training.c2c_sigma: [0.3]", training: ", seeds: [\(seeds)]"), database)
            return (progress, try #require(folder.points(database).first?.figures?.training))
        }
        let (first, second) = (try accuracies("1"), try accuracies("20"))
        let both = try accuracies("1, 20, 3")
        #expect(both.progress.totalEpochs == 3)
        let third = try accuracies("0003")
        #expect(third.progress.totalEpochs == 0)
        let all = [first, second, third].map(\.figures)
        let mean = all.reduce(0) { $0 + $1.testAccuracy } / 3
        #expect(abs(both.figures.testAccuracy - mean) < 1e-12)
        let squares = all.reduce(0) { $0 + ($1.testAccuracy - mean) * ($1.testAccuracy - mean) }
        #expect(abs((both.figures.testAccuracyDeviation ?? -1) - (squares / 2).squareRoot()) < 1e-12)
        #expect(both.figures.mostWrites == all.map(\.mostWrites).max())
        #expect(abs(both.figures.writesPerCell - all.reduce(0) { $0 + $1.writesPerCell } / 3) < 1e-12)
    }

    @Test func patienceEndsTrainings() throws {
        let folder = try Folder()
        // A rate of 0 gains nothing.
        let plan = try folder.plan("training.learning_rate: [0]", training: ", patience: 1")
        let progress = try folder.run(plan)
        #expect(progress.totalEpochs == 3 && abs(progress.epochs - 3) < 1e-9)
        let point = try #require(folder.points().first)
        #expect(point.figures?.training?.epochs == 2)
        #expect(point.figures?.training?.writesPerCell == 0)
        #expect(point.note?.contains("no cell of layer 1 was ever written") == true)
    }

    @Test func damagedTrainingsAreMadeAgain() throws {
        let folder = try Folder()
        let plan = try folder.plan("training.c2c_sigma: [0.3]")
        _ = try folder.run(plan)
        let files = folder.trainings
        #expect(Set(files.map { $0.suffix(4) }) == [".csv", ".npz", "json"])
        for (number, name) in files.enumerated() {
            try Data("x".utf8).write(to: URL(filePath: folder.path("a.trainings/\(name)")))
            _ = try folder.run(plan, "\(number).db")
            #expect(try folder.points("\(number).db") == folder.points(), "\(name)")
        }
    }

    @Test func trainingsThatCannotBeKeptEndTheSweep() throws {
        let folder = try Folder()
        try folder.write("file", "")
        let error = #expect(throws: InputError.self) {
            try folder.run(folder.plan(Self.grid), trainings: "file/in")
        }
        #expect(error?.kind == .cannotWrite && error?.file == folder.path("file/in"))
        #expect(try folder.points().isEmpty)
    }

    @Test func shardsHaveTrainingsOfTheirOwn() throws {
        let folder = try Folder()
        let plan = try folder.plan(Self.grid)
        _ = try folder.run(plan, "whole.db", trainings: "whole.trainings")
        let target = try SweepStore(folder.path("all.db"), build: SweepBuild(program: "test"))
        for part in 1...3 {
            let progress = try folder.run(plan, "\(part).db", shard: "\(part)/3")
            #expect(progress.totalEpochs == (part < 3 ? 3 : 0) && progress.done == (part < 3 ? 3 : 0))
            _ = try target.merge(SweepStore(reading: folder.path("\(part).db")))
        }
        #expect(try target.points() == folder.points("whole.db"))
    }

    @Test func theGeneticSearchFollowsTrainings() throws {
        let folder = try Folder()
        let plan = try folder.plan(
            "training.c2c_sigma: [0, 0.1, 0.3], levelOutput: [16, 32, 64]",
            rest: "objectives: [testAccuracy]\nmethod: nsga2\npopulation: 4\ngenerations: 3")
        let progress = try folder.run(plan)
        #expect(progress.done <= 9 && progress.totalEpochs <= 9)
        let summary = try SweepSummary(SweepStore(reading: folder.path("a.db")))
        let best = summary.points.compactMap(\.figures?.training?.testAccuracy).max()
        #expect(summary.front.allSatisfy { summary.points[$0].figures?.training?.testAccuracy == best })
    }

    @Test func networksVary() throws {
        let folder = try Folder()
        try folder.write("small.csv", "1,1,36,1,1,3,0,1\n")
        try folder.write("large.csv", "1,1,36,1,1,8,0,1\n1,1,8,1,1,3,0,1\n")
        let names = [folder.path("small.csv"), folder.path("large.csv")]
        let plan = try folder.plan("training.network: [\(names[0]), \(names[1])]", config: "dense.json")
        #expect(try folder.run(plan).totalEpochs == 6)
        let areas = try names.map { name in
            try folder.points().first { value("training.network", $0) == name }?.figures?.area
        }
        #expect(try #require(areas[0]) < #require(areas[1]))
        let one = try folder.plan(
            "training.c2c_sigma: [0]", training: ", network: \(names[0])", config: "dense.json")
        #expect(try folder.run(one, "b.db").invalid == 0)
    }

    @Test func aFileThatChangesMakesOtherPoints() throws {
        let folder = try Folder()
        let name = folder.path("curve.csv")
        try folder.write("curve.csv", "pulse,potentiation,depression\n0,0,1\n1,0.6,0.4\n2,1,0\n")
        let plan = try folder.plan("training.device_curve: [\(name)]")
        #expect(try folder.run(plan).done == 1)
        #expect(try folder.run(plan).known == 1)
        try folder.write("curve.csv", "pulse,potentiation,depression\n0,0,1\n1,0.65,0.4\n2,1,0\n")
        let changed = try folder.run(plan)
        #expect(changed.done == 1 && changed.totalEpochs == 3)
        // The settings are read from their file, too.
        let sigma = try folder.plan("training.c2c_sigma: [0.1]", config: "dense.json", rest: "")
        try folder.write(
            "dense.json", #"{"accounting": "exact", "batch_size": 8, "network": [{"type": "fc", "outputs": 3}]}"#)
        #expect(try folder.run(sigma, "b.db").done == 1)
        try folder.write(
            "dense.json", #"{"accounting": "exact", "batch_size": 4, "network": [{"type": "fc", "outputs": 3}]}"#)
        #expect(try folder.run(sigma, "b.db").done == 1)
    }

    // MARK: Mistakes

    @Test func designsThatCannotBeTrainedAreInvalid() throws {
        let folder = try Folder()
        try folder.write("curve.csv", "pulse,potentiation,depression\n0,0,1\n1,0.6,0.4\n2,1,0\n")
        let plan = try folder.plan(
            "training.device_curve: [\(folder.path("curve.csv"))], training.device_curve_use: [table], "
                + "training.d2d_sigma: [0, 0.1], levelOutput: [16, 48]")
        let progress = try folder.run(plan)
        #expect(progress.done == 4 && progress.invalid == 3 && progress.totalEpochs == 3)
        let errors = try folder.points().compactMap(\.error)
        #expect(errors.count { $0.contains("d2d_sigma = 0.1 contradicts device_curve_use = table") } == 2)
        #expect(errors.count { $0.contains("levelOutput = 48 is not a power of two") } == 1)
    }

    @Test func whatNoDesignCanBeIsRefusedBeforeAnyTraining() throws {
        let folder = try Folder()
        try folder.write("levels.json", #"{"max_level": 4, "network": [{"type": "fc", "outputs": 3}]}"#)
        try folder.write("curve.csv", "pulse,potentiation,depression\n0,0,1\n1,0.6,0.4\n2,1,0\n")
        try folder.write("wide.csv", "9,9,1,3,3,3,0,1\n1,1,7,1,1,3,0,1\n")
        let sigma = "training.c2c_sigma: [0]"
        for (parameters, training, config, test, message) in [
            (
                "training.device_curve: [\(folder.path("curve.csv"))]", "", "levels.json", "test.npz",
                "max_level contradicts"
            ),
            (sigma, "", "none.json", "test.npz", "none.json"), (sigma, "", "config.json", "none.npz", "none.npz"),
            (sigma, "", "config.json", "high.npz", "image 3 has the label 3"),
            (sigma, "", "dense.json", "test.npz", "`training` needs layers"),
            (sigma, ", network: \(folder.path("wide.csv"))", "config.json", "test.npz", "allowed: one of them"),
            (
                "training.network: [\(folder.path("wide.csv"))]", ", network: \(folder.path("wide.csv"))",
                "dense.json", "test.npz", "stays and varies"
            ),
            ("training.network: [\(folder.path("none.csv"))]", "", "dense.json", "test.npz", "none.csv"),
        ] {
            let error = #expect(throws: InputError.self, "\(message)") {
                try folder.run(folder.plan(parameters, training: training, config: config, test: test))
            }
            #expect(error.map { "\($0)" }?.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
        }
        #expect(folder.trainings.isEmpty)
    }

    @Test func objectivesOfAnotherSweepAreNamed() throws {
        let folder = try Folder()
        _ = try folder.run(folder.plan("training.c2c_sigma: [0]"))
        let store = try SweepStore(reading: folder.path("a.db"))
        let error = #expect(throws: InputError.self) { try SweepSummary(store, objectives: [.accuracy]) }
        #expect(error?.message.contains("accuracy needs `model`") == true)
        #expect(throws: InputError.self) { try SweepSummary(store, objectives: [.testAccuracyDeviation]) }
    }
}
