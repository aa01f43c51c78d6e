// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import _TestSupport

/// The programs of `Sources/Runs/Runs.docc/RunFromSwift.md` are the files of `Examples`: they compile, they run, and their
/// figures are those of the commands.
@Suite struct RunArticleTests {
    private static let network = "--network Examples/lenet5/network.csv"

    init() throws {
        // The programs name files of the repository.
        try #require(
            FileManager.default.fileExists(atPath: "Examples/lenet5/network.csv"),
            "run tests in the repository's folder")
    }

    // MARK: Each program beside its command

    @Test func estimate() throws {
        let output = try BuiltProgram.output(
            "estimate --param Examples/lenet5/chip.param --set technode=32 \(Self.network) --seed 1 --format json")
        #expect(try estimateExample() == output)
    }

    @Test func floorplan() throws {
        let output = try BuiltProgram.output(
            "floorplan --param Examples/lenet5/chip.param \(Self.network) --format json")
        #expect(try floorplanExample() == output)
    }

    @Test func compare() throws {
        try TemporaryFolder.with { folder in
            // Without a file the command would read the one in the repository's folder.
            let none = try folder.write("none.param", "")
            let output = try BuiltProgram.output(
                "compare --param \(none) --set trainingEstimation=false --vary memcelltype=SRAM,RRAM \(Self.network) "
                    + "--workload statistics --architecture imc,systolic --array 16x16 --dataflow ws --format json")
            #expect(try compareExample() == output)
        }
    }

    @Test func accuracy() throws {
        try TemporaryFolder.with { folder in
            let hardware = try folder.write("hardware.json", "{\"adc_scheme\": \"unitclip\", \"rbl_sigma\": 0.2}")
            let example = "Examples/accuracy-adc"
            let output = try BuiltProgram.output(
                "accuracy --model \(example)/model.npz --network \(example)/network.csv --data \(example)/digits.npz "
                    + "--limit 100 --hardware \(hardware) --vary adc_bits=4,6 --trials 2 --format json")
            #expect(try accuracyExample() == output)
        }
    }

    @Test func stream() throws {
        try TemporaryFolder.with { folder in
            let none = try folder.write("none.param", "")
            let output = try BuiltProgram.output(
                "stream --param \(none) --set accounting=exact --set streamBackingEnergy=10e-12 \(Self.network) "
                    + "--capacity 1024,4096 --format json")
            #expect(try streamExample() == output)
        }
    }

    @Test func systolic() throws {
        try TemporaryFolder.with { folder in
            let none = try folder.write("none.param", "")
            let output = try BuiltProgram.output(
                "systolic --param \(none) \(Self.network) --array 16x16 --format json")
            #expect(try systolicExample() == output)
        }
    }

    @Test func systolicSearch() throws {
        try TemporaryFolder.with { folder in
            let none = try folder.write("none.param", "")
            let output = try BuiltProgram.output(
                "systolic search --param \(none) \(Self.network) --rows 8,16,32 --columns 8,16,32 --ifmap-sram 64 "
                    + "--filter-sram 64 --ofmap-sram 64 --max-elements 512 --objectives cycles,energy --format json")
            #expect(try systolicSearchExample() == output)
        }
    }

    @Test func sweep() throws {
        let example = try sweepExample()
        defer {
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: example.database + ending)
            }
        }
        try TemporaryFolder.with { folder in
            let none = try folder.write("none.param", "")
            let plan = try folder.write("plan.yaml", example.plan + "\nparam: \(none)\n")
            #expect(try example.report == BuiltProgram.output("sweep \(plan)"))
        }
        #expect(example.report.hasPrefix("Points : 6\n"))
    }

    @Test func matmul() throws {
        try TemporaryFolder.with { folder in
            let problem = folder.path(of: "case.npz")
            let writer = try NumpyArchiveWriter(problem)
            let activations = (0..<2).flatMap { vector in (0..<64).map { Int32(($0 * 7 + vector) % 256) } }
            let weights = (0..<64).flatMap { row in (0..<3).map { Int32((row * 13 + $0) % 255 - 127) } }
            try writer.add("x", descriptor: "<i4", shape: [2, 64], activations)
            try writer.add("w", descriptor: "<i4", shape: [64, 3], weights)
            try writer.finish()
            let hardware = try folder.write(
                "hardware.json", "{\"adc_bits\": 5, \"adc_scheme\": \"unitclip\", \"rbl_sigma\": 0.5}")
            let result = folder.path(of: "out.npz")
            _ = try BuiltProgram.output("matmul \(problem) --config \(hardware) --output \(result) --seed 1")
            #expect(try matmulExample() == NumpyArchive(readingFrom: result).doubles("y"))
        }
    }

    @Test func spice() throws {
        try TemporaryFolder.with { folder in
            let none = try folder.write("none.param", "")
            let process = "--param \(none) --set technode=32 --set numRowSubArray=64"
            // The command has no --quiet.
            let output = try BuiltProgram.output(
                "spice \(process) --format json".split(separator: " ").map(String.init), quietly: false)
            #expect(try spiceExample() == output)
        }
    }

    @Test func macro() throws {
        // The command has no --threads.
        let words =
            "macro --set technode=22 --set computeDomain=charge --set levelOutput=256 --weight-bits 4 --input-bits 4"
        let output = try BuiltProgram.output(
            "\(words) --format json".split(separator: " ").map(String.init), quietly: true)
        #expect(try macroExample() == output)
    }

    @Test func validate() throws {
        let words = ["validate", "Validation/open-chips.json", "--format", "json"]
        #expect(try validateExample() == BuiltProgram.output(words, quietly: false))
    }

    @Test func train() throws {
        let folder = try TemporaryFolder()
        let settings = try folder.write(
            "settings.json",
            """
            {"accounting": "exact", "input_range": [0, 1], "batch_size": 20,
             "network": [{"type": "fc", "outputs": 32}, {"type": "fc", "outputs": 10}]}
            """)
        let words = [
            "train", "--config", settings, "--data", "Examples/train-devices/train.npz", "--test-images",
            "Examples/train-devices/test.npz", "--epochs", "3", "--seed", "1", "--format", "json",
        ]
        #expect(try trainExample() == BuiltProgram.output(words))
    }

    // MARK: The article

    private static let examples = [
        "estimate", "floorplan", "compare", "accuracy", "stream", "systolic", "systolicSearch", "sweep", "matmul",
        "spice", "macro", "validate", "train",
    ]

    @Test(arguments: examples) func theArticleShowsTheProgram(_ name: String) throws {
        let file = BuiltProgram.root.appending(
            path: "Tests/RunsTests/Examples/\(name.prefix(1).uppercased())\(name.dropFirst())Example.swift")
        let program = try Self.program(String(contentsOf: file, encoding: .utf8))
        #expect(program.split(separator: "\n", omittingEmptySubsequences: false).count <= 31, "more than 30 lines")
        let article = try String(
            contentsOf: BuiltProgram.root.appending(path: "Sources/Runs/Runs.docc/RunFromSwift.md"), encoding: .utf8)
        #expect(article.contains("```swift\n\(program)```\n"), "RunFromSwift.md does not show `\(name)`")
    }

    @Test func theArticleShowsNoOtherProgram() throws {
        let folder = BuiltProgram.root.appending(path: "Tests/RunsTests/Examples")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.count == Self.examples.count)
        let article = try String(
            contentsOf: BuiltProgram.root.appending(path: "Sources/Runs/Runs.docc/RunFromSwift.md"), encoding: .utf8)
        #expect(article.split(separator: "```swift\nimport").count == Self.examples.count + 1)
    }

    /// A file as a program: its imports, and the lines between `// begin` and `// end` without their indentation.
    private static func program(_ source: String) -> String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let imports = lines.filter { $0.hasPrefix("import ") }
        let body = lines.drop { $0 != "    // begin" }.dropFirst().prefix { $0 != "    // end" }
        return (imports + [""] + body.map { $0.dropFirst(4) }).joined(separator: "\n") + "\n"
    }
}
