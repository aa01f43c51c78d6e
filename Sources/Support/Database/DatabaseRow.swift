// SPDX-License-Identifier: Apache-2.0

/// A row of a result.
package struct DatabaseRow: Equatable, Sendable {
    /// The names of the columns, in order.
    package let columns: [String]
    /// The values, one a column.
    package let values: [DatabaseValue]

    /// A column that is not there, or that holds a value of another type.
    package struct ColumnError: Error, Equatable, Sendable, CustomStringConvertible {
        /// The name of the column.
        package let column: String
        /// The value; nil where there is no such column.
        package let found: DatabaseValue?

        /// The column with its value.
        package var description: String {
            found.map { "column `\(column)` holds \($0)" } ?? "there is no column `\(column)`"
        }
    }

    /// The value of a column, the first of its name; nil where there is none.
    package subscript(column: String) -> DatabaseValue? {
        columns.firstIndex(of: column).map { values[$0] }
    }

    /// What a column holds.
    ///
    /// - Parameter column: the name of the column.
    /// - Returns: the value; nil for NULL.
    /// - Throws: `ColumnError` where there is no such column, or it holds another type.
    package func optional<Value: DatabaseStorable>(_ column: String) throws(ColumnError) -> Value? {
        guard let found = self[column] else { throw ColumnError(column: column, found: nil) }
        if found == .null { return nil }
        guard let value = Value(found) else { throw ColumnError(column: column, found: found) }
        return value
    }

    /// What a column holds.
    ///
    /// - Parameter column: the name of the column.
    /// - Returns: the value.
    /// - Throws: `ColumnError` where there is no such column, or it holds NULL or another type.
    package func value<Value: DatabaseStorable>(_ column: String) throws(ColumnError) -> Value {
        guard let value: Value = try optional(column) else { throw ColumnError(column: column, found: .null) }
        return value
    }
}
