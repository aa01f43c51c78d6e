// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation

/// The figures of a design that a sweep stores.
public struct SweepFigures: Sendable, Equatable, Codable {
    /// Area of the chip [m²].
    public var area: Double
    /// Time of one image, or of one epoch of training [s]; infinite where it never ends in the reference's accounting.
    public var latency: Double
    /// Energy of one image, or of one epoch of training, leakage included [J].
    public var energy: Double
    /// Leakage of the chip [W].
    public var leakagePower: Double
    /// Images a second, or epochs [1/s].
    public var framesPerSecond: Double
    /// Operations a second [1/s].
    public var operationsPerSecond: Double
    /// Operations a joule [1/J].
    public var operationsPerJoule: Double
    /// Share of images that the chip classifies right; nil where no model is swept [1].
    public var accuracy: Double?
    /// Accuracy and writes of the training of the design; nil where no training is swept.
    public var training: TrainedFigures?
    /// Time and energy of generated text; nil where none is swept.
    public var text: GeneratedFigures?

    /// Takes figures.
    public init(
        area: Double, latency: Double, energy: Double, leakagePower: Double, framesPerSecond: Double,
        operationsPerSecond: Double, operationsPerJoule: Double, accuracy: Double? = nil,
        training: TrainedFigures? = nil, text: GeneratedFigures? = nil
    ) {
        self.text = text
        self.area = area
        self.latency = latency
        self.energy = energy
        self.leakagePower = leakagePower
        self.framesPerSecond = framesPerSecond
        self.operationsPerSecond = operationsPerSecond
        self.operationsPerJoule = operationsPerJoule
        self.accuracy = accuracy
        self.training = training
    }

    /// Takes the figures of an estimate.
    public init(
        _ estimate: Estimate, accuracy: Double? = nil, training: TrainedFigures? = nil, text: GeneratedFigures? = nil
    ) {
        self.init(
            area: estimate.wholeArea, latency: estimate.wholeLatency, energy: estimate.wholeEnergy,
            leakagePower: estimate.wholeLeakagePower, framesPerSecond: estimate.wholeFramesPerSecond,
            operationsPerSecond: estimate.wholeOperationsPerSecond,
            operationsPerJoule: estimate.wholeOperationsPerJoule, accuracy: accuracy, training: training, text: text)
    }

    /// Whether every figure is finite and not negative, or a time that never ends.
    var isPossible: Bool {
        SweepObjective.allCases.allSatisfy { objective in
            guard let value = self[objective] else { return true }
            return (value.isFinite || objective == .latency && value == .infinity) && value >= 0
        }
    }

    /// A figure; nil where the sweep has no model or no training.
    public subscript(objective: SweepObjective) -> Double? {
        switch objective {
        case .area: area
        case .latency: latency
        case .energy: energy
        case .leakage: leakagePower
        case .framesPerSecond: framesPerSecond
        case .tops: operationsPerSecond / 1e12
        case .topsPerWatt: operationsPerJoule / 1e12
        case .accuracy: accuracy
        case .trainingAccuracy: training?.trainingAccuracy
        case .testAccuracy: training?.testAccuracy
        case .testAccuracyDeviation: training?.testAccuracyDeviation
        case .writesPerCell: training?.writesPerCell
        case .mostWrites: training?.mostWrites
        case .trainingEpochs: training?.epochs
        case .timeToFirstToken: text?.timeToFirstToken
        case .stepLatency: text?.stepLatency
        case .tokenEnergy: text?.tokenEnergy
        case .tokensPerSecond: text?.tokensPerSecond
        case .joulesPerToken: text?.joulesPerToken
        }
    }
}

/// The objectives of designs.
public enum SweepObjective: String, Sendable, CaseIterable, Codable {
    /// Area [m²].
    case area
    /// Time of an image [s].
    case latency
    /// Energy of an image [J].
    case energy
    /// Leakage [W].
    case leakage
    /// Images a second [1/s].
    case framesPerSecond
    /// 10¹² operations a second.
    case tops
    /// 10¹² operations a joule.
    case topsPerWatt
    /// Share of images that are classified right [1].
    case accuracy
    /// Share of training images that are classified right in the last epoch of a training [1].
    case trainingAccuracy
    /// Share of test images that are classified right after a training [1].
    case testAccuracy
    /// Standard deviation of ``testAccuracy`` between the seeds of a training [1].
    case testAccuracyDeviation
    /// Mean writes of a cell in a training [1].
    case writesPerCell
    /// Writes of the most-written cell in a training [1].
    case mostWrites
    /// Epochs of a training [1].
    case trainingEpochs
    /// Time from a prompt to its first token [s].
    case timeToFirstToken
    /// Time of a step of generation, in which each sequence gets a token [s].
    case stepLatency
    /// Energy of a token of the step [J].
    case tokenEnergy
    /// Tokens of all sequences in a second, at the step [1/s].
    case tokensPerSecond
    /// Energy of a generated token with its share of the prompt [J].
    case joulesPerToken

    /// Whether more is better.
    public var isBetterWhenLarge: Bool {
        switch self {
        case .area, .latency, .energy, .leakage, .testAccuracyDeviation, .writesPerCell, .mostWrites, .trainingEpochs,
            .timeToFirstToken, .stepLatency, .tokenEnergy, .joulesPerToken:
            false
        case .framesPerSecond, .tops, .topsPerWatt, .accuracy, .trainingAccuracy, .testAccuracy, .tokensPerSecond: true
        }
    }

    /// The unit.
    public var unit: String {
        switch self {
        case .area: "m²"
        case .latency, .timeToFirstToken, .stepLatency: "s"
        case .energy, .tokenEnergy, .joulesPerToken: "J"
        case .leakage: "W"
        case .framesPerSecond, .tokensPerSecond: "1/s"
        case .tops: "10¹²/s"
        case .topsPerWatt: "10¹²/J"
        case .accuracy, .trainingAccuracy, .testAccuracy, .testAccuracyDeviation: "1"
        case .writesPerCell, .mostWrites, .trainingEpochs: "1"
        }
    }

    /// What a plan lacks to have the figure; nil where nothing lacks.
    func lack(model: SweepPlan.Model?, training: SweepPlan.Training?, text: SweepPlan.Text?) -> String? {
        switch self {
        case .area, .latency, .energy, .leakage, .framesPerSecond, .tops, .topsPerWatt: nil
        case .accuracy:
            model != nil
                ? nil
                : training == nil
                    ? "accuracy needs `model` and `images`"
                    : "accuracy needs `model`; that of a training is `testAccuracy`"
        case .testAccuracyDeviation where training.map { $0.seeds.count < 2 } ?? false:
            "testAccuracyDeviation needs two or more `seeds`"
        case .trainingAccuracy, .testAccuracy, .testAccuracyDeviation, .writesPerCell, .mostWrites, .trainingEpochs:
            training == nil ? "\(rawValue) needs `training`" : nil
        case .timeToFirstToken, .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken:
            text?.generation == nil ? "\(rawValue) needs `text` with `generate`" : nil
        }
    }

    /// A figure such that less is better.
    func cost(_ figures: SweepFigures) -> Double? {
        figures[self].map { isBetterWhenLarge ? -$0 : $0 }
    }
}

/// Limits of a figure.
public struct SweepConstraint: Sendable, Equatable, Codable {
    /// The figure.
    public let objective: SweepObjective
    /// The smallest value that is allowed, in the figure's unit.
    public let minimum: Double?
    /// The largest value that is allowed, in the figure's unit.
    public let maximum: Double?

    /// Whether a design keeps it; a figure that is not there does not.
    func isKept(by figures: SweepFigures) -> Bool {
        guard let value = figures[objective] else { return false }
        return value >= minimum ?? -.infinity && value <= maximum ?? .infinity
    }
}
