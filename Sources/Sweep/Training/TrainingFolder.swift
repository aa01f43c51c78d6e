// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Training
import Workload

/// What is kept of a training with one seed.
struct TrainingRecord: Sendable, Equatable, Codable {
    /// All that the training depends on, line by line.
    var description: [String]
    /// Share of training images that were classified right in the last epoch [1].
    var trainingAccuracy: Double
    /// Share of test images that are classified right after the last epoch [1].
    var testAccuracy: Double
    /// Mean writes of a cell [1].
    var writesPerCell: Double
    /// Writes of the most-written cell [1].
    var mostWrites: Int
    /// Epochs [1].
    var epochs: Double
    /// Images of a batch [1].
    var batchSize: Int
    /// Images of an epoch [1].
    var images: Int
    /// Warnings about the figures.
    var warnings: [String]
}

/// The folder with finished trainings, so that a sweep never makes one twice. It may be removed: trainings that are missing are
/// made again, with the same results.
///
/// Each training has a record in JSON, and the trace and the network file that the estimate of a chip takes. A record is written
/// when both are whole.
public struct TrainingFolder: Sendable {
    /// The folder.
    public let path: String

    /// A folder, which is made with its first training.
    public init(_ path: String) { self.path = path }

    /// The folder beside a database: `plan.trainings` for `plan.db`.
    public init(database: String) {
        path = (database.hasSuffix(".db") ? String(database.dropLast(3)) : database) + ".trainings"
    }

    /// The trace of a training.
    func trace(_ key: String) -> String { "\(path)/\(key).npz" }

    /// The network file of a training.
    func network(_ key: String) -> String { "\(path)/\(key).csv" }

    private func recordFile(_ key: String) -> String { "\(path)/\(key).json" }

    /// A training that is there.
    ///
    /// - Parameters:
    ///   - key: Its key.
    ///   - description: What it depends on.
    /// - Returns: nil where there is none, or only a part of one.
    func record(_ key: String, _ description: [String]) -> TrainingRecord? {
        guard let data = FileManager.default.contents(atPath: recordFile(key)),
            let record = try? JSONDecoder().decode(TrainingRecord.self, from: data),
            record.description == description, FileManager.default.fileExists(atPath: trace(key))
        else { return nil }
        return record
    }

    /// Makes the folder, unless there is one.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    private func make() throws(InputError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw InputError("the folder of trainings cannot be made", kind: .cannotWrite, file: path)
        }
    }

    /// Keeps a training.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`.
    func keep(_ record: TrainingRecord, _ trace: TrainingTrace, _ key: String) throws(InputError) {
        try make()
        try trace.writeArchive(to: self.trace(key))
        try write(Data(trace.network.fileText.utf8), to: network(key))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let data = try? encoder.encode(record) else {
            throw InputError("a training has a figure that is no number", kind: .internalError)
        }
        try write(data, to: recordFile(key))
    }

    private func write(_ data: Data, to path: String) throws(InputError) {
        do {
            try data.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw InputError("cannot be written", kind: .cannotWrite, file: path)
        }
    }
}
