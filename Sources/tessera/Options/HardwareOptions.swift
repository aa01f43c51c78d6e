// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CellArrays
import Diagnostics
import Inference

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
        if hardware != nil, !parameters.files.isEmpty || !parameters.assignments.isEmpty {
            throw ValidationError("--hardware excludes --param and --set: the hardware is one or the other")
        }
    }

    /// What describes the hardware.
    ///
    /// - Parameters:
    ///   - weightsAreBinary: whether a model in floating point gets weights of -1 and +1, which the default hardware
    ///     holds in XNOR cells.
    ///   - weightBits: bits of a chip's weights, where the user says so [bit].
    /// - Returns: the keys of the hardware file, the parameters of a chip or, when the user names neither, the default
    ///   hardware.
    /// - Throws: `InputError` when a file cannot be read, or the hardware makes no sense.
    func source(weightsAreBinary: Bool = false, weightBits: Int? = nil) throws(InputError) -> HardwareSource {
        if let hardware { return .keys(try HardwareConfiguration(readingFrom: hardware)) }
        guard !parameters.files.isEmpty || !parameters.assignments.isEmpty else {
            var ideal = HardwareConfiguration()
            if weightsAreBinary { ideal.mapping = .xnor }
            return .keys(ideal)
        }
        return .chip(try parameters.configuration(), weightBits: weightBits ?? HardwareSource.chipBits)
    }

    /// The hardware to try, one or one a value, and the key that varies.
    ///
    /// Parameters are those of ``source(weightsAreBinary:weightBits:)``.
    func settings(
        weightsAreBinary: Bool = false, weightBits: Int? = nil
    ) throws(InputError) -> (key: String?, settings: [AccuracySetting]) {
        let source = try source(weightsAreBinary: weightsAreBinary, weightBits: weightBits)
        guard let vary else { return (nil, [try source.setting()]) }
        let variation = try HardwareVariation(vary)
        return (try source.name(of: variation), try source.settings(variation))
    }
}
