// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs
import Systolic

/// Options that say how wide words are.
struct SystolicPrecisionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bits of a weight, 1 to 32.", valueName: "bits"))
    var weightBits = 8

    @Option(help: ArgumentHelp("Bits of an activation, 1 to 32.", valueName: "bits"))
    var activationBits = 8

    @Option(
        help: ArgumentHelp(
            "Bits of an accumulator, up to 64. (default: 32, or the bits of a product if these are more)",
            valueName: "bits"))
    var accumulatorBits: Int?

    func validate() throws {
        do throws(InputError) {
            _ = try SystolicPrecision(
                weightBits: weightBits, activationBits: activationBits, accumulatorBits: accumulatorBits)
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// Bits of words.
    var words: SystolicWords {
        SystolicWords(weightBits: weightBits, activationBits: activationBits, accumulatorBits: accumulatorBits)
    }
}
