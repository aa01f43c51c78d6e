// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// The source of a recorded trace.
public enum TraceInput: Sendable {
    /// A NumPy archive.
    case archive(String)
    /// A `trace_command.sh` of NeuroSim, which names weights and activations of each layer.
    case command(String)
    /// A trace that is open, and the file that reports name.
    case opened(any Trace, path: String)

    /// A trace in a file: an archive by its ending `.npz`, else a command.
    public init(path: String) {
        self = path.lowercased().hasSuffix(".npz") ? .archive(path) : .command(path)
    }

    /// Opens the trace, for several runs of one network.
    ///
    /// - Parameters:
    ///   - network: The network; that of a command when it is ``NetworkInput/ofWorkload``.
    ///   - threads: Number of threads that read.
    /// - Returns: The same input, opened.
    /// - Throws: `InputError` when a file is missing or does not fit the network.
    public func opened(network: NetworkInput, threads: Int) throws(InputError) -> TraceInput {
        let recorded = try recorded(network: network, threads: threads)
        return .opened(recorded.trace, path: recorded.path)
    }

    /// The trace with its file. An open one has its network already.
    func recorded(network: NetworkInput, threads: Int) throws(InputError) -> RecordedTrace {
        switch self {
        case .opened(let trace, let path): return RecordedTrace(trace: trace, path: path)
        case .archive(let path):
            let network = try network.network()
            let trace = try ArchiveTrace(readingFrom: path, network: network, threads: threads)
            return RecordedTrace(trace: trace, path: path)
        case .command(let path):
            let command = try TraceCommand(readingFrom: path)
            let network = try network == .ofWorkload ? Network(namedBy: command) : network.network()
            return RecordedTrace(trace: try CommandTrace(command, network: network, threads: threads), path: path)
        }
    }
}
