// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Reporting
import Sweep
import SweepReporting

/// A sweep on Slurm as users see it.
struct SlurmEngine {
    let sweep: SlurmSweep
    /// The database, as the user spelled it.
    let database: String
    let isQuiet: Bool

    /// Hands missing points to Slurm, waits for the end of the job if there is one, and prints what has been found.
    /// Unless `isWaiting`, it prints how to look at the job instead of waiting for it.
    func run(isWaiting: Bool) throws {
        let past = try sweep.past()
        if let failure = past.failure, !isQuiet { StandardStreams.warn([failure]) }
        let before = try sweep.count()
        guard past.active != nil || before.missing > 0 else { return try report(before, before, seconds: 0) }
        let job = try past.active ?? submit()
        let start = past.active == nil ? "has" : "has since an earlier run"
        guard isWaiting else {
            return try StandardStreams.writeReport(
                """
                Job \(job.job) \(start) \(before.missing) points in up to \(job.shards) shards.
                To look at it: \(job.job.showCommand)
                To cancel it: \(job.job.cancelCommand)
                When it has ended, the same command again, or:
                \(sweep.merge)

                """)
        }
        if !isQuiet {
            StandardStreams.writeMessage(
                "job \(job.job) \(start) \(before.missing) points; waiting (\(job.job.cancelCommand) cancels it)\n")
        }
        sayOnInterruption(job)
        let clock = ContinuousClock()
        let begin = clock.now
        let line = ProgressLine(isQuiet: isQuiet)
        try line.during { () throws(InputError) in
            try sweep.wait(for: job) { line.show(Self.text($0, of: job)) }
        }
        try sweep.finish(job)
        try report(before, sweep.count(), seconds: (clock.now - begin) / .seconds(1))
    }

    /// Nobody may interrupt this between Slurm's yes and the note of the job's number.
    private func submit() throws(InputError) -> SlurmSweep.Job {
        try Interruption.deferred { () throws(InputError) in
            let job = try sweep.submit()
            sayOnInterruption(job)
            return job
        }
    }

    private func sayOnInterruption(_ job: SlurmSweep.Job) {
        Interruption.say(
            "\nJob \(job.job) goes on. \(job.job.cancelCommand) cancels it; the same command again waits for it.\n")
    }

    private func report(
        _ before: (missing: Int, known: Int), _ after: (missing: Int, known: Int), seconds: Double
    ) throws {
        try StandardStreams.writeReport(SweepReport(sweep.summary()).rendered(as: .text))
        guard !isQuiet else { return }
        let time = SweepRunCommand.rounded(seconds)
        StandardStreams.writeMessage(
            "\(before.missing - after.missing) points in \(time) s, \(before.known) known before; \(database)\n")
    }

    private static func text(_ tasks: SlurmTasks, of job: SlurmSweep.Job) -> String {
        let left = tasks.running + tasks.pending
        let bar = SweepRunCommand.bar(job.shards - left, of: job.shards)
        let reason = tasks.reason.map { " (\($0))" } ?? ""
        let waiting = tasks.pending > 0 ? ", \(tasks.pending) waiting\(reason)" : ""
        return "[\(bar)] job \(job.job): \(tasks.running) shards at work\(waiting)"
    }
}
