// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Dispatch
import Synchronization

/// What the threads of a sweep have in common: the points that are known, how far it is, and the first failure.
final class SweepCourse: Sendable {
    private struct State {
        var known: [String: SweepPoint]
        var progress = SweepEvaluation.Progress()
        var failure: InputError?
    }

    private let state: Mutex<State>
    private let report: @Sendable (SweepEvaluation.Progress) -> Void

    /// Begins with stored points.
    ///
    /// - Parameters:
    ///   - known: The points.
    ///   - report: Is told how far the sweep is, one thread at a time.
    init(known: [SweepPoint], report: @escaping @Sendable (SweepEvaluation.Progress) -> Void) {
        state = Mutex(State(known: Dictionary(known.map { ($0.key, $0) }) { first, _ in first }))
        self.report = report
    }

    /// How far the sweep is.
    var progress: SweepEvaluation.Progress { state.withLock { $0.progress } }

    /// The places of keys that are not known, which are counted as points to evaluate.
    func missing(_ keys: [String]) -> [Int] {
        state.withLock { state in
            let missing = keys.indices.filter { state.known[keys[$0]] == nil }
            state.progress.known += keys.count - missing.count
            state.progress.total += missing.count
            return missing
        }
    }

    /// Points by their keys.
    func points(_ keys: [String]) -> [SweepPoint] { state.withLock { state in keys.compactMap { state.known[$0] } } }

    /// A point is evaluated and stored.
    func add(_ point: SweepPoint) {
        state.withLock { state in
            state.known[point.key] = point
            state.progress.done += 1
            state.progress.invalid += point.figures == nil ? 1 : 0
            report(state.progress)
        }
    }

    /// So many epochs are to be made.
    func expect(epochs: Int) {
        state.withLock { state in
            state.progress.totalEpochs += epochs
            if epochs > 0 { report(state.progress) }
        }
    }

    /// So many epochs are made, of which the last one may be a part.
    func advance(epochs: Double) {
        state.withLock { state in
            state.progress.epochs += epochs
            report(state.progress)
        }
    }

    // MARK: Threads

    private var hasFailed: Bool { state.withLock { $0.failure != nil } }

    /// Runs a body with 0, 1, 2 ... on several threads, until it returns false or one has failed.
    func concurrently(_ threads: Int, _ body: @Sendable (Int) throws(InputError) -> Bool) {
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while !hasFailed {
                do throws(InputError) {
                    guard try body(next.add(1, ordering: .relaxed).oldValue) else { return }
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
    }

    /// - Throws: The first failure of a thread.
    func requireNoFailure() throws(InputError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
