// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tessera sweep`, as users run it.
@Suite struct SweepCommandTests {
    private static let plan = """
        parameters:
          memcelltype: [SRAM, RRAM]
          technode: [22, 32, 23]
        objectives: [energy, area]

        """

    private func folder() throws -> Folder { try Folder(["plan.yaml": Self.plan]) }

    @Test func aPlanIsWorkedOutOnceAndShown() throws {
        let folder = try folder()
        let first = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("Points : 6, 2 of them invalid\nBest by energy, area : "))
        #expect(first.output.contains("The first invalid point, "))
        #expect(first.errors.contains("6 points in") && first.errors.contains("0 known before; plan.db"))
        let again = try Tessera.run("sweep", "run", "plan.yaml", in: folder)
        #expect(again.output == first.output && again.errors.contains("0 points in"))
        let shown = try Tessera.run("sweep", "show", "plan.db", in: folder)
        #expect(shown.output == first.output)
        let table = try Tessera.run("sweep", "show", "plan.db", "--format", "csv", in: folder)
        #expect(table.output.hasPrefix("memcelltype,technode,area_m2,latency_s,energy_J,leakage_W,"))
        #expect(table.output.split(separator: "\n").count == 7)
        let plot = try Tessera.run(
            "sweep", "show", "plan.db", "--format", "svg", "--objectives", "latency,topsPerWatt", in: folder)
        #expect(plot.output.hasPrefix("<svg ") && plot.output.hasSuffix("</svg>\n"))
        #expect(plot.output.contains("memcelltype SRAM"))
    }

    @Test func aTimeThatNeverEndsIsAWord() throws {
        let folder = try Folder([
            "plan.yaml": "parameters: {technode: [22, 32]}\nobjectives: [energy, latency]\n"
                + "set: {memcelltype: RRAM, accesstype: none, operationmode: sequential, cellBit: 1, trainingEstimation: true}\n"
        ])
        let first = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(first.status == 0 && first.output.contains("never"), "\(first.errors)")
        let table = try Tessera.run("sweep", "show", "plan.db", "--format", "csv", in: folder).output
        #expect(table.contains(",never,") && !table.contains("inf"))
        let plot = try Tessera.run("sweep", "show", "plan.db", "--format", "svg", in: folder).output
        #expect(plot.hasPrefix("<svg ") && !plot.contains("inf") && !plot.contains("nan"))
    }

    @Test func pointsOfAnotherBuildAreAnErrorWithAWayOut() throws {
        let folder = try folder()
        let whole = try Tessera.run("sweep", "plan.yaml", in: folder)
        let file = folder.url.appending(path: "plan.db")
        var bytes = try Data(contentsOf: file)
        // As version 0.1 left it, whose form has the number 1.
        bytes[63] = 1
        try bytes.write(to: file)
        let refused = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(refused.status == 65 && refused.errors.hasPrefix("error: plan.db: its points are of "))
        #expect(refused.errors.contains("--renew") && refused.errors.contains("--database"))
        #expect(try Tessera.run("sweep", "plan.yaml", "--database", "b.db", in: folder).output == whole.output)
        let renewed = try Tessera.run("sweep", "plan.yaml", "--renew", in: folder)
        #expect(renewed.output == whole.output && renewed.errors.contains("6 points in"))
        let again = try Tessera.run("sweep", "plan.yaml", "--renew", in: folder)
        #expect(again.errors.contains("0 points in") && again.errors.contains("6 known before"))
        bytes[63] = 9
        try bytes.write(to: file)
        let unknown = try Tessera.run("sweep", "show", "plan.db", in: folder)
        #expect(unknown.status == 65 && unknown.errors.contains("a database of form 9"))
    }

    @Test func shardsAreMerged() throws {
        let folder = try folder()
        for part in 1...2 {
            let result = try Tessera.run(
                "sweep", "plan.yaml", "--shard", "\(part)/2", "--database", "\(part).db", "--quiet", in: folder)
            #expect(result.status == 0 && result.errors.isEmpty)
        }
        let merged = try Tessera.run("sweep", "merge", "all.db", "1.db", "2.db", in: folder)
        #expect(merged.errors == "1.db: 3 new points\n2.db: 3 new points\n")
        let whole = try Tessera.run("sweep", "plan.yaml", "--quiet", in: folder)
        #expect(try Tessera.run("sweep", "show", "all.db", in: folder).output == whole.output)
    }

    /// Processes that are killed lose nothing that was finished.
    @Test func whatWasFinishedSurvives() throws {
        let folder = try Folder([
            "plan.yaml": "parameters: {memcelltype: [SRAM, RRAM], resistanceOn: {from: 1e5, to: 1e6, points: 3000}}\n"
        ])
        let process = try Tessera.start(["sweep", "plan.yaml", "--threads", "1", "--quiet"], in: folder)
        // Until the database is there and has grown.
        let log = folder.url.appending(path: "plan.db-wal").path
        for _ in 0..<500 {
            let attributes = try? FileManager.default.attributesOfItem(atPath: log)
            if (attributes?[.size] as? NSNumber)?.intValue ?? 0 > 100_000 { break }
            usleep(10_000)
        }
        kill(process.processIdentifier, SIGKILL)
        _ = try Tessera.finish(process, in: folder)
        let table = try Tessera.run("sweep", "show", "plan.db", "--format", "csv", in: folder)
        let kept = table.output.split(separator: "\n").count - 1
        #expect(table.status == 0 && kept > 0)
        let rest = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(rest.errors.contains("\(6000 - kept) points in") && rest.errors.contains(" \(kept) known before"))
    }

    @Test(arguments: [
        (["sweep"], 64, "file.yaml"), (["sweep", "no.yaml"], 66, "no.yaml: no such file"),
        (["sweep", "show", "no.db"], 66, "no.db: no such file"),
        (["sweep", "show", "plan.yaml"], 65, "not a database of a sweep"),
        (["sweep", "merge", "all.db", "no.db"], 66, "no.db: no such file"),
        (["sweep", "plan.yaml", "--shard", "3/2"], 64, "--shard"),
        (["sweep", "bad.yaml"], 65, "bad.yaml:1:14: unknown parameter `tecnode`; did you mean `technode`?"),
        (["sweep", "plan.yaml", "--database", ""], 64, "--database needs a path"),
        (["swep"], 64, "did you mean `sweep`?"),
    ])
    func whatIsWrongIsSaid(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let folder = try Folder(["plan.yaml": Self.plan, "bad.yaml": "parameters: {tecnode: [22]}\n"])
        let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "all.db").path))
    }

    @Test func objectivesThatDoNotExistAreErrors() throws {
        let folder = try folder()
        _ = try Tessera.run("sweep", "plan.yaml", "--quiet", in: folder)
        let unknown = try Tessera.run("sweep", "show", "plan.db", "--objectives", "energi", in: folder)
        #expect(unknown.status == 64 && unknown.errors.contains("did you mean `energy`?"))
        let missing = try Tessera.run("sweep", "show", "plan.db", "--objectives", "accuracy", in: folder)
        #expect(missing.status == 64 && missing.errors.contains("points without accuracy: accuracy needs `model`"))
    }
}
