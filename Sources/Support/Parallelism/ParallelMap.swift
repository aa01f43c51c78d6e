// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Dispatch
import Synchronization

/// Calls `body` once for each number below `count`, on up to `threads` threads at a time, and gives the results in order.
///
/// - Throws: the error of the lowest number whose call fails.
package func parallelMap<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws(InputError) -> Result
) throws(InputError) -> [Result] {
    let workers = min(count, max(1, threads))
    guard workers > 1 else {
        var results: [Result] = []
        results.reserveCapacity(count)
        for index in 0..<count { results.append(try body(index)) }
        return results
    }
    let next = Atomic(0)
    let gathered = Mutex<[(index: Int, result: Swift.Result<Result, InputError>)]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
        var own: [(index: Int, result: Swift.Result<Result, InputError>)] = []
        while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < count else { break }
            do throws(InputError) {
                own.append((index, .success(try body(index))))
            } catch {
                own.append((index, .failure(error)))
            }
        }
        gathered.withLock { $0 += own }
    }
    var results: [Result] = []
    results.reserveCapacity(count)
    for entry in gathered.withLock({ $0 }).sorted(by: { $0.index < $1.index }) {
        results.append(try entry.result.get())
    }
    return results
}
