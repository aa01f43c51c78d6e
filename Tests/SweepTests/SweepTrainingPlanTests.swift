// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Sweep

/// The section `training` of plans: its form, and what is wrong with it.
@Suite struct SweepTrainingPlanTests {
    private static let section = "training: {images: a.npz, testImages: b.npz, epochs: 3}\n"

    private func plan(_ text: String) throws -> SweepPlan { try SweepPlan(text, file: "plan.yaml") }

    @Test func aSectionSaysWhatIsTrained() throws {
        let plan = try plan(
            """
            set: {training.batch_size: 20, technode: 22}
            training:
              config: device.json
              network: layers.csv
              images: a.npz
              labels: a.npy
              limit: 100
              testImages: b.npz
              testLabels: b.npy
              testLimit: 50
              epochs: 4
              seeds: [3, 1]
              patience: 2
              minDelta: 0.01
            parameters:
              levelOutput: [16, 32]
              training.max_level: {from: 16, to: 64, points: 3, scale: log}
              training.nonlinearity_ltp: {from: 0, to: 3, step: 1.5}
              training.accounting: exact
            objectives: [testAccuracy, mostWrites]
            constraints: {testAccuracyDeviation: {max: 0.1}}
            """)
        let training = try #require(plan.training)
        #expect(training.config == "device.json" && training.network == "layers.csv")
        #expect(training.images == .init(file: "a.npz", labels: "a.npy", limit: 100))
        #expect(training.tests == .init(file: "b.npz", labels: "b.npy", limit: 50))
        #expect(training.epochs == 4 && training.seeds == [3, 1])
        #expect(training.patience == 2 && training.leastGain == 0.01)
        #expect(training.assignments == [SweepSetting(name: "training.batch_size", value: "20")])
        #expect(plan.assignments == ["technode=22"] && plan.objectives == [.testAccuracy, .mostWrites])
        #expect(plan.axes.map(\.values) == [["16", "32"], ["16", "32", "64"], ["0", "1.5", "3"], ["exact"]])
        // Points that differ in parameters of the chip only have the same training.
        #expect((0..<18).map(plan.trainingNumber) == Array(0..<9) + Array(0..<9))
    }

    @Test func aShortSectionHasDefaults() throws {
        let training = try #require(try plan(Self.section + "parameters: {technode: [22, 32]}").training)
        #expect(training.config == nil && training.network == nil && training.seeds == [0])
        #expect(training.patience == nil && training.images.limit == nil && training.assignments.isEmpty)
        #expect(try plan("parameters: {technode: [22, 32]}").trainingNumber(of: 1) == 1)
    }

    private static let mistakes: [(String, Int, String)] = [
        ("training: {testImages: b.npz, epochs: 3}\nparameters: {technode: [22]}", 1, "needs `images`"),
        ("training: {images: a.npz, epochs: 3}\nparameters: {technode: [22]}", 1, "needs `testImages`"),
        (
            "training: {images: a.npz, epochs: 3, testLimit: 4}\nparameters: {technode: [22]}", 1,
            "`testLimit` needs `testImages`"
        ),
        ("training: {images: a.npz, testImages: b.npz}\nparameters: {technode: [22]}", 1, "needs `epochs`"),
        ("training: {image: a.npz}\nparameters: {technode: [22]}", 1, "did you mean `images`?"),
        (
            "training: {images: a.npz, testImages: b.npz, epochs: 0}\nparameters: {technode: [22]}", 1,
            "allowed: whole numbers from 1"
        ),
        (
            "training: {images: a.npz, testImages: b.npz, epochs: 1, seeds: [1, 1]}\nparameters: {technode: [22]}", 1,
            "the seed 1 is there twice"
        ),
        (
            "training: {images: a.npz, testImages: b.npz, epochs: 1, seeds: []}\nparameters: {technode: [22]}", 1,
            "`seeds` has no values"
        ),
        (
            "training: {images: a.npz, testImages: b.npz, epochs: 1, minDelta: 0.1}\nparameters: {technode: [22]}", 1,
            "`minDelta` needs `patience`"
        ),
        (
            "training: {images: a.npz, testImages: b.npz, epochs: 1, patience: 2, minDelta: 2}\n"
                + "parameters: {technode: [22]}", 1, "allowed: 0 to 1"
        ),
        (section + "parameters:\n  training.max_levl: [32]", 3, "did you mean `training.max_level`?"),
        (section + "parameters:\n  training.input_range: [0]", 3, "has no single value"),
        (section + "parameters:\n  max_level: [32]", 3, "did you mean `training.max_level`?"),
        (
            section + "parameters:\n  training.max_level:\n    - 32\n    - 0", 5,
            "max_level is 0 (allowed: whole numbers"
        ),
        (section + "parameters:\n  training.accounting: [exakt]", 3, "(allowed: neurosim, exact)"),
        (section + "parameters:\n  training.augment_flip: [1]", 3, "(allowed: true, false)"),
        (section + "parameters:\n  training.device_curve_use: [points]", 3, "(allowed: label, table)"),
        (section + "parameters:\n  training.c2c_sigma: {from: -1, to: 1, points: 3}", 3, "c2c_sigma is -1"),
        (
            section + "set: {training.momentum: 2}\nparameters: {technode: [22]}", 2,
            "momentum is 2 (allowed: 0.0 to 1.0)"
        ),
        (section + "set: {training.network: a.csv}\nparameters: {technode: [22]}", 2, "has no single value"),
        (section + "network: a.csv\nparameters: {technode: [22]}", 2, "`network` contradicts `training`"),
        (section + "workload: synthetic\nparameters: {technode: [22]}", 2, "`workload` contradicts `training`"),
        (section + "model: a.onnx\nimages: c.npz\nparameters: {technode: [22]}", 2, "`model` contradicts `training`"),
        (section + "parameters: {weightBits: [4]}", 2, "allowed: `training.weight_bits`"),
        (section + "parameters: {technode: [22]}\nobjectives: [accuracy]", 1, "that of a training is `testAccuracy`"),
        (section + "parameters: {technode: [22]}\nobjectives: [testAccuracyDeviation]", 1, "two or more `seeds`"),
        ("parameters: {technode: [22]}\nobjectives: [mostWrites]", 1, "mostWrites needs `training`"),
        ("parameters: {technode: [22]}\nconstraints: {testAccuracy: {min: 1}}", 1, "testAccuracy needs `training`"),
        ("parameters: {training.max_level: [32]}", 1, "`training.max_level` needs `training`"),
    ]

    @Test(arguments: mistakes)
    func whatIsWrongIsSaidWithItsLine(_ text: String, _ line: Int, _ message: String) throws {
        let error = #expect(throws: InputError.self) { try plan(text) }
        #expect(error?.message.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.line == line && error?.file == "plan.yaml")
    }

    @Test func aMeasurementThatCannotBeReadIsSaidAtOnce() throws {
        let folder = try TemporaryFolder()
        let curve = try folder.write("curve.csv", "pulse,up,down\n")
        for (path, kind) in [(curve, InputError.Kind.badInput), (curve + "x", .missingInput)] {
            let error = #expect(throws: InputError.self) {
                try plan(Self.section + "parameters: {training.device_curve: [\(path)]}")
            }
            #expect(error?.kind == kind && error?.file == path)
        }
    }
}
