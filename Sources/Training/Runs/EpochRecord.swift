// SPDX-License-Identifier: Apache-2.0

/// The figures of an epoch.
public struct EpochRecord: Sendable, Equatable {
    /// Its number, from 0.
    public let epoch: Int
    /// The learning rate [1].
    public let learningRate: Double
    /// Mean loss of a training image, while its batch is trained [1].
    public let loss: Double
    /// Training images that were classified correctly, before their batch was trained [1].
    public let trainingCorrect: Int
    /// Training images [1].
    public let trainingImages: Int
    /// Test images that were classified correctly after the epoch [1].
    public let testCorrect: Int
    /// Test images [1].
    public let testImages: Int
    /// Loss of a test image [1].
    public let testLoss: Double
    /// Test images that were classified correctly without rounding of weights and activations [1].
    public let unroundedCorrect: Int
    /// Test images that were classified correctly on the hardware; nil without any [1].
    public let hardwareCorrect: Int?
    /// Figures of the layers with weights.
    public let layers: [LayerRecord]

    /// Share of test images that were classified correctly [1].
    public var accuracy: Double { testImages == 0 ? 0 : Double(testCorrect) / Double(testImages) }
    /// The same without rounding of weights and activations [1].
    public var unroundedAccuracy: Double { testImages == 0 ? 0 : Double(unroundedCorrect) / Double(testImages) }
    /// The same on the hardware; nil without any [1].
    public var hardwareAccuracy: Double? { hardwareCorrect.map { Double($0) / Double(max(1, testImages)) } }
    /// Share of training images that were classified correctly [1].
    public var trainingAccuracy: Double { Double(trainingCorrect) / Double(max(1, trainingImages)) }
    /// Cells of all layers [1].
    public var cells: Int { layers.reduce(0) { $0 + $1.cells } }
    /// Mean steps of a cell since the start [1].
    public var stepsPerCell: Double { weighted(\.stepsPerCell) }
    /// Mean writes of a cell since the start [1].
    public var writesPerCell: Double { weighted(\.writesPerCell) }
    /// Mean pulses of a cell since the start [1].
    public var pulsesPerCell: Double { weighted(\.pulsesPerCell) }
    /// The most steps of any cell since the start [1].
    public var mostSteps: Int { layers.map(\.mostSteps).max() ?? 0 }
    /// The most writes of any cell since the start [1].
    public var mostWrites: Int { layers.map(\.mostWrites).max() ?? 0 }

    private func weighted(_ path: KeyPath<LayerRecord, Double>) -> Double {
        layers.reduce(0) { $0 + $1[keyPath: path] * Double($1.cells) } / Double(max(1, cells))
    }
}

/// The figures of a layer after an epoch.
public struct LayerRecord: Sendable, Equatable {
    /// Its cells [1].
    public let cells: Int
    /// Mean and standard deviation of the weights [1].
    public let weights: Spread
    /// Mean and standard deviation of what the last batch took off the weights [1].
    public let applied: Spread
    /// Mean steps of a cell since the start [1].
    public let stepsPerCell: Double
    /// The most steps of a cell since the start [1].
    public let mostSteps: Int
    /// Mean pulses of a cell since the start [1].
    public let pulsesPerCell: Double
    /// Mean writes of a cell since the start [1].
    public let writesPerCell: Double
    /// Writes that 99 % of the cells do not exceed [1].
    public let writesOf99Percent: Int
    /// The most writes of a cell since the start [1].
    public let mostWrites: Int
    /// Share of the weights that are at a limit [1].
    public let shareAtLimit: Double

    /// A mean with the standard deviation of a sample, which divides by one less than the count.
    public struct Spread: Sendable, Equatable {
        /// The mean.
        public let mean: Double
        /// The standard deviation.
        public let deviation: Double

        init(mean: Double, deviation: Double) {
            self.mean = mean
            self.deviation = deviation
        }

        init(_ values: [Double]) {
            let count = Double(max(1, values.count))
            let mean = values.reduce(0, +) / count
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            self.init(mean: mean, deviation: values.count > 1 ? (squares / (count - 1)).squareRoot() : 0)
        }
    }
}

extension LayerRecord {
    /// The figures of a layer.
    init(_ layer: TrainedLayer, _ settings: TrainingSettings) {
        let count = Double(layer.weights.count)
        let rule = CellRule(settings, learningRate: 0)
        let limit = settings.weightGrid.limit
        let sum = { (numbers: [UInt32]) in Double(numbers.reduce(0) { $0 + UInt64($1) }) }
        let mostWrites = Int(layer.writes.max() ?? 0)
        self.init(
            cells: layer.weights.count, weights: Spread(layer.weights), applied: Spread(layer.applied),
            stepsPerCell: sum(layer.steps) / count, mostSteps: Int(layer.steps.max() ?? 0),
            pulsesPerCell: sum(layer.steps) / count * rule.pulsesPerStep, writesPerCell: sum(layer.writes) / count,
            writesOf99Percent: Self.quantile(layer.writes, most: mostWrites, share: 0.99), mostWrites: mostWrites,
            shareAtLimit: Double(layer.weights.count { abs($0) >= limit }) / count)
    }

    /// The number that a share of some numbers does not exceed, by counting.
    private static func quantile(_ numbers: [UInt32], most: Int, share: Double) -> Int {
        var counts = [Int](repeating: 0, count: min(most, 1 << 24) + 1)
        for number in numbers { counts[min(Int(number), counts.count - 1)] += 1 }
        var seen = 0
        let wanted = Int((share * Double(numbers.count)).rounded(.up))
        for (number, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return number }
        }
        return most
    }
}
