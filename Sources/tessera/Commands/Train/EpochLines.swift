// SPDX-License-Identifier: Apache-2.0

import Estimation
import Foundation
import Runs
import Synchronization
import Training

/// Lines on standard output that say how a training goes, one an epoch.
final class EpochLines: Sendable {
    private let epochs: Int
    private let timing = Mutex((epochs: 0, seconds: 0.0))

    /// - Parameter epochs: Epochs of the training, unless it ends earlier.
    init(epochs: Int) {
        self.epochs = epochs
    }

    /// The line of an epoch.
    func line(_ epoch: TrainEpoch) -> String {
        let record = epoch.record
        let mean = timing.withLock { timing in
            timing.epochs += 1
            timing.seconds += epoch.seconds ?? 0
            return timing.seconds / Double(timing.epochs)
        }
        let left = mean * Double(max(0, epochs - record.epoch - 1))
        var parts = [
            String(format: "loss %.4f", record.loss),
            String(format: "training accuracy %.2f %%", 100 * record.trainingAccuracy),
        ]
        if record.testImages > 0 { parts.append(String(format: "test accuracy %.2f %%", 100 * record.accuracy)) }
        if let energy = epoch.estimate?.chip.energy { parts.append(String(format: "%.4g J on the chip", energy)) }
        parts.append(Self.time(epoch.seconds ?? 0))
        if left > 0 { parts.append("\(Self.time(left)) left") }
        return "epoch \(record.epoch + 1) of \(epochs): \(parts.joined(separator: ", "))"
    }

    /// A time in the unit that suits it.
    static func time(_ seconds: Double) -> String {
        if seconds < 120 { return String(format: "%.1f s", seconds) }
        return seconds < 7200 ? String(format: "%.0f min", seconds / 60) : String(format: "%.1f h", seconds / 3600)
    }
}
