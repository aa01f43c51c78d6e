// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workload

/// The option that says how the input files of a trace command hold activations.
struct TraceInputsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the input files of a trace command hold activations: bits, as V1.3, V1.4 and V2.x write them, or whole numbers, "
                + "as V1.5 does. (default: what the files tell)", valueName: "form"))
    var traceInputs: TraceInputForm?

    /// Checks that there is a command.
    func validate(hasCommand: Bool) throws {
        if traceInputs != nil, !hasCommand {
            throw ValidationError("--trace-inputs is for the input files of a trace command")
        }
    }
}

extension TraceInputForm: ExpressibleByArgument {}
