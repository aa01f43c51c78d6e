// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import Sweep

extension FuzzedReader {
    /// Readers of what sweeps read.
    static let sweepReaders: [FuzzedReader] = [plan, database]

    private static let plan = FuzzedReader(
        name: "sweep-plan",
        samples: {
            let grid = """
                # Which chip?
                network: network.csv
                param: [a.param, b.param]
                set:
                  trainingEstimation: false
                parameters:
                  memcelltype: [SRAM, RRAM, FeFET]
                  numRowSubArray: {from: 64, to: 192, step: 64}
                  clkFreq: {from: 1e8, to: 1e9, points: 3, scale: log}
                objectives: [energy, area, latency]
                constraints:
                  area: {max: 40e-6, min: 0}

                """
            let search = """
                workload: {synthetic: {seed: 3}}
                weightBits: 8
                activationBits: 4
                parameters: {levelOutput: [8, 16], weightBits: [4, 8]}
                method: nsga2
                population: 8
                generations: 2
                seed: 5
                model: model.onnx
                images: images.npz
                limit: 10
                objectives: [accuracy, energy]

                """
            let training = """
                set: {training.batch_size: 20, technode: 22}
                training:
                  config: device.json
                  images: train.npz
                  labels: labels.npy
                  testImages: test.npz
                  testLimit: 10
                  epochs: 4
                  seeds: [1, 2]
                  patience: 2
                  minDelta: 0.01
                parameters:
                  training.nonlinearity_ltp: [0, 2.4]
                  training.max_level: {from: 16, to: 64, step: 16}
                  training.accounting: [exact, neurosim]
                objectives: [testAccuracy, mostWrites]
                constraints: {testAccuracyDeviation: {max: 0.1}}

                """
            return [grid, search, training].map { Sample([SampleFile("plan.yaml", $0)]) }
        },
        words: ParameterSchema.names + [
            "&a ", "*a", "<<: *a", "!!binary ", "!!int ", "|\n", ">\n", "---\n", "...\n", "? ", "- ", "{a: b}",
            "[[[[[[", "random",
            "latinHypercube", "points", "from", "to", "step", "~",
        ],
        read: { _ = try SweepPlan(readingFrom: "\($0)/plan.yaml") })

    /// A small database that the program has made. Making it takes longer than reading it, so it is made once.
    private static let databaseSample: Result<Sample, any Error> = Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(UUID().uuidString).db")
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
        }
        try makeDatabase(file.path)
        return Sample([SampleFile("sweep.db", [UInt8](try Data(contentsOf: file)))])
    }

    private static func makeDatabase(_ path: String) throws {
        let store = try SweepStore(path, build: SweepBuild(program: "fuzz"))
        let setting = Data(#"[{"name":"levelOutput","value":"16"}]"#.utf8)
        let settings = try JSONDecoder().decode([SweepSetting].self, from: setting)
        let figures = SweepFigures(
            area: 1e-6, latency: 1e-3, energy: 1e-6, leakagePower: 1e-3, framesPerSecond: 1000,
            operationsPerSecond: 1e12,
            operationsPerJoule: 1e12)
        try store.insert([
            SweepPoint(key: "a", settings: settings, figures: figures, error: nil),
            SweepPoint(key: "b", settings: settings, figures: nil, error: "levelOutput = 17 is not a power of two"),
        ])
    }

    private static let database = FuzzedReader(
        name: "database",
        samples: { [try databaseSample.get()] },
        words: [
            "points", "about", "settings", "key", "TEXT", "REAL", "NULL", "CREATE TABLE", "CREATE VIEW", "[]", "{}",
        ],
        read: { folder in
            let store = try SweepStore(reading: "\(folder)/sweep.db")
            _ = try SweepSummary(store)
        })
}
