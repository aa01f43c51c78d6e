// SPDX-License-Identifier: Apache-2.0

import Workload
import _TestSupport

/// Draws small networks that have a meaning: each layer reads what the one before it writes.
struct RandomNetwork {
    private var generator: SeededGenerator

    init(generator: SeededGenerator) {
        self.generator = generator
    }

    mutating func network() throws -> Network {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return try SampleNetworks.leNet5()
        case 1: return try SampleNetworks.perceptron()
        case 2: return try Network(layers: [SampleNetworks.connected(count(1...300), count(1...60))])
        case 3: return try Network(layers: [convolution(size: count(1...12), inputs: count(1...24))])
        default: return try chain()
        }
    }

    private mutating func count(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    /// One to four convolutions and up to two fully connected layers behind them.
    private mutating func chain() throws -> Network {
        var layers: [Layer] = []
        var size = generator.pick([4, 6, 8, 12, 16])
        var channels = generator.pick([1, 3, 4, 8, 16])
        for _ in 0..<count(1...4) {
            let layer = try convolution(size: size, inputs: channels)
            layers.append(layer)
            let written = try Network(layers: [layer]).layers[0]
            size = max(1, written.outputHeight / (layer.isFollowedByPooling ? 2 : 1))
            channels = layer.outputChannels
        }
        var inputs = channels * size * size
        for _ in 0..<count(0...2) where inputs <= 1024 {
            let outputs = count(2...64)
            layers.append(try SampleNetworks.connected(inputs, outputs))
            inputs = outputs
        }
        return try Network(layers: layers)
    }

    private mutating func convolution(size: Int, inputs: Int) throws -> Layer {
        let kernel = generator.pick([1, 3, 3, 3, 5, 2])
        let padding = generator.flip(0.3) ? count(0...2) : nil
        let isTooLarge = kernel > size + 2 * (padding ?? 0)
        let groups = generator.flip(0.25) ? generator.pick([inputs, inputs % 2 == 0 ? 2 : 1]) : 1
        return try SampleNetworks.convolution(
            size, inputs, isTooLarge ? 1 : kernel, groups * count(1...max(1, 32 / groups)),
            pooling: size > 3 && generator.flip(0.3), stride: generator.flip(0.25) ? 2 : 1, padding: padding,
            groups: groups)
    }
}
