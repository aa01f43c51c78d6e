// SPDX-License-Identifier: Apache-2.0

import Database
import Diagnostics
import Estimation
import Foundation
import Testing
import _TestSupport

@testable import Sweep

/// Sweeps over a small network, and the databases that they leave.
@Suite struct SweepRunTests {
    /// A folder with a network, which goes away.
    private struct Folder {
        private let folder: TemporaryFolder

        var url: URL { folder.url }

        init() throws {
            folder = try TemporaryFolder()
            try folder.write("net.csv", "8,8,4,3,3,16,0,1\n1,1,64,1,1,10,0,1\n")
        }

        func path(_ name: String) -> String { folder.path(of: name) }
    }

    private func run(
        _ folder: Folder, _ text: String, _ database: String = "a.db", shard: String? = nil, threads: Int = 2,
        build: SweepBuild = SweepBuild(program: "test"), rule: SweepBuild.Rule = .refuse
    ) throws -> SweepEvaluation.Progress {
        let plan = try SweepPlan("network: \(folder.path("net.csv"))\n" + text, file: "plan.yaml")
        let store = try SweepStore(folder.path(database), build: build, rule: rule)
        return try SweepEvaluation(
            plan, store: store, defaults: .init(parameters: [], network: nil), threads: threads,
            shard: shard.flatMap(SweepEvaluation.Shard.init)
        ).run()
    }

    private func points(_ folder: Folder, _ database: String) throws -> [SweepPoint] {
        try store(folder, database).points()
    }

    private func store(_ folder: Folder, _ database: String) throws(InputError) -> SweepStore {
        try SweepStore(reading: folder.path(database))
    }

    private let grid = "parameters: {memcelltype: [SRAM, RRAM, FeFET], technode: [22, 32], levelOutput: [16, 32]}\n"

    @Test func figuresDoNotDependOnThreadsAndNothingIsDoneTwice() throws {
        let folder = try Folder()
        #expect(try run(folder, grid) == .init(known: 0, done: 12, invalid: 0, total: 12))
        #expect(try run(folder, grid) == .init(known: 12, done: 0, invalid: 0, total: 0))
        _ = try run(folder, grid, "b.db", threads: 1)
        let found = try points(folder, "a.db")
        let others = try points(folder, "b.db")
        #expect(found.count == 12 && found == others)
        for point in found {
            let figures = try #require(point.figures)
            #expect(figures.isPossible && figures.area > 0 && figures.energy > 0 && figures.latency > 0)
        }
        // More values add points only; another network makes others.
        let more = grid.replacing("[22, 32]", with: "[22, 32, 45]")
        #expect(try run(folder, more) == .init(known: 12, done: 6, invalid: 0, total: 6))
        #expect(try run(folder, "weightBits: 4\n" + grid).done == 12)
    }

    @Test func pointsThatMakeNoSenseAreKeptWithTheirError() throws {
        let folder = try Folder()
        let progress = try run(folder, "parameters: {technode: [22, 23], memcelltype: [SRAM, Foo]}")
        #expect(progress.done == 4 && progress.invalid == 3)
        let failed = try points(folder, "a.db").filter { $0.error != nil }
        #expect(failed.count == 3 && failed.allSatisfy { $0.figures == nil })
        #expect(failed.contains { $0.error?.contains("Foo is not known") == true })
    }

    @Test func shardsTogetherAreTheWhole() throws {
        let folder = try Folder()
        _ = try run(folder, grid)
        let target = try SweepStore(folder.path("all.db"), build: SweepBuild(program: "test"))
        for part in 1...4 {
            #expect(try run(folder, grid, "\(part).db", shard: "\(part)/4").done == 3)
            #expect(try target.merge(store(folder, "\(part).db")) == 3)
        }
        let (merged, whole) = (try target.points(), try points(folder, "a.db"))
        #expect(merged == whole)
        #expect(
            SweepEvaluation.Shard("0/4") == nil && SweepEvaluation.Shard("5/4") == nil
                && SweepEvaluation.Shard("1") == nil)
    }

    @Test func theFrontIsWhatNothingBeats() throws {
        let folder = try Folder()
        _ = try run(
            folder,
            grid
                + "objectives: [energy, topsPerWatt, area]\nconstraints: {technode: {min: 0}}".replacing(
                    "technode", with: "latency"))
        let summary = try SweepSummary(store(folder, "a.db"))
        #expect(summary.objectives == [.energy, .topsPerWatt, .area] && !summary.front.isEmpty)
        for index in summary.front {
            let best = try #require(summary.points[index].figures)
            for point in summary.points {
                let other = try #require(point.figures)
                #expect(
                    !(other.energy < best.energy && other.operationsPerJoule > best.operationsPerJoule
                        && other.area < best.area))
            }
        }
        let fastest = try SweepSummary(store(folder, "a.db"), objectives: [.latency])
        #expect(
            fastest.points[fastest.front[0]].figures?.latency == fastest.points.compactMap(\.figures?.latency).min())
        #expect(throws: InputError.self) {
            try SweepSummary(store(folder, "a.db"), objectives: [.accuracy])
        }
    }

    @Test func theGeneticSearchFindsTheBestOfAGrid() throws {
        let folder = try Folder()
        let space = """
            parameters:
              technode: [22, 32, 45, 65]
              numRowSubArray: [32, 64, 128, 256]
              levelOutput: [4, 8, 16, 32, 64]
              memcelltype: [SRAM, RRAM, FeFET]
            objectives: [energy]

            """
        _ = try run(folder, space, "grid.db")
        let progress = try run(folder, space + "method: nsga2\npopulation: 24\ngenerations: 15\nseed: 1\n", "search.db")
        let energies = try ["grid.db", "search.db"].map { name in
            try points(folder, name).compactMap(\.figures?.energy).min()
        }
        #expect(progress.done < 240 && energies[0] == energies[1])
        #expect(throws: InputError.self) { try run(folder, space + "method: nsga2\n", "x.db", shard: "1/2") }
    }

    // MARK: Builds

    @Test func figuresOfTwoBuildsAreNotMixed() throws {
        let folder = try Folder()
        let old = SweepBuild(program: "test", modelVersion: 1)
        #expect(try run(folder, grid, build: old).done == 12)
        let refused = #expect(throws: InputError.self) { try run(folder, grid) }
        #expect(refused?.kind == .badInput && refused?.file == folder.path("a.db"))
        for part in [
            "tessera test, model 1", "this is tessera test, model \(ModelVersion.current)", "--renew",
            "--database FILE.db",
        ] {
            #expect(refused?.message.contains(part) == true)
        }
        // Nothing has been touched, and it can be read.
        #expect(try store(folder, "a.db").build == old && points(folder, "a.db").count == 12)
        #expect(try run(folder, grid, build: old).known == 12)
        // Renewing computes all again; once more, it changes nothing.
        let before = try points(folder, "a.db")
        #expect(try run(folder, grid, rule: .renew) == .init(known: 0, done: 12, invalid: 0, total: 12))
        #expect(try run(folder, grid, rule: .renew).known == 12)
        let after = try points(folder, "a.db")
        #expect(Set(before.map(\.key)).isDisjoint(with: after.map(\.key)))
        let areas = [before, after].map { points in points.compactMap(\.figures?.area).sorted() }
        #expect(areas[0] == areas[1])
    }

    @Test func databasesOfTwoBuildsAreNotMerged() throws {
        let folder = try Folder()
        _ = try run(folder, grid, "old.db", build: SweepBuild(program: "older"))
        _ = try run(folder, grid, "new.db")
        let target = try SweepStore(folder.path("all.db"), build: SweepBuild(program: "test"))
        #expect(try target.merge(store(folder, "new.db")) == 12)
        let refused = #expect(throws: InputError.self) { try target.merge(store(folder, "old.db")) }
        #expect(refused?.file == folder.path("old.db"))
        #expect(try target.points().count == 12)
    }

    /// The number of the form of the tables stands at byte 60 of a SQLite file.
    @Test(arguments: [(UInt8(1), true), (2, true), (3, true), (5, false), (0, false), (200, false)])
    func databasesOfOtherFormsAreErrors(form: UInt8, isReadable: Bool) throws {
        let folder = try Folder()
        _ = try run(folder, grid)
        let file = folder.url.appending(path: "a.db")
        var bytes = try Data(contentsOf: file)
        #expect(bytes[60..<64].elementsEqual([0, 0, 0, 4]))
        bytes[63] = form
        try bytes.write(to: file)
        let refused = #expect(throws: InputError.self) { try run(folder, grid) }
        #expect(refused?.kind == .badInput && refused?.message.contains("--database FILE.db") == true)
        #expect((try? points(folder, "a.db").count) == (isReadable ? 12 : nil))
        #expect((try? run(folder, grid, rule: .renew).done) == (isReadable ? 12 : nil))
    }

    @Test func anEmptyDatabaseOfAnotherBuildIsTakenOver() throws {
        let folder = try Folder()
        _ = try SweepStore(folder.path("a.db"), build: SweepBuild(program: "older"))
        #expect(try run(folder, grid).done == 12)
    }

    static let damages = [
        "UPDATE points SET area = 'much'", "UPDATE points SET settings = 'x'", "UPDATE points SET settings = x'FF'",
        "UPDATE points SET note = CAST(x'FF' AS TEXT)", "UPDATE about SET value = x'FF' WHERE name = 'build'",
        "UPDATE points SET latency = NULL", "UPDATE points SET energy = -1", "UPDATE points SET leakagePower = 1e999",
        "ALTER TABLE points DROP COLUMN accuracy", "DROP TABLE points", "UPDATE about SET value = 'x'",
        "DROP TABLE about",
        """
        PRAGMA writable_schema = 1;
        UPDATE sqlite_master SET name = 'a' || char(10), tbl_name = 'a' || char(10), sql = 'x' WHERE name = 'points'
        """,
    ]

    @Test(arguments: damages)
    func aDamagedDatabaseIsRefused(_ damage: String) throws {
        let folder = try Folder()
        _ = try run(folder, "parameters: {levelOutput: [16, 32]}\n")
        try DatabaseConnection(folder.path("a.db")).write { try $0.execute(damage) }
        let error = #expect(throws: InputError.self) {
            try SweepSummary(SweepStore(reading: folder.path("a.db")))
        }
        #expect(error?.kind == .badInput && error?.file == folder.path("a.db"), "\(error.map { "\($0)" } ?? "")")
        #expect(error?.message.contains("\n") == false)
    }

    @Test func otherFilesAreNoDatabases() throws {
        let folder = try Folder()
        try Data("not a database, but long enough to be looked at".utf8).write(to: folder.url.appending(path: "x.db"))
        #expect(throws: InputError.self) { try store(folder, "x.db") }
        let missing = #expect(throws: InputError.self) { try store(folder, "y.db") }
        #expect(missing?.kind == .missingInput)
        #expect(!FileManager.default.fileExists(atPath: folder.path("y.db")))
    }
}
