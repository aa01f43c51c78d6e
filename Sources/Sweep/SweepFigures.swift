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

    /// Takes figures.
    public init(
        area: Double, latency: Double, energy: Double, leakagePower: Double, framesPerSecond: Double,
        operationsPerSecond: Double, operationsPerJoule: Double, accuracy: Double? = nil
    ) {
        self.area = area
        self.latency = latency
        self.energy = energy
        self.leakagePower = leakagePower
        self.framesPerSecond = framesPerSecond
        self.operationsPerSecond = operationsPerSecond
        self.operationsPerJoule = operationsPerJoule
        self.accuracy = accuracy
    }

    /// Takes the figures of an estimate.
    public init(_ estimate: Estimate, accuracy: Double? = nil) {
        self.init(
            area: estimate.wholeArea, latency: estimate.wholeLatency, energy: estimate.wholeEnergy,
            leakagePower: estimate.wholeLeakagePower, framesPerSecond: estimate.wholeFramesPerSecond,
            operationsPerSecond: estimate.wholeOperationsPerSecond,
            operationsPerJoule: estimate.wholeOperationsPerJoule, accuracy: accuracy)
    }

    /// Whether every figure is finite and not negative, or a time that never ends.
    var isPossible: Bool {
        SweepObjective.allCases.allSatisfy { objective in
            guard let value = self[objective] else { return true }
            return (value.isFinite || objective == .latency && value == .infinity) && value >= 0
        }
    }

    /// A figure; nil where the sweep has no model.
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

    /// Whether more is better.
    public var isBetterWhenLarge: Bool {
        switch self {
        case .area, .latency, .energy, .leakage: false
        case .framesPerSecond, .tops, .topsPerWatt, .accuracy: true
        }
    }

    /// The unit.
    public var unit: String {
        switch self {
        case .area: "m²"
        case .latency: "s"
        case .energy: "J"
        case .leakage: "W"
        case .framesPerSecond: "1/s"
        case .tops: "10¹²/s"
        case .topsPerWatt: "10¹²/J"
        case .accuracy: "1"
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
