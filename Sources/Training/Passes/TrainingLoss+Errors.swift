// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TrainingLoss {
    /// The gradient of the loss in the logits, and the sum of the losses of the images.
    func errors<Scalar: TrainingScalar>(
        _ logits: BatchMaps<Scalar>, _ labels: [Int]
    ) -> (errors: BatchMaps<Scalar>, loss: Double) {
        var errors = logits
        var loss = 0.0
        for (image, label) in labels.enumerated() {
            let places = stride(from: image, to: errors.values.count, by: logits.images)
            switch self {
            case .squaredError:
                errors.values[label * logits.images + image] -= 1
                for place in places {
                    let error = Double(errors.values[place])
                    loss += error * error / 2
                }
            case .crossEntropy:
                let numbers = places.map { Double(logits.values[$0]) }
                let largest = numbers.max() ?? 0
                let powers = numbers.map { exp($0 - largest) }
                let sum = powers.reduce(0, +)
                for (place, power) in zip(places, powers) { errors.values[place] = Scalar(power / sum) }
                errors.values[label * logits.images + image] -= 1
                loss -= numbers[label] - largest - log(sum)
            }
        }
        return (errors, loss)
    }
}
