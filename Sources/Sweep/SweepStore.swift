import Diagnostics
import Foundation
import GRDB

/// A point of a sweep with what became of it.
public struct SweepPoint: Sendable, Equatable {
    /// What the point is: equal keys stand for equal designs on equal workloads.
    public let key: String
    /// The values of what varies.
    public let settings: [SweepSetting]
    /// The figures; nothing where the point is invalid.
    public let figures: SweepFigures?
    /// Why the point is invalid.
    public let error: String?
    /// What must be known about the figures, if anything.
    public let note: String?

    /// Takes a point.
    public init(key: String, settings: [SweepSetting], figures: SweepFigures?, error: String?, note: String? = nil) {
        self.key = key
        self.settings = settings
        self.figures = figures
        self.error = error
        self.note = note
    }
}

/// The results of a sweep in a SQLite database. A point that has been inserted stays, whatever becomes of the program.
public final class SweepStore: Sendable {
    private let queue: DatabaseQueue
    private let path: String
    /// What the points were computed with.
    public let build: SweepBuild

    /// Marks the database as one of sweeps: "Tess" in ASCII.
    private static let applicationID = 0x5465_7373
    /// The form of the tables: 2 has notes, and says the build.
    private static let formVersion = 2

    /// Opens a database, and makes one where there is none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - build: what computes points, or has computed them.
    ///   - rule: what happens to a database of another build.
    ///   - mustExist: whether it is an error when there is no file.
    /// - Throws: `InputError` when the file is something else, of another build, or cannot be written.
    public init(
        _ path: String, build: SweepBuild, rule: SweepBuild.Rule = .refuse, mustExist: Bool = false
    ) throws(InputError) {
        self.path = path
        let isThere = FileManager.default.fileExists(atPath: path)
        if mustExist, !isThere { throw InputError("no such file", kind: .missingInput, file: path) }
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // A process that is killed loses nothing; only a crash of the machine may lose the last points.
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            self.build = try queue.write { database in try Self.prepare(database, build, rule) }
        } catch {
            throw Self.inputError(error, path)
        }
    }

    private struct ForeignFile: Error {}
    private struct OtherForm: Error { let version: Int }
    private struct OtherBuild: Error { let found, wanted: SweepBuild }

    /// Makes tables where there are none.
    ///
    /// - Returns: the build of the points.
    private static func prepare(
        _ database: Database, _ build: SweepBuild, _ rule: SweepBuild.Rule
    ) throws -> SweepBuild {
        let identity = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard identity == applicationID else {
            try makeTables(database, identity, build)
            return build
        }
        let form = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard (1...formVersion).contains(form) else { throw OtherForm(version: form) }
        let text = try String.fetchOne(database, sql: "SELECT value FROM about WHERE name = 'build'")
        let found = text.map { SweepBuild(stored: $0) } ?? .unknown
        if rule == .read || found == build && form == formVersion { return found }
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM points") == 0
        guard rule == .renew || isEmpty else { throw OtherBuild(found: found, wanted: build) }
        try database.execute(sql: "DROP TABLE points; DELETE FROM about")
        try makePoints(database, build)
        return build
    }

    private static func makeTables(_ database: Database, _ identity: Int, _ build: SweepBuild) throws {
        guard identity == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
            throw ForeignFile()
        }
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
                "its points are of \(error.found), and this is \(error.wanted): `tessera sweep run --renew` works them out "
                    + "again, `--database FILE.db` begins another file", file: path)
        }
        guard let error = error as? DatabaseError else { return InputError("\(error)", kind: .cannotWrite, file: path) }
        if error.resultCode == .SQLITE_NOTADB { return InputError("not a database of a sweep", file: path) }
        return InputError(
            "the database says: \(error.message ?? "\(error.resultCode)")", kind: .cannotWrite, file: path)
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
        try access { database in
            try Row.fetchAll(database, sql: "SELECT * FROM points ORDER BY key").map(Self.point)
        }
    }

    private static func point(_ row: Row) throws -> SweepPoint {
        let text: String = row["settings"]
        let settings = try JSONDecoder().decode([SweepSetting].self, from: Data(text.utf8))
        let error: String? = row["error"]
        let area: Double? = row["area"]
        let figures = area.map { area in
            SweepFigures(
                area: area, latency: row["latency"], energy: row["energy"], leakagePower: row["leakagePower"],
                framesPerSecond: row["framesPerSecond"], operationsPerSecond: row["operationsPerSecond"],
                operationsPerJoule: row["operationsPerJoule"], accuracy: row["accuracy"])
        }
        // Form 1 has no notes.
        let note: String? = row.hasColumn("note") ? row["note"] : nil
        return SweepPoint(key: row["key"], settings: settings, figures: figures, error: error, note: note)
    }

    // MARK: About

    /// Remembers what a sweep is towards.
    func remember(objectives: [SweepObjective], constraints: [SweepConstraint]) throws(InputError) {
        try access { database in
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
    }

    /// What the last sweep was towards; nothing where none was run.
    public func aims() throws(InputError) -> (objectives: [SweepObjective], constraints: [SweepConstraint])? {
        try access { database in
            func value<Value: Decodable>(_ name: String) throws -> Value? {
                let text = try String.fetchOne(
                    database, sql: "SELECT value FROM about WHERE name = ?", arguments: [name])
                return try text.map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
            }
            guard let objectives: [SweepObjective] = try value("objectives") else { return nil }
            return (objectives, try value("constraints") ?? [])
        }
    }

    /// Takes over the points of another database that are not here, and what it is towards.
    ///
    /// - Returns: how many points were new.
    /// - Throws: `InputError` when the other database is of another build, or this one cannot be written.
    public func merge(_ other: SweepStore) throws(InputError) -> Int {
        guard other.build == build else {
            throw Self.inputError(OtherBuild(found: other.build, wanted: build), other.path)
        }
        let before = try points().count
        try insert(try other.points())
        if let aims = try other.aims() { try remember(objectives: aims.objectives, constraints: aims.constraints) }
        return try points().count - before
    }
}
