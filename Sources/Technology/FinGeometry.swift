/// The fins of a FinFET.
public struct FinGeometry: Sendable, Equatable {
    /// The height of a fin above the oxide [m].
    public let height: Double
    /// The thickness of a fin [m].
    public let width: Double
    /// The distance from one fin to the next, center to center [m].
    public let pitch: Double

    /// The width of channel that one fin adds: both sides and the top [m].
    public var channelWidth: Double { 2 * height + width }
}
