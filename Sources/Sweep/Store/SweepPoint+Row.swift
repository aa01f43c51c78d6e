// SPDX-License-Identifier: Apache-2.0

import Database
import Foundation

/// Points as rows of the table `points`.
extension SweepPoint {
    /// Reads all points, by key.
    static func all(in database: borrowing DatabaseSession) throws -> [SweepPoint] {
        try database.rows("SELECT * FROM points ORDER BY key").map { row in
            do {
                return try SweepPoint(row)
            } catch let error as DatabaseRow.ColumnError {
                throw SweepStoreError.damaged(key: "\(row["key"] ?? .null)", column: error.column)
            }
        }
    }

    /// Writes points; those whose keys are there already stay as they are.
    static func insert(_ points: [SweepPoint], into database: borrowing DatabaseSession) throws {
        guard let first = points.first else { return }
        let columns = try first.columns().map(\.name)
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.prepare(
            "INSERT OR IGNORE INTO points (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        for point in points { try statement.run(point.columns().map(\.value)) }
    }

    private init(_ row: DatabaseRow) throws {
        let key: String = try row.value("key")
        let text: String = try row.value("settings")
        guard let settings = try? JSONDecoder().decode([SweepSetting].self, from: Data(text.utf8)) else {
            throw SweepStoreError.damaged(key: key, column: "settings")
        }
        let figures = try SweepFigures(row)
        guard figures?.isPossible ?? true else { throw SweepStoreError.damaged(key: key, column: "area") }
        self.init(
            key: key, settings: settings, figures: figures, error: try row.optional("error"),
            // Form 1 has no notes.
            note: row["note"] == nil ? nil : try row.optional("note"))
    }

    private func columns() throws -> [(name: String, value: DatabaseValue)] {
        [
            ("key", DatabaseValue(key)),
            ("settings", DatabaseValue(try storedJSON(settings))),
            ("error", DatabaseValue(error)),
            ("area", DatabaseValue(figures?.area)),
            ("latency", DatabaseValue(figures?.latency)),
            ("energy", DatabaseValue(figures?.energy)),
            ("leakagePower", DatabaseValue(figures?.leakagePower)),
            ("framesPerSecond", DatabaseValue(figures?.framesPerSecond)),
            ("operationsPerSecond", DatabaseValue(figures?.operationsPerSecond)),
            ("operationsPerJoule", DatabaseValue(figures?.operationsPerJoule)),
            ("accuracy", DatabaseValue(figures?.accuracy)),
            ("note", DatabaseValue(note)),
        ]
            + (SweepFigures.trainingColumns + SweepFigures.textColumns).map {
                ($0.rawValue, DatabaseValue(figures?[$0]))
            }
    }
}

extension SweepFigures {
    /// Reads the figures of a point; nil where it has none.
    fileprivate init?(_ row: DatabaseRow) throws(DatabaseRow.ColumnError) {
        guard let area: Double = try row.optional("area") else { return nil }
        self.init(
            area: area, latency: try row.value("latency"), energy: try row.value("energy"),
            leakagePower: try row.value("leakagePower"), framesPerSecond: try row.value("framesPerSecond"),
            operationsPerSecond: try row.value("operationsPerSecond"),
            operationsPerJoule: try row.value("operationsPerJoule"), accuracy: try row.optional("accuracy"),
            training: try TrainedFigures(row), text: try GeneratedFigures(row))
    }

    /// The figures of generated text.
    fileprivate static let textColumns: [SweepObjective] = [
        .timeToFirstToken, .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken,
    ]

    /// The figures of trainings.
    fileprivate static let trainingColumns: [SweepObjective] = [
        .trainingAccuracy, .testAccuracy, .testAccuracyDeviation, .writesPerCell, .mostWrites, .trainingEpochs,
    ]
}

extension TrainedFigures {
    /// Reads the figures of a training; nil where there was none.
    fileprivate init?(_ row: DatabaseRow) throws(DatabaseRow.ColumnError) {
        // Forms 1 and 2 have no trainings.
        guard row["testAccuracy"] != nil, let accuracy: Double = try row.optional("testAccuracy") else { return nil }
        self.init(
            trainingAccuracy: try row.value("trainingAccuracy"), testAccuracy: accuracy,
            testAccuracyDeviation: try row.optional("testAccuracyDeviation"),
            writesPerCell: try row.value("writesPerCell"), mostWrites: try row.value("mostWrites"),
            epochs: try row.value("trainingEpochs"))
    }
}

extension GeneratedFigures {
    /// Reads the figures of generated text; nil where there was none.
    fileprivate init?(_ row: DatabaseRow) throws(DatabaseRow.ColumnError) {
        // Forms 1 to 3 have no text.
        guard row["tokenEnergy"] != nil, let energy: Double = try row.optional("tokenEnergy") else { return nil }
        self.init(
            timeToFirstToken: try row.value("timeToFirstToken"), stepLatency: try row.value("stepLatency"),
            tokenEnergy: energy, tokensPerSecond: try row.value("tokensPerSecond"),
            joulesPerToken: try row.value("joulesPerToken"))
    }
}
