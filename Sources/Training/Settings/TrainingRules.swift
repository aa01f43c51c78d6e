// SPDX-License-Identifier: Apache-2.0

/// What is counted as the reference counts it, and what as the hardware does it.
///
/// Source of the reference's answers: DNN+NeuroSim V2.1, Training_pytorch (train.py, utee/wage_quantizer.py,
/// utee/wage_initializer.py, modules/quantization_cpu_np_infer.py). `docs/models/device-training.md` lists the differences.
struct TrainingRules: Sendable, Equatable {
    /// How a gradient becomes pulses, and pulses become a new weight.
    enum Steps: Sendable {
        /// The change of a weight is rounded at random to steps of the gradient's grid.
        case ofWeights
        /// Pulses are rounded at random, and a device moves on its curve.
        case ofPulses
    }

    /// Whether initial weights are within the range of devices from the start; otherwise the first update clamps them.
    let clampsInitialWeights: Bool
    /// Whether a weight beyond the range is read as the end of the range.
    let readsClampedWeights: Bool
    /// Whether the inputs of all layers have the bits of activations; otherwise those of the first one are not rounded.
    let quantizesInputs: Bool
    /// Whether the momentum itself is divided by the largest velocity, so that past gradients count by their sizes.
    let rescalesMomentum: Bool
    /// Whether the momentum is 0 at the start of each epoch.
    let resetsMomentum: Bool
    /// How a gradient becomes a change.
    let steps: Steps
    /// Whether a cell's two curves share one draw of their spread.
    let sharesDeviceDraw: Bool
    /// Whether labels are cut to hundredths.
    let truncatesLabels: Bool
    /// Whether the weights before a batch are reckoned from those after it, without noise and limit, and not rounded.
    let reckonsFormerWeights: Bool
    /// Whether a gradient that is 0 everywhere is an error.
    let stopsAtZeroGradient: Bool

    /// DNN+NeuroSim V2.1 to the letter.
    static let neurosim = TrainingRules(
        clampsInitialWeights: false, readsClampedWeights: false, quantizesInputs: false, rescalesMomentum: true,
        resetsMomentum: true, steps: .ofWeights, sharesDeviceDraw: true, truncatesLabels: true,
        reckonsFormerWeights: true, stopsAtZeroGradient: true)

    /// What the hardware does.
    static let exact = TrainingRules(
        clampsInitialWeights: true, readsClampedWeights: true, quantizesInputs: true, rescalesMomentum: false,
        resetsMomentum: false, steps: .ofPulses, sharesDeviceDraw: false, truncatesLabels: false,
        reckonsFormerWeights: false, stopsAtZeroGradient: false)
}
