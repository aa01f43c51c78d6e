// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The shape of an array, as in `32x16`: rows, then columns.
struct ArrayShape: ExpressibleByArgument, Equatable {
    let rows: Int
    let columns: Int

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    init?(argument: String) {
        let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]) else { return nil }
        self.init(rows: rows, columns: columns)
    }

    var defaultValueDescription: String { "\(rows)x\(columns)" }
}
