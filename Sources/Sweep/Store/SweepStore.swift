// SPDX-License-Identifier: Apache-2.0

import Database
import Diagnostics
import Foundation

/// The results of a sweep in a SQLite database. A point that has been inserted stays, whatever becomes of the program.
public final class SweepStore: Sendable {
    private let connection: DatabaseConnection
    /// The file.
    let path: String
    /// What the points were computed with.
    public let build: SweepBuild
    /// The copy that is read where the database itself cannot be opened.
    private let copy: DatabaseCopy?
    /// Whether there was no database before.
    private let isNew: Bool

    /// Opens a database, and makes one where there is none.
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
            connection = try DatabaseConnection(path, busyTimeout: Self.busyTimeout)
            self.build = try connection.write { try SweepTables(build: build, rule: rule).prepare($0) }
            // A process that is killed loses nothing; only a crash of the machine may lose the last points.
            try connection.withoutTransaction {
                try $0.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
        } catch {
            if isNew { Self.remove(path) }
            throw SweepStoreError.inputError(error, path)
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
        if let (connection, build) = try Self.readable(path, named: path) {
            (self.connection, self.build, copy) = (connection, build, nil)
            return
        }
        let copy = try DatabaseCopy(of: path)
        guard let (connection, build) = try Self.readable(copy.path, named: path) else {
            throw InputError("the database cannot be read", kind: .missingInput, file: path)
        }
        (self.connection, self.build, self.copy) = (connection, build, copy)
    }

    /// How long another process may keep the database to itself.
    private static let busyTimeout = Duration.seconds(30)

    /// Opens a database, from which nothing is taken but its points.
    ///
    /// - Returns: the database with the build of its points; nil when the system does not let it be read where it is.
    private static func readable(
        _ location: String, named path: String
    ) throws(InputError) -> (DatabaseConnection, SweepBuild)? {
        do {
            let connection = try DatabaseConnection(location, creates: false, busyTimeout: busyTimeout)
            let build = try connection.read { database in
                if try SweepTables.areThere(in: database) { return try SweepTables.origin(of: database).build }
                guard try SweepTables.isEmpty(database) else { throw SweepStoreError.foreignFile }
                return SweepBuild.unknown
            }
            return (connection, build)
        } catch let error as DatabaseError where unwritable.contains(error.code) {
            return nil
        } catch {
            throw SweepStoreError.inputError(error, path)
        }
    }

    /// What SQLite says when it cannot write what it needs beside a database that it reads.
    private static let unwritable: [DatabaseError.Code] = [.cannotOpen, .readOnly, .inputOutput, .full]

    /// Removes a database with what SQLite keeps beside it.
    private static func remove(_ path: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + end) }
    }

    private func read<Value: Sendable>(
        _ body: (borrowing DatabaseSession) throws -> Value
    ) throws(InputError) -> Value {
        do {
            return try connection.read(body)
        } catch {
            throw SweepStoreError.inputError(error, path)
        }
    }

    private func write<Value: Sendable>(
        _ body: (borrowing DatabaseSession) throws -> Value
    ) throws(InputError) -> Value {
        do {
            return try connection.write(body)
        } catch {
            throw SweepStoreError.inputError(error, path)
        }
    }

    // MARK: Points

    /// Keeps points; those whose keys are there already stay as they are.
    public func insert(_ points: [SweepPoint]) throws(InputError) {
        try write { try SweepPoint.insert(points, into: $0) }
    }

    /// All points, by key.
    public func points() throws(InputError) -> [SweepPoint] {
        try read { try SweepTables.areThere(in: $0) ? SweepPoint.all(in: $0) : [] }
    }

    // MARK: Aims

    /// Remembers what a sweep is towards.
    func remember(_ aims: SweepAims) throws(InputError) {
        try write { try aims.store(in: $0) }
    }

    /// What the last sweep was towards; nil where none was run.
    public func aims() throws(InputError) -> SweepAims? {
        try read { try SweepTables.areThere(in: $0) ? SweepAims(in: $0) : nil }
    }

    // MARK: Merging

    /// Takes over the points of another database that are not here, and what it is towards.
    ///
    /// - Returns: how many points were new.
    public func merge(_ other: SweepStore) throws(InputError) -> Int { try merge([other])[0] }

    /// Takes over the points of other databases that are not here, and what they are towards: of all of them, or of none. A
    /// database that was made for them is gone when that fails.
    ///
    /// - Returns: how many points of each were new.
    /// - Throws: `InputError` when one of them is of another build, or this one cannot be written.
    public func merge(_ others: [SweepStore]) throws(InputError) -> [Int] {
        do throws(InputError) {
            var contents: [(points: [SweepPoint], aims: SweepAims?)] = []
            for other in others {
                let points = try other.points()
                guard points.isEmpty || other.build == build else {
                    let error = SweepStoreError.otherBuild(found: other.build, wanted: build)
                    throw SweepStoreError.inputError(error, other.path)
                }
                contents.append((points, try other.aims()))
            }
            return try write { database in
                var counts: [Int] = []
                for (points, aims) in contents {
                    let before = database.totalChanges
                    try SweepPoint.insert(points, into: database)
                    counts.append(database.totalChanges - before)
                    try aims?.store(in: database)
                }
                return counts
            }
        } catch {
            if isNew { Self.remove(path) }
            throw error
        }
    }
}
