import Configuration

/// Time and energy by a closed formula over the number of parameters and of operations: all parameters pass the SRAM once,
/// word by word; all operations take their cycles; a fixed number of swaps takes a fixed time. Nothing else counts: neither
/// activations nor partial sums, and no step depends on the size of the SRAM.
public struct OriginAccounting: Sendable, Equatable {
    /// Parameters, with running statistics and counters, that pass the SRAM [1].
    public let parameters: Int
    /// Operations [1].
    public let operations: Int
    /// Swaps of layers [1].
    public let swaps: Int
    /// Time in which parameters move [s].
    public let memoryTime: Double
    /// Time in which operations are computed [s].
    public let computeTime: Double
    /// Time in which layers are swapped [s].
    public let swapTime: Double
    /// Mean power [W].
    public let power: Double

    /// Counts a network.
    public init(_ network: StreamNetwork, precision: StreamPrecision, parameters given: StreamingParameters) {
        parameters = network.trainableParameters + network.storedStatistics
        operations = given.operations > 0 ? given.operations : network.multiplyAccumulates
        swaps = given.swaps
        let words = (parameters * precision.weightBits + given.wordBits - 1) / given.wordBits
        memoryTime = Double(words) / given.clockFrequency
        computeTime = Double(operations) / Double(given.operationsPerCycle) / given.clockFrequency
        swapTime = Double(given.swaps) * given.swapTime
        switch given.powerMean {
        case .weighted:
            let energy =
                memoryTime * given.readPower + swapTime * given.writePower + computeTime * given.standbyPower
            power = energy / (memoryTime + computeTime + swapTime)
        case .simple:
            power = (given.readPower + given.standbyPower) / 2
        }
    }

    /// Time of an image [s].
    public var latency: Double { memoryTime + computeTime + swapTime }

    /// Images a second.
    public var throughput: Double { 1 / latency }

    /// Energy of an image [J].
    public var energy: Double { power * latency }
}
