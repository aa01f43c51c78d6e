import ArgumentParser
import Diagnostics
import Inference
import Models

/// Options that say how a model in floating point becomes integers, and what is calibrated with.
struct QuantizationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Bits of a weight, 1 to 8, of a model in floating point. (default: what the hardware says, else 8)",
            valueName: "bits"))
    var weightBits: Int?

    @Option(
        help: ArgumentHelp(
            "Bits of an activation, 1 to 8, of a model in floating point. (default: what the hardware says, else 8)",
            valueName: "bits"))
    var activationBits: Int?

    @Flag(help: "Gives each output of a model in floating point a weight scale of its own.")
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
            "Which integers stand for weights: integer, or odd for XNOR arrays. (default: what the hardware takes)",
            valueName: "form"))
    var numberForm: QuantizationSettings.NumberForm?

    @Option(
        help: ArgumentHelp(
            "Images, as in --images, for the ranges of activations of a model in floating point and of converters that "
                + "are calibrated. (default: the images behind --limit; if there are none, those under test, with a warning)",
            valueName: "file"))
    var calibrationImages: String?

    @Option(help: ArgumentHelp("Calibrates with the first images only. (default: 256)", valueName: "n"))
    var calibrationLimit: Int?

    func validate() throws {
        if let calibrationLimit, calibrationLimit < 1 {
            throw ValidationError("--calibration-limit is \(calibrationLimit) (allowed: 1 or more)")
        }
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...8).contains(bits) { throw ValidationError("\(name) is \(bits) (allowed: 1 to 8)") }
        }
        if let percentile, !(50...100).contains(percentile) {
            throw ValidationError("--percentile is \(percentile) (allowed: 50 to 100)")
        }
    }

    /// Images that are calibrated with when nobody says how many.
    static let standardLimit = 256

    /// How many images are calibrated with.
    var limit: Int { calibrationLimit ?? Self.standardLimit }

    /// How a model is quantized.
    ///
    /// - Throws: `InputError` of kind `usage` when options are given that an integer model has no use for.
    func quantization(of graph: NetworkGraph) throws(InputError) -> TestedModel.Quantization {
        let given = [
            ("--weight-bits", weightBits != nil), ("--activation-bits", activationBits != nil),
            ("--per-channel", perChannel), ("--asymmetric", asymmetric), ("--percentile", percentile != nil),
            ("--number-form", numberForm != nil),
        ]
        if graph.isQuantized, let option = given.first(where: \.1) {
            throw InputError(
                "the model is quantized already, to which \(option.0) contradicts", kind: .usage, file: graph.file)
        }
        var quantization = TestedModel.Quantization()
        quantization.weightBits = weightBits
        quantization.activationBits = activationBits
        quantization.isPerChannel = perChannel
        quantization.isAsymmetric = asymmetric
        quantization.form = numberForm
        quantization.ranges = percentile.map { .percentile($0) } ?? .maximum
        return quantization
    }
}
