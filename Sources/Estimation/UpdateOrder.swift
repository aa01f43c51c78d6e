import Architecture
import Counting

extension LayerGrid {
    /// Costs of updates in the order in which they are made, where one may depend on those before.
    ///
    /// - Parameters:
    ///   - updates: One for each subarray, row block by row block.
    ///   - reads: Input bit vectors that each subarray reads before.
    ///   - history: What drivers did for the layers before.
    func settled(
        _ updates: [SubarrayUpdate], reads: Int, after history: any SelectionHistory
    ) -> (costs: [OperationCost], history: any SelectionHistory) {
        var costs = updates.map(\.cost)
        var history = history
        for index in order {
            guard let selections = updates[index].selections else { continue }
            history = history.after(selections, reads: reads)
            if let latency = history.latency(of: selections) { costs[index].latency = latency }
        }
        return (costs, history)
    }
}
