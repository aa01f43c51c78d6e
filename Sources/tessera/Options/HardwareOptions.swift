// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Inference
import Runs

/// Options that say what hardware a model is tried on.
struct HardwareOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The hardware, a JSON file as for `tessera matmul`. (default: 128 rows, 1-bit cells, 8-bit ADC, no "
                + "noise; with one-bit weights XNOR cells)",
            valueName: "config.json"))
    var hardware: String?

    @OptionGroup var parameters: ParameterOptions

    @Option(
        help: ArgumentHelp(
            "Tries several values of a key of the hardware file, such as adc_bits=3,4,5,6, or with --param or --set of a "
                + "parameter.", valueName: "key=v1,v2,..."))
    var vary: String?

    func validate() throws {
        if hardware != nil, parameters.isGiven {
            throw ValidationError("--hardware excludes --param and --set: the hardware is one or the other")
        }
    }

    /// The hardware: the keys of a file, the parameters of a chip or, when the user names neither, the default.
    ///
    /// - Throws: `InputError` when a file cannot be read, or the hardware makes no sense.
    func input() throws(InputError) -> HardwareInput {
        if let hardware { return .keys(try HardwareConfiguration(readingFrom: hardware)) }
        guard parameters.isGiven else { return .ideal }
        return .chip(try parameters.configuration())
    }

    /// The variation; nil without one.
    ///
    /// - Throws: `InputError` of kind `usage` when it is of another form.
    func variation() throws(InputError) -> HardwareVariation? {
        try vary.map { (text) throws(InputError) in try HardwareVariation(text) }
    }
}
