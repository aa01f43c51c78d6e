// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Counting

extension LayerGrid {
    /// Costs of updates in the order in which they are made, where one may depend on those before.
    ///
    /// - Parameters:
    ///   - updates: One for each subarray, row block by row block.
    ///   - reads: Input bit vectors that each subarray reads before.
    ///   - history: What drivers did for the layers before.
    /// - Returns: The costs, and the history after the updates.
    func settled(
        _ updates: [SubarrayUpdate], reads: Int, after history: any SelectionHistory
    ) -> SettledUpdates {
        var costs = updates.map(\.cost)
        guard updates.contains(where: { $0.selections != nil }) else {
            return SettledUpdates(costs: costs, history: history, neverEnds: false)
        }
        var history = history
        var neverEnds = false
        for index in order {
            guard let selections = updates[index].selections else { continue }
            history = history.after(selections, reads: reads)
            switch history.time(of: selections) {
            case .alone: continue
            case .seconds(let time): costs[index].latency = time
            case .endless:
                neverEnds = true
                costs[index].latency = selections.plainLatency
            }
        }
        return SettledUpdates(costs: costs, history: history, neverEnds: neverEnds)
    }
}

/// The weight updates of a layer's subarrays, one after the other.
struct SettledUpdates {
    /// One for each subarray. Those that never end have the time in which each selection counts once.
    let costs: [OperationCost]
    /// The selections of row drivers so far.
    let history: any SelectionHistory
    /// Whether any of the updates never ends.
    let neverEnds: Bool
}
