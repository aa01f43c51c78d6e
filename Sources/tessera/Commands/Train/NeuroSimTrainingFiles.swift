// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Reporting
import Runs
import Training

/// The CSV files of DNN+NeuroSim V2.1's training script, to which each epoch adds its rows.
struct NeuroSimTrainingFiles: Sendable {
    private let folder: String
    private let batchSize: Int

    /// Prepares the files.
    ///
    /// - Parameters:
    ///   - folder: The folder of the training.
    ///   - batchSize: Images of a batch [1].
    ///   - isNew: Whether files of a former training go.
    /// - Throws: `InputError` of kind `cannotWrite`.
    init(_ folder: TrainFolder, batchSize: Int, isNew: Bool) throws(InputError) {
        self.folder = folder.path
        self.batchSize = batchSize
        guard isNew else { return }
        for name in Self.names where FileKind(at: folder.file(name)) == .file {
            try ReportFile(folder.file(name), replacing: true).write("")
        }
    }

    private static let names = [
        "NeuroSim_Output.csv", "PythonWrapper_Output.csv", "weight_dist.csv", "delta_dist.csv", "input_activity.csv",
    ]

    /// Adds the rows of an epoch.
    func add(_ epoch: TrainEpoch) throws(InputError) {
        for row in TrainingRows(epoch, batchSize: batchSize).rows {
            let path = "\(folder)/\(row.file)"
            let former = FileKind(at: path) == nil ? "" : String(decoding: try InputFile.bytes(of: path), as: UTF8.self)
            try ReportFile(path, replacing: true).write(row.added(to: former))
        }
        guard let estimate = epoch.estimate else { return }
        try EpochFiles(folder: folder, epoch: epoch.record.epoch, replacing: true).write(estimate)
    }
}
