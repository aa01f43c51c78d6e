// SPDX-License-Identifier: Apache-2.0

/// The height and width of a cell in feature sizes.
public struct CellGeometry: Sendable, Equatable {
    /// The height [F].
    public let height: Double
    /// The width [F].
    public let width: Double

    /// A cell of that height and width [F].
    public init(height: Double, width: Double) {
        self.height = height
        self.width = width
    }
}
