// SPDX-License-Identifier: Apache-2.0

import CSQLiteShim

/// A connection while one caller has it for itself; `DatabaseConnection` hands it out.
package struct DatabaseSession: ~Copyable, Sendable {
    /// SQLite lets one thread at a time into a connection (SQLITE_OPEN_FULLMUTEX).
    nonisolated(unsafe) private let handle: OpaquePointer

    /// Opens a file, whatever is in it.
    init(_ path: String, creates: Bool, busyTimeout: Duration) throws(DatabaseError) {
        guard !path.utf8.contains(0) else { throw DatabaseError(.cannotOpen, "a path with the character NUL") }
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (creates ? SQLITE_OPEN_CREATE : 0)
        let result = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened, result == SQLITE_OK else {
            let error = DatabaseError(result: result, of: opened)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        let (seconds, attoseconds) = busyTimeout.components
        sqlite3_busy_timeout(
            handle, Int32(min(max(0, seconds), 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    /// A statement that outlives the connection keeps it open.
    deinit { sqlite3_close_v2(handle) }

    /// Rows that statements have inserted, changed or deleted since the connection was made [1].
    package var totalChanges: Int { Int(sqlite3_total_changes(handle)) }

    /// Runs a script of any number of statements without parameters, and drops their rows.
    ///
    /// - Parameter script: statements of SQL.
    /// - Throws: `DatabaseError` of the first one that fails; those before it have run.
    package func execute(_ script: String) throws(DatabaseError) {
        guard !script.utf8.contains(0) else { throw DatabaseError(.misuse, "SQL with the character NUL") }
        let result = sqlite3_exec(handle, script, nil, nil, nil)
        guard result == SQLITE_OK else { throw DatabaseError(result: result, of: handle) }
    }

    /// Compiles a statement.
    ///
    /// - Parameter sql: one statement; a parameter is written `?`.
    /// - Returns: the statement.
    /// - Throws: `DatabaseError` where it is wrong, empty, or more than one.
    package func prepare(_ sql: String) throws(DatabaseError) -> PreparedStatement {
        try PreparedStatement(sql, on: handle)
    }

    /// Runs a statement.
    ///
    /// - Parameters:
    ///   - sql: one statement; a parameter is written `?`.
    ///   - values: the values of its parameters, in order.
    /// - Returns: all rows of its result.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func rows(_ sql: String, _ values: [DatabaseValue] = []) throws(DatabaseError) -> [DatabaseRow] {
        try prepare(sql).rows(values)
    }

    /// Runs a statement that asks for one value, as most pragmas do.
    ///
    /// - Parameters:
    ///   - sql: one statement; a parameter is written `?`.
    ///   - values: the values of its parameters, in order.
    /// - Returns: the first value of the first row; nil where the result has no row.
    /// - Throws: `DatabaseError`.
    package func value(_ sql: String, _ values: [DatabaseValue] = []) throws(DatabaseError) -> DatabaseValue? {
        try rows(sql, values).first?.values.first
    }

    /// Calls a closure in a transaction, which is undone when that throws.
    func transaction<Value>(
        _ begin: String, mayWrite: Bool, _ body: (borrowing DatabaseSession) throws -> Value
    ) throws -> Value {
        try execute(begin)
        do {
            let value = try body(self)
            guard mayWrite || sqlite3_txn_state(handle, nil) != SQLITE_TXN_WRITE else {
                throw DatabaseError(.misuse, "a transaction that only reads has written")
            }
            try execute("COMMIT")
            return value
        } catch {
            // After some errors SQLite has undone it already. The error that counts is the first one; while a transaction
            // could not be undone, none can begin.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }
}
