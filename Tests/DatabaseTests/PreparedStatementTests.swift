// SPDX-License-Identifier: Apache-2.0

import Database
import Testing

/// Statements: one that runs many times, and those that are wrong.
@Suite struct PreparedStatementTests {
    @Test func aStatementRunsManyTimes() throws {
        let database = try ScratchDatabase()
        try database.insert((0..<100).map { .integer($0) })
        let found = try database.connection.read { session in
            let statement = try session.prepare("SELECT v, ? FROM t WHERE v % ? = 3 ORDER BY v")
            return try [2, 10, 50].map { modulus in
                try statement.rows([.text("m\(modulus)"), .integer(modulus)]).map(\.values)
            }
        }
        #expect(
            found[0].isEmpty && found[1].count == 10
                && found[2] == [
                    [.integer(3), .text("m50")], [.integer(53), .text("m50")],
                ])
    }

    @Test func aStatementRunsAgainAfterAnError() throws {
        let database = try ScratchDatabase()
        try database.connection.write { session in
            try session.execute("CREATE TABLE k (key INTEGER PRIMARY KEY, word TEXT NOT NULL)")
            let statement = try session.prepare("INSERT INTO k VALUES (?, ?)")
            try statement.run([.integer(1), .text("a")])
            let twice = databaseError { try statement.run([.integer(1), .text("b")]) }
            #expect(twice?.code == .constraint && twice?.extendedCode == 1555)
            #expect(twice?.message == "UNIQUE constraint failed: k.key")
            #expect(twice?.description == "UNIQUE constraint failed: k.key (SQLite 1555)")
            let null = databaseError { try statement.run([.integer(2), .null]) }
            #expect(null?.code == .constraint && null?.extendedCode == 1299)
            try statement.run([.integer(2), .text("b")])
        }
        let words = try database.connection.read { try $0.rows("SELECT word FROM k ORDER BY key").flatMap(\.values) }
        #expect(words == [.text("a"), .text("b")])
    }

    @Test func theNumberOfValuesIsChecked() throws {
        let database = try ScratchDatabase()
        for values in [[], [.null, .null, .null]] as [[DatabaseValue]] {
            let error = databaseError {
                try database.connection.read { try $0.rows("SELECT ?, ?", values) }
            }
            #expect(error?.code == .range && error?.message == "\(values.count) values for 2 parameters")
        }
    }

    @Test(arguments: [
        ("SELECT 1; SELECT 2", DatabaseError.Code.misuse), ("SELECT 1; x", .misuse), ("", .misuse),
        ("  -- nothing", .misuse),
        ("SELECT 1\0; DROP TABLE t", .misuse), ("SELECT", .error), ("SELECT w FROM t", .error),
        ("SELECT v FROM u", .error),
    ])
    func wrongStatementsAreErrors(sql: String, code: DatabaseError.Code) throws {
        let database = try ScratchDatabase()
        #expect(databaseError { try database.connection.write { try $0.rows(sql) } }?.code == code)
        #expect(try database.connection.read { try $0.rows("SELECT 1 ; \n").count } == 1)
    }

    @Test func aScriptRunsUpToItsFirstError() throws {
        let database = try ScratchDatabase()
        let error = databaseError {
            try database.connection.withoutTransaction {
                try $0.execute("INSERT INTO t VALUES (1); INSERT INTO u VALUES (2); INSERT INTO t VALUES (3)")
            }
        }
        #expect(error?.code == .error && error?.message == "no such table: u")
        #expect(try database.contents() == [.integer(1)])
        let cut = databaseError { try database.connection.write { try $0.execute("SELECT 1;\0 DROP TABLE t") } }
        #expect(cut?.code == .misuse)
    }

    @Test func valuesAndChangesAreTold() throws {
        let database = try ScratchDatabase()
        try database.insert([.integer(5), .integer(6)])
        try database.connection.write { session in
            #expect(try session.value("SELECT sum(v) FROM t WHERE v > ?", [.integer(5)]) == .integer(6))
            #expect(try session.value("SELECT v FROM t WHERE v > 6") == nil)
            let before = session.totalChanges
            try session.execute("UPDATE t SET v = v + 1; DELETE FROM t WHERE v = 6")
            #expect(session.totalChanges - before == 3)
        }
    }
}
