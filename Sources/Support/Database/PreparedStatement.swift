// SPDX-License-Identifier: Apache-2.0

import CSQLiteShim

/// One statement of SQL, compiled, which can run many times. It goes away with this value.
package struct PreparedStatement: ~Copyable {
    private let handle: OpaquePointer

    /// Compiles a statement.
    ///
    /// - Parameters:
    ///   - sql: the statement.
    ///   - connection: the connection that it runs on.
    /// - Throws: `DatabaseError` where it is wrong, empty, or more than one.
    init(_ sql: String, on connection: OpaquePointer) throws(DatabaseError) {
        guard !sql.utf8.contains(0) else { throw DatabaseError(.misuse, "SQL with the character NUL") }
        var statement: OpaquePointer?
        let (result, rest) = sql.withCString { text in
            var end: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v2(connection, text, -1, &statement, &end)
            return (result, end.map { String(cString: $0) } ?? "")
        }
        guard result == SQLITE_OK else { throw DatabaseError(result: result, of: connection) }
        guard let statement else { throw DatabaseError(.misuse, "no statement of SQL") }
        guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
            sqlite3_finalize(statement)
            throw DatabaseError(.misuse, "more than one statement of SQL")
        }
        handle = statement
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs the statement and drops its rows.
    ///
    /// - Parameter values: the values of its parameters, in order.
    /// - Throws: `DatabaseError`; the statement can run again then.
    package func run(_ values: [DatabaseValue] = []) throws(DatabaseError) {
        _ = try rows(values)
    }

    /// Runs the statement.
    ///
    /// - Parameter values: the values of its parameters, in order.
    /// - Returns: all rows of its result.
    /// - Throws: `DatabaseError`; the statement can run again then.
    package func rows(_ values: [DatabaseValue] = []) throws(DatabaseError) -> [DatabaseRow] {
        defer {
            // An error that this returns is the one of the last step, which has been thrown.
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try bind(values)
        var rows: [DatabaseRow] = []
        var columns: [String] = []
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                if rows.isEmpty { columns = try names() }
                rows.append(DatabaseRow(columns: columns, values: try row()))
            case SQLITE_DONE:
                return rows
            case let result:
                throw failure(result)
            }
        }
    }

    private func failure(_ result: Int32) -> DatabaseError {
        DatabaseError(result: result, of: sqlite3_db_handle(handle))
    }

    // MARK: Parameters

    private func bind(_ values: [DatabaseValue]) throws(DatabaseError) {
        let count = Int(sqlite3_bind_parameter_count(handle))
        guard values.count == count else {
            throw DatabaseError(.range, "\(values.count) values for \(count) parameters")
        }
        for (place, value) in zip(Int32(1)..., values) {
            let result = try bind(value, at: place)
            guard result == SQLITE_OK else { throw failure(result) }
        }
    }

    private func bind(_ value: DatabaseValue, at place: Int32) throws(DatabaseError) -> Int32 {
        // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the bytes at once.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null:
            return sqlite3_bind_null(handle, place)
        case .integer(let number):
            return sqlite3_bind_int64(handle, place, number)
        case .real(let number):
            // SQLite would store NULL.
            guard !number.isNaN else { throw DatabaseError(.mismatch, "NaN cannot be stored") }
            return sqlite3_bind_double(handle, place, number)
        case .text(let text):
            return text.withCString {
                sqlite3_bind_text64(handle, place, $0, UInt64(text.utf8.count), copied, UInt8(SQLITE_UTF8))
            }
        case .blob(let bytes):
            // Without bytes there may be no pointer, which SQLite takes for NULL.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(handle, place, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), copied)
            }
        }
    }

    // MARK: Columns

    private func names() throws(DatabaseError) -> [String] {
        var names: [String] = []
        for place in 0..<sqlite3_data_count(handle) {
            guard let name = sqlite3_column_name(handle, place) else { throw failure(SQLITE_NOMEM) }
            names.append(String(cString: name))
        }
        return names
    }

    private func row() throws(DatabaseError) -> [DatabaseValue] {
        var values: [DatabaseValue] = []
        for place in 0..<sqlite3_data_count(handle) { values.append(try value(at: place)) }
        return values
    }

    private func value(at place: Int32) throws(DatabaseError) -> DatabaseValue {
        switch sqlite3_column_type(handle, place) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(handle, place))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(handle, place))
        case SQLITE_TEXT:
            let bytes = try bytes(sqlite3_column_text(handle, place), at: place)
            return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(bytes)
        case SQLITE_BLOB:
            return .blob(try bytes(sqlite3_column_blob(handle, place), at: place))
        default:
            return .null
        }
    }

    /// Copies the bytes of a column, which SQLite keeps until the next step.
    private func bytes(_ start: UnsafeRawPointer?, at place: Int32) throws(DatabaseError) -> [UInt8] {
        // Asked behind the pointer, whose call may convert the text.
        let count = Int(sqlite3_column_bytes(handle, place))
        if count == 0 { return [] }
        guard let start else { throw failure(SQLITE_NOMEM) }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
