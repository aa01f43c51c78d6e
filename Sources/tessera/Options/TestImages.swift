// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// The images of a run: those under test, or that a trace is of, and those that are calibrated with.
struct TestImages {
    /// The images under test.
    let images: ImageDataset
    /// The images to calibrate with; nothing when nothing is calibrated.
    let calibration: ImageDataset?
    /// What to know about them.
    let warnings: [String]

    /// Reads the images.
    ///
    /// - Parameters:
    ///   - dataset: the images under test.
    ///   - options: the images to calibrate with.
    ///   - isCalibrated: whether anything is calibrated.
    ///   - needsLabels: whether the images under test must have labels.
    /// - Throws: `InputError` when files are missing or damaged, or there are no labels.
    init(
        _ dataset: DatasetOptions, _ options: QuantizationOptions, isCalibrated: Bool, needsLabels: Bool
    ) throws(InputError) {
        guard let path = dataset.data ?? dataset.images else {
            throw InputError("images are needed: --images FILE or --data FILE", kind: .usage)
        }
        let normalization = try dataset.pixelNormalization()
        let preparation = try dataset.preparing.preparation()
        let isSplit = isCalibrated && options.calibrationImages == nil
        let needed = dataset.limit.map { limit in
            isSplit ? limit.addingReportingOverflow(options.limit) : (limit, false)
        }
        let all = try ImageDataset(
            readingFrom: path, labels: dataset.labels, normalization: normalization, preparation: preparation,
            limit: needed.map { $0.1 ? .max : $0.0 }, needsLabels: needsLabels)
        images = try dataset.limit.map { (limit) throws(InputError) in try all.prefix(limit) } ?? all
        if let file = options.calibrationImages {
            calibration = try ImageDataset(
                readingFrom: file, normalization: normalization, preparation: preparation, limit: options.limit)
            warnings = isCalibrated ? [] : ["--calibration-images \(file) is not used: nothing is calibrated"]
            return
        }
        guard isCalibrated else {
            calibration = nil
            warnings =
                options.calibrationLimit == nil ? [] : ["--calibration-limit is not used: nothing is calibrated"]
            return
        }
        if let rest = try all.dropping(first: images.count) {
            calibration = try rest.prefix(options.limit)
            warnings = []
        } else {
            calibration = try images.prefix(options.limit)
            warnings = [
                "calibrated with the images of the run itself, so that its accuracy may be flattering; name others with "
                    + "--calibration-images FILE, or leave some out with --limit N"
            ]
        }
    }
}
