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
    ) -> SettledUpdates {
        var costs = updates.map(\.cost)
        var drivers = drivers
        var neverEnds = false
        for index in order {
            guard let selection = updates[index].selection else { continue }
            drivers = drivers.after(selection, reads: reads)
            let latency = selection.latency(drivers: drivers)
            neverEnds = neverEnds || latency == nil
            costs[index].latency = latency ?? selection.plainLatency
        }
        return SettledUpdates(costs: costs, drivers: drivers, neverEnds: neverEnds)
    }
}

/// The weight updates of a layer's subarrays, one after the other.
struct SettledUpdates {
    /// One for each subarray. Those that never end have the time in which each selection counts once.
    let costs: [OperationCost]
    /// What the drivers of cross-point rows took so far.
    let drivers: DriverTime
    /// Whether any of the updates never ends.
    let neverEnds: Bool
}
