// SPDX-License-Identifier: Apache-2.0

import Database
import Testing

/// Values that are written and read again, and the types that they are asked for as.
@Suite struct DatabaseValueTests {
    static let values: [DatabaseValue] = [
        .null, .integer(0), .integer(-1), .integer(.min), .integer(.max), .integer(1 << 53 + 1),
        .real(0.1), .real(-0.0), .real(.infinity), .real(-.infinity), .real(.leastNonzeroMagnitude),
        .real(.greatestFiniteMagnitude), .real(3),
        .text(""), .text("a"), .text("a\0b"), .text("\0"), .text("'; DROP TABLE t; --"), .text("Ångström 10⁻¹⁰ m 🧮"),
        .text(String(repeating: "long ", count: 100_000)),
        .blob([]), .blob([0]), .blob([0, 255, 39]), .blob([UInt8](repeating: 7, count: 1_000_000)),
    ]

    @Test func valuesComeBackAsTheyWere() throws {
        let database = try ScratchDatabase()
        try database.insert(Self.values)
        let found = try database.contents()
        #expect(found == Self.values)
        for (value, found) in zip(Self.values, found) {
            guard case .real(let number) = value, case .real(let other) = found else { continue }
            #expect(number.bitPattern == other.bitPattern)
        }
        // SQLite itself sees the same types and lengths.
        let types = try database.connection.read { session in
            try session.rows("SELECT typeof(v) || length(CAST(v AS BLOB)) FROM t WHERE typeof(v) IN ('text', 'blob')")
        }
        let expected: [DatabaseValue] = Self.values.compactMap {
            switch $0 {
            case .text(let text): .text("text\(text.utf8.count)")
            case .blob(let bytes): .text("blob\(bytes.count)")
            case .null, .integer, .real: nil
            }
        }
        #expect(types.flatMap(\.values) == expected)
    }

    @Test func noNumberIsAnErrorAndNotNull() throws {
        let database = try ScratchDatabase()
        let error = databaseError { try database.insert([.real(1), .real(.nan)]) }
        #expect(error?.code == .mismatch)
        #expect(try database.contents() == [])
    }

    @Test func nilIsNull() {
        #expect(DatabaseValue(nil as Double?) == .null)
        #expect(
            DatabaseValue(2.5) == .real(2.5) && DatabaseValue(-3) == .integer(-3) && DatabaseValue("x") == .text("x"))
    }

    // MARK: Types

    private func row() throws -> DatabaseRow {
        let database = try ScratchDatabase()
        let rows = try database.connection.read {
            try $0.rows(
                "SELECT 7 AS i, 0.5 AS r, 'x' AS t, x'00fe' AS b, NULL AS n, CAST(x'61ff' AS TEXT) AS damaged, 8 AS i")
        }
        return try #require(rows.first)
    }

    @Test func columnsHaveTheTypeThatIsAskedFor() throws {
        let row = try row()
        #expect(try row.value("i") == 7 && row.value("r") == 0.5 && row.value("t") == "x")
        #expect(try row.value("i") == 7.0)
        let nothing: (Int?, Double?, String?) = try (row.optional("n"), row.optional("n"), row.optional("n"))
        #expect(nothing == (nil, nil, nil))
        #expect(row.columns == ["i", "r", "t", "b", "n", "damaged", "i"] && row["i"] == .integer(7))
        #expect(row["b"] == .blob([0, 254]) && row["missing"] == nil)
    }

    private func columnError<Value: DatabaseStorable>(
        _ type: Value.Type, _ column: String
    ) throws -> DatabaseRow.ColumnError? {
        let row = try row()
        return #expect(throws: DatabaseRow.ColumnError.self) {
            let _: Value? = try row.optional(column)
        }
    }

    @Test func anotherTypeIsAnError() throws {
        for column in ["r", "t", "b", "damaged"] { #expect(try columnError(Int.self, column)?.column == column) }
        for column in ["t", "b", "damaged"] { #expect(try columnError(Double.self, column)?.column == column) }
        for column in ["i", "r", "b", "damaged"] { #expect(try columnError(String.self, column)?.column == column) }
        #expect(try columnError(Int.self, "t")?.description == "column `t` holds \"x\"")
        #expect(try columnError(Int.self, "b")?.description == "column `b` holds x'00fe'")
        // Text that is not UTF-8 keeps its bytes.
        #expect(try columnError(String.self, "damaged")?.found == .blob([0x61, 0xFF]))
    }

    @Test func aColumnThatIsNotThereIsAnError() throws {
        #expect(try columnError(Int.self, "missing")?.description == "there is no column `missing`")
        let row = try row()
        let null = #expect(throws: DatabaseRow.ColumnError.self) {
            let _: Int = try row.value("n")
        }
        #expect(null?.description == "column `n` holds NULL")
    }
}
