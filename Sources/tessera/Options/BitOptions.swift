// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Options for the widths of weights and activations of a model in floating point.
struct BitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bits of a weight, 1 to 8, of a model in floating point. (default: those of the hardware, otherwise 8)",
            valueName: "bits"))
    var weightBits: Int?

    @Option(
        help: ArgumentHelp(
            "Bits of an activation, 1 to 8, of a model in floating point. (default: those of the hardware, otherwise 8)",
            valueName: "bits"))
    var activationBits: Int?

    func validate() throws {
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...8).contains(bits) { throw ValidationError("\(name) is \(bits) (allowed: 1 to 8)") }
        }
    }
}
