// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models
import Training

extension TrainRequest {
    /// The same request with its images in memory, for several trainings of one range of inputs.
    ///
    /// - Throws: `InputError` when files are missing or damaged, or images have no labels.
    public func withImagesRead() throws(InputError) -> TrainRequest {
        var request = self
        request.images = ImageInput(.dataset(try images.dataset(for: settings)))
        request.tests = try tests.map { (tests) throws(InputError) in
            ImageInput(.dataset(try tests.dataset(for: settings)))
        }
        return request
    }

    /// Checks that layers fit the images, and labels the classes, without drawing weights.
    ///
    /// - Throws: `InputError` that names the layer or the image.
    public func checkLayers() throws(InputError) {
        let batches = try ImageBatches(images.dataset(for: settings))
        let network = try TrainingNetwork(settings, inputShape: batches.mapShape)
        try batches.requireClasses(network.classes)
        guard let tests else { return }
        try ImageBatches(tests.dataset(for: settings), shape: batches.shape).requireClasses(network.classes)
    }
}

extension ImageInput {
    /// The images of a training. Pixels without a normalization of their own get the range of its inputs.
    ///
    /// - Throws: `InputError` when files are missing or damaged, or there are no labels.
    func dataset(for settings: TrainingSettings) throws(InputError) -> ImageDataset {
        var input = self
        if input.normalization == .standard {
            let (low, high) = (settings.inputRange.lowerBound, settings.inputRange.upperBound)
            input.normalization = Normalization(mean: [-low / (high - low)], deviation: [1 / (high - low)])
        }
        return try LoadedImages(input, isCalibrated: false, needsLabels: true).images
    }
}

extension ImageBatches {
    /// Extents of an image as a training takes it.
    var mapShape: MapShape {
        shape.count == 3
            ? MapShape(channels: shape[0], height: shape[1], width: shape[2]) : MapShape(channels: shape.reduce(1, *))
    }

    /// Requires that each label is one of so many classes.
    ///
    /// - Throws: `InputError` that names the first image whose label is not.
    func requireClasses(_ classes: Int) throws(InputError) {
        guard let wrong = labels.firstIndex(where: { $0 >= classes }) else { return }
        throw InputError(
            "image \(wrong + 1) has the label \(labels[wrong]), but the network has \(classes) classes (allowed: 0 to "
                + "\(classes - 1))", file: file)
    }
}
