// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A layer of a case of steps: its weights, its momentum, its devices and its random numbers.
struct StepLayer: Sendable {
    private let layer: WeightedLayer
    private let uniforms: [Double]
    private let normals: [Double]
    private let devices: DeviceArray
    private var state: [Double]
    private(set) var weights: [Double]

    init(_ layer: WeightedLayer, _ stepCase: StepCase, _ settings: TrainingSettings) throws(InputError) {
        self.layer = layer
        let (number, shape) = (layer.number, layer.weightShape)
        weights = try stepCase.array("w\(number)", shape: shape)
        state = try stepCase.array("v\(number)", shape: shape)
        uniforms = try stepCase.array("u\(number)", shape: [stepCase.steps] + shape)
        normals = try stepCase.array("z\(number)", shape: [stepCase.steps] + shape)
        guard settings.deviceSigma != 0 else {
            devices = DeviceArray(rising: settings.risingCurve(), falling: settings.fallingCurve())
            return
        }
        let rising = try stepCase.array("dltp\(number)", shape: shape)
        let falling = settings.rules.sharesDeviceDraw ? rising : try stepCase.array("dltd\(number)", shape: shape)
        devices = DeviceArray(
            rising: rising.map { settings.risingCurve($0) },
            falling: falling.map { settings.fallingCurve($0) })
    }

    /// Updates all weights and records every array of the update.
    mutating func update(
        _ gradient: [Double], step: Int, _ settings: TrainingSettings, _ recorder: inout StepRecorder, _ threads: Int
    ) throws(InputError) {
        var velocity = state
        let divisor = try accumulate(gradient, into: &velocity, settings, layer: layer.number, threads: threads)
        let relative = velocity.map { $0 / divisor }
        let rule = CellRule(settings, learningRate: settings.initialLearningRate)
        var updates: [CellUpdate] = []
        updates.reserveCapacity(weights.count)
        for cell in weights.indices {
            let place = step * weights.count + cell
            guard
                let update = rule.update(
                    weights[cell], velocity: relative[cell], devices: devices, cell: cell, uniform: uniforms[place],
                    normal: normals[place])
            else { throw beyondCurve(layer.number, weights: weights, devices) }
            updates.append(update)
        }
        state = settings.rules.rescalesMomentum ? relative : velocity
        weights = updates.map(\.weight)
        let arrays: [(String, [Double])] = [
            ("velocity", velocity), ("state", state), ("pulses", updates.map(\.pulses)),
            ("target", updates.map(\.target)), ("delta", updates.map(\.delta)), ("applied", updates.map(\.applied)),
            ("weights", weights),
        ]
        for (name, values) in arrays { recorder.add("\(name)\(layer.number)", layer.weightShape, values) }
    }
}
