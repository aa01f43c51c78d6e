// SPDX-License-Identifier: Apache-2.0

/// What calibration images have shown of the activations that enter a layer.
struct ActivationRecord: Sendable {
    /// The smallest one.
    var minimum = Double.infinity
    /// The largest one.
    var maximum = -Double.infinity
    /// Counts in equal parts of the magnitudes from 0 to the largest; empty where none were taken.
    var histogram: [Int] = []

    /// Parts of a histogram.
    static let binCount = 4096

    mutating func merge(_ other: ActivationRecord) {
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// The range that a calibration makes of it.
    func range(_ calibration: QuantizationSettings.Calibration) -> ActivationRange {
        var largest = top
        if case .percentile(let percent) = calibration { largest = magnitude(percent: percent) }
        return ActivationRange(minimum: minimum, maximum: maximum, largest: largest, meanMagnitude: meanMagnitude)
    }

    private var top: Double { max(maximum, -minimum) }

    /// The mean magnitude, to half a part of the histogram.
    private var meanMagnitude: Double {
        let count = histogram.reduce(0, +)
        guard count > 0, top > 0 else { return 0 }
        let sum = histogram.enumerated().reduce(0.0) { $0 + (Double($1.offset) + 0.5) * Double($1.element) }
        return sum / Double(count) * top / Double(histogram.count)
    }

    /// The magnitude that a share of the activations does not exceed.
    private func magnitude(percent: Double) -> Double {
        let count = histogram.reduce(0, +)
        let wanted = Double(count) * percent / 100
        var sum = 0
        for (bin, number) in histogram.enumerated() {
            sum += number
            if Double(sum) >= wanted { return top * Double(bin + 1) / Double(histogram.count) }
        }
        return top
    }
}
