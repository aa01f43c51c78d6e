// SPDX-License-Identifier: Apache-2.0

/// A job that Slurm has taken.
public struct SlurmJob: Sendable, Equatable, CustomStringConvertible {
    /// The number of the job array.
    public let number: String
    /// The cluster, where sbatch names one.
    public let cluster: String?

    /// Reads what `sbatch --parsable` prints, `NUMBER` or `NUMBER;CLUSTER`; nil where that is something else.
    public init?(_ text: String) {
        let line = text.split(separator: "\n").last ?? ""
        let parts = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let number = Int(parts[0]), number > 0 else { return nil }
        self.number = parts[0]
        cluster = parts.count == 2 && !parts[1].isEmpty ? parts[1] : nil
    }

    /// The number, and the cluster where there is one.
    public var description: String { number + (cluster.map { " on \($0)" } ?? "") }

    /// The form that `init` reads.
    var record: String { number + (cluster.map { ";\($0)" } ?? "") }

    /// Options that name the cluster.
    private var place: [String] { cluster.map { ["--clusters=\($0)"] } ?? [] }

    /// Options of squeue that ask about each task of the job: its state, and why it waits.
    var queueOptions: [String] { place + ["--noheader", "--array", "--jobs=\(number)", "--format=%T|%r"] }

    /// A command that shows what is left of the job.
    public var showCommand: String { (["squeue"] + place + ["--jobs=\(number)"]).joined(separator: " ") }

    /// A command that ends the job.
    public var cancelCommand: String { (["scancel"] + place + [number]).joined(separator: " ") }
}

/// Tasks of a job that have not ended.
public struct SlurmTasks: Sendable, Equatable {
    /// Tasks at work, or being put away [1].
    public var running = 0
    /// Tasks that wait [1].
    public var pending = 0
    /// Why the first of them waits, in Slurm's words.
    public var reason: String?

    /// No tasks.
    init() {}

    /// Reads lines of `STATE|REASON`.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            // Other lines name the cluster.
            let words = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2 else { continue }
            guard words[0] == "PENDING" else {
                running += 1
                continue
            }
            pending += 1
            if reason == nil, words[1] != "None" { reason = words[1] }
        }
    }
}
