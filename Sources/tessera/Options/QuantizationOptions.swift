// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Inference
import Models

/// Options that say how a model in floating point becomes integers, and what is calibrated with.
struct QuantizationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bits of both operands of a product of two activations, 1 to 8. (default: those of activations, or of the "
                + "hardware file)", valueName: "n"))
    var productBits: Int?

    @Flag(help: "Gives each output of a model in floating point its own weight scale.")
    var perChannel = false

    @Flag(help: "Gives activations that may be negative a zero point, in place of a sign.")
    var asymmetric = false

    @Option(
        help: ArgumentHelp(
            "The percentile of the magnitude of activations that the largest integer stands for, 50 to 100. "
                + "(default: the largest activation)", valueName: "percent"))
    var percentile: Double?

    @Option(
        help: ArgumentHelp(
            "Integers for weights: integer, or odd for XNOR arrays. (default: those that the hardware needs)",
            valueName: "form"))
    var numberForm: QuantizationSettings.NumberForm?

    @Option(
        help: ArgumentHelp(
            "Images, as in --images, for the ranges of activations of a model in floating point and of ADCs that "
                + "are calibrated. (default: the images after --limit; if there are none, the test images, with a warning)",
            valueName: "file"))
    var calibrationImages: String?

    @Option(help: ArgumentHelp("Calibrates with only the first images. (default: 256)", valueName: "n"))
    var calibrationLimit: Int?

    func validate() throws {
        if let calibrationLimit, calibrationLimit < 1 {
            throw ValidationError("--calibration-limit is \(calibrationLimit) (allowed: 1 or more)")
        }
        if let productBits, !(1...8).contains(productBits) {
            throw ValidationError("--product-bits is \(productBits) (allowed: 1 to 8)")
        }
        if let percentile, !(50...100).contains(percentile) {
            throw ValidationError("--percentile is \(percentile) (allowed: 50 to 100)")
        }
    }

    /// The first option that was given and says how to quantize; nil when there is none.
    var given: String? {
        let options = [
            ("--product-bits", productBits != nil), ("--per-channel", perChannel), ("--asymmetric", asymmetric),
            ("--percentile", percentile != nil),
            ("--number-form", numberForm != nil),
        ]
        return options.first(where: \.1)?.0
    }

    /// The first option that was given, those about calibration included.
    var givenAny: String? {
        given
            ?? (calibrationImages != nil
                ? "--calibration-images" : calibrationLimit != nil ? "--calibration-limit" : nil)
    }

    /// How a model is quantized.
    ///
    /// - Parameters:
    ///   - weightBits: Bits of a weight, if the user gives them.
    ///   - activationBits: Bits of an activation, if the user gives them.
    /// - Returns: The quantization.
    func quantization(weightBits: Int? = nil, activationBits: Int? = nil) -> TestedModel.Quantization {
        var quantization = TestedModel.Quantization()
        quantization.weightBits = weightBits
        quantization.activationBits = activationBits
        quantization.productBits = productBits
        quantization.isPerChannel = perChannel
        quantization.isAsymmetric = asymmetric
        quantization.form = numberForm
        quantization.ranges = percentile.map { .percentile($0) } ?? .maximum
        return quantization
    }
}

extension QuantizationSettings.NumberForm: ExpressibleByArgument {}
