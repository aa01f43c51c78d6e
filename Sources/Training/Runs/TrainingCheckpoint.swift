// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation

/// What a training needs to go on after an epoch: weights, momentum and counts of all cells, and the figures so far. Devices
/// and all other random numbers follow from the seed.
public struct TrainingCheckpoint: Sendable {
    /// The training after its last complete epoch.
    public let trainer: Trainer
    /// The figures of all complete epochs.
    public let records: [EpochRecord]

    /// The version of the form.
    private static let form = 1

    /// Takes a training after an epoch.
    public init(_ trainer: Trainer, records: [EpochRecord]) {
        self.trainer = trainer
        self.records = records
    }

    /// Writes the archive; a former one is replaced when the new one is whole.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - description: The settings and the data of the training, line by line, which a resumed one must have as well.
    /// - Throws: `InputError` of kind `.cannotWrite`.
    public func write(to path: String, description: String) throws(InputError) {
        let writer = try NumpyArchiveWriter(path)
        try writer.add("form", scalar: Self.form)
        try writer.add("epochs", scalar: trainer.epochs)
        let text = Array(description.utf8)
        try writer.add("description", descriptor: "|u1", shape: [text.count], text)
        for layer in trainer.layers {
            let (number, shape) = (layer.layer.number, layer.layer.weightShape)
            try writer.add("weight_\(number)", descriptor: "<f8", shape: shape, layer.weights)
            try writer.add("momentum_\(number)", descriptor: "<f8", shape: shape, layer.state)
            try writer.add("steps_\(number)", descriptor: "<u4", shape: shape, layer.steps)
            try writer.add("writes_\(number)", descriptor: "<u4", shape: shape, layer.writes)
            guard let norm = layer.norm else { continue }
            try writer.add("norm_batches_\(number)", scalar: norm.batches)
            for (name, path) in Self.normArrays {
                let values = norm[keyPath: path]
                try writer.add("\(name)_\(number)", descriptor: "<f8", shape: [values.count], values)
            }
        }
        let rows = records.map(\.numbers)
        let width = rows.first?.count ?? 0
        try writer.add("records", descriptor: "<f8", shape: [rows.count, width], rows.flatMap(\.self))
        try writer.finish()
    }

    /// Reads an archive.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - trainer: A new training with the same settings and seed.
    ///   - description: The settings and the data of this training.
    /// - Throws: `InputError` when the file is no checkpoint, or belongs to other settings or data; it names what differs.
    public init(readingFrom path: String, for trainer: Trainer, description: String) throws(InputError) {
        let archive = try NumpyArchive(readingFrom: path)
        func scalar(_ name: String) throws(InputError) -> Int {
            guard archive.contains(name), let value = try archive.integers(name).first else {
                throw InputError("is no checkpoint: it has no array `\(name)`", file: path)
            }
            return Int(value)
        }
        guard try scalar("form") == Self.form else {
            throw InputError("is a checkpoint of another version", file: path)
        }
        let former = String(
            decoding: try archive.integers("description").map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
        try Self.requireSame(former, description, file: path)
        var resumed = trainer
        resumed.epochs = try scalar("epochs")
        guard (0...1 << 24).contains(resumed.epochs) else {
            throw InputError("`epochs` is \(resumed.epochs)", file: path)
        }
        for index in resumed.layers.indices {
            let count = resumed.layers[index].weights.count
            resumed.layers[index].weights = try Self.numbers("weight_\(index)", archive, count)
            resumed.layers[index].state = try Self.numbers("momentum_\(index)", archive, count)
            resumed.layers[index].steps = try Self.counts("steps_\(index)", archive, resumed.layers[index])
            resumed.layers[index].writes = try Self.counts("writes_\(index)", archive, resumed.layers[index])
            guard var norm = resumed.layers[index].norm else { continue }
            norm.batches = try scalar("norm_batches_\(index)")
            for (name, path) in Self.normArrays {
                norm[keyPath: path] = try Self.numbers("\(name)_\(index)", archive, norm.gamma.count)
            }
            guard norm.batches >= 0, norm.variance.allSatisfy({ $0 >= 0 }) else {
                throw InputError("`norm_batches_\(index)` or `running_variance_\(index)` is below 0", file: path)
            }
            resumed.layers[index].norm = norm
        }
        let rows = try archive.shape(of: "records")
        let numbers = try archive.doubles("records")
        let width = EpochRecord.numberCount(layers: resumed.layers.count)
        guard rows == [resumed.epochs, rows.last ?? 0], rows.last == width || resumed.epochs == 0 else {
            throw InputError("`records` has shape \(rows)", file: path)
        }
        self.trainer = resumed
        records = stride(from: 0, to: numbers.count, by: max(1, width)).map {
            EpochRecord(numbers: Array(numbers[$0..<$0 + width]))
        }
    }

    private static func requireSame(_ former: String, _ now: String, file: String) throws(InputError) {
        guard former != now else { return }
        let (old, new) = (former.split(separator: "\n"), now.split(separator: "\n"))
        let pair = zip(old, new).first { $0 != $1 }
        throw InputError(
            "belongs to another training: \(pair.map { "`\($0)` there, `\($1)` here" } ?? "its settings differ")",
            file: file)
    }

    /// The arrays of a norm.
    private static let normArrays: [(String, any WritableKeyPath<BatchNorm, [Double]> & Sendable)] = [
        ("gamma", \.gamma), ("beta", \.beta), ("running_mean", \.mean), ("running_variance", \.variance),
        ("gamma_momentum", \.gammaVelocity), ("beta_momentum", \.betaVelocity),
    ]

    private static func numbers(
        _ name: String, _ archive: NumpyArchive, _ count: Int
    ) throws(InputError) -> [Double] {
        let values = try archive.doubles(name)
        guard values.count == count, values.allSatisfy(\.isFinite) else {
            throw InputError("`\(name)` does not hold \(count) finite numbers", file: archive.path)
        }
        return values
    }

    private static func counts(
        _ name: String, _ archive: NumpyArchive, _ layer: TrainedLayer
    ) throws(InputError) -> [UInt32] {
        let values = try archive.integers(name)
        guard values.count == layer.weights.count, values.allSatisfy({ (0...Int64(UInt32.max)).contains($0) }) else {
            throw InputError("`\(name)` does not hold \(layer.weights.count) counts", file: archive.path)
        }
        return values.map { UInt32($0) }
    }
}

extension EpochRecord {
    /// Numbers of a record of so many layers [1].
    static func numberCount(layers: Int) -> Int { 10 + 12 * layers }

    /// The record as a row of numbers.
    var numbers: [Double] {
        let own = [
            Double(epoch), learningRate, loss, Double(trainingCorrect), Double(trainingImages), Double(testCorrect),
            Double(testImages), testLoss, Double(unroundedCorrect), hardwareCorrect.map { Double($0) } ?? .nan,
        ]
        return own + layers.flatMap(\.numbers)
    }

    /// The record of a row of ``numbers``.
    init(numbers: [Double]) {
        self.init(
            epoch: Int(numbers[0]), learningRate: numbers[1], loss: numbers[2], trainingCorrect: Int(numbers[3]),
            trainingImages: Int(numbers[4]), testCorrect: Int(numbers[5]), testImages: Int(numbers[6]),
            testLoss: numbers[7], unroundedCorrect: Int(numbers[8]),
            hardwareCorrect: numbers[9].isNaN ? nil : Int(numbers[9]),
            layers: stride(from: 10, to: numbers.count, by: 12).map {
                LayerRecord(numbers: Array(numbers[$0..<$0 + 12]))
            })
    }
}

extension LayerRecord {
    fileprivate var numbers: [Double] {
        [
            Double(cells), weights.mean, weights.deviation, applied.mean, applied.deviation, stepsPerCell,
            Double(mostSteps), pulsesPerCell, writesPerCell, Double(writesOf99Percent), Double(mostWrites),
            shareAtLimit,
        ]
    }

    fileprivate init(numbers: [Double]) {
        self.init(
            cells: Int(numbers[0]), weights: Spread(mean: numbers[1], deviation: numbers[2]),
            applied: Spread(mean: numbers[3], deviation: numbers[4]), stepsPerCell: numbers[5],
            mostSteps: Int(numbers[6]), pulsesPerCell: numbers[7], writesPerCell: numbers[8],
            writesOf99Percent: Int(numbers[9]), mostWrites: Int(numbers[10]), shareAtLimit: numbers[11])
    }
}
