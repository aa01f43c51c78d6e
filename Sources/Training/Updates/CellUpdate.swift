// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What an update does to one cell.
struct CellUpdate: Sendable {
    /// Pulses, those below 0 upwards; not yet rounded at random as the reference counts [1].
    var pulses: Double
    /// The weight after them, not clamped.
    var target: Double
    /// The weight less the clamped target.
    var delta: Double
    /// What is taken off the weight.
    var applied: Double
    /// The new weight.
    var weight: Double
}

/// The figures that all cells of a layer share in an update.
struct CellRule: Sendable {
    private let steps: TrainingRules.Steps
    private let weights: NumberGrid
    private let limit: Double
    private let gradientSteps: Double
    private let learningRate: Double
    private let maxLevel: Double
    private let noise: Double

    init(_ settings: TrainingSettings, learningRate: Double) {
        steps = settings.rules.steps
        weights = settings.weightGrid
        limit = settings.weightGrid.limit
        gradientSteps = settings.gradientGrid.steps
        self.learningRate = learningRate
        maxLevel = Double(settings.maxLevel)
        noise = 2 * settings.cycleSigma
    }

    private func clamped(_ value: Double) -> Double { min(max(value, -limit), limit) }

    /// Updates a cell; nil for a weight beyond the end of its device's curve.
    ///
    /// - Parameters:
    ///   - old: Its weight.
    ///   - velocity: Its velocity over the power of two next to the largest one of the layer.
    ///   - devices: The devices of the layer.
    ///   - cell: Its number in the layer.
    ///   - uniform: A number from 0 up to 1, for the rounding.
    ///   - normal: A normal number, for the noise of the write.
    /// - Returns: The update.
    @inline(__always)
    func update(
        _ old: Double, velocity: Double, devices: DeviceArray, cell: Int, uniform: Double,
        normal: @autoclosure () -> Double
    ) -> CellUpdate? {
        switch steps {
        case .ofWeights:
            let pulses = (learningRate * velocity / 2 * maxLevel).rounded(.toNearestOrEven)
            guard let target = devices.weight(old, after: pulses, cell: cell) else { return nil }
            let delta = old - clamped(target)
            let applied = (delta + uniform).rounded(.down) / gradientSteps
            let written = applied == 0 || noise == 0 ? 0 : noise * normal()
            return CellUpdate(
                pulses: pulses, target: target, delta: delta, applied: applied,
                weight: clamped(old - applied + written))
        case .ofPulses:
            let old = clamped(old)
            let whole = (learningRate * velocity * maxLevel / 2 + uniform).rounded(.down)
            let pulses = min(max(whole, -maxLevel), maxLevel)
            guard let target = devices.weight(old, after: pulses, cell: cell) else { return nil }
            let delta = old - clamped(target)
            let written = pulses == 0 || noise == 0 ? 0 : noise * abs(pulses).squareRoot() * normal()
            return CellUpdate(
                pulses: pulses, target: target, delta: delta, applied: delta, weight: clamped(old - delta + written))
        }
    }

    /// Steps that an update moves a cell by: of the gradient's grid, or pulses [1].
    @inline(__always)
    func steps(_ update: CellUpdate) -> Double {
        switch steps {
        case .ofWeights: abs(update.applied) * gradientSteps
        case .ofPulses: abs(update.pulses)
        }
    }

    /// Pulses of a step [1].
    var pulsesPerStep: Double {
        switch steps {
        case .ofWeights: maxLevel / 2 / gradientSteps
        case .ofPulses: 1
        }
    }
}
