// SPDX-License-Identifier: Apache-2.0

import CSQLiteShim

/// A failure that SQLite reports, or that is found before SQLite is asked.
package struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of a failure: a primary result code of SQLite (https://www.sqlite.org/rescode.html).
    package struct Code: Hashable, Sendable {
        /// The number of the code.
        package let number: Int32

        /// Wrong SQL, or a table or column that is not there.
        package static let error = Code(number: SQLITE_ERROR)
        /// Another connection holds a lock, and the wait for it is over.
        package static let busy = Code(number: SQLITE_BUSY)
        /// The database may not be written.
        package static let readOnly = Code(number: SQLITE_READONLY)
        /// The system could not read or write.
        package static let inputOutput = Code(number: SQLITE_IOERR)
        /// The file is damaged.
        package static let corrupt = Code(number: SQLITE_CORRUPT)
        /// There is no room.
        package static let full = Code(number: SQLITE_FULL)
        /// A file could not be opened.
        package static let cannotOpen = Code(number: SQLITE_CANTOPEN)
        /// A constraint of a table does not hold.
        package static let constraint = Code(number: SQLITE_CONSTRAINT)
        /// A value that cannot be stored.
        package static let mismatch = Code(number: SQLITE_MISMATCH)
        /// This room was used in a way that it does not allow.
        package static let misuse = Code(number: SQLITE_MISUSE)
        /// The file is of an unknown format.
        package static let format = Code(number: SQLITE_FORMAT)
        /// More or fewer values than the statement has parameters.
        package static let range = Code(number: SQLITE_RANGE)
        /// The file is no database.
        package static let notADatabase = Code(number: SQLITE_NOTADB)
    }

    /// The result code with its details; `code` is its low byte.
    package let extendedCode: Int32
    /// What SQLite says, in English.
    package let message: String

    /// The kind of the failure.
    package var code: Code { Code(number: extendedCode & 0xFF) }

    /// The message with the result code.
    package var description: String { "\(message) (SQLite \(extendedCode))" }

    /// A failure of this room itself.
    init(_ code: Code, _ message: String) {
        extendedCode = code.number
        self.message = message
    }

    /// The failure of the last call on a connection.
    ///
    /// - Parameters:
    ///   - result: what the call has returned.
    ///   - connection: the connection; nil where it could not be made.
    init(result: Int32, of connection: OpaquePointer?) {
        extendedCode = result
        let text = connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(result)
        message = text.map { String(cString: $0) } ?? "result \(result)"
    }
}
