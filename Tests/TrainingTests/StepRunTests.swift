// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Testing
import _TestSupport

@testable import Training

/// Steps of one fully connected layer of two inputs and two classes, whose figures were worked out by hand.
@Suite struct StepRunTests {
    /// The arrays of a case.
    private struct Arrays {
        var images = [1, 0.5]
        var labels: [Int64] = [0]
        var weights = [0.25, -0.5, 0.75, 0]
        var shapeOfWeights = [2, 2]
        var more: String?

        func write(_ path: String) throws {
            let writer = try NumpyArchiveWriter(path)
            try writer.add("x", descriptor: "<f8", shape: [1, 1, 2], images)
            try writer.add("labels", descriptor: "<i8", shape: [1, 1], labels)
            try writer.add("w0", descriptor: "<f8", shape: shapeOfWeights, weights)
            try writer.add("v0", descriptor: "<f8", shape: [2, 2], [0.0, 0, 0, 0])
            try writer.add("u0", descriptor: "<f8", shape: [1, 2, 2], [0.25, 0.75, 0.5, 0.9])
            try writer.add("z0", descriptor: "<f8", shape: [1, 2, 2], [1.0, -2, 0.5, 1])
            if let more { try writer.add(more, descriptor: "<f8", shape: [2], [0.0, 0]) }
            try writer.finish()
        }

        func run(_ accounting: TrainingSettings.Accounting = .neurosim) throws -> [String: StepRun.Array] {
            let settings = settings {
                $0.accounting = accounting
                $0.network = [.dense(outputs: 2)]
            }
            return try TemporaryFolder.with { folder in
                let path = folder.path(of: "case.npz")
                try write(path)
                let run = try StepRun(StepCase(readingFrom: path, threads: 1), settings, threads: 1)
                return Dictionary(uniqueKeysWithValues: run.arrays.map { ($0.name, $0) })
            }
        }
    }

    private static func compare(_ found: [String: StepRun.Array], _ wanted: [String: [Double]]) throws {
        #expect(Set(found.keys) == Set(wanted.keys))
        for (name, values) in wanted {
            let array = try #require(found[name], "\(name)")
            #expect(distance(array.values, values) <= 1e-9, "\(name): \(array.values)")
        }
    }

    /// Logits 0 and 0.75, errors -1 and 0.75; the largest velocity is next to 1/8.
    @Test func stepOfTheReference() throws {
        let found = try Arrays().run()
        try Self.compare(
            found,
            [
                "logits": [0, 0.75], "loss": [0.78125], "output0": [0, 0.75], "error0": [-0.9921875, 0.75],
                "gradient0": [-0.9921875, -0.49609375, 0.75, 0.375],
                "velocity0": [-0.09921875, -0.049609375, 0.075, 0.0375], "state0": [-0.79375, -0.396875, 0.6, 0.3],
                "pulses0": [-13, -6, 10, 5],
                "target0": [0.8579970660076, 0.0001320506285, 0.2428116418604, -0.3819263958274],
                "delta0": [-0.6079970660076, -0.5001320506285, 0.5071883581396, 0.3819263958274],
                "applied0": [-0.0625, 0, 0.0625, 0.0625], "weights0": [0.3185, -0.5, 0.6905, -0.0565],
            ])
        #expect(found["weights0"]?.shape == [1, 2, 2])
        #expect(found["logits"]?.shape == [1, 1, 2])
        #expect(found["loss"]?.shape == [1])
    }

    /// The input 1 becomes 127/128, whole pulses go to the devices, and the state is not rescaled.
    @Test func stepOfTheHardware() throws {
        try Self.compare(
            try Arrays().run(.exact),
            [
                "logits": [-0.001953125, 0.744140625], "loss": [0.7788276672363281],
                "output0": [-0.001953125, 0.744140625], "error0": [-0.9921875, 0.7421875],
                "gradient0": [-0.98443603515625, -0.49609375, 0.73638916015625, 0.37109375],
                "velocity0": [-0.098443603515625, -0.049609375, 0.073638916015625, 0.037109375],
                "state0": [-0.098443603515625, -0.049609375, 0.073638916015625, 0.037109375],
                "pulses0": [-1, 0, 1, 1],
                "target0": [0.3102470949585, -0.5, 0.7072652763728, -0.0708659770490],
                "delta0": [-0.0602470949585, 0, 0.0427347236272, 0.0708659770490],
                "applied0": [-0.0602470949585, 0, 0.0427347236272, 0.0708659770490],
                "weights0": [0.3162470949585, -0.5, 0.7102652763728, -0.0648659770490],
            ])
    }

    @Test func resultsAreWritten() throws {
        try TemporaryFolder.with { folder in
            let (path, out) = (folder.path(of: "case.npz"), folder.path(of: "out.npz"))
            try Arrays().write(path)
            let run = try StepRun(
                StepCase(readingFrom: path, threads: 1), settings(layers: [.dense(outputs: 2)]), threads: 1)
            try run.write(to: out)
            let archive = try NumpyArchive(readingFrom: out, threads: 1)
            #expect(archive.names == run.arrays.map(\.name).sorted())
            for array in run.arrays {
                #expect(try archive.doubles(array.name) == array.values)
                #expect(try archive.shape(of: array.name) == array.shape)
            }
        }
    }

    @Test func wrongCases() throws {
        func message(_ change: (inout Arrays) -> Void) -> String {
            var arrays = Arrays()
            change(&arrays)
            let error = inputError { try arrays.run() }
            #expect(error.file?.hasSuffix("case.npz") == true && error.kind == .badInput)
            return error.message
        }
        #expect(message { $0.labels = [2] } == "labels hold 2, but the network has 2 classes (allowed: 0 to 1)")
        #expect(message { $0.labels = [-1] }.hasPrefix("labels hold -1"))
        #expect(message { $0.shapeOfWeights = [4, 1] } == "w0 has shape [4, 1] in place of [2, 2]")
        #expect(message { $0.images[1] = .nan } == "array `x` holds numbers that are not finite")
        #expect(message { $0.weights[3] = .infinity } == "array `w0` holds numbers that are not finite")
        #expect(message { $0.more = "label" } == "unknown array `label` (did you mean `labels`?)")
        #expect(message { $0.weights[0] = 1.95 }.hasPrefix("1 of 4 weights of layer 1 lie beyond the end"))
    }
}
