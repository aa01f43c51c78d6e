// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import NetworkCatalog
import Workload

/// The source of the network of a run.
public enum NetworkInput: Sendable, Equatable {
    /// The workload names it: a trace command names a file, and a model in ONNX has layers of its own.
    case ofWorkload
    /// A network file, or the name of a network that is known.
    case file(String)
    /// A network that is known by its name, for tokens of text.
    case text(String, CatalogNetwork.Sequence)
    /// A network that is in memory.
    case network(Network)

    /// The network.
    ///
    /// - Throws: `InputError` when the file cannot be read, or there is no workload to name one.
    public func network() throws(InputError) -> Network {
        switch self {
        case .ofWorkload:
            throw InputError("no network: name a file, or a workload that has one", kind: .missingInput)
        case .file(let path): try Network(fileOrName: path)
        case .text(let name, let sequence): try CatalogNetwork.named(name).network(sequence)
        case .network(let network): network
        }
    }
}
