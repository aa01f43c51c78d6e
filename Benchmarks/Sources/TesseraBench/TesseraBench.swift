// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BenchmarkWorkloads
import Foundation
import Inference

/// Measures how long estimates take.
@main
struct TesseraBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera-bench",
        abstract: "How long estimates take, and how much memory.",
        subcommands: [AllCommand.self, SingleCommand.self, SumsCommand.self], defaultSubcommand: AllCommand.self)
}

/// Measures all cases.
struct AllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Measures all cases, in turn and several times; the default.")

    @Option(help: "Runs of each case; figures are medians.")
    var runs = 3

    @Option(help: ArgumentHelp("Numbers of threads.", valueName: "n,n,..."))
    var threads = "1,2"

    @Option(
        help: ArgumentHelp("Measures only cases whose name contains this, as in 'training npz 2'.", valueName: "text"))
    var only = ""

    @Option(help: ArgumentHelp("Writes all figures to this file.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("Compares with the figures in this file, which --json wrote.", valueName: "file"))
    var baseline: String?

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs is \(runs) (allowed: 1 or more)") }
        guard !threadCounts.isEmpty else { throw ValidationError("--threads takes numbers, as in --threads 1,2") }
    }

    private var threadCounts: [Int] {
        threads.split(separator: ",").compactMap { Int($0) }.filter { $0 > 0 }
    }

    func run() throws {
        let former = try baseline.map { try BenchmarkReport(readingFrom: $0) }
        let cases = BenchmarkCase.all(threads: threadCounts).filter { only.isEmpty || $0.name.contains(only) }
        guard !cases.isEmpty else { throw ValidationError("no case has `\(only)` in its name") }
        let report = try withTemporaryFolder { folder in
            guard cases.contains(where: \.readsTrace) else { return try measure(cases, TraceFiles(in: folder)) }
            tell("writing traces")
            return try measure(cases, TraceFiles(writingInto: folder))
        }
        print(BenchmarkTable.figures(report))
        print(
            "\(report.machine.processor), \(report.machine.cores) cores; medians of \(runs) runs; calibration "
                + String(format: "%.3f s", report.calibrationSeconds))
        if let former {
            print("\n" + BenchmarkTable.comparison(report, with: former))
        }
        if let json { try report.write(to: json) }
    }

    /// Runs the cases in turn, so that a machine that gets slower for a while does not hit a single one.
    private func measure(_ cases: [BenchmarkCase], _ files: TraceFiles) throws -> BenchmarkReport {
        let child = ChildProcess(files: files)
        var measured: [BenchmarkCase: [Measurement]] = [:]
        var calibrations: [Double] = []
        for round in 1...runs {
            calibrations.append(Calibration.measure())
            for benchmark in cases {
                tell("round \(round) of \(runs): \(benchmark.name)")
                measured[benchmark, default: []].append(try child.measure(benchmark))
            }
        }
        let rows = cases.compactMap { benchmark -> BenchmarkReport.Row? in
            let all = measured[benchmark] ?? []
            guard let median = Measurement.median(all) else { return nil }
            return BenchmarkReport.Row(
                benchmark: benchmark, median: median, fastestSeconds: all.map(\.totalSeconds).min() ?? 0,
                fileBytes: files.bytes(of: benchmark.source))
        }
        checkAgreement(rows)
        return BenchmarkReport(
            machine: .current(), runs: runs, calibrationSeconds: calibrations.sorted()[calibrations.count / 2],
            rows: rows)
    }

    /// The files hold the synthetic trace, so that all figures of a subject must agree, but for those of averages. Figures of
    /// other workloads must agree for any number of threads.
    private func checkAgreement(_ rows: [BenchmarkReport.Row]) {
        let traces: [BenchmarkCase.Source] = [.npz, .csv, .synthetic]
        for subject in Subject.all {
            let own = rows.filter { $0.benchmark.subject == subject }
            let groups = [traces] + subject.sources.filter { !traces.contains($0) }.map { [$0] }
            for sources in groups {
                let figures = Set(own.filter { sources.contains($0.benchmark.source) }.map(\.median.checkEnergy))
                if figures.count > 1 {
                    tell("warning: figures of \(subject.name) differ: \(figures.sorted())")
                }
            }
        }
    }

    private func tell(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

/// Measures one case, in the process that it is started in.
struct SingleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "single", abstract: "Runs one case once and prints its figures as JSON.", shouldDisplay: false)

    @Option var subject: Subject
    @Option var source: BenchmarkCase.Source
    @Option var threads: Int
    @Option var folder: String

    func run() throws {
        // As the program does.
        FreedMemory.keep()
        let files = TraceFiles(in: URL(fileURLWithPath: folder))
        let benchmark = BenchmarkCase(subject: subject, source: source, threads: threads)
        let measurement = try SingleRun(benchmark: benchmark, files: files).measure()
        FileHandle.standardOutput.write(try JSONEncoder().encode(measurement))
    }
}

extension Subject: ExpressibleByArgument {
    init?(argument: String) {
        self.init(name: argument)
    }
}
extension BenchmarkCase.Source: ExpressibleByArgument {}
