// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Streaming

/// Time and energy by a closed formula over the number of parameters and of operations: all parameters pass the SRAM once,
/// word by word; all operations take their cycles; a fixed number of swaps takes a fixed time. Nothing else counts: neither
/// activations nor partial sums, and no step depends on the size of the SRAM. docs/models/streaming.md has the equations.
public struct OriginAccounting: StreamAccounting {
    /// Its name in the parameter `accounting`.
    public static let name = "origin"

    private let precision: StreamPrecision
    private let given: StreamingParameters

    /// The formula for numbers of some length, and the parameters that begin with `stream`.
    public init(precision: StreamPrecision, parameters: StreamingParameters) {
        self.precision = precision
        given = parameters
    }

    /// The totals of the formula; a network of any size fits.
    public func result(
        for network: StreamNetwork, on machine: StreamMachine, threads: Int
    ) throws(InputError) -> StreamResult {
        .totals(totals(of: network), machine: machine)
    }

    /// The totals of the formula.
    func totals(of network: StreamNetwork) -> StreamTotals {
        let parameters = network.trainableParameters + network.storedStatistics
        let operations = given.operations > 0 ? given.operations : network.multiplyAccumulates
        let words = (parameters * precision.weightBits + given.wordBits - 1) / given.wordBits
        let memoryTime = Double(words) / given.clockFrequency
        let computeTime = Double(operations) / Double(given.operationsPerCycle) / given.clockFrequency
        let swapTime = Double(given.swaps) * given.swapTime
        return StreamTotals(
            accounting: OriginAccounting.name, parameters: parameters, operations: operations, swaps: given.swaps,
            memoryTime: memoryTime, computeTime: computeTime, swapTime: swapTime,
            power: power(memoryTime: memoryTime, computeTime: computeTime, swapTime: swapTime))
    }

    /// Mean power [W]: reading while parameters move, writing in swaps, standby while computing.
    private func power(memoryTime: Double, computeTime: Double, swapTime: Double) -> Double {
        switch given.powerMean {
        case .weighted:
            let energy =
                memoryTime * given.readPower + swapTime * given.writePower + computeTime * given.standbyPower
            return energy / (memoryTime + computeTime + swapTime)
        case .simple:
            return (given.readPower + given.standbyPower) / 2
        }
    }
}
