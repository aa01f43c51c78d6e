// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What came of the inputs of a reader.
struct FuzzResult: Sendable {
    /// An input that went wrong.
    struct Failure: Sendable {
        let index: Int
        let reason: String
        /// The folder with its files.
        let kept: String
    }

    /// The reader.
    let name: String
    /// The number of the next input.
    private(set) var next = 0
    private(set) var accepted = 0
    private(set) var refused = 0
    private(set) var failures: [Failure] = []
    /// The input that took longest [µs].
    private(set) var slowest: (index: Int, microseconds: Int) = (0, 0)
    /// The input that took most memory, that of the process included [KiB].
    private(set) var largest: (index: Int, peak: Int) = (0, 0)

    /// Nothing yet.
    init(name: String) {
        self.name = name
    }

    /// Adds a trial.
    mutating func add(_ trial: Trial) {
        next = trial.index + 1
        switch trial.outcome {
        case .accepted: accepted += 1
        case .refused: refused += 1
        case .failed: break
        }
        if trial.microseconds > slowest.microseconds { slowest = (trial.index, trial.microseconds) }
        if trial.peak > largest.peak { largest = (trial.index, trial.peak) }
    }

    /// Adds an input that went wrong.
    mutating func fail(_ index: Int, _ reason: String, kept: String) {
        failures.append(Failure(index: index, reason: reason, kept: kept))
    }

    /// Goes on behind an input that no trial came of.
    mutating func skip() {
        next += 1
    }

    /// A table of results.
    static func table(_ results: [FuzzResult]) -> String {
        func row(_ fields: [String]) -> String {
            fields.enumerated().map { place, field in
                let blanks = String(repeating: " ", count: max(0, (place == 0 ? 16 : 12) - field.count))
                return place == 0 ? field + blanks : blanks + field
            }.joined(separator: " ")
        }
        var lines = [
            row(["reader", "inputs", "accepted", "refused", "failures", "slowest ms", "(input)", "peak MiB", "(input)"])
        ]
        for result in results {
            lines.append(
                row(
                    ["\(result.name)"]
                        + [result.next, result.accepted, result.refused, result.failures.count].map(String.init)
                        + [
                            String(format: "%.1f", Double(result.slowest.microseconds) / 1000),
                            "\(result.slowest.index)",
                            "\(result.largest.peak / 1024)", "\(result.largest.index)",
                        ]))
        }
        let sums = [\FuzzResult.next, \.accepted, \.refused].map { path in results.reduce(0) { $0 + $1[keyPath: path] }
        }
        let failures = results.reduce(0) { $0 + $1.failures.count }
        let slowest = results.map(\.slowest.microseconds).max() ?? 0
        let peak = results.map(\.largest.peak).max() ?? 0
        lines.append(
            row(
                ["all"] + (sums + [failures]).map(String.init)
                    + [String(format: "%.1f", Double(slowest) / 1000), "", "\(peak / 1024)", ""]))
        for result in results {
            for failure in result.failures {
                lines.append("\(result.name) \(failure.index): \(failure.reason)\n    \(failure.kept)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
