// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Workload

/// Which weights and activations does a recorded trace hold? The request of `tessera trace convert`.
public struct TraceRequest: Sendable {
    /// The source of the trace.
    public var trace: TraceInput
    /// The network; by default the one that a trace command names.
    public var network: NetworkInput
    /// Number of threads that read.
    public var threads: Int
    /// Is told which layer is read.
    public var progress: RunProgress?

    /// Asks the question.
    public init(
        _ trace: TraceInput, network: NetworkInput = .ofWorkload, threads: Int = defaultThreadCount,
        progress: RunProgress? = nil
    ) {
        self.trace = trace
        self.network = network
        self.threads = threads
        self.progress = progress
    }

    /// Opens the trace.
    ///
    /// - Throws: `InputError` when a file is missing or does not fit the network.
    public func run() throws(InputError) -> any Trace {
        try trace.recorded(network: network, threads: threads).trace.observed(by: progress)
    }
}
