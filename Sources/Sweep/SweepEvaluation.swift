// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Dispatch
import Search
import Synchronization

/// Evaluates the points of a plan that are not in the database yet, and keeps them.
public struct SweepEvaluation: Sendable {
    /// Files that are read when a plan names none.
    public struct DefaultFiles: Sendable {
        /// Param files.
        public var parameters: [String]
        /// The network; nil if there is none.
        public var network: String?

        /// Names files.
        public init(parameters: [String], network: String?) {
            self.parameters = parameters
            self.network = network
        }
    }

    /// A part of a sweep, for several machines.
    public struct Shard: Sendable, Equatable {
        /// Which part, from 1.
        public let index: Int
        /// Of how many.
        public let count: Int

        /// Reads `i/n`; nil where that is no part.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1, (1...count).contains(index)
            else { return nil }
            self.index = index
            self.count = count
        }

        /// The place of the shard that a point belongs to, from 0. Points with the same training belong together.
        static func place(of number: Int, in plan: SweepPlan, count: Int) -> Int {
            plan.trainingNumber(of: number) % count
        }
    }

    /// How far a sweep is.
    public struct Progress: Sendable, Equatable {
        /// Points that were there before [1].
        public var known = 0
        /// Points that have been evaluated [1].
        public var done = 0
        /// Those of them that are invalid [1].
        public var invalid = 0
        /// Points to evaluate, as far as is known [1].
        public var total = 0
        /// Epochs of trainings that have been made, also in part; those that a training did not need count as made [1].
        public var epochs = 0.0
        /// Epochs of trainings to make, as far as is known [1].
        public var totalEpochs = 0
    }

    private let plan: SweepPlan
    private let evaluator: PointEvaluator
    private let store: SweepStore
    private let threads: Int
    private let shard: Shard?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - plan: what is swept.
    ///   - store: where points are kept.
    ///   - defaults: what is read when the plan does not say.
    ///   - threads: how many points are evaluated at a time.
    ///   - shard: the part of the points to evaluate; nil for all of them.
    ///   - trainings: where finished trainings are kept; nil for the folder beside the database.
    /// - Throws: `InputError` when a file is missing or makes no sense, or the method cannot be shared.
    public init(
        _ plan: SweepPlan, store: SweepStore, defaults: DefaultFiles, threads: Int, shard: Shard? = nil,
        trainings: TrainingFolder? = nil
    ) throws(InputError) {
        if shard != nil { try Self.requireShards(plan) }
        self.plan = plan
        self.store = store
        self.threads = threads
        self.shard = shard
        evaluator = try PointEvaluator(
            plan, defaultFiles: defaults, build: store.build,
            trainings: trainings ?? TrainingFolder(database: store.path))
    }

    /// Checks that a plan can be evaluated in parts that do not know of each other.
    ///
    /// - Throws: `InputError` of kind `usage`.
    static func requireShards(_ plan: SweepPlan) throws(InputError) {
        guard plan.numbers == nil else { return }
        throw InputError("nsga2 chooses points by earlier ones: it has no shards", kind: .usage, file: plan.file)
    }

    /// What the database has of a shard.
    struct Share: Sendable, Equatable {
        /// Stored points.
        var known: [SweepPoint] = []
        /// Points that are not there [1].
        var missing = 0
        /// Points of the shard [1].
        var count: Int { known.count + missing }
    }

    /// What the database has of each of so many shards, in order.
    func shares(of count: Int) throws(InputError) -> [Share] {
        let known = Dictionary(try store.points().map { ($0.key, $0) }) { first, _ in first }
        var shares = Array(repeating: Share(), count: count)
        for number in plan.numbers ?? [] {
            if let point = known[evaluator.key(plan.settings(at: number))] {
                shares[Shard.place(of: number, in: plan, count: count)].known.append(point)
            } else {
                shares[Shard.place(of: number, in: plan, count: count)].missing += 1
            }
        }
        return shares
    }

    /// Remembers in the database the objectives of the sweep.
    func rememberAims() throws(InputError) {
        try store.remember(SweepAims(objectives: plan.objectives, constraints: plan.constraints))
    }

    /// Runs the sweep.
    ///
    /// - Parameter report: is told how far it is, from several threads, one at a time.
    /// - Returns: how far the sweep is at the end.
    /// - Throws: `InputError` when the database cannot be written. What is wrong with a point is a part of its result.
    public func run(report: @escaping @Sendable (Progress) -> Void = { _ in }) throws(InputError) -> Progress {
        try rememberAims()
        let course = SweepCourse(known: try store.points(), report: report)
        func evaluate(_ numbers: [Int]) throws(InputError) -> [SweepPoint] { try points(numbers, course) }
        if let numbers = plan.numbers {
            let own =
                shard.map { shard in
                    numbers.filter { Shard.place(of: $0, in: plan, count: shard.count) == shard.index - 1 }
                } ?? numbers
            _ = try evaluate(own)
        } else if case .genetic(let population, let generations) = plan.method {
            var search = GeneticSearch(plan.grid, seed: plan.seed)
            _ = try search.run(population: population, generations: generations) { numbers throws(InputError) in
                try evaluate(numbers).map(costs)
            }
        }
        return course.progress
    }

    /// The objectives of a point, which are minimized; nil if the point is invalid or violates a constraint.
    private func costs(_ point: SweepPoint) -> [Double]? {
        guard let figures = point.figures, plan.constraints.allSatisfy({ $0.isKept(by: figures) }) else { return nil }
        let costs = plan.objectives.compactMap { $0.cost(figures) }
        return costs.count == plan.objectives.count ? costs : nil
    }

    private func points(_ numbers: [Int], _ course: SweepCourse) throws(InputError) -> [SweepPoint] {
        let settings = numbers.map(plan.settings(at:))
        let keys = settings.map(evaluator.key)
        let missing = course.missing(keys)
        if let trainings = evaluator.trainings {
            try PointQueue(missing.map { settings[$0] }, plan: plan, trainings: trainings, threads: threads).run(
                course
            ) { (settings, trained) throws(InputError) in
                try store(evaluator.point(settings, trained: trained), course)
            }
        } else {
            course.concurrently(min(threads, missing.count)) { (next) throws(InputError) in
                guard next < missing.count else { return false }
                try store(evaluator.point(settings[missing[next]]), course)
                return true
            }
        }
        try course.requireNoFailure()
        return course.points(keys)
    }

    private func store(_ point: SweepPoint, _ course: SweepCourse) throws(InputError) {
        try store.insert([point])
        course.add(point)
    }
}
