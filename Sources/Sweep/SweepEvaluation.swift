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

        /// The place of the shard that a point belongs to, from 0.
        static func place(of number: Int, count: Int) -> Int { number % count }
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
    /// - Throws: `InputError` when a file is missing or makes no sense, or the method cannot be shared.
    public init(
        _ plan: SweepPlan, store: SweepStore, defaults: DefaultFiles, threads: Int, shard: Shard? = nil
    ) throws(InputError) {
        if shard != nil { try Self.requireShards(plan) }
        self.plan = plan
        self.store = store
        self.threads = threads
        self.shard = shard
        evaluator = try PointEvaluator(plan, defaultFiles: defaults, build: store.build)
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
                shares[Shard.place(of: number, count: count)].known.append(point)
            } else {
                shares[Shard.place(of: number, count: count)].missing += 1
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
        let known = Mutex(Dictionary(try store.points().map { ($0.key, $0) }) { first, _ in first })
        let progress = Mutex(Progress())
        func evaluate(_ numbers: [Int]) throws(InputError) -> [SweepPoint] {
            try points(numbers, known: known, progress: progress, report: report)
        }
        if let numbers = plan.numbers {
            let own =
                shard.map { shard in
                    numbers.filter { Shard.place(of: $0, count: shard.count) == shard.index - 1 }
                } ?? numbers
            _ = try evaluate(own)
        } else if case .genetic(let population, let generations) = plan.method {
            var search = GeneticSearch(plan.grid, seed: plan.seed)
            _ = try search.run(population: population, generations: generations) { numbers throws(InputError) in
                try evaluate(numbers).map(costs)
            }
        }
        return progress.withLock { $0 }
    }

    /// The objectives of a point, which are minimized; nil if the point is invalid or violates a constraint.
    private func costs(_ point: SweepPoint) -> [Double]? {
        guard let figures = point.figures, plan.constraints.allSatisfy({ $0.isKept(by: figures) }) else { return nil }
        let costs = plan.objectives.compactMap { $0.cost(figures) }
        return costs.count == plan.objectives.count ? costs : nil
    }

    private func points(
        _ numbers: [Int], known: borrowing Mutex<[String: SweepPoint]>, progress: borrowing Mutex<Progress>,
        report: @Sendable (Progress) -> Void
    ) throws(InputError) -> [SweepPoint] {
        let settings = numbers.map(plan.settings(at:))
        let keys = settings.map(evaluator.key)
        let missing = known.withLock { known in keys.indices.filter { known[keys[$0]] == nil } }
        progress.withLock {
            $0.known += numbers.count - missing.count
            $0.total += missing.count
        }
        let next = Atomic(0)
        let failure = Mutex<InputError?>(nil)
        DispatchQueue.concurrentPerform(iterations: min(max(1, threads), max(1, missing.count))) { _ in
            while failure.withLock({ $0 == nil }) {
                let place = next.add(1, ordering: .relaxed).oldValue
                guard place < missing.count else { break }
                let point = evaluator.point(settings[missing[place]])
                do throws(InputError) {
                    try store.insert([point])
                } catch {
                    failure.withLock { $0 = error }
                }
                known.withLock { $0[point.key] = point }
                progress.withLock {
                    $0.done += 1
                    $0.invalid += point.figures == nil ? 1 : 0
                    report($0)
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return known.withLock { known in keys.compactMap { known[$0] } }
    }
}
