// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import Foundation
import Models
import Runs
import Spice
import Workload
import _TestSupport

@testable import Inference
@testable import Reporting
@testable import Sweep
@testable import SweepReporting
@testable import Systolic

/// Pairs of examples of each report: all figures of a pair differ, while its texts have the same lines.
enum FormExamples {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func path(_ file: String) -> String { root.appending(path: file).path }

    // MARK: Networks

    /// A file with two convolutions and a fully connected layer.
    static func networkFile(_ number: Int) -> String {
        path("Tests/ReportingTests/Fixtures/\(["first", "second"][number]).csv")
    }

    private static func network(_ number: Int) throws -> Network {
        try Network(readingFrom: networkFile(number))
    }

    static func pair<Example>(_ make: (Int) throws -> Example) rethrows -> [Example] { try [0, 1].map(make) }

    // MARK: Chips

    private static let sizes = [
        ["technode=22", "numRowSubArray=64", "numColSubArray=64", "levelOutput=8"],
        ["technode=45", "numRowSubArray=32", "numColSubArray=32", "levelOutput=16"],
    ]

    /// One of two chips: what both share, and what each has of its own.
    private static func chip(_ number: Int, _ shared: [String], _ own: [[String]] = [[], []]) throws -> Configuration {
        try Configuration(sources: [], assignments: sizes[number] + shared + own[number])
    }

    private static let training = ["trainingEstimation=true", "memcelltype=RRAM", "novelMapping=true"]
    private static let synthetic = [
        [
            "syntheticWeightSpread=0.3123", "syntheticActivationDensity=0.2345", "syntheticUpdateDensity=0.01234",
            "syntheticActivity=0.1234", "batchSize=25", "numIteration=7",
        ],
        [
            "syntheticWeightSpread=0.2789", "syntheticActivationDensity=0.1357", "syntheticUpdateDensity=0.02468",
            "syntheticActivity=0.2468", "batchSize=32", "numIteration=9",
        ],
    ]

    private static let degrees = [["speedUpDegree=8"], ["speedUpDegree=16"]]

    private static func estimate(_ number: Int, _ chip: Configuration) throws -> EstimateReport {
        let request = EstimateRequest(
            chip, network: .network(try network(number)), workload: .statistics, weightBits: [8, 6][number],
            activationBits: [8, 5][number], threads: 1)
        return EstimateReport(try request.run().estimate)
    }

    /// Cross-point arrays that are read row by row.
    private static let endless = ["accounting=neurosim", "accesstype=4", "operationmode=1", "cellBit=1"]

    /// Training; the same in a pipeline; where it never ends; of a trained network with images.
    ///
    /// In inference the forward pass would be the total.
    static func estimates() throws -> [[EstimateReport]] {
        try [
            pair { try estimate($0, chip($0, training + ["accounting=exact"], synthetic)) },
            pair { try estimate($0, chip($0, training + ["accounting=exact", "pipeline=true"], degrees)) },
            pair { try estimate($0, chip($0, training + endless, [["batchSize=16"], ["batchSize=25"]])) },
            pair { number in
                let chip = try chip(number, training + ["accounting=exact"])
                let model = ModelWorkload(classifier, images: try images(number))
                let run = try EstimateRequest(chip, workload: .statistics(.model(model)), threads: 1).run()
                return EstimateReport(run.estimate, accuracy: run.accuracy)
            },
        ]
    }

    /// Inference as the text of another revision shows it, whose lines are other ones.
    static func inferences() throws -> [[EstimateReport]] {
        try [pair { try estimate($0, chip($0, ["revision=neurosim-1.5"], [["technode=32"], []])) }]
    }

    static let classifier = ModelInput.onnx(path("Tests/ModelsTests/Fixtures/classifier.onnx"))

    /// Images of six pixels with labels that have nothing to do with them.
    static func images(_ number: Int) throws -> ImageInput {
        var random = SeededGenerator(seed: 3)
        let pixels = (0..<240).map { _ in Float(random.next() % 256) / 255 }
        let images = try ImageDataset(images: pixels, shape: [6, 1, 1], labels: (0..<40).map { $0 * 7 % 6 })
        return ImageInput(.dataset(images), limit: [40, 31][number], calibration: .dataset(images))
    }

    static func floorplans() throws -> [[FloorplanReport]] {
        try [
            pair { number in
                let shared = ["novelMapping=true", "pipeline=true", "trainingEstimation=false"]
                let request = FloorplanRequest(
                    try chip(number, shared, degrees), network: .network(try network(number)),
                    weightBits: [8, 6][number])
                return FloorplanReport(try request.run())
            }
        ]
    }

    // MARK: Several designs

    /// Chips for inference and arrays; chips in training.
    static func comparisons() throws -> [[Comparison]] {
        try [
            pair { number in
                let temperatures = ["temp=301,351", "temp=311,371"][number]
                let settings = try CompareSettings(
                    [temperatures], assignments: sizes[number] + ["trainingEstimation=false", "accounting=exact"])
                let request = CompareRequest(
                    try settings.all(), architectures: [.imc, .systolic],
                    array: CompareRequest.SystolicArray(try array(number)),
                    network: .network(try network(number)), workload: .statistics, weightBits: [8, 6][number],
                    activationBits: [8, 5][number], threads: 1)
                return Comparison(try request.run())
            },
            pair { number in
                let settings = try ["novelMapping=true", "novelMapping=false"].map { mapping in
                    CompareSetting(
                        try chip(number, training + ["accounting=exact", mapping], synthetic), name: "chip")
                }
                let request = CompareRequest(
                    settings, network: .network(try network(number)), workload: .statistics,
                    weightBits: [8, 6][number], activationBits: [8, 5][number], threads: 1)
                return Comparison(try request.run())
            },
        ]
    }

    static func sweeps(settings: [SweepSetting] = [SweepSetting(name: "x", value: "1")]) -> [[SweepReport]] {
        let figures = pair { number in
            let factor = [1.0, 1.734][number]
            return SweepFigures(
                area: 1.2345e-6 * factor, latency: 2.3456e-3 * factor, energy: 3.4567e-6 * factor,
                leakagePower: 4.5678e-3 * factor, framesPerSecond: 5678.9 * factor,
                operationsPerSecond: 6.789e12 * factor,
                operationsPerJoule: 7.891e12 * factor, accuracy: 0.4321 * factor,
                training: TrainedFigures(
                    trainingAccuracy: 0.5432 * factor, testAccuracy: 0.5123 * factor,
                    testAccuracyDeviation: 0.0123 * factor, writesPerCell: 12.34 * factor, mostWrites: 56 * factor,
                    epochs: 7.5 * factor),
                text: GeneratedFigures(
                    timeToFirstToken: 0.03456 * factor, stepLatency: 0.004321 * factor,
                    tokenEnergy: 9.8765e-6 * factor, tokensPerSecond: 876.5 * factor,
                    joulesPerToken: 1.3579e-5 * factor))
        }
        return [
            figures.map { figures in
                let point = SweepPoint(
                    key: "a", settings: settings, figures: figures, error: nil)
                return SweepReport(points: [point], objectives: [.area, .energy], front: [0])
            }
        ]
    }

    // MARK: Systolic arrays

    private static func array(_ number: Int) throws -> SystolicDesign {
        try SystolicDesign(
            rows: [8, 12][number], columns: [16, 20][number], dataflow: .weightStationary,
            ifmapKilowords: [11, 21][number], filterKilowords: [13, 23][number], ofmapKilowords: [17, 27][number],
            bandwidth: .given(ifmap: [5, 6][number], filter: [7, 8][number], ofmap: [9, 10][number]))
    }

    static func arrays() throws -> [[SystolicReport]] {
        try [
            pair { number in
                let words = SystolicWords(
                    weightBits: [8, 6][number], activationBits: [8, 5][number], accumulatorBits: [30, 28][number])
                let request = SystolicRequest(
                    SystolicInput(.network(.network(try network(number))), batch: [1, 2][number]),
                    on: try array(number), try chip(number, []), words: words, exactSubjects: [.partialSums],
                    threads: 1)
                return SystolicReport(try request.run())
            }
        ]
    }

    /// Searches for an array.
    ///
    /// - Parameter points: how many points each example has.
    /// - Returns: a pair of examples.
    /// - Throws: `InputError` for an array that cannot be.
    static func searches(points: [Int]) throws -> [[SearchReport]] {
        try [
            pair { number in
                let point = SearchPoint(
                    design: try array(number), cycles: [123, 231][number], stalls: [45, 56][number],
                    utilization: [0.5678, 0.6789][number], dramWords: [7890, 8901][number],
                    area: [1.2345e-6, 2.3456e-6][number], energy: [3.4567e-6, 4.5678e-6][number])
                let all = [SearchPoint](repeating: point, count: points[number])
                return SearchReport(
                    .init(points: all, front: [point], visited: [77, 88][number]), objectives: [.cycles])
            }
        ]
    }
}
