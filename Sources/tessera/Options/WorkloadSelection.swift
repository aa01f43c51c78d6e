// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Workload

/// The network of a run, and what its weights and activations come from.
struct WorkloadSelection {
    /// What the user asks for.
    struct Options {
        var network: String?
        var traceCommand: String?
        var trace: String?
        var statistics: String?
        var weightBits: Int?
        var activationBits: Int?
    }

    /// The network.
    let network: Network
    /// Bits of a weight: what the user says, else what the trace says, else 8.
    let weightBits: Int
    /// Bits of an activation, decided in the same way.
    let activationBits: Int
    /// A trace that was recorded, with its file; nothing when one is to be drawn.
    let recorded: (trace: any Trace, path: String)?
    /// Averages that were read, with their file.
    let statistics: (values: NetworkStatistics, path: String)?

    /// Finds the network and opens the trace.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense.
    init(options: Options, threads: Int, files: InputSelection = InputSelection()) throws(InputError) {
        let recorded: (trace: any Trace, path: String)?
        if let path = options.traceCommand {
            let command = try TraceCommand(readingFrom: path)
            let network =
                if let given = options.network {
                    try Network(readingFrom: given)
                } else {
                    try Network(namedBy: command)
                }
            recorded = (try CommandTrace(command, network: network, threads: threads), path)
            self.network = network
        } else {
            network = try Network(readingFrom: files.networkFile(given: options.network))
            if let path = options.trace {
                recorded = (try ArchiveTrace(readingFrom: path, network: network, threads: threads), path)
            } else {
                recorded = nil
            }
        }
        self.recorded = recorded
        var statistics: (values: NetworkStatistics, path: String)?
        if let path = options.statistics { statistics = (try StatisticsFile.read(path), path) }
        self.statistics = statistics
        let said = (
            weight: recorded?.trace.weightBits ?? statistics?.values.weightBits,
            activation: recorded?.trace.activationBits ?? statistics?.values.activationBits
        )
        weightBits = options.weightBits ?? said.weight ?? LayerRequest.defaultBits
        activationBits = options.activationBits ?? said.activation ?? LayerRequest.defaultBits
    }

    /// A trace that a model was made to give.
    init(_ trace: some Trace, path: String, options: Options) {
        network = trace.network
        recorded = (trace, path)
        statistics = nil
        weightBits = options.weightBits ?? trace.weightBits ?? LayerRequest.defaultBits
        activationBits = options.activationBits ?? trace.activationBits ?? LayerRequest.defaultBits
    }

    /// The recorded trace, or one that is drawn.
    ///
    /// - Parameters:
    ///   - seed: where the drawing begins.
    ///   - configuration: what it is drawn from.
    ///   - threads: how many threads may draw.
    /// - Returns: the trace, and what it comes from.
    /// - Throws: `InputError` when a trace cannot be drawn from such parameters.
    func trace(
        seed: UInt64, configuration: Configuration, threads: Int
    ) throws(InputError) -> (trace: any Trace, source: WorkloadSource) {
        if let recorded { return (recorded.trace, .trace(path: recorded.path)) }
        let parameters = SyntheticTrace.Parameters(configuration, seed: seed, weightBits: weightBits)
        return (try SyntheticTrace(network, parameters: parameters, threads: threads), .synthetic(seed: seed))
    }

    /// Averages in place of a trace: read from a file, measured from the recorded trace, or concluded from parameters.
    ///
    /// - Parameters:
    ///   - configuration: what the range of weights and, without a file and a trace, the averages are taken from.
    ///   - progress: shows which layer is measured.
    /// - Returns: the averages, and what they come from.
    /// - Throws: `InputError` when the file or the trace cannot be read.
    func statistics(
        configuration: Configuration, progress: ProgressLine
    ) throws(InputError) -> (statistics: NetworkStatistics, origin: StatisticsOrigin) {
        if let statistics { return (statistics.values, .file(path: statistics.path)) }
        guard let recorded else {
            let parameters = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: weightBits)
            return (
                try NetworkStatistics(network, parameters: parameters, activationBits: activationBits), .parameters
            )
        }
        let measured = try progress.during { () throws(InputError) in
            try NetworkStatistics(
                measuring: ObservedTrace(base: recorded.trace, progress: progress), weightBits: weightBits,
                activationBits: activationBits,
                weightRange: configuration.minimumWeight...configuration.maximumWeight)
        }
        return (measured, .trace(path: recorded.path))
    }
}
