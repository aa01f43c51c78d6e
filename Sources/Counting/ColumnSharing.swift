// SPDX-License-Identifier: Apache-2.0

/// Columns and weights that share a circuit one after the other.
public protocol ColumnSharing: Sendable {
    /// Weights whose columns share a converter, as the accumulators of a tile count them [1].
    ///
    /// - Parameters:
    ///   - columns: Columns that share a converter.
    ///   - columnsPerWeight: Cells of a weight side by side.
    ///   - isNovel: Whether the tile is one of the novel mapping.
    /// - Returns: The number of weights [1].
    func accumulatedWeights(sharingConverterOf columns: Int, columnsPerWeight: Int, isNovel: Bool) -> Double
    /// Weights that share a converter of so many columns, and with it an adder: additions of one read [1].
    func weights(sharingConverterOf columns: Int, columnsPerWeight: Int) -> Double
    /// Circuits for `count` lines of which `share` share one; at least 1.
    func units(_ count: Int, sharedBy share: Int) -> Int
    /// Steps in which the cells of one weight follow each other on a converter of `share` columns [1].
    func weightSteps(share: Int, columnsPerWeight: Int) -> Double
    /// Groups of rows that are read one after the other; at least 1.
    ///
    /// - Parameters:
    ///   - rows: Rows of an array, at least 1.
    ///   - together: Rows that are read together, at least 1.
    /// - Returns: The number of groups.
    func readGroups(ofRows rows: Int, together: Int) -> Int
    /// Lines that conduct when half of `count` are at one [1].
    func conductingLines(of count: Int) -> Double
}

extension ColumnSharing {
    /// As elsewhere.
    public func accumulatedWeights(
        sharingConverterOf columns: Int, columnsPerWeight: Int, isNovel: Bool
    ) -> Double {
        weights(sharingConverterOf: columns, columnsPerWeight: columnsPerWeight)
    }

    /// A weight of which a part shares the converter counts.
    public func weights(sharingConverterOf columns: Int, columnsPerWeight: Int) -> Double {
        Double(ceilingDivision(columns, columnsPerWeight))
    }

    /// The last circuit may have fewer lines.
    public func units(_ count: Int, sharedBy share: Int) -> Int { max(1, ceilingDivision(count, share)) }

    /// A weight of which a part shares the converter takes a step.
    public func weightSteps(share: Int, columnsPerWeight: Int) -> Double {
        Double(ceilingDivision(share, columnsPerWeight))
    }

    /// The last one may have fewer rows.
    public func readGroups(ofRows rows: Int, together: Int) -> Int { ceilingDivision(rows, together) }

    /// Half of them.
    public func conductingLines(of count: Int) -> Double { Double(count) / 2 }
}
