// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models
import Runs

/// Options that name images, their labels and their normalization.
struct DatasetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Images: MNIST idx (also .gz), npy, npz, CIFAR-10 binary, a table of pixels (.csv, .csv.gz), or a folder with a "
                + "folder of PNG or JPEG files for each class.",
            valueName: "file"))
    var images: String?

    @Option(
        help: ArgumentHelp(
            "Labels: idx, npy, or npz with `labels`. (default: those in the file of images)", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp(
            "An npz archive with `images` and `labels`, in place of --images and --labels.", valueName: "file.npz"))
    var data: String?

    @Option(help: ArgumentHelp("Uses only the first images.", valueName: "n"))
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "A JSON file with scale, mean, std and layout of pixels. (default: pixels divided by 255)",
            valueName: "file"))
    var normalization: String?

    @OptionGroup var preparing: PreparationOptions

    func validate() throws {
        if data != nil, images != nil || labels != nil {
            throw ValidationError("--data excludes --images and --labels: it has both")
        }
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit) (allowed: 1 or more)") }
    }

    /// Whether images are named.
    var hasImages: Bool { data != nil || images != nil }

    /// The images.
    ///
    /// - Parameter calibrating: What is calibrated with; nil where nothing is.
    /// - Returns: What the options say; nil when no images are named.
    /// - Throws: `InputError` when options of images stand alone, or the file of the normalization makes no sense.
    func input(calibrating: QuantizationOptions?) throws(InputError) -> ImageInput? {
        let preparation = try preparing.preparation()
        guard let path = data ?? images else {
            guard labels == nil, limit == nil, normalization == nil, preparation == .none else {
                throw InputError("options of images need --images or --data", kind: .usage)
            }
            return nil
        }
        return ImageInput(
            .file(path, labels: labels), normalization: try pixelNormalization(), preparation: preparation,
            limit: limit, calibration: calibrating?.calibrationImages.map { .file($0) } ?? .ofTheRun,
            calibrationLimit: calibrating?.calibrationLimit)
    }

    /// The images of a command that cannot do without.
    ///
    /// - Parameter calibrating: What is calibrated with; nil where nothing is.
    /// - Returns: What the options say.
    /// - Throws: `InputError` when no images are named, or the file of the normalization makes no sense.
    func required(calibrating: QuantizationOptions? = nil) throws(InputError) -> ImageInput {
        guard let input = try input(calibrating: calibrating) else {
            throw InputError("images are needed: --images FILE or --data FILE", kind: .usage)
        }
        return input
    }

    /// The normalization of pixels.
    private func pixelNormalization() throws(InputError) -> Normalization {
        guard let normalization else { return .standard }
        return try Normalization(readingFrom: normalization)
    }
}
