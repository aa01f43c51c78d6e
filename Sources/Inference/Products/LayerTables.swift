// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// What converters make of each whole partial sum of a layer. It follows from the shape of the layer and from the hardware, and not
/// from weights.
struct LayerTables: Sendable {
    /// What belongs to a group of rows that are read together.
    struct Group: Sendable {
        let table: ConversionTable
        let counting: CountingTable?
        /// Place in the table of a sum without any bit counted.
        let offset: Int
        /// Whether sums can be beyond the range.
        let canClip: Bool
    }

    /// The groups, as the plan has them.
    let groups: [Group]
    private let largestSum: Int
    private let smallestSum: Int

    /// The largest table that is made [entries].
    private static let largestTable = 1 << 20

    /// Makes the tables of a layer; nil when they would be too large.
    init?(_ plan: LayerPlan) {
        let hardware = plan.hardware
        let isSigned = hardware.mapping.hasSignedSums
        let rows = plan.groups.map(\.rows.count).max() ?? 0
        largestSum = plan.largestSum(rows: rows)
        smallestSum = isSigned ? -largestSum : 0
        guard largestSum - smallestSum < Self.largestTable else { return nil }
        // One table where the noise does not depend on the rows of a group, otherwise one for each number of rows.
        var tables: [Int: ConversionTable] = [:]
        for group in plan.groups {
            let key = hardware.mapping == .xnor && hardware.varianceOfOne > 0 ? group.rows.count : 0
            guard tables[key] == nil else { continue }
            guard let table = ConversionTable(plan, sums: smallestSum...largestSum, rows: group.rows.count) else {
                return nil
            }
            tables[key] = table
        }
        var groups: [Group] = []
        for group in plan.groups {
            guard let table = tables[group.rows.count] ?? tables[0] else { return nil }
            let reachable = isSigned ? table.size : plan.largestSum(rows: group.rows.count) + 1
            let offset = hardware.mapping == .xnor ? group.rows.count - smallestSum : -smallestSum
            groups.append(
                Group(
                    table: table,
                    counting: CountingTable(plan, rows: group.rows.count, table: table, offset: offset),
                    offset: offset,
                    canClip: (0..<min(reachable, table.size)).contains { table.isClipped.pointer[$0] != 0 }))
        }
        self.groups = groups
    }

    /// Entries of a histogram of partial sums, and the sum of the first one.
    var histogramShape: (count: Int, first: Int) { (largestSum - smallestSum + 1, smallestSum) }
}
