// SPDX-License-Identifier: Apache-2.0

import Inference

/// Random numbers of a training, each named by what it is for, so that none depends on the order of draws.
struct TrainingRandomness: Sendable {
    /// What is drawn.
    enum Purpose: Int {
        case initialWeights = 101
        case risingLabels
        case fallingLabels
        case rounding
        case writeNoise
        case order
        case augmentation
    }

    let seed: UInt64

    /// The stream of a purpose, for a batch of an epoch and a layer.
    func stream(_ purpose: Purpose, epoch: Int = 0, batch: Int = 0, layer: Int = 0) -> RandomStream {
        RandomStream(seed: seed, numbers: [purpose.rawValue, epoch, batch, layer])
    }

    /// The order of some images in an epoch.
    func order(of count: Int, epoch: Int) -> [Int] {
        let numbers = stream(.order, epoch: epoch)
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(place, min(place, Int(numbers.uniform(place) * Double(place + 1))))
        }
        return order
    }
}
