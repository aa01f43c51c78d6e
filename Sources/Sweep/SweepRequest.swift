// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// Which of many designs are best? The request of `tessera sweep`.
public struct SweepRequest: Sendable {
    /// The plan: parameters that vary, choice of points, objectives and constraints.
    public var plan: SweepPlan
    /// The file of the database that keeps the points; it is made if there is none.
    public var database: String
    /// Names the program whose figures the database keeps.
    public var build: SweepBuild
    /// What happens to a database of another build.
    public var rule: SweepBuild.Rule
    /// The inputs that are read if the plan does not name any.
    public var defaults: SweepEvaluation.DefaultFiles
    /// The part of the points to evaluate; nil for all of them.
    public var shard: SweepEvaluation.Shard?
    /// The folder with finished trainings; nil for the one beside the database.
    public var trainings: TrainingFolder?
    /// How many points are evaluated at a time; figures do not depend on it.
    public var threads: Int
    /// Is told how far the sweep is, from several threads, one at a time.
    public var progress: @Sendable (SweepEvaluation.Progress) -> Void

    /// Asks the question.
    public init(
        _ plan: SweepPlan, database: String, build: SweepBuild, rule: SweepBuild.Rule = .refuse,
        defaults: SweepEvaluation.DefaultFiles = SweepEvaluation.DefaultFiles(parameters: [], network: nil),
        shard: SweepEvaluation.Shard? = nil, trainings: TrainingFolder? = nil, threads: Int = defaultThreadCount,
        progress: @escaping @Sendable (SweepEvaluation.Progress) -> Void = { _ in }
    ) {
        self.plan = plan
        self.database = database
        self.build = build
        self.rule = rule
        self.defaults = defaults
        self.shard = shard
        self.trainings = trainings
        self.threads = threads
        self.progress = progress
    }

    /// Evaluates the points that the database does not have yet.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, the method cannot be shared, or the database cannot be
    ///   written. What is wrong with a point is a part of its result.
    public func run() throws(InputError) -> SweepRun {
        let store = try SweepStore(database, build: build, rule: rule)
        let evaluation = try SweepEvaluation(
            plan, store: store, defaults: defaults, threads: threads, shard: shard, trainings: trainings)
        let clock = ContinuousClock()
        let start = clock.now
        let reached = try evaluation.run(report: progress)
        let duration = clock.now - start
        return SweepRun(progress: reached, duration: duration, summary: try SweepSummary(store))
    }
}
