// SPDX-License-Identifier: Apache-2.0

import Configuration
import Inference
import Streaming

/// The result of ``StreamRequest``: a network, one or more machines, and perhaps the accuracy of the network.
public struct StreamRun: Sendable {
    /// The network.
    public let network: StreamNetwork
    /// The file that it comes from.
    public let file: String
    /// The bits of its numbers.
    public let precision: StreamPrecision
    /// The parameters.
    public let configuration: Configuration
    /// The result for each machine, at least one; machines differ in their capacity.
    public let results: [StreamResult]
    /// Accuracy of the network, if images were given.
    public let accuracy: SoftwareAccuracy?
    /// Warnings about the figures.
    public let warnings: [String]

    /// Gathers a run.
    init(
        network: StreamNetwork, file: String, precision: StreamPrecision, configuration: Configuration,
        results: [StreamResult], accuracy: SoftwareAccuracy? = nil, warnings: [String] = []
    ) {
        precondition(!results.isEmpty, "a run needs a result")
        self.network = network
        self.file = file
        self.precision = precision
        self.configuration = configuration
        self.results = results
        self.accuracy = accuracy
        self.warnings = warnings
    }
}
