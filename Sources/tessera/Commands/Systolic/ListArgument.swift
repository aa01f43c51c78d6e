// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A list with commas between its items.
struct ListArgument<Item: ExpressibleByArgument & Sendable & Equatable>: ExpressibleByArgument, Sendable, Equatable {
    let values: [Item]

    init(_ values: [Item]) {
        self.values = values
    }

    init?(argument: String) {
        var values: [Item] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Item(argument: String(part)), !values.contains(value) else { return nil }
            values.append(value)
        }
        self.values = values
    }

    var defaultValueDescription: String { values.map(\.defaultValueDescription).joined(separator: ",") }
}
