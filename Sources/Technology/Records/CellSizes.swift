// SPDX-License-Identifier: Apache-2.0

/// The sizes of memory cells that a node decides; those in feature sizes are parameters of a run.
public struct CellSizes: Sendable, Equatable {
    /// The feature size that cells at the crossing of two lines are drawn in: usually the width of the lines.
    public let crossPointFeatureSize: Figure<Meter>

    /// Cells of those sizes.
    public init(crossPointFeatureSize: Figure<Meter>) {
        self.crossPointFeatureSize = crossPointFeatureSize
    }
}
