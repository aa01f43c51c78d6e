// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models

/// Options that name images, their labels and their normalization.
struct DatasetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Images: MNIST idx (also .gz), npy, npz, CIFAR-10 binary, a table of pixels (.csv, .csv.gz), or a folder with a "
                + "folder of PNG or JPEG files a class.",
            valueName: "file"))
    var images: String?

    @Option(
        help: ArgumentHelp(
            "Labels: idx, npy, or npz with `labels`. (default: those that come with the images)", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp(
            "An npz archive with `images` and `labels`, in place of --images and --labels.", valueName: "file.npz"))
    var data: String?

    @Option(help: ArgumentHelp("Takes the first images only.", valueName: "n"))
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

    /// Reads the images; nil when none are named. `standardLimit` is how many to take when the user does not say; nil
    /// takes all.
    func dataset(standardLimit: Int? = nil) throws(InputError) -> ImageDataset? {
        guard let path = data ?? images else {
            guard labels == nil, limit == nil, normalization == nil, try preparing.preparation() == .none else {
                throw InputError("options of images need --images or --data", kind: .usage)
            }
            return nil
        }
        return try ImageDataset(
            readingFrom: path, labels: labels, normalization: pixelNormalization(),
            preparation: preparing.preparation(), limit: limit ?? standardLimit)
    }

    /// What is done to pixels.
    func pixelNormalization() throws(InputError) -> Normalization {
        guard let normalization else { return .standard }
        return try Normalization(readingFrom: normalization)
    }
}
