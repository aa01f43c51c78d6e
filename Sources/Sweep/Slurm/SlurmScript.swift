// SPDX-License-Identifier: Apache-2.0

/// The script of a job array; each task evaluates one shard of a sweep.
struct SlurmScript: Sendable, Equatable {
    /// The program, as an absolute path.
    let program: String
    /// The folder in which the sweep was started, as an absolute path: names of files in plans start there.
    let workingFolder: String
    /// The plan, as the user spelled it.
    let plan: String
    /// The folder of the databases of shards, as an absolute path.
    let folder: String
    /// Parts of the sweep.
    let shards: Int
    /// The folder of finished trainings, as an absolute path; nil where nothing is trained.
    var trainings: String?

    /// A line by which a script of a sweep is known.
    static let mark = "# A job array of `tessera sweep run`: "

    /// The script. Slurm runs it once a task, with the number of the task in `SLURM_ARRAY_TASK_ID`.
    var text: String {
        """
        #!/bin/sh
        \(Self.mark)task i evaluates shard i of \(shards).
        set -eu
        cd \(shellQuoted(workingFolder))
        exec \(shellQuoted(program)) sweep run --quiet \\
            --shard "$SLURM_ARRAY_TASK_ID/\(shards)" \\
            --database \(shellQuoted(folder + "/shard-"))"$SLURM_ARRAY_TASK_ID-of-\(shards).db" \\
            --threads "${SLURM_CPUS_PER_TASK:-1}" \\\(trainingLine)
            -- \(shellQuoted(plan))

        """
    }

    private var trainingLine: String {
        trainings.map { "\n    --trainings \(shellQuoted($0)) \\" } ?? ""
    }

    /// Options of sbatch.
    ///
    /// - Parameters:
    ///   - request: what the user asks for; it comes last, and wins.
    ///   - tasks: the shards that have anything to do, rising.
    /// - Returns: the options, one word each.
    func options(_ request: SlurmRequest, tasks: [Int]) -> [String] {
        let name = plan.split(separator: "/").last.map(String.init) ?? plan
        var options = ["--parsable", "--job-name=\(name)", "--array=\(Self.ranges(tasks))"]
        // Placeholders of sbatch begin with a percent sign; two of them stand for one.
        options += ["--chdir=\(folder)", "--output=\(folder.replacing("%", with: "%%"))/\(SlurmFolder.logPattern)"]
        if let threads = request.threads { options.append("--cpus-per-task=\(threads)") }
        return options + request.options
    }

    /// Rising numbers, with neighbours as ranges: `1-3,7`.
    static func ranges(_ numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}

/// Any text as one word of a POSIX shell.
func shellQuoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
}
