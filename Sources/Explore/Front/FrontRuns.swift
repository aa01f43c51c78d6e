// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization

/// The sweeps of the page, by number. A few are kept, so that several windows may have one each.
final class FrontRuns: Sendable {
    private struct State {
        var runs: [(number: Int, run: FrontRun)] = []
        var next = 1
    }

    private let state = Mutex(State())
    /// Sweeps to keep at most.
    private static let most = 4

    /// Begins a sweep; the oldest one ends where there are too many.
    ///
    /// - Throws: `InputError` when it cannot begin.
    /// - Returns: its number.
    func start(_ request: FrontRequest) throws(InputError) -> Int {
        let run = try FrontRun(request)
        let (number, dropped) = state.withLock { state in
            state.runs.append((state.next, run))
            state.next += 1
            let surplus = max(0, state.runs.count - Self.most)
            let dropped = state.runs.prefix(surplus).map(\.run)
            state.runs.removeFirst(surplus)
            return (state.next - 1, dropped)
        }
        for run in dropped { run.stop() }
        return number
    }

    /// The sweep with a number; nil where there is none any more.
    func run(_ number: Int) -> FrontRun? {
        state.withLock { state in state.runs.first { $0.number == number }?.run }
    }

    /// Ends all sweeps.
    func stopAll() {
        for (_, run) in state.withLock({ $0.runs }) { run.stop() }
    }
}
