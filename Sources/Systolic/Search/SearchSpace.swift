// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Search

/// The arrays among which one is looked for.
public struct SearchSpace: Sendable, Equatable {
    /// Numbers of rows to try.
    public let rows: [Int]
    /// Numbers of columns to try.
    public let columns: [Int]
    /// Dataflows to try.
    public let dataflows: [Dataflow]
    /// Buffers for input maps to try [1024 words].
    public let ifmapKilowords: [Int]
    /// Buffers for filters to try [1024 words].
    public let filterKilowords: [Int]
    /// Buffers for output maps to try [1024 words].
    public let ofmapKilowords: [Int]
    /// Bandwidth of DRAM.
    public let bandwidth: InterfaceBandwidth
    /// How many elements an array may have.
    public let elements: ClosedRange<Int>
    /// The largest area of an array with its buffers; nil for any [m²].
    public let largestArea: Double?

    /// The most points that a space may have, those over the budget included [1].
    public static let mostPoints = 20_000_000

    /// Describes a space.
    ///
    /// - Throws: `InputError` when a list is empty or out of range, or when there are too many points.
    public init(
        rows: [Int], columns: [Int], dataflows: [Dataflow], ifmapKilowords: [Int], filterKilowords: [Int],
        ofmapKilowords: [Int], bandwidth: InterfaceBandwidth, elements: ClosedRange<Int>, largestArea: Double? = nil
    ) throws(InputError) {
        self.rows = SearchSpace.sorted(rows)
        self.columns = SearchSpace.sorted(columns)
        self.dataflows = Dataflow.allCases.filter { dataflows.contains($0) }
        self.ifmapKilowords = SearchSpace.sorted(ifmapKilowords)
        self.filterKilowords = SearchSpace.sorted(filterKilowords)
        self.ofmapKilowords = SearchSpace.sorted(ofmapKilowords)
        self.bandwidth = bandwidth
        self.elements = elements
        self.largestArea = largestArea
        let extents = [
            self.rows.count, self.columns.count, self.dataflows.count, self.ifmapKilowords.count,
            self.filterKilowords.count, self.ofmapKilowords.count,
        ]
        guard !extents.contains(0) else {
            throw InputError("a list of sizes to try is empty: there is nothing to search")
        }
        guard let grid = ChoiceGrid(extents), grid.count <= Self.mostPoints else {
            throw InputError("more than \(Self.mostPoints) points to search; give fewer sizes to try")
        }
        self.grid = grid
        // What is out of range in any point is so in one with the first or the last size of each list.
        for corner in [extents.map { _ in 0 }, extents.map { $0 - 1 }] { _ = try design(at: corner) }
    }

    private static func sorted(_ sizes: [Int]) -> [Int] { Set(sizes).sorted() }

    /// The points, those over the budget included.
    let grid: ChoiceGrid

    /// Points, those over the budget included [1].
    public var count: Int { grid.count }

    /// The array at a point.
    func design(at point: [Int]) throws(InputError) -> SystolicDesign {
        try SystolicDesign(
            rows: rows[point[0]], columns: columns[point[1]], dataflow: dataflows[point[2]],
            ifmapKilowords: ifmapKilowords[point[3]], filterKilowords: filterKilowords[point[4]],
            ofmapKilowords: ofmapKilowords[point[5]], bandwidth: bandwidth)
    }

    /// The number of a point's shape and dataflow.
    func shape(of number: Int) -> Int {
        number / (ifmapKilowords.count * filterKilowords.count * ofmapKilowords.count)
    }
}
