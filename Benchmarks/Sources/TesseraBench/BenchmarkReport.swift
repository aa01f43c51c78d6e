// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Everything that a run of the benchmarks measured: what is written as JSON and compared with later.
struct BenchmarkReport: Codable {
    /// One case with its figures.
    struct Row: Codable {
        let benchmark: BenchmarkCase
        /// Middle of all runs, figure by figure.
        let median: Measurement
        /// Shortest run [s].
        let fastestSeconds: Double
        /// Bytes of the files that were read.
        let fileBytes: Int
    }

    /// The version of this form.
    var schema = "tessera.benchmark/2"
    let date: String
    let machine: Machine
    /// Runs of each case.
    let runs: Int
    /// Time of the calibration [s].
    let calibrationSeconds: Double
    let rows: [Row]

    /// Reads a report that was written earlier.
    init(readingFrom file: String) throws {
        self = try JSONDecoder().decode(BenchmarkReport.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    init(machine: Machine, runs: Int, calibrationSeconds: Double, rows: [Row]) {
        date = Date.now.formatted(.iso8601)
        self.machine = machine
        self.runs = runs
        self.calibrationSeconds = calibrationSeconds
        self.rows = rows
    }

    /// Writes the report as JSON.
    func write(to file: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(fileURLWithPath: file))
    }
}

/// The machine that benchmarks ran on.
struct Machine: Codable, Equatable {
    let processor: String
    let cores: Int
    let system: String

    /// This machine.
    static func current() -> Machine {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        return Machine(
            processor: name ?? "unknown", cores: ProcessInfo.processInfo.activeProcessorCount,
            system: ProcessInfo.processInfo.operatingSystemVersionString)
    }
}
