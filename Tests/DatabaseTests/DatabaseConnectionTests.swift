// SPDX-License-Identifier: Apache-2.0

import Database
import Foundation
import Synchronization
import Testing
import _TestSupport

/// Transactions, other connections, threads, and files that are no databases.
@Suite struct DatabaseConnectionTests {
    private struct Failure: Error {}

    // MARK: Transactions

    @Test func aTransactionThatFailsIsUndone() throws {
        let database = try ScratchDatabase()
        try database.insert([.integer(1)])
        #expect(throws: Failure.self) {
            try database.connection.write { session in
                try session.execute("INSERT INTO t VALUES (2); CREATE TABLE u (w)")
                #expect(try session.value("SELECT count(*) FROM t") == .integer(2))
                throw Failure()
            }
        }
        #expect(try database.contents() == [.integer(1)])
        // SQLite ends this one by itself, and the error is that of the statement.
        let ended = databaseError {
            try database.connection.write { session in
                try session.execute("CREATE TABLE u (w UNIQUE); INSERT INTO u VALUES (1)")
                try session.execute("INSERT OR ROLLBACK INTO u VALUES (1)")
            }
        }
        #expect(ended?.code == .constraint)
        try database.insert([.integer(3)])
        #expect(try database.contents() == [.integer(1), .integer(3)])
    }

    @Test func readingDoesNotWrite() throws {
        let database = try ScratchDatabase()
        let error = databaseError { try database.connection.read { try $0.execute("INSERT INTO t VALUES (1)") } }
        #expect(error?.code == .misuse)
        #expect(try database.contents() == [])
    }

    @Test func aReaderSeesOneState() throws {
        let database = try ScratchDatabase()
        let mode = try database.connection.withoutTransaction { try $0.value("PRAGMA journal_mode = WAL") }
        #expect(mode == .text("wal"))
        let other = try database.another()
        let counts = try other.read { session in
            let before = try session.value("SELECT count(*) FROM t")
            try database.insert([.null])
            return [before, try session.value("SELECT count(*) FROM t")]
        }
        #expect(counts == [.integer(0), .integer(0)])
        #expect(try other.read { try $0.value("SELECT count(*) FROM t") } == .integer(1))
    }

    // MARK: Other connections

    @Test func aBusyDatabaseIsAnError() throws {
        let database = try ScratchDatabase()
        let other = try database.another()
        try database.connection.write { session in
            try session.execute("INSERT INTO t VALUES (1)")
            let error = databaseError { try other.write { try $0.execute("INSERT INTO t VALUES (2)") } }
            #expect(error?.code == .busy && error?.message == "database is locked")
        }
        try other.write { try $0.execute("INSERT INTO t VALUES (3)") }
        #expect(try database.contents() == [.integer(1), .integer(3)])
    }

    @Test func aConnectionWaitsForAnother() throws {
        let database = try ScratchDatabase()
        let other = try database.another(busyTimeout: .seconds(60))
        let begun = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let failure = Mutex<String?>(nil)
        try database.connection.write { session in
            try session.execute("INSERT INTO t VALUES (1)")
            Thread.detachNewThread {
                begun.signal()
                do {
                    try other.write { try $0.execute("INSERT INTO t VALUES (2)") }
                } catch {
                    failure.withLock { $0 = "\(error)" }
                }
                ended.signal()
            }
            begun.wait()
            Thread.sleep(forTimeInterval: 0.1)
        }
        ended.wait()
        #expect(failure.withLock { $0 } == nil)
        #expect(try database.contents() == [.integer(1), .integer(2)])
    }

    @Test func threadsTakeTurns() throws {
        let database = try ScratchDatabase()
        try database.insert([.integer(0)])
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            do {
                // Each reads, and writes one more: none may come between.
                try database.connection.write { session in
                    let old: Int = try session.rows("SELECT v FROM t LIMIT 1")[0].value("v")
                    try session.rows("UPDATE t SET v = ? WHERE rowid = 1", [.integer(Int64(old) + 1)])
                    try session.rows("INSERT INTO t VALUES (?)", [.text("\(number)")])
                }
                #expect(try database.connection.read { try $0.rows("SELECT v FROM t").count } > 1)
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let contents = try database.contents()
        #expect(contents.first == .integer(64))
        #expect(Set(contents.dropFirst().map(\.description)) == Set((0..<64).map { "\"\($0)\"" }))
    }

    // MARK: Files

    private func codeOfOpening(_ path: String, creates: Bool = true) -> DatabaseError.Code? {
        databaseError { try DatabaseConnection(path, creates: creates) }?.code
    }

    @Test func whatIsNoDatabaseIsNotOpened() throws {
        let folder = try TemporaryFolder()
        let text = try folder.write("text", String(repeating: "not a database ", count: 100))
        #expect(codeOfOpening(text) == .notADatabase)
        #expect(codeOfOpening(folder.path) == .cannotOpen)
        #expect(codeOfOpening(folder.path(of: "no/such/folder.db")) == .cannotOpen)
        #expect(codeOfOpening(folder.path(of: "missing.db"), creates: false) == .cannotOpen)
        #expect(codeOfOpening("\(folder.path)/a\0b.db") == .cannotOpen)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["text"])
    }

    @Test func filesThatWereNotOpenedAreClosed() throws {
        let file = try TemporaryFolder()
        let path = try file.write("text", String(repeating: "not a database ", count: 100))
        // Descriptors that name this file; those of other tests come and go.
        func open() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
            }
        }
        for _ in 0..<20 { #expect(codeOfOpening(path) == .notADatabase) }
        #expect(try open() == 0)
        let database = try DatabaseConnection(file.path(of: "a.db"))
        #expect(try database.read { try $0.value("SELECT 1") } == .integer(1))
    }

    /// A statement that is left unfinished would keep the file open, and what SQLite writes beside it.
    @Test func statementsLeaveNothingBehind() throws {
        let folder = try TemporaryFolder()
        do {
            let connection = try DatabaseConnection(folder.path(of: "a.db"))
            try connection.withoutTransaction { session in
                try session.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (v UNIQUE); INSERT INTO t VALUES (1)")
                #expect(databaseError { try session.rows("INSERT INTO t VALUES (1)") }?.code == .constraint)
                #expect(databaseError { try session.rows("SELECT v FROM t; SELECT 2") }?.code == .misuse)
                #expect(databaseError { try session.rows("SELECT ?", [.real(.nan)]) }?.code == .mismatch)
            }
            #expect(FileManager.default.fileExists(atPath: folder.path(of: "a.db-wal")))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.db"])
    }

    @Test func aReadOnlyFileIsReadAndNotWritten() throws {
        let database = try ScratchDatabase()
        try database.insert([.integer(1)])
        let other = try database.another()
        try other.withoutTransaction { session in
            try session.execute("PRAGMA query_only = 1")
            #expect(try session.value("SELECT v FROM t") == .integer(1))
            #expect(databaseError { try session.execute("DELETE FROM t") }?.code == .readOnly)
        }
    }

    /// A damaged file gives an error or other values, and never ends the program.
    @Test func damagedFilesAreErrors() throws {
        let database = try ScratchDatabase()
        try database.insert((0..<300).map { .text("value \($0)") })
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: database.folder.path(of: "a.db"))))
        var generator = SeededGenerator(seed: 5)
        var errors = 0
        for cut in [100, 1000, bytes.count / 2] {
            let path = try database.folder.write("cut.db", bytes.prefix(cut))
            let code = databaseError { try read(path) }?.code
            #expect(code == .notADatabase || code == .corrupt, "\(cut)")
        }
        for _ in 0..<200 {
            var damaged = bytes
            for _ in 0..<20 {
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            let path = try database.folder.write("damaged.db", damaged)
            do {
                _ = try read(path)
            } catch is DatabaseError {
                errors += 1
            }
        }
        #expect(errors > 20)
    }

    private func read(_ path: String) throws -> [DatabaseRow] {
        try DatabaseConnection(path, creates: false).read { try $0.rows("SELECT * FROM t") }
    }
}
