// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// The images of a run: those under test, or that a trace is of, and those that are calibrated with.
struct LoadedImages: Sendable {
    /// The images under test.
    let images: ImageDataset
    /// The calibration images; nil without a calibration.
    let calibration: ImageDataset?
    /// Warnings about them.
    let warnings: [String]

    /// Reads the images.
    ///
    /// - Parameters:
    ///   - input: Where they are.
    ///   - isCalibrated: Whether anything is calibrated.
    ///   - needsLabels: Whether the images under test must have labels.
    /// - Throws: `InputError` when files are missing or damaged, or there are no labels.
    init(_ input: ImageInput, isCalibrated: Bool, needsLabels: Bool) throws(InputError) {
        let all = try Self.all(input, isCalibrated: isCalibrated, needsLabels: needsLabels)
        images = try input.limit.map { (limit) throws(InputError) in try all.prefix(limit) } ?? all
        switch input.calibration {
        case .file(let file):
            calibration = try ImageDataset(
                readingFrom: file, normalization: input.normalization, preparation: input.preparation,
                limit: input.calibrationLimit ?? ImageInput.standardCalibrationLimit)
            warnings = isCalibrated ? [] : ["--calibration-images \(file) is not used: nothing is calibrated"]
        case .dataset(let given):
            calibration =
                try input.calibrationLimit.map { (limit) throws(InputError) in try given.prefix(limit) } ?? given
            warnings = []
        case .ofTheRun where !isCalibrated:
            calibration = nil
            warnings =
                input.calibrationLimit == nil ? [] : ["--calibration-limit is not used: nothing is calibrated"]
        case .ofTheRun:
            let limit = input.calibrationLimit ?? ImageInput.standardCalibrationLimit
            if let rest = try all.dropping(first: images.count) {
                calibration = try rest.prefix(limit)
                warnings = []
            } else {
                calibration = try images.prefix(limit)
                warnings = [
                    "calibrated with the images of the run itself, so that its accuracy may be flattering; name others "
                        + "with --calibration-images FILE, or leave some out with --limit N"
                ]
            }
        }
    }

    /// The test images, followed by the calibration images if these come from the same file.
    private static func all(
        _ input: ImageInput, isCalibrated: Bool, needsLabels: Bool
    ) throws(InputError) -> ImageDataset {
        switch input.source {
        case .dataset(let images): return images
        case .file(let path, let labels):
            var needed = input.limit
            if case .ofTheRun = input.calibration, isCalibrated, let limit = input.limit {
                let behind = input.calibrationLimit ?? ImageInput.standardCalibrationLimit
                let (sum, isTooLarge) = limit.addingReportingOverflow(behind)
                needed = isTooLarge ? .max : sum
            }
            return try ImageDataset(
                readingFrom: path, labels: labels, normalization: input.normalization,
                preparation: input.preparation, limit: needed, needsLabels: needsLabels)
        }
    }
}
