// SPDX-License-Identifier: Apache-2.0

/// The fins of a FinFET.
public struct FinGeometry: Sendable, Equatable {
    /// The height of a fin above the oxide [m].
    public let height: Double
    /// The thickness of a fin [m].
    public let width: Double
    /// The distance from one fin to the next, center to center [m].
    public let pitch: Double

    /// Fins of those sizes [m].
    package init(height: Double, width: Double, pitch: Double) {
        self.height = height
        self.width = width
        self.pitch = pitch
    }

    /// The width of channel that one fin adds: both sides and the top [m].
    public var channelWidth: Double { 2 * height + width }
}
