// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct CompareCommandTests {
    private static let vary = ["--vary", "memcelltype=SRAM,FeFET"]

    private func run(_ arguments: [String], in folder: Folder) throws -> Tessera.Result {
        try Tessera.finish(Tessera.start(["compare"] + arguments, in: folder), in: folder)
    }

    private func tree(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func columns(_ arguments: [String], in folder: Folder) throws -> [[String: Any]] {
        let result = try run(arguments + ["--format", "json", "--quiet"], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try tree(result.output)["columns"] as? [[String: Any]])
    }

    private func figure(_ name: String, _ column: [String: Any]) throws -> Double {
        try #require((column["figures"] as? [String: Any])?[name] as? Double)
    }

    // MARK: Settings

    @Test func figuresAreThoseOfEstimate() throws {
        let folder = try Folder()
        let columns = try columns(Self.vary, in: folder)
        for (column, cell) in zip(columns, ["SRAM", "FeFET"]) {
            let single = try Tessera.run(
                "estimate", "--set", "memcelltype=\(cell)", "--format", "json", "--quiet", in: folder)
            let chip = try #require(try tree(single.output)["chip"] as? [String: Any])
            #expect(try figure("energy", column) == chip["energy"] as? Double)
            let efficiency = try #require(chip["efficiency"] as? [String: Double])
            #expect(try figure("operationsPerJoule", column) == efficiency["operationsPerJoule"])
            let area = try #require(try tree(single.output)["area"] as? [String: Double])
            #expect(try figure("area", column) == area["total"])
        }
    }

    @Test func theFirstVariationIsTheSlowest() throws {
        let folder = try Folder()
        let columns = try columns(Self.vary + ["--vary", "technode=32, 22"], in: folder)
        #expect(columns.map { $0["label"] as? String } == ["SRAM 32", "SRAM 22", "FeFET 32", "FeFET 22"])
        #expect(try figure("area", columns[1]) < figure("area", columns[0]))
    }

    @Test func filesAreDesignsAndAssignmentsHoldForAll() throws {
        let folder = try Folder(["cells/a.param": "memcelltype = SRAM\n", "b.param": "memcelltype = FeFET\n"])
        let files = ["cells/a.param", "b.param", "--param", "Param"]
        let named = try columns(files + ["--set", "technode=32"], in: folder)
        #expect(named.map { $0["label"] as? String } == ["a.param", "b.param"])
        let varied = try columns(Self.vary + ["--set", "technode=32"], in: folder)
        for (one, other) in zip(named, varied) { #expect(try figure("energy", one) == figure("energy", other)) }
        let both = try columns(files + ["--vary", "technode=32,22"], in: folder)
        #expect(both.map { $0["label"] as? String } == ["a.param 32", "a.param 22", "b.param 32", "b.param 22"])
        // As with --param, the file of the working folder is not read when others are named.
        let alone = try columns(["cells/a.param", "b.param", "--set", "trainingEstimation=false"], in: folder)
        #expect(
            try figure("tiles", alone[0]) != figure("tiles", named[0])
                || figure("area", alone[0]) != figure("area", named[0]))
    }

    @Test func tracesAndAveragesAreWorkloads() throws {
        let folder = try Folder()
        let trace = try folder.writeTrace()
        let recorded = try columns(Self.vary + ["--trace-command", trace], in: folder)
        let single = try Tessera.run(
            "estimate", "--trace-command", trace, "--set", "memcelltype=FeFET", "--format", "json", in: folder)
        let chip = try #require(try tree(single.output)["chip"] as? [String: Any])
        #expect(try figure("energy", recorded[1]) == chip["energy"] as? Double)
        #expect((recorded[0]["workload"] as? [String: Any])?["source"] as? String == "trace")
        let averages = try columns(Self.vary + ["--trace-command", trace, "--workload", "statistics"], in: folder)
        #expect((averages[1]["workload"] as? [String: Any])?["averages"] as? String == "trace")
        let expected = try columns(Self.vary + ["--workload", "statistics"], in: folder)
        #expect((expected[1]["workload"] as? [String: Any])?["averages"] as? String == "parameters")
        let drawn = try columns(
            Self.vary + ["--workload", "synthetic", "--seed", "7", "--weight-bits", "4"], in: folder)
        #expect((drawn[1]["workload"] as? [String: Any])?["seed"] as? String == "7")
        #expect((drawn[1]["workload"] as? [String: Any])?["weightBits"] as? Int == 4)
    }

    @Test func resultsDoNotDependOnThreads() throws {
        let folder = try Folder()
        let one = try run(Self.vary + ["--threads", "1", "--format", "csv"], in: folder)
        let four = try run(Self.vary + ["--threads", "4", "--format", "csv"], in: folder)
        #expect(one.status == 0 && one.output == four.output)
    }

    // MARK: Systolic arrays

    @Test func anArrayStandsBesideEachChip() throws {
        let folder = try Folder()
        let options = ["--architecture", "imc,systolic", "--array", "8x8", "--dataflow", "ws"]
        let columns = try columns(options + ["--vary", "technode=32,22"], in: folder)
        #expect(
            columns.map { $0["label"] as? String } == ["32 imc", "32 systolic", "22 imc", "22 systolic"])
        let single = try Tessera.run(
            "systolic", "--array", "8x8", "--dataflow", "ws", "--set", "technode=22", "--format", "json", "--quiet",
            in: folder)
        let array = try tree(single.output)
        #expect(try figure("latency", columns[3]) == array["latency"] as? Double)
        #expect(try figure("energy", columns[3]) == (array["energy"] as? [String: Double])?["total"])
        #expect(try figure("area", columns[3]) < figure("area", columns[1]))
        #expect((columns[3]["figures"] as? [String: Any])?["utilization"] is NSNull)
        // The same operations for both.
        for pair in [columns[0...1], columns[2...3]] {
            let counts = try pair.map { try figure("operationsPerJoule", $0) * figure("energy", $0) }
            #expect(abs(counts[0] / counts[1] - 1) < 1e-9)
        }
        let text = try run(options + ["--quiet"], in: folder)
        #expect(text.output.contains("Systolic array : 8 x 8, weight-stationary"))
        #expect(text.output.contains("programming energy"))
    }

    @Test func anArrayIsForInferenceOnly() throws {
        let folder = try Folder()
        let result = try run(
            ["--architecture", "systolic", "--vary", "trainingEstimation=false,true"], in: folder)
        #expect(result.status == 65)
        #expect(result.errors.contains("needs trainingEstimation = false"))
        #expect(result.errors.contains("(in the setting trainingEstimation=true)"))
    }

    // MARK: Formats

    @Test(arguments: [
        ("text", "Designs : 2, by memcelltype\n"), ("csv", "label,architecture,file,memcelltype,area_m2,"),
        ("json", "{\n"), ("svg", "<svg xmlns="),
    ])
    func eachFormatGoesToAFileThatIsReplacedOnlyWithForce(format: String, start: String) throws {
        let folder = try Folder(["old": "precious"])
        let arguments = Self.vary + ["--format", format, "--output", "old"]
        let refused = try run(arguments, in: folder)
        #expect(refused.status == 73)
        #expect(refused.errors == "error: old: exists already; --force replaces it\n")
        #expect(try folder.text(of: "old") == "precious")
        let written = try run(arguments + ["--force"], in: folder)
        #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
        #expect(try folder.text(of: "old").hasPrefix(start))
    }

    // MARK: Errors

    static let errors: [(arguments: [String], status: Int32, message: String)] = [
        ([], 64, "error: there is one design only, and nothing to compare it with"),
        (["Param"], 64, "error: there is one design only"),
        (["--vary", "technode=22"], 64, "error: there is one design only"),
        (["--vary", "technode"], 64, "error: --vary technode: write --vary KEY=VALUE,VALUE,..."),
        (["--vary", "technode=32,"], 64, "a value is empty"),
        (["--vary", "technode=32,32"], 64, "a value is there twice"),
        (["--vary", "technode=32,22", "--vary", "technode=45,7"], 64, "technode varies twice"),
        (["--vary", "technode=32,22", "--set", "technode=45"], 64, "contradicts --set technode=45"),
        (
            ["--vary", "tecnode=32,22"], 65,
            "error: --vary tecnode=32: unknown parameter `tecnode`; did you mean `technode`?"
        ),
        (["--set", "tecnode=32", "--vary", "technode=32,22"], 65, "error: --set tecnode=32: unknown parameter"),
        (["--vary", "technode=32,33"], 65, "error: --vary technode=33: technode = 33"),
        (["--vary", "memcelltype=SRAM,MRAM"], 65, "error: --vary memcelltype=MRAM: "),
        (["Param", "Param"], 64, "Param is there twice"),
        (["Param", "none.param"], 66, "error: none.param: no such file"),
        (["Param", "bad.param"], 65, "error: bad.param:2: "),
        (["--vary", "technode=32,22", "--network", "none.csv"], 66, "error: none.csv: no such file"),
        (
            ["--vary", "technode=32,22", "--array", "8x8"], 64,
            "--array is for systolic arrays: it needs --architecture"
        ),
        (["--vary", "technode=32,22", "--exact"], 64, "--exact is for systolic arrays"),
        (["--architecture", "imc,gpu"], 64, "error: "),
        (["--architecture", "imc,systolic", "--array", "0x8"], 64, "error: "),
        (
            ["--vary", "technode=32,22", "--format", "html"], 64,
            "Please provide one of 'text', 'csv', 'json', 'svg' or 'pdf'."
        ),
        (["--vary", "technode=32,22", "--workload", "trace"], 64, "--workload trace needs --trace or --trace-command"),
        (["--vary", "technode=32,22", "--trace", "t.npz", "--seed", "1"], 64, "--seed is for runs without a trace"),
        (["--vary", "technode=32,22", "--threads", "0"], 64, "--threads is 0 (allowed: 1 to 1024)"),
        (["--vary", "technode=32,22", "--output", "no/x"], 73, "error: no/x: there is no folder no"),
    ]

    @Test(arguments: errors)
    func mistakesAreExplained(_ line: (arguments: [String], status: Int32, message: String)) throws {
        let folder = try Folder(["bad.param": "technode = 22\nlevelOutput = 48\n"])
        let result = try run(line.arguments, in: folder)
        #expect(result.status == line.status, "\(result.errors)")
        #expect(result.errors.hasPrefix("error: "), "\(result.errors)")
        #expect(result.errors.contains(line.message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func tooManySettingsAreRefused() throws {
        let folder = try Folder()
        let values = (1...40).map(String.init).joined(separator: ",")
        let result = try run(["--vary", "batchSize=\(values)", "--vary", "numIteration=\(values)"], in: folder)
        #expect(result.status == 64)
        #expect(result.errors.contains("there are 1600 settings (allowed: up to 1000)"))
    }

    @Test func aSettingThatContradictsItselfIsNamed() throws {
        let folder = try Folder(["high.param": "resistanceOn = 1e6\n", "low.param": "resistanceOn = 1e5\n"])
        let varied = try run(["--vary", "resistanceOff=1e7,1e4", "--output", "never"], in: folder)
        #expect(varied.status == 65)
        #expect(varied.errors.hasPrefix("error: --vary resistanceOff=1e4: resistanceOff = 10000 contradicts"))
        let file = try run(["low.param", "high.param", "--set", "resistanceOff=5e5"], in: folder)
        #expect(file.status == 65)
        #expect(file.errors.contains("resistanceOff = 500000 contradicts"), "\(file.errors)")
        #expect(file.errors.contains("high.param"), "\(file.errors)")
        #expect(try !folder.contents.contains("never"))
    }
}
