// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Estimates from averages, as users make them.
@Suite struct StatisticsCommandTests {
    @Test func averagesOfAFileAreThoseOfTheTrace() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        let measured = try Tessera.run("trace", "statistics", command, "averages.json", in: folder)
        #expect(measured.status == 0, "\(measured.errors)")
        #expect(measured.output == "")
        let direct = try json("--workload", "statistics", "--trace-command", command, in: folder)
        let fromFile = try json("--statistics", "averages.json", in: folder)
        #expect(direct["chip"] as? NSDictionary == fromFile["chip"] as? NSDictionary)
        #expect(try averages(direct) == "trace")
        #expect(try averages(fromFile) == "file")
        let again = try Tessera.run("trace", "statistics", command, "averages.json", in: folder)
        #expect(again.status == 73)
        let forced = try Tessera.run("trace", "statistics", command, "averages.json", "--force", in: folder)
        #expect(forced.status == 0)
    }

    @Test func anArchiveGivesTheSameAveragesAsItsFiles() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        #expect(try Tessera.run("trace", "convert", command, "t.npz", in: folder).status == 0)
        #expect(try Tessera.run("trace", "statistics", command, "one.json", in: folder).status == 0)
        #expect(try Tessera.run("trace", "statistics", "t.npz", "two.json", in: folder).status == 0)
        #expect(try folder.text(of: "one.json") == folder.text(of: "two.json"))
    }

    @Test func theReportSaysWhatTheAveragesAreOf() throws {
        let folder = try Folder()
        let result = try Tessera.run("--workload", "statistics", in: folder)
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix("STATISTICS: figures that depend on weights and activations are expected values"))
        #expect(result.output.contains("Averages of: parameters"))
        #expect(try averages(json("--workload", "statistics", in: folder)) == "parameters")
    }

    @Test func wrongFilesAreExplained() throws {
        let folder = try Folder(["bad.json": "{}", "short.json": "{\"format\": \"tessera-statistics\""])
        for (name, status, message) in [
            ("bad.json", 65, "bad.json:1:1: the file: format is missing"),
            ("short.json", 65, "short.json:1:32: the end of the text where `,` or `}` should stand"),
            ("none.json", 66, "none.json: no such file"),
        ] {
            let result = try Tessera.run("--statistics", name, in: folder)
            #expect(result.status == Int32(status))
            #expect(result.errors.contains(message), "\(result.errors)")
        }
        let command = try folder.writeTrace()
        #expect(try Tessera.run("trace", "statistics", command, "s.json", in: folder).status == 0)
        let bits = try Tessera.run("--statistics", "s.json", "--activation-bits", "4", in: folder)
        #expect(bits.status == 65)
        #expect(bits.errors.contains("the statistics are of activations of 8 bits, not 4"))
        let missing = try Tessera.run("trace", "statistics", "none.npz", "t.json", in: folder)
        #expect(missing.status == 66)
        #expect(try !folder.contents.contains("t.json"))
    }

    private func json(_ arguments: String..., in folder: Folder) throws -> [String: Any] {
        let result = try Tessera.finish(
            Tessera.start(["estimate", "--format", "json"] + arguments, in: folder), in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(object as? [String: Any])
    }

    private func averages(_ document: [String: Any]) throws -> String? {
        let workload = try #require(document["workload"] as? [String: Any])
        #expect(workload["source"] as? String == "statistics")
        return workload["averages"] as? String
    }
}
