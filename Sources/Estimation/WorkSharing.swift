// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Hands out indices to threads, each once.
final class WorkCounter: Sendable {
    private let next = Atomic<Int>(0)

    /// The next index, or nil when all below `count` are taken.
    func take(below count: Int) -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }
}

/// Results by index, filled by any thread.
final class ResultSlots<Result: Sendable>: Sendable {
    private let slots: Mutex<[Result?]>

    init(count: Int) {
        slots = Mutex(Array(repeating: nil, count: count))
    }

    func fill(_ index: Int, _ result: Result) {
        slots.withLock { $0[index] = result }
    }

    /// All results in order.
    func all() -> [Result] {
        slots.withLock { $0.compactMap(\.self) }
    }
}
