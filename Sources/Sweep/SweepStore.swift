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

    /// Takes a point.
    public init(key: String, settings: [SweepSetting], figures: SweepFigures?, error: String?) {
        self.key = key
        self.settings = settings
        self.figures = figures
        self.error = error
    }
}

/// The results of a sweep in a SQLite database. A point that has been inserted stays, whatever becomes of the program.
public final class SweepStore: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// Marks the database as one of sweeps: "Tess" in ASCII.
    private static let applicationID = 0x5465_7373
    private static let formVersion = 1

    /// Opens a database, and makes one where there is none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - mustExist: whether it is an error when there is no file.
    /// - Throws: `InputError` when the file is something else, or cannot be written.
    public init(_ path: String, mustExist: Bool = false) throws(InputError) {
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
            try queue.write { database in try Self.prepare(database) }
        } catch {
            throw Self.inputError(error, path)
        }
    }

    private struct ForeignFile: Error {}

    /// A point that no version of this program has written.
    private struct DamagedPoint: Error {
        let key: String
        let column: String
    }

    private static func prepare(_ database: Database) throws {
        let identity = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if identity == applicationID { return }
        guard identity == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
            throw ForeignFile()
        }
        try database.execute(
            sql: """
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(formVersion);
                CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE points (
                    key TEXT PRIMARY KEY, settings TEXT NOT NULL, error TEXT, area REAL, latency REAL, energy REAL,
                    leakagePower REAL, framesPerSecond REAL, operationsPerSecond REAL, operationsPerJoule REAL,
                    accuracy REAL);
                """)
    }

    private static func inputError(_ error: any Error, _ path: String) -> InputError {
        if error is ForeignFile { return InputError("not a database of a sweep", file: path) }
        if let error = error as? DamagedPoint {
            return InputError(
                "the database is damaged: point `\(error.key)` has no right `\(error.column)` (take a copy of the database, or "
                    + "a new one)", file: path)
        }
        guard let error = error as? DatabaseError else { return InputError("\(error)", kind: .cannotWrite, file: path) }
        if error.resultCode == .SQLITE_NOTADB { return InputError("not a database of a sweep", file: path) }
        if [.SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_FORMAT].contains(error.resultCode) {
            return InputError("the database is damaged: \(error.message ?? "\(error.resultCode)")", file: path)
        }
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
        "operationsPerSecond", "operationsPerJoule", "accuracy",
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
            figures?.operationsPerJoule, figures?.accuracy,
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
        let key: String = try value(row, "key")
        let text: String = try value(row, "settings")
        guard let settings = try? JSONDecoder().decode([SweepSetting].self, from: Data(text.utf8)) else {
            throw DamagedPoint(key: key, column: "settings")
        }
        return SweepPoint(key: key, settings: settings, figures: try figures(row), error: try optional(row, "error"))
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

    /// Takes over the points of another database that are not here, and what it is towards.
    ///
    /// - Returns: how many points were new.
    public func merge(_ other: SweepStore) throws(InputError) -> Int {
        let before = try points().count
        try insert(try other.points())
        if let aims = try other.aims() { try remember(objectives: aims.objectives, constraints: aims.constraints) }
        return try points().count - before
    }
}
