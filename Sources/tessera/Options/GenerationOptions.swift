// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Runs

/// Options of text that a network generates after its tokens.
struct GenerationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tokens that a network by name generates after the prompt of --tokens; the first one comes with the prompt. The "
                + "report then has the time to the first token, and time and energy of a token.", valueName: "n"))
    var generate: Int?

    @Option(help: ArgumentHelp("Sequences that are generated side by side. (default: 1)", valueName: "n"))
    var batch: Int?

    func validate() throws {
        if batch != nil, generate == nil {
            throw ValidationError("--batch is for text that is generated: it needs --generate N")
        }
    }

    /// The text; nil where none is asked for.
    func request(context: Int?) -> GenerationRequest? {
        generate.map { GenerationRequest(tokens: $0, context: context, sequences: batch ?? 1) }
    }
}
