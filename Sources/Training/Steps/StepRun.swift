// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Parallelism

/// Every array of some steps of a training, in double precision.
public struct StepRun: Sendable {
    /// An array of all steps: its name, its extents with the steps first, and its elements.
    public struct Array: Sendable {
        /// Its name in the archive.
        public let name: String
        /// Its extents.
        public let shape: [Int]
        /// Its elements, row by row.
        public let values: [Double]
    }

    /// The arrays, in the order in which a step computes them.
    public let arrays: [Array]

    /// Runs the steps of a case.
    ///
    /// - Throws: `InputError` when arrays do not fit the network, or a step cannot be made.
    public init(_ stepCase: StepCase, _ settings: TrainingSettings, threads: Int) throws(InputError) {
        let network = try inFile(stepCase.path) { () throws(InputError) in
            try TrainingNetwork(settings, inputShape: stepCase.shape)
        }
        guard !network.hasNormalization else {
            throw InputError(
                "single steps know no batch_norm in the network (a whole training does)", file: stepCase.path)
        }
        try stepCase.check(network)
        var layers: [StepLayer] = []
        for layer in network.weighted { layers.append(try StepLayer(layer, stepCase, settings)) }
        var recorder = StepRecorder(steps: stepCase.steps)
        for step in 0..<stepCase.steps {
            try inFile(stepCase.path) { () throws(InputError) in
                try Self.run(step, stepCase, network, settings, &layers, &recorder, threads)
            }
        }
        arrays = recorder.arrays
    }

    private static func run(
        _ step: Int, _ stepCase: StepCase, _ network: TrainingNetwork, _ settings: TrainingSettings,
        _ layers: inout [StepLayer], _ recorder: inout StepRecorder, _ threads: Int
    ) throws(InputError) {
        let size = stepCase.images * stepCase.shape.count
        let images = BatchMaps<Double>(
            imageByImage: Swift.Array(stepCase.pixels[step * size..<(step + 1) * size]), stepCase.shape,
            images: stepCase.images)
        let labels = Swift.Array(stepCase.labels[step * stepCase.images..<(step + 1) * stepCase.images])
        let pass = NetworkPass<Double>(network, settings, weights: layers.map(\.weights), threads: threads)
        let forward = pass.forward(images, recordsOutputs: true)
        let gradients = try pass.backward(forward, labels: labels, recordsErrors: true)
        recorder.add("logits", forward.logits, isFlat: true)
        recorder.add("loss", [], [gradients.loss])
        for layer in network.weighted {
            let number = layer.number
            recorder.add("output\(number)", forward.outputs[number], isFlat: layer.convolution == nil)
            recorder.add("error\(number)", gradients.errors[number], isFlat: layer.convolution == nil)
            recorder.add("gradient\(number)", layer.weightShape, gradients.weights[number])
            try layers[number].update(gradients.weights[number], step: step, settings, &recorder, threads)
        }
    }

    /// Writes the arrays as an npz archive.
    ///
    /// - Throws: `InputError` of kind `.cannotWrite`.
    public func write(to path: String) throws(InputError) {
        let writer = try NumpyArchiveWriter(path)
        for array in arrays { try writer.add(array.name, descriptor: "<f8", shape: array.shape, array.values) }
        try writer.finish()
    }
}

/// Collects arrays step by step.
struct StepRecorder {
    private let steps: Int
    private(set) var arrays: [StepRun.Array] = []

    init(steps: Int) { self.steps = steps }

    mutating func add(_ name: String, _ shape: [Int], _ values: [Double]) {
        if let index = arrays.firstIndex(where: { $0.name == name }) {
            arrays[index] = StepRun.Array(
                name: name, shape: arrays[index].shape, values: arrays[index].values + values)
        } else {
            arrays.append(StepRun.Array(name: name, shape: [steps] + shape, values: values))
        }
    }

    /// Adds maps; those of a fully connected layer are flat.
    mutating func add(_ name: String, _ maps: BatchMaps<Double>, isFlat: Bool) {
        let (shape, images) = (maps.shape, maps.images)
        let extents = isFlat ? [images, shape.channels] : [images, shape.channels, shape.height, shape.width]
        add(name, extents, maps.imageByImage)
    }
}

/// Adds the name of a file to an error that has none.
func inFile<Result>(_ file: String, _ body: () throws(InputError) -> Result) throws(InputError) -> Result {
    do throws(InputError) {
        return try body()
    } catch {
        guard error.file == nil else { throw error }
        throw InputError(error.message, kind: error.kind, file: file, line: error.line, column: error.column)
    }
}
