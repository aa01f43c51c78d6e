// SPDX-License-Identifier: Apache-2.0

/// The range of what enters a layer for calibration images [in units of the activation].
public struct ActivationRange: Sendable, Equatable {
    /// The smallest activation.
    public let minimum: Double
    /// The largest activation.
    public let maximum: Double
    /// The magnitude that counts as the largest.
    public let largest: Double
    /// The mean magnitude, which single bits stand for.
    public let meanMagnitude: Double

    /// Describes a range.
    ///
    /// - Parameters:
    ///   - minimum: the smallest activation.
    ///   - maximum: the largest one.
    ///   - largest: the magnitude that counts as the largest.
    ///   - meanMagnitude: the mean magnitude; needed for activations of one bit only.
    public init(minimum: Double, maximum: Double, largest: Double, meanMagnitude: Double = 0) {
        self.minimum = minimum
        self.maximum = maximum
        self.largest = largest
        self.meanMagnitude = meanMagnitude
    }
}
