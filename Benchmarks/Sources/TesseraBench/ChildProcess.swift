// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs single cases in processes of their own.
struct ChildProcess {
    let files: TraceFiles

    /// Why a run has no figures.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Measures a case once.
    func measure(_ benchmark: BenchmarkCase) throws -> Measurement {
        let process = Process()
        process.executableURL = try ChildProcess.program()
        process.arguments = [
            "single", "--subject", benchmark.subject.name, "--source", benchmark.source.rawValue, "--threads",
            String(benchmark.threads), "--folder", files.folder.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(benchmark.name): ended with status \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(Measurement.self, from: data)
    }

    /// This program's own file.
    private static func program() throws -> URL {
        guard let program = Bundle.main.executableURL else {
            throw Failure(description: "the file of this program cannot be found")
        }
        return program
    }
}
