// SPDX-License-Identifier: Apache-2.0

import Foundation
import Runs
import Training

/// A row that an epoch adds to a file, which begins with a header.
public struct TrainingRow: Sendable, Equatable {
    /// Name of the file.
    public let file: String
    /// The header; empty for a file without one.
    public let header: String
    /// The row.
    public let row: String

    /// The file with the row of this epoch.
    ///
    /// - Parameter rows: The file so far; empty for a new one.
    /// - Returns: The whole file.
    public func added(to rows: String) -> String {
        (rows.isEmpty && !header.isEmpty ? header + "\n" : rows) + row + "\n"
    }
}

/// The tables that the training script of DNN+NeuroSim V2.1 writes beside those of the estimator, with its columns.
///
/// Source: Training_pytorch/train.py and Training_pytorch/utee/hook.py.
public struct TrainingRows: Sendable {
    /// The rows of one epoch.
    public let rows: [TrainingRow]

    /// Makes the rows of an epoch.
    ///
    /// - Parameters:
    ///   - epoch: The epoch.
    ///   - batchSize: Images of a batch: the average loss of the test is one of batches [1].
    public init(_ epoch: TrainEpoch, batchSize: Int) {
        let record = epoch.record
        var rows: [TrainingRow] = []
        if record.testImages > 0 {
            let batches = (record.testImages + batchSize - 1) / batchSize
            let loss = record.testLoss * Double(record.testImages) / Double(batches)
            rows.append(
                TrainingRow(
                    file: "PythonWrapper_Output.csv", header: "epoch,average loss,accuracy",
                    row: Self.line([Double(record.epoch), loss, 100 * record.accuracy])))
        }
        rows.append(Self.spreads("weight_dist.csv", record.layers.map(\.weights)))
        rows.append(Self.spreads("delta_dist.csv", record.layers.map(\.applied)))
        if let activity = epoch.inputActivity {
            rows.append(TrainingRow(file: "input_activity.csv", header: "", row: Self.line(activity)))
        }
        self.rows = rows
    }

    /// Means, then standard deviations, layer by layer.
    private static func spreads(_ file: String, _ spreads: [LayerRecord.Spread]) -> TrainingRow {
        let names = ["mean", "std"].flatMap { name in spreads.indices.map { "\($0 + 1)_\(name)" } }
        return TrainingRow(
            file: file, header: names.joined(separator: ","), row: line(spreads.map(\.mean) + spreads.map(\.deviation)))
    }

    private static func line(_ numbers: [Double]) -> String {
        numbers.map { String(format: "%f", $0) }.joined(separator: ",")
    }
}
