// SPDX-License-Identifier: Apache-2.0

/// Products of bit vectors with a matrix as `tk_products.h` describes them: sums of the rows whose bits are 1.
struct ReferenceProducts {
    /// Columns of a tile.
    static let tile = 16

    let matrix: [Double]
    let rows: Int
    let columns: Int
    let stride: Int
    /// Rows of a group, 1 or 4.
    let group: Int

    var groups: Int { (rows + group - 1) / group }
    /// Patterns of bits of a group that have an entry in the table. A group of one row has only that row.
    var patterns: Int { group == 1 ? 1 : 16 }
    var tiles: Int { (columns + Self.tile - 1) / Self.tile }

    /// `tk_table_entries`.
    var entries: Int { groups * patterns }

    /// Sum of those rows of a group, in order, whose bits in the pattern are 1. Rows beyond the last one are 0.
    private func sum(group index: Int, pattern: Int, column: Int) -> Double {
        let set = (0..<group).filter { pattern >> $0 & 1 == 1 }
        guard column < columns, let first = set.first else { return 0 }
        return set.dropFirst().reduce(element(index * group + first, column)) {
            $0 + element(index * group + $1, column)
        }
    }

    private func element(_ row: Int, _ column: Int) -> Double { row < rows ? matrix[row * stride + column] : 0 }

    /// `tk_build_table`: [tile][group][pattern][column of the tile].
    var table: [Double] {
        (0..<tiles).flatMap { tile in
            (0..<groups).flatMap { index in
                (0..<patterns).flatMap { pattern in
                    (0..<Self.tile).map {
                        sum(group: index, pattern: group == 1 ? 1 : pattern, column: tile * Self.tile + $0)
                    }
                }
            }
        }
    }

    /// `tk_list_entries`: the entries of one vector, group after group, for each that has a bit.
    func list(lines: [UInt64], vector: Int) -> [UInt32] {
        (0..<groups).compactMap { index in
            let pattern = (0..<group).reduce(0) { pattern, row in
                let line = index * group + row
                return line < rows && lines[line] >> UInt64(vector) & 1 == 1 ? pattern | 1 << row : pattern
            }
            guard pattern != 0 else { return nil }
            return UInt32(group == 1 ? index : index * 16 + pattern)
        }
    }

    /// `tk_add_entries`: the sum of the groups' sums.
    func product(lines: [UInt64], vector: Int, column: Int) -> Double {
        (0..<groups).reduce(0.0) { total, index in
            let pattern = (0..<group).reduce(0) { pattern, row in
                let line = index * group + row
                return line < rows && lines[line] >> UInt64(vector) & 1 == 1 ? pattern | 1 << row : pattern
            }
            return pattern == 0 ? total : total + sum(group: index, pattern: pattern, column: column)
        }
    }
}
