// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// The source of the images of a run, and their preparation.
public struct ImageInput: Sendable {
    /// The place of images.
    public enum Source: Sendable {
        /// A file or a folder, and a file of labels where the images have none.
        case file(String, labels: String? = nil)
        /// Images that are in memory.
        case dataset(ImageDataset)
    }

    /// Images that are calibrated with.
    public enum Calibration: Sendable {
        /// The images behind ``ImageInput/limit``; if there are none, those of the run itself, with a warning.
        case ofTheRun
        /// Images of a file.
        case file(String)
        /// Images that are in memory.
        case dataset(ImageDataset)
    }

    /// Their place.
    public var source: Source
    /// The normalization of their pixels.
    public var normalization: Normalization
    /// Their preparation before the normalization.
    public var preparation: ImagePreparation
    /// Takes the first ones only; nil for all of them [1].
    public var limit: Int?
    /// The images of the calibration.
    public var calibration: Calibration
    /// Number of images of the calibration; nil: ``standardCalibrationLimit`` of a file, or all images in memory [1].
    public var calibrationLimit: Int?

    /// Default number of images of a file for the calibration [1].
    public static let standardCalibrationLimit = 256

    /// Describes images.
    public init(
        _ source: Source, normalization: Normalization = .standard, preparation: ImagePreparation = .none,
        limit: Int? = nil, calibration: Calibration = .ofTheRun, calibrationLimit: Int? = nil
    ) {
        self.source = source
        self.normalization = normalization
        self.preparation = preparation
        self.limit = limit
        self.calibration = calibration
        self.calibrationLimit = calibrationLimit
    }

    /// Images of a file.
    public static func file(_ path: String, labels: String? = nil, limit: Int? = nil) -> ImageInput {
        ImageInput(.file(path, labels: labels), limit: limit)
    }

    /// The first image, whose extents count where a model leaves some open.
    func first() throws(InputError) -> ImageDataset {
        switch source {
        case .file(let path, let labels):
            try ImageDataset(
                readingFrom: path, labels: labels, normalization: normalization, preparation: preparation,
                limit: limit ?? 1)
        case .dataset(let images): images
        }
    }
}
