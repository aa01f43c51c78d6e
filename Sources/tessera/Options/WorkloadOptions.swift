// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs

/// Options that say which network runs on the chip, and with which weights and activations.
struct WorkloadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network, a file with one layer per line or a name of `tessera networks`. (default: the one that "
                + "--trace-command names, otherwise ./Network.csv)", valueName: "file|name"))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "A NeuroSim trace_command.sh that names weights and activations of each layer.", valueName: "file"))
    var traceCommand: String?

    @OptionGroup var inputs: TraceInputsOption

    @Option(help: ArgumentHelp("A trace in one NumPy archive.", valueName: "file.npz"))
    var trace: String?

    @Option(
        help: ArgumentHelp("Bits of a weight, 1 to 32. (default: those of the trace, otherwise 8)", valueName: "bits"))
    var weightBits: Int?

    @Option(
        help: ArgumentHelp(
            "Bits of an activation, 1 to 32. (default: those of the trace, otherwise 8)", valueName: "bits"))
    var activationBits: Int?

    func validate() throws {
        try inputs.validate(hasCommand: traceCommand != nil)
        if traceCommand != nil, trace != nil {
            throw ValidationError("--trace-command and --trace exclude each other: a run has one trace")
        }
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...32).contains(bits) {
                throw ValidationError("\(name) is \(bits) (allowed: 1 to 32)")
            }
        }
    }

    /// The network.
    ///
    /// - Throws: `InputError` of kind `missingInput` when none is named, and the working folder has none.
    func networkInput() throws(InputError) -> NetworkInput {
        if let network { return .file(network) }
        guard traceCommand == nil else { return .ofWorkload }
        return .file(try InputSelection().networkFile(given: nil))
    }

    /// The recorded trace; nil when none is named.
    var traceInput: TraceInput? {
        traceCommand.map { .command($0, inputs: inputs.traceInputs) } ?? trace.map { .archive($0) }
    }
}
