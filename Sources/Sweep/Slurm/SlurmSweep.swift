// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// A sweep whose points are evaluated by the tasks of a job array on Slurm, each with a database of its own.
///
/// The database of the sweep knows at any time which points are missing. Each submission is for those only, so that a
/// sweep whose job failed, or was cancelled, continues where it stopped.
public struct SlurmSweep: Sendable {
    private let run: SweepEvaluation
    private let store: SweepStore
    private let folder: SlurmFolder
    private let client: SlurmClient
    private let request: SlurmRequest
    private let script: SlurmScript
    private let build: SweepBuild
    private let rule: SweepBuild.Rule

    /// Prepares a sweep.
    ///
    /// - Parameters:
    ///   - plan: what is swept.
    ///   - database: where points are kept in the end.
    ///   - defaults: what is read when the plan does not say.
    ///   - request: what Slurm is asked for.
    ///   - client: Slurm's commands.
    ///   - build: what computes points.
    ///   - rule: what happens to databases of another build.
    ///   - trainings: where finished trainings are kept; nil for the folder beside the database.
    /// - Throws: `InputError` when a file is missing or makes no sense, or the method cannot be shared.
    public init(
        _ plan: SweepPlan, database: String, defaults: SweepEvaluation.DefaultFiles, request: SlurmRequest,
        client: SlurmClient, build: SweepBuild, rule: SweepBuild.Rule, trainings: TrainingFolder? = nil
    ) throws(InputError) {
        try SweepEvaluation.requireShards(plan)
        guard let program = Bundle.main.executablePath else {
            throw InputError("the program does not know its own place", kind: .internalError)
        }
        let workingFolder = FileManager.default.currentDirectoryPath
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(workingFolder)/\(path)" }
        folder = SlurmFolder(database: database)
        let trainings = trainings ?? TrainingFolder(database: database)
        script = SlurmScript(
            program: program, workingFolder: workingFolder, plan: plan.file,
            folder: absolute(folder.path), shards: request.shards,
            trainings: plan.training == nil ? nil : absolute(trainings.path))
        guard !script.folder.contains("\\") else {
            throw InputError("Slurm has no logs in folders with a backslash", kind: .usage, file: script.folder)
        }
        store = try SweepStore(database, build: build, rule: rule)
        self.build = build
        self.rule = rule
        run = try SweepEvaluation(plan, store: store, defaults: defaults, threads: 1, trainings: trainings)
        self.request = request
        self.client = client
        merge = "tessera sweep merge \(Self.word(database)) \(Self.word(folder.path))/shard-*.db"
    }

    /// A command that puts the points of the shards into the database, when the job has ended.
    public let merge: String

    /// The results so far.
    public func summary() throws(InputError) -> SweepSummary { try SweepSummary(store) }

    /// A text as a word of a shell, as it is where that is possible.
    private static func word(_ text: String) -> String {
        text.wholeMatch(of: /[A-Za-z0-9_.\/][-A-Za-z0-9_.\/]*/) == nil ? shellQuoted(text) : text
    }

    // MARK: Jobs

    /// A job that is at work, or has been.
    public struct Job: Sendable, Equatable {
        /// The job.
        public let job: SlurmJob
        /// Parts of the sweep; parts without missing points have no task [1].
        public let shards: Int
    }

    /// The state that an earlier run has left.
    public struct Past: Sendable, Equatable {
        /// A job that has not ended.
        public var active: Job?
        /// What a job that has ended did not do.
        public var failure: String?
    }

    /// Uses the state of an earlier run: the points of shards, and the job if it still exists.
    ///
    /// - Throws: `InputError` when Slurm does not say whether the job has ended, or a database cannot be used.
    public func past() throws(InputError) -> Past {
        guard let record = folder.record() else {
            try collect()
            return Past()
        }
        let job = Job(job: record.job, shards: record.shards)
        switch try client.state(of: record.job) {
        case .tasks(let tasks) where tasks == SlurmTasks():
            try collect()
            let failure = try failure(of: job)
            folder.forgetJob()
            return Past(failure: failure)
        case .tasks: return Past(active: job)
        case .none(let message):
            throw InputError(
                "Slurm does not say whether job \(record.job) has ended: \(message); try again later, or remove this file "
                    + "when it has", kind: .missingInput, file: folder.path + "/job")
        }
    }

    /// Missing points, and stored points [1].
    public func count() throws(InputError) -> (missing: Int, known: Int) {
        let shares = try run.shares(of: 1)
        return (shares[0].missing, shares[0].known.count)
    }

    /// Hands the missing points to Slurm.
    ///
    /// - Throws: `InputError` when Slurm does not take the job, or a file cannot be written.
    public func submit() throws(InputError) -> Job {
        try run.rememberAims()
        try folder.make()
        var tasks: [Int] = []
        for (place, share) in try run.shares(of: request.shards).enumerated() where share.missing > 0 {
            tasks.append(place + 1)
            // What is known is not evaluated again, whatever shard had it before.
            try shard(folder.database(place + 1, of: request.shards)).insert(share.known)
        }
        try folder.write(script)
        let job = try client.submit(folder.script, options: script.options(request, tasks: tasks))
        do throws(InputError) {
            try folder.remember(SlurmFolder.Record(job: job, shards: request.shards))
        } catch {
            throw InputError(
                "\(error.message), so that the number of the job would be lost; \(job.cancelCommand) cancels it",
                kind: error.kind, file: error.file)
        }
        return Job(job: job, shards: request.shards)
    }

    /// Waits for the end of a job.
    ///
    /// - Parameters:
    ///   - job: the job.
    ///   - report: is told what has not ended, again and again.
    /// - Throws: `InputError` when Slurm has not answered for several minutes.
    public func wait(for job: Job, report: (SlurmTasks) -> Void) throws(InputError) {
        var pause = 0.5
        var silences = 0
        while true {
            switch try client.state(of: job.job) {
            case .tasks(let tasks):
                if tasks == SlurmTasks() { return }
                silences = 0
                report(tasks)
            case .none(let message):
                silences += 1
                guard silences < 30 else {
                    throw InputError(
                        "Slurm does not answer: \(message); job \(job.job) may go on, and the same command waits for it again",
                        kind: .missingInput)
                }
            }
            Thread.sleep(forTimeInterval: pause)
            // Clusters with many users do not like to be asked often.
            pause = min(10, pause * 1.5)
        }
    }

    /// Takes the points of a job that has ended, and removes the databases of shards when nothing is missing.
    ///
    /// - Throws: `InputError` when points are missing: of which shards, and with the last lines of their logs.
    public func finish(_ job: Job) throws(InputError) {
        try collect()
        let failure = try failure(of: job)
        folder.forgetJob()
        if let failure {
            throw InputError(
                failure + "\nThe same command again goes on with what is missing.", kind: .missingInput)
        }
        // An earlier job, of another plan, may have evaluated other points.
        guard try count().missing == 0 else { return }
        for database in folder.databases() { folder.remove(database) }
    }

    /// The database of a shard.
    private func shard(_ database: String) throws(InputError) -> SweepStore {
        try SweepStore(database, build: build, rule: rule)
    }

    private func collect() throws(InputError) {
        for database in folder.databases() {
            do throws(InputError) {
                _ = try store.merge(shard(database))
            } catch {
                guard error.file == database else { throw error }
                throw InputError(
                    "\(error.message); when this file is gone, the same command works its points out again",
                    kind: error.kind, file: database)
            }
        }
        try run.rememberAims()
    }

    // MARK: Failures

    /// The error of a job that has ended with missing points; nil when all points are stored.
    private func failure(of job: Job) throws(InputError) -> String? {
        let shares = try run.shares(of: job.shards)
        let failed = shares.indices.filter { shares[$0].missing > 0 }
        guard !failed.isEmpty else { return nil }
        var lines = failed.prefix(20).map { place in
            "shard \(place + 1): \(shares[place].missing) of \(shares[place].count) points are missing"
        }
        if failed.count > lines.count { lines.append("and \(failed.count - lines.count) more shards") }
        for place in failed.prefix(3) { lines += logLines(of: job, shard: place + 1) }
        let number = "\(failed.count) of \(job.shards) shard\(job.shards == 1 ? "" : "s")"
        return "job \(job.job) has ended without \(number)\n  \(lines.joined(separator: "\n  "))"
    }

    private func logLines(of job: Job, shard: Int) -> [String] {
        let log = folder.log(job.job, shard: shard)
        guard let last = folder.lastLines(5, ofLog: log) else {
            return ["\(log): no such log; the task did not begin, or its machine does not share this folder"]
        }
        return last.isEmpty ? ["\(log) is empty"] : ["the last lines of \(log):"] + last.map { "  \($0)" }
    }
}
