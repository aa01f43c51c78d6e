// SPDX-License-Identifier: Apache-2.0

/// Accuracy and writes of the training of a design, over all its seeds.
public struct TrainedFigures: Sendable, Equatable, Codable {
    /// Share of training images that were classified right in the last epoch, each before its batch was trained [1].
    public var trainingAccuracy: Double
    /// Share of test images that are classified right after the last epoch [1].
    public var testAccuracy: Double
    /// Standard deviation of the test accuracy between seeds, as that of a sample; nil with one seed [1].
    public var testAccuracyDeviation: Double?
    /// Mean writes of a cell [1].
    public var writesPerCell: Double
    /// Writes of the most-written cell of all seeds [1].
    public var mostWrites: Double
    /// Mean number of epochs [1].
    public var epochs: Double

    /// Takes figures.
    public init(
        trainingAccuracy: Double, testAccuracy: Double, testAccuracyDeviation: Double?, writesPerCell: Double,
        mostWrites: Double, epochs: Double
    ) {
        self.trainingAccuracy = trainingAccuracy
        self.testAccuracy = testAccuracy
        self.testAccuracyDeviation = testAccuracyDeviation
        self.writesPerCell = writesPerCell
        self.mostWrites = mostWrites
        self.epochs = epochs
    }

    /// Takes trainings of one design with several seeds: means, but the most writes.
    ///
    /// - Parameter records: One of each seed; at least one.
    init(_ records: [TrainingRecord]) {
        let count = Double(records.count)
        func mean(_ path: KeyPath<TrainingRecord, Double>) -> Double {
            records.reduce(0) { $0 + $1[keyPath: path] } / count
        }
        let accuracy = mean(\.testAccuracy)
        let squares = records.reduce(0) { $0 + ($1.testAccuracy - accuracy) * ($1.testAccuracy - accuracy) }
        self.init(
            trainingAccuracy: mean(\.trainingAccuracy), testAccuracy: accuracy,
            testAccuracyDeviation: records.count > 1 ? (squares / (count - 1)).squareRoot() : nil,
            writesPerCell: mean(\.writesPerCell), mostWrites: Double(records.map(\.mostWrites).max() ?? 0),
            epochs: mean(\.epochs))
    }
}
