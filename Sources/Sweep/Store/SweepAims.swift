// SPDX-License-Identifier: Apache-2.0

import Database
import Foundation

/// What a sweep is towards.
public struct SweepAims: Sendable {
    /// What counts.
    public let objectives: [SweepObjective]
    /// What a design must keep.
    public let constraints: [SweepConstraint]

    /// Takes aims.
    init(objectives: [SweepObjective], constraints: [SweepConstraint]) {
        self.objectives = objectives
        self.constraints = constraints
    }

    /// Reads aims from the table `about`; nil where no sweep was run.
    init?(in database: borrowing DatabaseSession) throws {
        guard let objectives: [SweepObjective] = try Self.value("objectives", in: database) else { return nil }
        self.init(objectives: objectives, constraints: try Self.value("constraints", in: database) ?? [])
    }

    /// Writes them in the place of earlier ones.
    func store(in database: borrowing DatabaseSession) throws {
        let statement = try database.prepare("INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)")
        try statement.run([.text("objectives"), .text(storedJSON(objectives))])
        try statement.run([.text("constraints"), .text(storedJSON(constraints))])
    }

    /// The text of a name of the table; nil where there is none.
    static func text(_ name: String, in database: borrowing DatabaseSession) throws -> String? {
        let found = try database.value("SELECT value FROM about WHERE name = ?", [.text(name)])
        guard let found, found != .null else { return nil }
        guard let text = String(found) else { throw SweepStoreError.damaged(key: "about", column: name) }
        return text
    }

    private static func value<Value: Decodable>(
        _ name: String, in database: borrowing DatabaseSession
    ) throws -> Value? {
        guard let text = try text(name, in: database) else { return nil }
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
            throw SweepStoreError.damaged(key: "about", column: name)
        }
        return value
    }
}

/// JSON as the database keeps it: sorted, so that the same value has the same bytes.
func storedJSON(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
