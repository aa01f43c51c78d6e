// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Models
import Revisions
import Workload

/// The network of a run, what its weights and activations come from, and how long numbers are.
struct OpenedWorkload: Sendable {
    /// Source of weights and activations.
    enum Source: Sendable {
        case synthetic(seed: UInt64)
        case trace(RecordedTrace)
        case statistics(Averages)
    }

    /// The source of averages.
    enum Averages: Sendable {
        case parameters
        case values(NetworkStatistics, file: String)
        case trace(RecordedTrace)
    }

    /// The workload that a run requests.
    struct Request: Sendable {
        let network: NetworkInput
        /// Bits of a weight, if the run gives them.
        let weightBits: Int?
        /// Bits of an activation, if the run gives them.
        let activationBits: Int?
        /// Number of threads that read.
        let threads: Int
    }

    /// The network.
    private(set) var network: Network
    /// Bits of a weight: what the run says, else what the workload says, else 8.
    let weightBits: Int
    /// Bits of an activation, decided in the same way.
    let activationBits: Int
    /// Source of weights and activations.
    let source: Source
    /// The trained network; nil for other workloads.
    let model: ModelOnChip?

    /// Reads the network, and opens the trace or reads the averages.
    ///
    /// - Parameters:
    ///   - input: What to read.
    ///   - request: What the run says.
    ///   - configuration: The chip on which a trained network is quantized, and whose revision reads traces in its own way.
    /// - Throws: `InputError` when a file is missing or makes no sense.
    init(_ input: WorkloadInput, _ request: Request, on configuration: Configuration) throws(InputError) {
        switch input {
        case .synthetic(let seed):
            self.init(.synthetic(seed: seed), try request.network.network(), request)
        case .statistics(.parameters):
            self.init(.statistics(.parameters), try request.network.network(), request)
        case .statistics(.values(let values, let file)):
            self.init(.statistics(.values(values, file: file)), try request.network.network(), request)
        case .statistics(.file(let path)):
            let network = try request.network.network()
            self.init(.statistics(.values(try StatisticsFile.read(path), file: path)), network, request)
        case .trace(let input):
            let trace = try input.recorded(
                network: request.network, unclearInputs: configuration.unclearTraceInputs, threads: request.threads)
            self.init(.trace(trace), trace.trace.network, request)
        case .statistics(.trace(let input)):
            let trace = try input.recorded(
                network: request.network, unclearInputs: configuration.unclearTraceInputs, threads: request.threads)
            self.init(.statistics(.trace(trace)), trace.trace.network, request)
        case .model(let workload):
            let model = try ModelOnChip(workload, request, on: configuration)
            self.init(.trace(model.recorded), model.trace.network, request, model: model)
        case .statistics(.model(let workload)):
            let model = try ModelOnChip(workload, request, on: configuration)
            self.init(.statistics(.trace(model.recorded)), model.trace.network, request, model: model)
        }
    }

    private init(_ source: Source, _ network: Network, _ request: Request, model: ModelOnChip? = nil) {
        self.source = source
        self.network = network
        self.model = model
        let said = source.bits
        weightBits = request.weightBits ?? said.weight ?? LayerRequest.defaultBits
        activationBits = request.activationBits ?? said.activation ?? LayerRequest.defaultBits
    }

    /// The same workload on another network with the same weights.
    func running(_ network: Network) -> OpenedWorkload {
        var result = self
        result.network = network
        return result
    }

    /// The parameters of a run of the workload: those of the user, with rows as the command of a trace names them.
    ///
    /// - Throws: `InputError` when the command names rows that no array has.
    func operated(_ configuration: Configuration) throws(InputError) -> Configuration {
        switch source {
        case .trace(let recorded), .statistics(.trace(let recorded)):
            try configuration.operated(by: recorded.trace, file: recorded.path)
        case .synthetic, .statistics: configuration
        }
    }

    /// The averages that take the place of a trace.
    ///
    /// - Parameters:
    ///   - configuration: What the range of weights and, without a file and a trace, the averages are taken from.
    ///   - progress: Is told which layer is measured.
    /// - Returns: The averages and what they come from; nil for a workload that has a trace.
    /// - Throws: `InputError` when the trace cannot be read.
    func statistics(
        _ configuration: Configuration, progress: RunProgress?
    ) throws(InputError) -> (values: NetworkStatistics, origin: StatisticsOrigin)? {
        guard case .statistics(let averages) = source else { return nil }
        switch averages {
        case .values(let values, let file): return (values, .file(path: file))
        case .parameters:
            let parameters = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: weightBits)
            let values = try NetworkStatistics(network, parameters: parameters, activationBits: activationBits)
            return (values, .parameters)
        case .trace(let recorded):
            let values = try NetworkStatistics(
                measuring: recorded.trace.observed(by: progress), weightBits: weightBits,
                activationBits: activationBits, weightRange: configuration.weightRange)
            return (values, .trace(path: recorded.path))
        }
    }

    /// The trace, recorded or drawn.
    ///
    /// - Parameters:
    ///   - configuration: What it is drawn from.
    ///   - threads: How many threads may draw.
    /// - Returns: The trace and what it comes from; nil for a workload of averages.
    /// - Throws: `InputError` when a trace cannot be drawn from such parameters.
    func trace(
        _ configuration: Configuration, threads: Int
    ) throws(InputError) -> (trace: any Trace, source: WorkloadSource)? {
        switch source {
        case .statistics: return nil
        case .trace(let recorded): return (recorded.trace, .trace(path: recorded.path))
        case .synthetic(let seed):
            let parameters = SyntheticTrace.Parameters(configuration, seed: seed, weightBits: weightBits)
            let drawn = try SyntheticTrace(network, parameters: parameters, threads: threads)
            return (drawn, .synthetic(seed: seed))
        }
    }
}

extension OpenedWorkload.Source {
    /// Bits of a weight and of an activation, if the workload gives them.
    fileprivate var bits: (weight: Int?, activation: Int?) {
        switch self {
        case .synthetic, .statistics(.parameters): (nil, nil)
        case .trace(let recorded), .statistics(.trace(let recorded)):
            (recorded.trace.weightBits, recorded.trace.activationBits)
        case .statistics(.values(let values, _)): (values.weightBits, values.activationBits)
        }
    }
}
