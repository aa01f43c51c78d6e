// SPDX-License-Identifier: Apache-2.0

import Models

/// The accuracy of a model in floating point, in integers, and on hardware.
public struct AccuracyReport: Sendable, Equatable {
    /// The file of the model, as the user spelled it.
    public let model: String
    /// Whether the model came in integers.
    public let isQuantizedModel: Bool
    /// The file of the images, as the user spelled it.
    public let dataset: String
    /// Images under test [1].
    public let images: Int
    /// Classes [1].
    public let classes: Int
    /// Names of the classes, if known.
    public let classNames: [String]?
    /// The model in floating point; nil for a model that came in integers.
    public let floatingPoint: Classification?
    /// What it gave for each image, if that was kept.
    public let floatingPointResults: Logits?
    /// The model in plain integers with shifts, `ShiftArithmetic`; nil where that was not asked for.
    public let shifted: Classification?
    /// The key whose values the settings differ by; nil for a single setting.
    public let variedKey: String?
    /// The results, one a setting.
    public let settings: [SettingAccuracy]
    /// Trials of each setting [1].
    public let trials: Int
    /// Seed of the random numbers.
    public let seed: UInt64
    /// Warnings about the figures.
    public let warnings: [String]

    /// The name of a class.
    public func className(_ index: Int) -> String {
        if let classNames, index < classNames.count { return classNames[index] }
        return String(index)
    }
}

/// The accuracy of a model in integers and on some hardware.
public struct SettingAccuracy: Sendable, Equatable {
    /// The hardware, and the value by which it differs.
    public let setting: AccuracySetting
    /// Exact integers: hardware without any error.
    public let integer: Classification
    /// The hardware, one a trial.
    public let trials: [Classification]
    /// For each trial, how many images got the same class as in exact integers [1].
    public let agreeing: [Int]
    /// The errors of each layer, and of each product of two activations, in the order in which they run.
    public let layers: [LayerAccuracy]
    /// The hardware of products of two activations; nil where there are none, or they run in exact integers.
    public let productHardware: HardwareConfiguration?
    /// What integers and hardware gave for each image, if that was kept.
    public let results: SettingResults?

    /// Whether the model has products of two activations.
    public var hasProducts: Bool { layers.contains { $0.kind == .product } }

    /// How many products of two activations some kind of engine computes [1].
    public func products(on engine: LayerAccuracy.Engine) -> Int {
        layers.count { $0.kind == .product && $0.engine == engine }
    }

    /// Accuracy over trials [1].
    public var accuracy: SampleStatistics { SampleStatistics(trials.map(\.accuracy)) }

    /// Accuracy of the largest results over trials [1].
    public var topAccuracy: SampleStatistics? {
        let shares = trials.compactMap(\.topAccuracy)
        return shares.isEmpty ? nil : SampleStatistics(shares)
    }

    /// Correct images, one number a trial [1].
    public var correct: [Int] { trials.map(\.correct) }

    /// The 95 % confidence interval of the accuracy on other images of the same kind, for the mean over trials. It does
    /// not contain differences between chips; the deviation does.
    public var interval: WilsonInterval {
        let mean = Double(correct.reduce(0, +)) / Double(trials.count)
        return WilsonInterval(successes: mean, of: integer.images)
    }

    /// The layer whose products have most noise; nil when all are exact.
    public var noisiestLayer: LayerAccuracy? {
        // The first of several that are equal but for rounding.
        layers.filter { $0.signalToNoise != nil }.reduce(nil as LayerAccuracy?) { worst, layer in
            guard let least = worst?.signalToNoise, let own = layer.signalToNoise else { return worst ?? layer }
            return own < least - 1e-9 ? layer : worst
        }
    }
}

/// What a model gives for each image in integers and on some hardware.
public struct SettingResults: Sendable, Equatable {
    /// Exact integers.
    public let integer: Logits
    /// The hardware, one a trial.
    public let trials: [Logits]
}
