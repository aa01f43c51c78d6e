// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What Slurm is asked for: how many tasks, and with which options.
public struct SlurmRequest: Sendable, Equatable {
    /// Parts of the sweep, each a task of the job array [1].
    public let shards: Int
    /// Points that a task evaluates at a time; nil for what Slurm grants by default [1].
    public let threads: Int?
    /// Options of sbatch, such as `--partition=long`, in order.
    public let options: [String]

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - shards: parts of the sweep.
    ///   - threads: points that a task evaluates at a time; nil for what Slurm grants.
    ///   - options: options of sbatch.
    /// - Throws: `InputError` of kind `usage`.
    public init(shards: Int, threads: Int? = nil, options: [String] = []) throws(InputError) {
        guard Self.allowedShards.contains(shards) else {
            throw InputError("--shards is \(shards) (allowed: 1 to \(Self.allowedShards.upperBound))", kind: .usage)
        }
        for option in options { try Self.check(option) }
        self.shards = shards
        self.threads = threads
        self.options = options
    }

    /// How many shards there may be; the settings of a cluster may allow fewer, which sbatch says.
    public static let allowedShards = 1...10_000

    /// Options that the sweep itself sets, or that would change what sbatch answers, with those of one letter.
    private static let reserved = [
        "--array", "-a", "--chdir", "-D", "--output", "-o", "--error", "-e", "--parsable", "--test-only", "--wait",
        "-W", "--wrap", "--help", "-h", "--usage", "--version", "-V",
    ]

    private static func check(_ option: String) throws(InputError) {
        guard option.hasPrefix("-"), option.count > 1, option != "--" else {
            throw InputError(
                "--slurm-option `\(option)` (allowed: one option of sbatch each, such as --partition=long)",
                kind: .usage)
        }
        // Sbatch takes long names that are cut short, and values of short ones without a space.
        let isLong = option.hasPrefix("--")
        let name = isLong ? String(option.prefix { $0 != "=" }) : String(option.prefix(2))
        let isReserved = isLong ? reserved.contains { $0.hasPrefix(name) } : reserved.contains(name)
        guard !isReserved else {
            throw InputError(
                "--slurm-option \(option): this option is set by the sweep (not allowed: \(reserved.joined(separator: ", ")))",
                kind: .usage)
        }
    }
}
