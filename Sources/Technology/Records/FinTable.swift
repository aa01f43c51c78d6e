// SPDX-License-Identifier: Apache-2.0

/// The fins of a FinFET as they are tabulated.
public struct FinTable: Sendable, Equatable {
    /// The height of a fin above the oxide.
    public let height: Figure<Meter>
    /// The thickness of a fin.
    public let width: Figure<Meter>
    /// The distance from one fin to the next, center to center.
    public let pitch: Figure<Meter>

    /// Fins of those sizes.
    public init(height: Figure<Meter>, width: Figure<Meter>, pitch: Figure<Meter>) {
        self.height = height
        self.width = width
        self.pitch = pitch
    }

    var geometry: FinGeometry { FinGeometry(height: height.value, width: width.value, pitch: pitch.value) }
}
