// SPDX-License-Identifier: Apache-2.0

/// How a network is trained: numbers, devices and learning. Names in backquotes are the keys of the JSON file.
///
/// Defaults are those that DNN+NeuroSim V2.1 has in effect: its train.py overwrites what its command line takes.
public struct TrainingSettings: Sendable, Equatable {
    /// `accounting`: as the reference counts, or as the hardware does.
    public enum Accounting: String, Sendable, CaseIterable {
        /// DNN+NeuroSim V2.1 to the letter.
        case neurosim
        /// What the hardware does.
        case exact
    }

    /// `accounting`.
    public var accounting = Accounting.neurosim
    /// `weight_bits`: bits of a weight, which one cell holds [bit].
    public var weightBits = 5
    /// `gradient_bits`: bits of a gradient [bit].
    public var gradientBits = 5
    /// `act_bits`: bits of an activation [bit].
    public var activationBits = 8
    /// `error_bits`: bits of an error [bit].
    public var errorBits = 8
    /// `learning_rate`; nil: 1 as the reference counts, one step of the gradient's grid in exact accounting [1].
    public var learningRate: Double?
    /// `momentum`: share of the last velocity in the next one [1].
    public var momentum = 0.9
    /// `gradient_share`: share of the gradient in the velocity [1].
    public var gradientShare = 0.1
    /// `max_level`: pulses of a full swing [1].
    public var maxLevel = 32
    /// `nonlinearity_ltp`: label of rising weights [1].
    public var risingLabel = 1.75
    /// `nonlinearity_ltd`: label of falling weights; below 0 for a curve that falls fast at the top [1].
    public var fallingLabel = 1.46
    /// `d2d_sigma`: spread of the labels between devices [1].
    public var deviceSigma = 0.0
    /// `c2c_sigma`: noise of a write, as a share of the range of weights [1].
    public var cycleSigma = 0.003
    /// `weight_range`: initial weights reach this over 2^(weight_bits - 1) [1].
    public var weightRange = 24.0
    /// `clamp_initial_weights`; nil: only in exact accounting.
    public var clampsInitialWeights: Bool?
    /// `batch_size`: images of a batch [1].
    public var batchSize = 200
    /// `input_range`: what the darkest and the brightest pixel become [1].
    public var inputRange = -1.0...1.0
    /// `loss`: what is minimized.
    public var loss = TrainingLoss.squaredError
    /// `schedule`: the learning rate over the epochs.
    public var schedule = LearningSchedule.Form.steps
    /// `decreasing_lr`: epochs, from 0, at whose start the learning rate becomes an eighth.
    public var decreasingEpochs = [200, 250]
    /// `augment_padding`: images are shifted at random by up to so many rows and columns; what comes in is the darkest pixel
    /// [1].
    public var augmentPadding = 0
    /// `augment_flip`: half of the images are mirrored, drawn anew in each epoch.
    public var augmentFlip = false
    /// `device_curve`: the measurement that labels and levels come from; nil: they are given.
    public internal(set) var measured: DeviceCurve?
    /// `device_curve_use`: what is taken of the measurement.
    public internal(set) var measuredUse = DeviceCurve.Use.label
    /// `network`: the layers.
    public var network: [LayerDescription] = []

    /// Settings with every value at its default.
    public init() {}

    /// The rules of the accounting.
    var rules: TrainingRules { accounting == .exact ? .exact : .neurosim }

    /// Whether initial weights are within the range of devices from the start.
    public var clampsInitially: Bool { clampsInitialWeights ?? rules.clampsInitialWeights }

    /// The learning rate of the first epoch [1].
    public var initialLearningRate: Double {
        learningRate ?? (accounting == .exact ? 1 / NumberGrid(bits: gradientBits).steps : 1)
    }

    /// Every value, one a line, under the name of its key.
    public var description: [String] {
        [
            "accounting = \(accounting.rawValue)", "weight_bits = \(weightBits)", "gradient_bits = \(gradientBits)",
            "act_bits = \(activationBits)", "error_bits = \(errorBits)", "learning_rate = \(initialLearningRate)",
            "momentum = \(momentum)", "gradient_share = \(gradientShare)", "max_level = \(maxLevel)",
            "nonlinearity_ltp = \(risingLabel)", "nonlinearity_ltd = \(fallingLabel)", "d2d_sigma = \(deviceSigma)",
            "c2c_sigma = \(cycleSigma)", "weight_range = \(weightRange)", "clamp_initial_weights = \(clampsInitially)",
            "batch_size = \(batchSize)", "input_range = \(inputRange.lowerBound), \(inputRange.upperBound)",
            "loss = \(loss.rawValue)", "schedule = \(schedule.rawValue)", "decreasing_lr = \(decreasingEpochs)",
            "augment_padding = \(augmentPadding)", "augment_flip = \(augmentFlip)",
            "device_curve = \(measured.map { "\(measuredUse.rawValue) of \($0.pulses) pulses, \($0.rising), \($0.falling)" } ?? "none")",
        ] + network.enumerated().map { "layer \($0 + 1) = \($1)" }
    }

    var weightGrid: NumberGrid { NumberGrid(bits: weightBits) }
    var gradientGrid: NumberGrid { NumberGrid(bits: gradientBits) }
    var activationGrid: NumberGrid { NumberGrid(bits: activationBits) }
    var errorGrid: NumberGrid { NumberGrid(bits: errorBits) }

    /// The same without rounding of weights and activations; their limits stay.
    var withoutRounding: TrainingSettings {
        var copy = self
        copy.weightBits = 32
        copy.activationBits = 32
        return copy
    }

    /// Curves of devices by their labels.
    private var labelCurves: PulseCurves { PulseCurves(pulses: Double(maxLevel), isTabulated: rules.truncatesLabels) }

    /// The curve of a rising device, whose label deviates by so many times the spread of labels.
    func risingCurve(_ deviation: Double = 0) -> PulseCurve {
        if let measured, measuredUse == .table { return PulseCurve(points: DeviceCurve.ascending(measured.rising)) }
        return labelCurves.curve(risingLabel + deviceSigma * deviation)
    }

    /// The curve of a falling device, as ``risingCurve(_:)``.
    func fallingCurve(_ deviation: Double = 0) -> PulseCurve {
        if let measured, measuredUse == .table { return PulseCurve(points: DeviceCurve.ascending(measured.falling)) }
        return labelCurves.curve(fallingLabel + deviceSigma * deviation)
    }
}
