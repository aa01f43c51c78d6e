// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

/// Where the images of a run come from, and what is done to them.
public struct ImageInput: Sendable {
    /// Where images are.
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

    /// Where they are.
    public var source: Source
    /// What is done to their pixels.
    public var normalization: Normalization
    /// What is done to them before that.
    public var preparation: ImagePreparation
    /// Takes the first ones only; nil for all of them [1].
    public var limit: Int?
    /// What is calibrated with.
    public var calibration: Calibration
    /// How many images are calibrated with; nil for ``standardCalibrationLimit`` of a file, and all that are in memory [1].
    public var calibrationLimit: Int?

    /// Images of a file that are calibrated with when nobody says how many [1].
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
