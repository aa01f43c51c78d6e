// SPDX-License-Identifier: Apache-2.0

import Database
import Testing
import _TestSupport

/// A database in a folder of its own, with a table `t` of one column `v` without a type.
struct ScratchDatabase {
    let folder: TemporaryFolder
    let connection: DatabaseConnection

    init() throws {
        folder = try TemporaryFolder()
        connection = try DatabaseConnection(folder.path(of: "a.db"))
        try connection.write { try $0.execute("CREATE TABLE t (v)") }
    }

    /// Another connection to the same file.
    func another(busyTimeout: Duration = .zero) throws -> DatabaseConnection {
        try DatabaseConnection(folder.path(of: "a.db"), creates: false, busyTimeout: busyTimeout)
    }

    /// What is in the table, in the order in which it came in.
    func contents() throws -> [DatabaseValue] {
        try connection.read { try $0.rows("SELECT v FROM t ORDER BY rowid").flatMap(\.values) }
    }

    func insert(_ values: [DatabaseValue]) throws {
        try connection.write { database in
            let statement = try database.prepare("INSERT INTO t VALUES (?)")
            for value in values { try statement.run([value]) }
        }
    }
}

/// The error of SQLite that a piece of code throws.
func databaseError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) -> DatabaseError? {
    #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) { _ = try body() }
}
