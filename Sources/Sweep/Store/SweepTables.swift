// SPDX-License-Identifier: Apache-2.0

import Database

/// The tables of a sweep's database: what marks the file, and how it is made.
struct SweepTables {
    /// What the points are computed with.
    let build: SweepBuild
    /// What happens to points of another build.
    let rule: SweepBuild.Rule

    /// Marks the database as one of sweeps: "Tess" in ASCII.
    private static let applicationID = 0x5465_7373
    /// The form of the tables: 2 has notes, and says the build; 3 has trainings; 4 has generated text.
    static let form = 4

    /// Whether the mark is there.
    static func areThere(in database: borrowing DatabaseSession) throws(DatabaseError) -> Bool {
        try database.value("PRAGMA application_id") == DatabaseValue(applicationID)
    }

    /// Whether nothing is in a database, as when a disk was full at once.
    static func isEmpty(_ database: borrowing DatabaseSession) throws(DatabaseError) -> Bool {
        guard try database.value("PRAGMA application_id") == DatabaseValue(0) else { return false }
        return try database.value("SELECT count(*) FROM sqlite_master") == DatabaseValue(0)
    }

    /// The form of a database with the mark, and the build of its points.
    static func origin(of database: borrowing DatabaseSession) throws -> (form: Int, build: SweepBuild) {
        let number = try database.value("PRAGMA user_version")
        let form = number.flatMap { Int($0) } ?? 0
        guard (1...Self.form).contains(form) else { throw SweepStoreError.otherForm(form) }
        let text = try SweepAims.text("build", in: database)
        return (form, text.map { SweepBuild(stored: $0) } ?? .unknown)
    }

    /// Makes the tables of an empty database, and those of another build anew where the rule allows it.
    ///
    /// - Returns: the build of the points.
    func prepare(_ database: borrowing DatabaseSession) throws -> SweepBuild {
        guard try Self.areThere(in: database) else {
            guard try Self.isEmpty(database) else { throw SweepStoreError.foreignFile }
            try database.execute(
                """
                PRAGMA application_id = \(Self.applicationID);
                CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                """)
            try makePoints(in: database)
            return build
        }
        let (form, found) = try Self.origin(of: database)
        if found == build && form == Self.form { return found }
        let isEmpty = try database.value("SELECT count(*) FROM points") == DatabaseValue(0)
        guard rule == .renew || isEmpty else { throw SweepStoreError.otherBuild(found: found, wanted: build) }
        try database.execute("DROP TABLE points; DELETE FROM about")
        try makePoints(in: database)
        return build
    }

    private func makePoints(in database: borrowing DatabaseSession) throws(DatabaseError) {
        try database.execute(
            """
            PRAGMA user_version = \(Self.form);
            CREATE TABLE points (
                key TEXT PRIMARY KEY, settings TEXT NOT NULL, error TEXT, area REAL, latency REAL, energy REAL,
                leakagePower REAL, framesPerSecond REAL, operationsPerSecond REAL, operationsPerJoule REAL,
                accuracy REAL, note TEXT, trainingAccuracy REAL, testAccuracy REAL, testAccuracyDeviation REAL,
                writesPerCell REAL, mostWrites REAL, trainingEpochs REAL, timeToFirstToken REAL, stepLatency REAL,
                tokenEnergy REAL, tokensPerSecond REAL, joulesPerToken REAL);
            """)
        try database.rows("INSERT INTO about (name, value) VALUES ('build', ?)", [.text(build.description)])
    }
}
