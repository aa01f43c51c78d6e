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
    /// The copy that is read where the database itself cannot be opened.
    private let copy: DatabaseCopy?
    /// Whether there was no database before.
    private let isNew: Bool

    /// Marks the database as one of sweeps: "Tess" in ASCII.
    private static let applicationID = 0x5465_7373
    private static let formVersion = 1

    /// Opens a database, and makes one where there is none.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - mustExist: whether it is an error when there is no file.
    /// - Throws: `InputError` when the file is something else, or cannot be written. A file that was not there before is not
    ///   there then.
    public init(_ path: String, mustExist: Bool = false) throws(InputError) {
        self.path = path
        copy = nil
        isNew = !FileManager.default.fileExists(atPath: path)
        if mustExist, isNew { throw InputError("no such file", kind: .missingInput, file: path) }
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            try queue.write { database in try Self.prepare(database) }
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
        if let queue = try Self.readable(path, named: path) {
            (self.queue, copy) = (queue, nil)
            return
        }
        let copy = try DatabaseCopy(of: path)
        guard let queue = try Self.readable(copy.path, named: path) else {
            throw InputError("the database cannot be read", kind: .missingInput, file: path)
        }
        (self.queue, self.copy) = (queue, copy)
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(30)
        return configuration
    }

    /// Opens a database, from which nothing is taken but its points.
    ///
    /// - Returns: nil when the system does not let it be read where it is.
    private static func readable(_ location: String, named path: String) throws(InputError) -> DatabaseQueue? {
        do {
            let queue = try DatabaseQueue(path: location, configuration: configuration)
            try queue.read { database in
                guard try isOne(database) || isEmpty(database) else { throw ForeignFile() }
            }
            return queue
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

    private static func isOne(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
    }

    /// Whether nothing is in it, as when a disk was full at once.
    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA application_id") == 0
            && Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }

    private static func prepare(_ database: Database) throws {
        if try isOne(database) { return }
        guard try isEmpty(database) else { throw ForeignFile() }
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
        guard let error = error as? DatabaseError else { return InputError("\(error)", kind: .cannotWrite, file: path) }
        if error.resultCode == .SQLITE_NOTADB { return InputError("not a database of a sweep", file: path) }
        let isFull = error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_IOERR
        let hint = isFull ? "; its points stay, and the same command goes on when there is room" : ""
        return InputError(
            "the database says: \(error.message ?? "\(error.resultCode)")\(hint)", kind: .cannotWrite, file: path)
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
        try reading { database in
            guard try Self.isOne(database) else { return [] }
            return try Row.fetchAll(database, sql: "SELECT * FROM points ORDER BY key").map(Self.point)
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
        return SweepPoint(key: row["key"], settings: settings, figures: figures, error: error)
    }

    // MARK: About

    /// Remembers what a sweep is towards.
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

    /// What the last sweep was towards; nothing where none was run.
    public func aims() throws(InputError) -> Aims? {
        try reading { database in
            guard try Self.isOne(database) else { return nil }
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
    public func merge(_ other: SweepStore) throws(InputError) -> Int { try merge([other])[0] }

    /// Takes over the points of other databases that are not here, and what they are towards: of all of them, or of none. A
    /// database that was made for them is gone when that fails.
    ///
    /// - Returns: how many points of each were new.
    public func merge(_ others: [SweepStore]) throws(InputError) -> [Int] {
        do throws(InputError) {
            var contents: [(points: [SweepPoint], aims: Aims?)] = []
            for other in others { contents.append((try other.points(), try other.aims())) }
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

    /// What a sweep is towards.
    public typealias Aims = (objectives: [SweepObjective], constraints: [SweepConstraint])
}
