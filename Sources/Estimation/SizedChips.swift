// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Synchronization
import Workload

/// Chips that were sized, for designs that follow. Designs that differ only in parameters of synthetic traces share a chip.
///
/// All of them are sized with the revisions that their parameters name. Threads may share it.
public final class SizedChips: Sendable {
    /// What a chip is sized by.
    struct Key: Hashable, Sendable {
        let parameters: ParameterSet
        let networks: [Network]
        let weightBits: Int
        let activationBits: Int

        // Networks are compared only: few differ, and they are long.
        func hash(into hasher: inout Hasher) {
            hasher.combine(parameters)
            hasher.combine(weightBits)
            hasher.combine(activationBits)
        }
    }

    private let known = Mutex<[Key: Chip]>([:])
    /// Chips to keep at most. When there are so many, all are dropped.
    private let capacity: Int

    /// Knows no chip yet.
    ///
    /// - Parameter capacity: chips to keep at most, at least 1.
    public init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// How many chips are kept at present.
    public var count: Int { known.withLock { $0.count } }

    /// The chip of a key, sized by `size` where it is not known.
    func chip(_ key: Key, size: () throws(InputError) -> Chip) throws(InputError) -> Chip {
        if let found = known.withLock({ $0[key] }) { return found }
        // Others go on meanwhile; two threads may size the same chip.
        let chip = try size()
        known.withLock { chips in
            if chips.count >= capacity { chips = [:] }
            chips[key] = chip
        }
        return chip
    }
}
