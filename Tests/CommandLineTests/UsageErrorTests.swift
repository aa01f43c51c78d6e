// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct UsageErrorTests {
    /// A wrong command line, and what the message says.
    static let usage: [(arguments: [String], message: String)] = [
        (["--bogus"], "error: Unknown option '--bogus'"),
        (["estimate", "--formt", "json"], "Did you mean '--format'?"),
        (["estimat"], "error: unknown command `estimat` (did you mean `estimate`?)"),
        (
            ["frobnicate"],
            "(allowed: init, estimate, macro, compare, sweep, accuracy, floorplan, validate, train, systolic, stream, "
                + "spice, matmul, results, params, trace, networks, devices, explore, rerun, doctor, serve)"
        ),
        (["estimate", "extra"], "error: Unexpected argument 'extra'"),
        (["trace", "konvert"], "error: "),
        (["--format", "png"], "invalid for '--format <format>'. Please provide one of the following:"),
        (["--figure-width", "page"], "--figure-width is for pictures: it needs --format svg or pdf"),
        (["floorplan", "--font-size", "9", "--format", "json"], "--font-size is for pictures: it needs --format svg"),
        (
            ["macro", "--format", "svg", "--figure-width", "20"],
            "--figure-width is out of range (allowed: column, page"
        ),
        (
            ["macro", "--format", "svg", "--figure-width", "wide"],
            "The value 'wide' is invalid for '--figure-width <width>'"
        ),
        (["macro", "--format", "svg", "--font-size", "40"], "--font-size is 40.0 (allowed: 5 to 16)"),
        (["macro", "--format", "svg", "--output", "a.csv"], "give the file of the picture another name than .csv"),
        (["stream", "--objective", "speed"], "Please provide one of 'traffic', 'time' or 'energy'."),
        (["stream", "--objective", "time", "--set", "accounting=origin"], "--objective is for schedules"),
        (["floorplan", "--format", "csv"], "Please provide one of 'text', 'json', 'svg' or 'pdf'."),
        (["params", "--format", "html"], "Please provide one of 'text', 'markdown', 'json' or 'param'."),
        (["params", "technode", "--format", "param"], "--format param describes all parameters"),
        (["params", "tecnode"], "unknown parameter `tecnode`; did you mean `technode`?"),
        (["--threads", "0"], "--threads is 0 (allowed: 1 to 1024)"),
        (["--threads", "-1"], "error: "),
        (["--threads", "two"], "The value 'two' is invalid for '--threads <n>'"),
        (["--weight-bits", "0"], "--weight-bits is 0 (allowed: 1 to 32)"),
        (["--activation-bits", "33"], "--activation-bits is 33 (allowed: 1 to 32)"),
        (["--seed", "-1"], "error: "),
        (["--seed", "1", "--trace", "t.npz"], "--seed is for runs without a trace"),
        (["--seed", "1", "--workload", "statistics"], "--seed is for synthetic traces"),
        (["--workload", "trace"], "--workload trace needs --trace, --trace-command or --model"),
        (["--workload", "synthetic", "--trace", "t.npz"], "--workload synthetic excludes --trace"),
        (["--workload", "synthetic", "--statistics", "s.json"], "--statistics is for --workload statistics"),
        (["--workload", "guess"], "Please provide one of 'trace', 'synthetic' or 'statistics'."),
        (["--statistics", "s.json", "--trace", "t.npz"], "--statistics excludes --trace and --trace-command"),
        (["trace", "statistics", "t.npz"], "Missing expected argument '<out.json>'"),
        (["trace", "statistics", "t.npz", "s.json", "--weight-bits", "40"], "--weight-bits is 40 (allowed: 1 to 32)"),
        (["--trace-command", "a", "--trace", "b"], "--trace-command and --trace exclude each other"),
        (["--set"], "Missing value for '--set <name=value>'"),
        (["--set", "technode"], "--set technode: write --set NAME=VALUE"),
        (["--output", ""], "--output needs a path"),
        (["trace", "convert"], "Missing expected argument '<trace-command>'"),
        (["explore", "--port", "65536"], "--port is 65536 (allowed: 0 to 65535)"),
        (["explore", "--port", "http"], "The value 'http' is invalid for '--port <n>'"),
    ]

    @Test(arguments: usage) func aWrongCommandLineIsExplained(_ line: (arguments: [String], message: String)) throws {
        let folder = try Folder()
        let result = try Tessera.finish(Tessera.start(line.arguments, in: folder), in: folder)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("error: "))
        #expect(result.errors.contains(line.message), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test(arguments: [
        ["--help"], ["-h"], ["help"], ["estimate", "--help"], ["trace", "convert", "--help"], ["help", "params"],
        ["trace", "statistics", "--help"],
    ])
    func helpIsNoError(_ arguments: [String]) throws {
        let folder = try Folder()
        let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("USAGE: "))
        #expect(result.errors == "")
    }

}
