// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Models
import NetworkCatalog
import Revisions
import Streaming
import Workload

/// The steps of a streamed network, as they have been read.
enum StreamSource: Sendable {
    /// A network file.
    case table(Network, file: String)
    /// A model.
    case graph(NetworkGraph)

    init(_ input: StreamInput, images: ImageInput?) throws(InputError) {
        switch input {
        case .network(let file): self = .table(try Network(fileOrName: file), file: file)
        case .model(let model): self = .graph(try model.graph(images: images))
        }
    }

    /// The file, as the user spelled it.
    var file: String {
        switch self {
        case .table(_, let file): file
        case .graph(let graph): graph.file
        }
    }

    /// Figures with a configuration's own capacity of the SRAM, or with those that are given.
    ///
    /// - Throws: `InputError` when the parameters describe no machine, or the network has a step that it cannot run.
    func results(
        _ configuration: Configuration, capacities: [Int], precision: StreamPrecision, threads: Int
    ) throws(InputError) -> (network: StreamNetwork, results: [StreamResult]) {
        var configurations: [Configuration] = []
        for capacity in capacities {
            configurations.append(try configuration.setting(["streamCapacity=\(capacity)"]))
        }
        if configurations.isEmpty { configurations = [configuration] }
        let network = try network(precision, StreamMachine(configurations[0]))
        var results: [StreamResult] = []
        for configuration in configurations {
            let machine = try StreamMachine(configuration)
            let accounting = configuration.streamAccounting(precision: precision)
            results.append(try accounting.result(for: network, on: machine, threads: threads))
        }
        return (network, results)
    }

    /// The steps on a machine.
    private func network(
        _ precision: StreamPrecision, _ machine: StreamMachine
    ) throws(InputError) -> StreamNetwork {
        switch self {
        case .table(let network, _): StreamNetwork(network, precision: precision, machine: machine)
        case .graph(let graph): try StreamNetwork(graph, precision: precision, machine: machine)
        }
    }
}
