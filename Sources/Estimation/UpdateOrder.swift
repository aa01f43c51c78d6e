import Circuits
import Architecture

extension LayerGrid {
    /// Costs of updates in the order in which the reference makes them, where one depends on those before.
    ///
    /// - Parameters:
    ///   - updates: One for each subarray, row block by row block.
    ///   - reads: Input bit vectors that each subarray reads before.
    ///   - drivers: What drivers took for the layers before.
    func settled(
        _ updates: [SubarrayUpdate], reads: Int, after drivers: DriverTime
    ) -> (costs: [OperationCost], drivers: DriverTime) {
        var costs = updates.map(\.cost)
        var drivers = drivers
        for index in order {
            guard let selection = updates[index].selection else { continue }
            drivers = drivers.after(selection, reads: reads)
            costs[index].latency = selection.latency(drivers: drivers)
        }
        return (costs, drivers)
    }
}
