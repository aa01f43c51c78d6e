// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Parallelism

/// A layer during a training: its weights on devices, its momentum, and what its cells have been through.
struct TrainedLayer: Sendable {
    let layer: WeightedLayer
    let devices: DeviceArray
    /// Weights of the devices: [outputs][rows].
    var weights: [Double]
    /// The momentum.
    var state: [Double]
    /// The batch normalization of its outputs; nil without any.
    var norm: BatchNorm?
    /// Steps of each cell since the start [1].
    var steps: [UInt32]
    /// Writes of each cell since the start [1].
    var writes: [UInt32]
    /// What the last recorded batch took off the weights; empty before.
    var applied: [Double] = []
    /// The weights before the last recorded batch; empty before.
    var former: [Double] = []

    /// Cells that a thread updates at a time.
    private static let pieceSize = 1 << 12

    /// A layer with new weights, and devices drawn for it.
    init(_ layer: WeightedLayer, _ settings: TrainingSettings, _ randomness: TrainingRandomness) {
        self.layer = layer
        norm = BatchNorm(layer)
        let count = layer.weightCount
        let numbers = randomness.stream(.initialWeights, layer: layer.number)
        let grid = settings.weightGrid
        weights = (0..<count).map { cell in
            let weight = (2 * numbers.uniform(cell) - 1) * layer.reach
            return settings.clampsInitially ? grid.clamped(weight) : weight
        }
        state = [Double](repeating: 0, count: count)
        steps = [UInt32](repeating: 0, count: count)
        writes = steps
        guard settings.deviceSigma != 0 else {
            devices = DeviceArray(rising: settings.risingCurve(), falling: settings.fallingCurve())
            return
        }
        let rising = randomness.stream(.risingLabels, layer: layer.number).normals(count)
        let falling =
            settings.rules.sharesDeviceDraw
            ? rising : randomness.stream(.fallingLabels, layer: layer.number).normals(count)
        devices = DeviceArray(
            rising: rising.map { settings.risingCurve($0) },
            falling: falling.map { settings.fallingCurve($0) })
    }

    /// Updates all cells after a batch.
    ///
    /// - Parameters:
    ///   - gradient: The gradient of the batch.
    ///   - context: Settings, learning rate and random numbers of the batch.
    ///   - records: Whether ``applied`` is kept.
    /// - Throws: `InputError` where the gradient is not finite, or a weight lies beyond the end of its device's curve.
    mutating func update(_ gradient: [Float], _ context: UpdateContext, records: Bool) throws(InputError) {
        let divisor = try accumulate(
            gradient, into: &state, context.settings, layer: layer.number, threads: context.threads)
        former = records ? weights : []
        applied = records ? [Double](repeating: 0, count: weights.count) : []
        let beyond = move(1 / divisor, context)
        guard !beyond else {
            throw beyondCurve(layer.number, weights: records ? former : weights, devices)
        }
    }

    /// Moves all cells; whether one lies beyond the end of its curve.
    private mutating func move(_ factor: Double, _ context: UpdateContext) -> Bool {
        let rule = CellRule(context.settings, learningRate: context.learningRate)
        let rescales = context.settings.rules.rescalesMomentum
        let (uniforms, normals) = (context.stream(.rounding, layer), context.stream(.writeNoise, layer))
        let parts = pieces(of: weights.count, size: Self.pieceSize)
        var isBeyond = [Bool](repeating: false, count: parts.count)
        let devices = devices
        withCells { cells in
            isBeyond.withUnsafeMutableBufferPointer { isBeyond in
                let beyond = SharedBuffer(isBeyond)
                forEachInParallel(parts.count, threads: context.threads) { index in
                    for cell in parts[index] {
                        let velocity = cells.state[cell] * factor
                        if rescales { cells.state[cell] = velocity }
                        guard
                            let update = rule.update(
                                cells.weights[cell], velocity: velocity, devices: devices, cell: cell,
                                uniform: uniforms.uniform(cell), normal: normals.normal(cell))
                        else {
                            beyond[index] = true
                            continue
                        }
                        cells.take(update, steps: rule.steps(update), cell)
                    }
                }
            }
        }
        return isBeyond.contains(true)
    }

    private mutating func withCells(_ body: (CellBuffers) -> Void) {
        weights.withUnsafeMutableBufferPointer { weights in
            state.withUnsafeMutableBufferPointer { state in
                steps.withUnsafeMutableBufferPointer { steps in
                    writes.withUnsafeMutableBufferPointer { writes in
                        applied.withUnsafeMutableBufferPointer { applied in
                            guard let weights = weights.baseAddress, let state = state.baseAddress,
                                let steps = steps.baseAddress, let writes = writes.baseAddress
                            else { return }
                            body(
                                CellBuffers(
                                    weights: weights, state: state, steps: steps, writes: writes,
                                    applied: applied.isEmpty ? nil : applied.baseAddress))
                        }
                    }
                }
            }
        }
    }
}

/// What an update of a layer needs to know of its batch.
struct UpdateContext: Sendable {
    let settings: TrainingSettings
    let learningRate: Double
    let randomness: TrainingRandomness
    let epoch: Int
    let batch: Int
    /// Batches of an epoch [1].
    let batches: Int
    let threads: Int

    func stream(_ purpose: TrainingRandomness.Purpose, _ layer: WeightedLayer) -> RandomStream {
        randomness.stream(purpose, epoch: epoch, batch: batch, layer: layer.number)
    }
}

/// The figures of a layer's cells, which several threads change.
private struct CellBuffers: @unchecked Sendable {
    let weights: UnsafeMutablePointer<Double>
    let state: UnsafeMutablePointer<Double>
    let steps: UnsafeMutablePointer<UInt32>
    let writes: UnsafeMutablePointer<UInt32>
    /// Nil where what is taken off is not kept.
    let applied: UnsafeMutablePointer<Double>?

    @inline(__always)
    func take(_ update: CellUpdate, steps moved: Double, _ cell: Int) {
        weights[cell] = update.weight
        if let applied { applied[cell] = update.applied }
        guard moved > 0 else { return }
        steps[cell] &+= UInt32(min(moved, 1e9))
        writes[cell] &+= 1
    }
}
