// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import NetworkCatalog
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
            "Tokens that a network by name reads at once, if it reads text. (default: as `tessera networks` lists)",
            valueName: "n"))
    var tokens: Int?

    @Option(
        help: ArgumentHelp(
            "Earlier tokens, whose keys and values are in the cache, for a network by name that generates text; with "
                + "--generate those of the step whose figures are given. (default: 0; with --generate those of the first step)",
            valueName: "n"))
    var context: Int?

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
    /// - Parameter isPrompt: Whether text is generated after its tokens, so that the context is that of a later step.
    /// - Returns: Where the network comes from.
    /// - Throws: `InputError` of kind `missingInput` when none is named, and the working folder has none.
    func networkInput(isPrompt: Bool = false) throws(InputError) -> NetworkInput {
        if let option = tokens != nil ? "--tokens" : context != nil ? "--context" : nil {
            guard let network else {
                throw InputError("\(option) needs a network by name: --network NAME", kind: .usage)
            }
            let known = try CatalogNetwork.named(network)
            return .text(
                network,
                .init(tokens: tokens ?? known.defaultTokens ?? 1, context: isPrompt ? 0 : context ?? 0))
        }
        if let network { return .file(network) }
        guard traceCommand == nil else { return .ofWorkload }
        return .file(try InputSelection().networkFile(given: nil))
    }

    /// The recorded trace; nil when none is named.
    var traceInput: TraceInput? {
        traceCommand.map { .command($0, inputs: inputs.traceInputs) } ?? trace.map { .archive($0) }
    }
}
