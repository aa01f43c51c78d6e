// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// The source of a recorded trace.
public enum TraceInput: Sendable {
    /// A NumPy archive.
    case archive(String)
    /// A `trace_command.sh` of NeuroSim, which names weights and activations of each layer; the form of activations, nil for the one
    /// that the files tell.
    case command(String, inputs: TraceInputForm? = nil)
    /// A trace that is open, and the file that reports name.
    case opened(any Trace, path: String)

    /// A trace in a file: an archive by its ending `.npz`, else a command.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - inputs: The form of activations of a command; nil for the one that the files tell.
    public init(path: String, inputs: TraceInputForm? = nil) {
        self = path.lowercased().hasSuffix(".npz") ? .archive(path) : .command(path, inputs: inputs)
    }

    /// Opens the trace, for several runs of one network.
    ///
    /// - Parameters:
    ///   - network: The network; that of a command when it is ``NetworkInput/ofWorkload``.
    ///   - unclearInputs: The form of activations that files do not tell; nil where that is an error.
    ///   - threads: Number of threads that read.
    /// - Returns: The same input, opened.
    /// - Throws: `InputError` when a file is missing or does not fit the network.
    public func opened(
        network: NetworkInput, unclearInputs: TraceInputForm? = nil, threads: Int
    ) throws(InputError) -> TraceInput {
        let recorded = try recorded(network: network, unclearInputs: unclearInputs, threads: threads)
        return .opened(recorded.trace, path: recorded.path)
    }

    /// The trace with its file. An open one has its network already.
    func recorded(
        network: NetworkInput, unclearInputs: TraceInputForm? = nil, threads: Int
    ) throws(InputError) -> RecordedTrace {
        switch self {
        case .opened(let trace, let path): return RecordedTrace(trace: trace, path: path)
        case .archive(let path):
            let network = try network.network()
            let trace = try ArchiveTrace(readingFrom: path, network: network, threads: threads)
            return RecordedTrace(trace: trace, path: path)
        case .command(let path, let inputs):
            let command = try TraceCommand(readingFrom: path)
            let network = try network == .ofWorkload ? Network(namedBy: command) : network.network()
            let trace = try CommandTrace(
                command, network: network, inputs: inputs, unclearInputs: unclearInputs, threads: threads)
            return RecordedTrace(trace: trace, path: path)
        }
    }
}
