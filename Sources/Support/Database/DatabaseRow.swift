// SPDX-License-Identifier: Apache-2.0

/// A row of a result.
public struct DatabaseRow: Equatable, Sendable {
    /// The names of the columns, in order.
    public let columns: [String]
    /// The values, one a column.
    public let values: [DatabaseValue]

    /// A column that is not there, or that holds a value of another type.
    public struct ColumnError: Error, Equatable, Sendable, CustomStringConvertible {
        /// The name of the column.
        public let column: String
        /// The value; nil where there is no such column.
        public let found: DatabaseValue?

        /// The column with its value.
        public var description: String {
            found.map { "column `\(column)` holds \($0)" } ?? "there is no column `\(column)`"
        }
    }

    /// The value of a column, the first of its name; nil where there is none.
    public subscript(column: String) -> DatabaseValue? {
        columns.firstIndex(of: column).map { values[$0] }
    }

    /// What a column holds.
    ///
    /// - Parameter column: the name of the column.
    /// - Returns: the value; nil for NULL.
    /// - Throws: `ColumnError` where there is no such column, or it holds another type.
    public func optional<Value: DatabaseStorable>(_ column: String) throws(ColumnError) -> Value? {
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
    public func value<Value: DatabaseStorable>(_ column: String) throws(ColumnError) -> Value {
        guard let value: Value = try optional(column) else { throw ColumnError(column: column, found: .null) }
        return value
    }
}
