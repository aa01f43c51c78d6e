// SPDX-License-Identifier: Apache-2.0

/// The result of an accounting without a schedule: totals of an image.
public struct StreamTotals: Sendable, Equatable {
    /// The accounting, as the parameter `accounting` names it.
    public let accounting: String
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

    /// The given totals.
    public init(
        accounting: String, parameters: Int, operations: Int, swaps: Int, memoryTime: Double, computeTime: Double,
        swapTime: Double, power: Double
    ) {
        self.accounting = accounting
        self.parameters = parameters
        self.operations = operations
        self.swaps = swaps
        self.memoryTime = memoryTime
        self.computeTime = computeTime
        self.swapTime = swapTime
        self.power = power
    }

    /// Time of an image [s].
    public var latency: Double { memoryTime + computeTime + swapTime }

    /// Images a second.
    public var throughput: Double { 1 / latency }

    /// Energy of an image [J].
    public var energy: Double { power * latency }
}
