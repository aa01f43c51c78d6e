// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Parallelism
import Workload

/// Which averages does a recorded trace have? The request of `tessera trace statistics`.
public struct StatisticsRequest: Sendable {
    /// The source of the trace.
    public var trace: TraceInput
    /// The network; by default the one that a trace command names.
    public var network: NetworkInput
    /// Has the range of weights.
    public var configuration: Configuration
    /// Bits of a weight; nil for those of the trace, else 8.
    public var weightBits: Int?
    /// Bits of an activation; nil for those of the trace, else 8.
    public var activationBits: Int?
    /// Number of threads that read.
    public var threads: Int
    /// Is told which layer is measured.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ trace: TraceInput, network: NetworkInput = .ofWorkload, _ configuration: Configuration = Configuration(),
        weightBits: Int? = nil, activationBits: Int? = nil, threads: Int = defaultThreadCount,
        progress: RunProgress? = nil
    ) {
        self.trace = trace
        self.network = network
        self.configuration = configuration
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.threads = threads
        self.progress = progress
    }

    /// Measures the averages.
    ///
    /// - Throws: `InputError` when a file is missing or does not fit the network.
    public func run() throws(InputError) -> NetworkStatistics {
        let recorded = try trace.recorded(network: network, threads: threads).trace
        return try NetworkStatistics(
            measuring: recorded.observed(by: progress),
            weightBits: weightBits ?? recorded.weightBits ?? LayerRequest.defaultBits,
            activationBits: activationBits ?? recorded.activationBits ?? LayerRequest.defaultBits,
            weightRange: configuration.weightRange)
    }
}
