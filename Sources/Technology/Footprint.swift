// SPDX-License-Identifier: Apache-2.0

/// A rectangle of silicon.
public struct Footprint: Sendable, Equatable {
    /// No silicon at all.
    public static let zero = Footprint(width: 0, height: 0)

    /// The extent along the rows [m].
    public let width: Double
    /// The extent along the columns [m].
    public let height: Double

    /// A rectangle of the given width and height [m].
    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The area of the rectangle [m²].
    public var area: Double { width * height }
}
