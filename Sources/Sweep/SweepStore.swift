// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import GRDB

/// The results of a sweep in a SQLite database. An inserted point is never lost, even if the program is killed.
public final class SweepStore: Sendable {
    private let queue: DatabaseQueue
    private let path: String
    /// The build that computed the points.
    public let build: SweepBuild
    /// The copy that is read where the database itself cannot be opened.
    private let copy: DatabaseCopy?
    /// Whether there was no database before.
    private let isNew: Bool

    /// Marks the database as one of sweeps: "Tess" in ASCII.
    private static let applicationID = 0x5465_7373
    /// The form of the tables: 2 has notes, and says the build.
    private static let formVersion = 2

    /// Opens a database, and makes one if there is none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - build: what computes points, or has computed them.
    ///   - rule: what happens to a database of another build.
    ///   - mustExist: whether it is an error when there is no file.
    /// - Throws: `InputError` when the file is something else, of another build, or cannot be written. A file that was not
    ///   there before is not there then.
    public init(
        _ path: String, build: SweepBuild, rule: SweepBuild.Rule = .refuse, mustExist: Bool = false
    ) throws(InputError) {
        self.path = path
        copy = nil
        isNew = !FileManager.default.fileExists(atPath: path)
        if mustExist, isNew { throw InputError("no such file", kind: .missingInput, file: path) }
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            self.build = try queue.write { database in try Self.prepare(database, build, rule) }
            try queue.writeWithoutTransaction { database in
                // A process that is killed loses nothing; only a crash of the machine may lose the last points.
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
        } catch {
            if isNew { Self.remove(path) }
            throw Self.inputError(error, path)
        }
    }

    /// Opens a database that is only read, on whatever medium: where it cannot be opened because nothing can be written beside
    /// it, a copy is read.
    ///
    /// - Throws: `InputError` when there is no file, or it is no database of a sweep.
    public init(reading path: String) throws(InputError) {
        self.path = path
        isNew = false
        guard FileManager.default.fileExists(atPath: path) else {
            throw InputError("no such file", kind: .missingInput, file: path)
        }
        if let (queue, build) = try Self.readable(path, named: path) {
            (self.queue, self.build, copy) = (queue, build, nil)
            return
        }
        let copy = try DatabaseCopy(of: path)
        guard let (queue, build) = try Self.readable(copy.path, named: path) else {
            throw InputError("the database cannot be read", kind: .missingInput, file: path)
        }
        (self.queue, self.build, self.copy) = (queue, build, copy)
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(30)
        return configuration
    }

    /// Opens a database, from which nothing is taken but its points.
    ///
    /// - Returns: the database with the build of its points; nil when the system does not let it be read where it is.
    private static func readable(
        _ location: String, named path: String
    ) throws(InputError) -> (DatabaseQueue, SweepBuild)? {
        do {
            let queue = try DatabaseQueue(path: location, configuration: configuration)
            let build = try queue.read { database in
                if try isOne(database) { return try origin(of: database).build }
                guard try isEmpty(database) else { throw ForeignFile() }
                return SweepBuild.unknown
            }
            return (queue, build)
        } catch let error as DatabaseError where unwritable.contains(error.resultCode) {
            return nil
        } catch {
            throw inputError(error, path)
        }
    }

    /// What SQLite says when it cannot write what it needs beside a database that it reads.
    private static let unwritable: [ResultCode] = [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_FULL]

    /// Removes a database with what SQLite keeps beside it.
    private static func remove(_ path: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    private struct ForeignFile: Error {}
    private struct OtherForm: Error { let version: Int }
    private struct OtherBuild: Error { let found, wanted: SweepBuild }

    /// A point that no version of this program has written.
    private struct DamagedPoint: Error {
        let key: String
        let column: String
    }

    private static func isOne(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
    }

    /// Whether nothing is in it, as when a disk was full at once.
    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == 0
            && Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }

    /// The form of a database and the build of its points.
    private static func origin(of database: Database) throws -> (form: Int, build: SweepBuild) {
        let form = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard (1...formVersion).contains(form) else { throw OtherForm(version: form) }
        let text = try String.fetchOne(database, sql: "SELECT value FROM about WHERE name = 'build'")
        return (form, text.map { SweepBuild(stored: $0) } ?? .unknown)
    }

    /// Makes tables in an empty database.
    ///
    /// - Returns: the build of the points.
    private static func prepare(
        _ database: Database, _ build: SweepBuild, _ rule: SweepBuild.Rule
    ) throws -> SweepBuild {
        guard try isOne(database) else {
            try makeTables(database, build)
            return build
        }
        let (form, found) = try origin(of: database)
        if found == build && form == formVersion { return found }
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM points") == 0
        guard rule == .renew || isEmpty else { throw OtherBuild(found: found, wanted: build) }
        try database.execute(sql: "DROP TABLE points; DELETE FROM about")
        try makePoints(database, build)
        return build
    }

    private static func makeTables(_ database: Database, _ build: SweepBuild) throws {
        guard try isEmpty(database) else { throw ForeignFile() }
        try database.execute(
            sql: """
                PRAGMA application_id = \(applicationID);
                CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                """)
        try makePoints(database, build)
    }

    private static func makePoints(_ database: Database, _ build: SweepBuild) throws {
        try database.execute(
            sql: """
                PRAGMA user_version = \(formVersion);
                CREATE TABLE points (
                    key TEXT PRIMARY KEY, settings TEXT NOT NULL, error TEXT, area REAL, latency REAL, energy REAL,
                    leakagePower REAL, framesPerSecond REAL, operationsPerSecond REAL, operationsPerJoule REAL,
                    accuracy REAL, note TEXT);
                """)
        try database.execute(
            sql: "INSERT INTO about (name, value) VALUES ('build', ?)", arguments: [build.description])
    }

    private static func inputError(_ error: any Error, _ path: String) -> InputError {
        if error is ForeignFile { return InputError("not a database of a sweep", file: path) }
        if let error = error as? OtherForm {
            return InputError(
                "a database of form \(error.version), of another version of tessera (allowed: 1 to \(formVersion)); "
                    + "`tessera sweep run --database FILE.db` begins another file", file: path)
        }
        if let error = error as? OtherBuild {
            return InputError(
                "its points are of \(error.found), and this is \(error.wanted): `tessera sweep run --renew` computes them "
                    + "again, `--database FILE.db` begins another file", file: path)
        }
        if let error = error as? DamagedPoint {
            return InputError(
                "the database is damaged: point `\(error.key)` has no right `\(error.column)` (take a copy of the database, or "
                    + "a new one)", file: path)
        }
        guard let error = error as? DatabaseError else { return InputError("\(error)", kind: .cannotWrite, file: path) }
        if error.resultCode == .SQLITE_NOTADB { return InputError("not a database of a sweep", file: path) }
        if [.SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_FORMAT].contains(error.resultCode) {
            return InputError(
                "the database is damaged: \(shortened(error.message ?? "\(error.resultCode)"))", file: path)
        }
        let isFull = error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_IOERR
        let hint = isFull ? "; its points stay, and the same command goes on when there is room" : ""
        return InputError(
            "the database says: \(shortened(error.message ?? "\(error.resultCode)"))\(hint)", kind: .cannotWrite,
            file: path)
    }

    private func reading<Value>(_ body: (Database) throws -> Value) throws(InputError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw Self.inputError(error, path)
        }
    }

    private func access<Value>(_ body: (Database) throws -> Value) throws(InputError) -> Value {
        do {
            return try queue.write(body)
        } catch {
            throw Self.inputError(error, path)
        }
    }

    // MARK: Points

    private static let columns = [
        "key", "settings", "error", "area", "latency", "energy", "leakagePower", "framesPerSecond",
        "operationsPerSecond", "operationsPerJoule", "accuracy", "note",
    ]

    /// Keeps points; those whose keys are there already stay as they are.
    public func insert(_ points: [SweepPoint]) throws(InputError) {
        try access { database in
            for point in points { try Self.insert(point, into: database) }
        }
    }

    private static func insert(_ point: SweepPoint, into database: Database) throws {
        // Sorted, so that the same point has the same bytes.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let settings = String(decoding: try encoder.encode(point.settings), as: UTF8.self)
        let figures = point.figures
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO points (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        let values: [(any DatabaseValueConvertible)?] = [
            point.key, settings, point.error, figures?.area, figures?.latency, figures?.energy,
            figures?.leakagePower, figures?.framesPerSecond, figures?.operationsPerSecond,
            figures?.operationsPerJoule, figures?.accuracy, point.note,
        ]
        try statement.execute(arguments: StatementArguments(values))
    }

    /// All points, by key.
    public func points() throws(InputError) -> [SweepPoint] {
        try reading { database in
            guard try Self.isOne(database) else { return [] }
            return try Row.fetchAll(database, sql: "SELECT * FROM points ORDER BY key").map(Self.point)
        }
    }

    private static func point(_ row: Row) throws -> SweepPoint {
        let key: String = try value(row, "key")
        let text: String = try value(row, "settings")
        guard let settings = try? JSONDecoder().decode([SweepSetting].self, from: Data(text.utf8)) else {
            throw DamagedPoint(key: key, column: "settings")
        }
        // Form 1 has no notes.
        let note: String? = row.hasColumn("note") ? try optional(row, "note") : nil
        return SweepPoint(
            key: key, settings: settings, figures: try figures(row), error: try optional(row, "error"), note: note)
    }

    private static func figures(_ row: Row) throws -> SweepFigures? {
        guard let area: Double = try optional(row, "area") else { return nil }
        let figures = SweepFigures(
            area: area, latency: try value(row, "latency"), energy: try value(row, "energy"),
            leakagePower: try value(row, "leakagePower"), framesPerSecond: try value(row, "framesPerSecond"),
            operationsPerSecond: try value(row, "operationsPerSecond"),
            operationsPerJoule: try value(row, "operationsPerJoule"), accuracy: try optional(row, "accuracy"))
        guard figures.isPossible else { throw DamagedPoint(key: try value(row, "key"), column: "area") }
        return figures
    }

    /// What a column holds; nil for NULL. GRDB's own access ends the program where a value is of another type.
    private static func optional<Value: DatabaseValueConvertible>(_ row: Row, _ column: String) throws -> Value? {
        let key: DatabaseValue? = row["key"]
        guard row.hasColumn(column) else { throw DamagedPoint(key: "\(key ?? .null)", column: column) }
        let stored: DatabaseValue? = row[column]
        guard let stored, !stored.isNull else { return nil }
        guard let value = Value.fromDatabaseValue(stored) else {
            throw DamagedPoint(key: "\(key ?? .null)", column: column)
        }
        return value
    }

    private static func value<Value: DatabaseValueConvertible>(_ row: Row, _ column: String) throws -> Value {
        guard let value: Value = try optional(row, column) else {
            let key: DatabaseValue? = row["key"]
            throw DamagedPoint(key: "\(key ?? .null)", column: column)
        }
        return value
    }

    // MARK: About

    /// Remembers the objectives of a sweep.
    func remember(objectives: [SweepObjective], constraints: [SweepConstraint]) throws(InputError) {
        try access { database in try Self.remember(objectives, constraints, in: database) }
    }

    private static func remember(
        _ objectives: [SweepObjective], _ constraints: [SweepConstraint], in database: Database
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for (name, value) in [
            ("objectives", try encoder.encode(objectives)), ("constraints", try encoder.encode(constraints)),
        ] {
            try database.execute(
                sql: "INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)",
                arguments: [name, String(decoding: value, as: UTF8.self)])
        }
    }

    /// The objectives of the last sweep; nil if none was run.
    public func aims() throws(InputError) -> Aims? {
        try reading { database in
            guard try Self.isOne(database) else { return nil }
            func value<Value: Decodable>(_ name: String) throws -> Value? {
                let text = try String.fetchOne(
                    database, sql: "SELECT value FROM about WHERE name = ?", arguments: [name])
                guard let text else { return nil }
                guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
                    throw DamagedPoint(key: "about", column: name)
                }
                return value
            }
            guard let objectives: [SweepObjective] = try value("objectives") else { return nil }
            return (objectives, try value("constraints") ?? [])
        }
    }

    /// Copies the points of another database that are missing here, and its objectives.
    ///
    /// - Returns: how many points were new.
    public func merge(_ other: SweepStore) throws(InputError) -> Int { try merge([other])[0] }

    /// Copies the points of other databases that are missing here, and their objectives: of all of them, or of none. A
    /// database that was made for them is gone when that fails.
    ///
    /// - Returns: how many points of each were new.
    /// - Throws: `InputError` when one of them is of another build, or this one cannot be written.
    public func merge(_ others: [SweepStore]) throws(InputError) -> [Int] {
        do throws(InputError) {
            var contents: [(points: [SweepPoint], aims: Aims?)] = []
            for other in others {
                let points = try other.points()
                guard points.isEmpty || other.build == build else {
                    throw Self.inputError(OtherBuild(found: other.build, wanted: build), other.path)
                }
                contents.append((points, try other.aims()))
            }
            return try access { database in
                try contents.map { points, aims in
                    let before = database.totalChangesCount
                    for point in points { try Self.insert(point, into: database) }
                    let new = database.totalChangesCount - before
                    if let aims { try Self.remember(aims.objectives, aims.constraints, in: database) }
                    return new
                }
            }
        } catch {
            if isNew { Self.remove(path) }
            throw error
        }
    }

    /// The objectives of a sweep.
    public typealias Aims = (objectives: [SweepObjective], constraints: [SweepConstraint])
}
