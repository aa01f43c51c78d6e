// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A connection to a database in a file. Several threads may use it: they take turns.
///
/// A closure that is called with the session must not use its connection again: it would wait for itself.
package final class DatabaseConnection: Sendable {
    private let session: Mutex<DatabaseSession>

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - creates: whether a file that is not there is made.
    ///   - busyTimeout: how long a statement waits for other connections.
    /// - Throws: `DatabaseError` where the file cannot be opened, or is no database.
    package init(_ path: String, creates: Bool = true, busyTimeout: Duration = .zero) throws(DatabaseError) {
        let session = try DatabaseSession(path, creates: creates, busyTimeout: busyTimeout)
        // SQLite opens any file. This reads it, so that another one is an error here and not later.
        try session.rows("SELECT * FROM sqlite_master LIMIT 1")
        self.session = Mutex(session)
    }

    /// Calls a closure in a transaction: it sees one state of the database, which it does not change.
    ///
    /// - Parameter body: what reads.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws; `DatabaseError` where the transaction fails, or has written.
    package func read<Value: Sendable>(_ body: (borrowing DatabaseSession) throws -> Value) throws -> Value {
        try session.withLock { session in
            try session.transaction("BEGIN DEFERRED", mayWrite: false, body)
        }
    }

    /// Calls a closure in a transaction: all that it writes is kept, or, when it throws, none of it.
    ///
    /// - Parameter body: what reads and writes.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws; `DatabaseError` where the transaction fails.
    package func write<Value: Sendable>(_ body: (borrowing DatabaseSession) throws -> Value) throws -> Value {
        try session.withLock { session in
            // The lock is taken at the beginning: a reader that becomes a writer could not wait for another writer.
            try session.transaction("BEGIN IMMEDIATE", mayWrite: true, body)
        }
    }

    /// Calls a closure outside of a transaction, as pragmas that change the file need it.
    ///
    /// - Parameter body: what uses the session; each of its statements is a transaction of its own.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws.
    package func withoutTransaction<Value: Sendable>(
        _ body: (borrowing DatabaseSession) throws -> Value
    ) throws -> Value {
        try session.withLock { session in try body(session) }
    }
}
