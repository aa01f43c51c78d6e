// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Workload

/// Options that say which network runs on the chip, and with which weights and activations.
struct WorkloadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network, one layer a line. (default: the one that --trace-command names, else ./Network.csv)",
            valueName: "file"))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "A NeuroSim trace_command.sh that names weights and activations of each layer.", valueName: "file"))
    var traceCommand: String?

    @Option(help: ArgumentHelp("A trace in one NumPy archive.", valueName: "file.npz"))
    var trace: String?

    @Option(
        help: ArgumentHelp("Bits of a weight, 1 to 32. (default: what the trace says, else 8)", valueName: "bits"))
    var weightBits: Int?

    @Option(
        help: ArgumentHelp("Bits of an activation, 1 to 32. (default: what the trace says, else 8)", valueName: "bits"))
    var activationBits: Int?

    func validate() throws {
        if traceCommand != nil, trace != nil {
            throw ValidationError("--trace-command and --trace exclude each other: a run has one trace")
        }
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...32).contains(bits) {
                throw ValidationError("\(name) is \(bits) (allowed: 1 to 32)")
            }
        }
    }

    /// The network and its trace.
    ///
    /// - Parameters:
    ///   - threads: how many threads may read.
    ///   - statistics: a file of averages, which takes the place of a trace.
    /// - Returns: the network, with the trace or the averages that the user names.
    /// - Throws: `InputError` when a file is missing or makes no sense.
    func selection(threads: Int, statistics: String? = nil) throws(InputError) -> WorkloadSelection {
        try WorkloadSelection(options: options(statistics: statistics), threads: threads)
    }

    /// What the user asks for.
    func options(statistics: String? = nil) -> WorkloadSelection.Options {
        WorkloadSelection.Options(
            network: network, traceCommand: traceCommand, trace: trace, statistics: statistics, weightBits: weightBits,
            activationBits: activationBits)
    }
}
