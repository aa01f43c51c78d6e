// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sweep
@testable import tessera

/// `tessera sweep` with trainings, as users run it.
@Suite struct SweepTrainingCommandTests {
    private static let plan = """
        set: {trainingEstimation: true, batchSize: 20, numIteration: 5}
        training: {config: device.json, images: train.npz, testImages: test.npz, testLimit: 50, limit: 100, epochs: 2}
        parameters: {training.max_level: [20, 97], levelOutput: [16, 32]}
        objectives: [testAccuracy, energy]

        """

    /// A folder with the data of an example.
    private func folder() throws -> Folder {
        let folder = try Folder(["plan.yaml": Self.plan, "Network.csv": nil])
        let example = Example.root.appending(path: "Examples/train-devices")
        for (from, to) in [("train.npz", "train.npz"), ("test.npz", "test.npz"), ("ag-a-si.json", "device.json")] {
            try FileManager.default.copyItem(
                at: example.appending(path: from), to: folder.url.appending(path: to))
        }
        return folder
    }

    /// The rows of all points, as values by column.
    private func rows(_ folder: Folder, _ database: String = "plan.db") throws -> [[String: String]] {
        let table = try Tessera.run("sweep", "show", database, "--format", "csv", in: folder)
        let lines = table.output.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(names, $0)) { first, _ in first } }
    }

    @Test func figuresOfAPointAreThoseOfItsTrainingAndItsEstimate() throws {
        let folder = try folder()
        let result = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("testAccuracy %") && result.output.contains("mostWrites"))
        #expect(try folder.contents.contains("plan.trainings"))
        let row = try #require(rows(folder).first { $0["training.max_level"] == "20" && $0["levelOutput"] == "32" })
        try folder.write(
            folder.text(of: "device.json").replacing("\"max_level\": 97", with: "\"max_level\": 20"), to: "20.json")
        let alone = try Tessera.shell(
            "$tessera train --config 20.json --images train.npz --limit 100 --test-images test.npz --test-limit 50 "
                + "--epochs 2 --estimate --set trainingEstimation=true --set batchSize=20 --set numIteration=5 "
                + "--set levelOutput=32 --format json --quiet", in: folder)
        #expect(alone.status == 0, "\(alone.errors)")
        let report = try #require(JSONSerialization.jsonObject(with: Data(alone.output.utf8)) as? [String: Any])
        let last = try #require((report["epochs"] as? [[String: Any]])?.last)
        let totals = try #require(report["totals"] as? [String: Any])
        let estimate = try #require(last["estimate"] as? [String: Any])
        func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }
        func column(_ name: String) -> Double? { row[name].flatMap(Double.init) }
        #expect(column("mostWrites") == number(totals["mostWrites"]))
        let writes = try #require(number(totals["writesPerCell"]))
        #expect(try abs(#require(column("writesPerCell")) / writes - 1) < 1e-12)
        #expect(column("trainingEpochs") == 2)
        let energy = try #require(number(estimate["energy"]))
        #expect(try abs(#require(column("energy_J")) / energy - 1) < 1e-12)
        let shown = try Tessera.run("sweep", "show", "plan.db", "--format", "json", in: folder)
        #expect(shown.status == 0)
        // Traces of trainings are those that estimates read.
        let trainings = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appending(path: "plan.trainings").path)
        let key = try #require(trainings.first { $0.hasSuffix(".npz") }).dropLast(4)
        let traced = try Tessera.shell(
            "$tessera estimate --trace plan.trainings/\(key).npz --network plan.trainings/\(key).csv", in: folder)
        #expect(traced.status == 0, "\(traced.errors)")
    }

    @Test func anInterruptedSweepGoesOn() throws {
        let folder = try folder()
        // As long as a machine lets it: the end comes in a training, or behind all of them.
        _ = try Tessera.shell("timeout -s INT 1.5 $tessera sweep plan.yaml --threads 1", in: folder)
        let result = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            try Tessera.run("sweep", "plan.yaml", "--database", "one.db", "--trainings", "x", in: folder).status == 0)
        #expect(try rows(folder, "plan.db") == rows(folder, "one.db"))
    }

    @Test func trainingsAreForPlansThatTrain() throws {
        let folder = try Folder(["plan.yaml": "parameters: {technode: [22, 32]}"])
        let result = try Tessera.run("sweep", "plan.yaml", "--trainings", "x", in: folder)
        #expect(result.status == 64 && result.errors.contains("--trainings is for plans with `training`"))
        #expect(try Tessera.run("sweep", "plan.yaml", "--trainings", "", in: folder).status == 64)
    }

    @Test func progressIsInEpochsWhileThereAreTrainings() {
        var progress = SweepEvaluation.Progress()
        progress.total = 12
        progress.totalEpochs = 40
        #expect(
            SweepRunCommand.text(progress, seconds: 2) == "[....................] 0 of 12 points, 0.0 of 40 epochs")
        progress.done = 3
        progress.epochs = 10
        #expect(
            SweepRunCommand.text(progress, seconds: 5)
                == "[#####...............] 3 of 12 points, 10.0 of 40 epochs, 15.0 s left")
        progress.epochs = 40
        #expect(
            SweepRunCommand.text(progress, seconds: 6)
                == "[#####...............] 3 of 12, 0.5 a second, 18.0 s left")
    }
}
