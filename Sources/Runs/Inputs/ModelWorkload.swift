// SPDX-License-Identifier: Apache-2.0

import Inference

/// A trained network as a workload: the model, its images, and how a model in floating point becomes integers.
public struct ModelWorkload: Sendable {
    /// The model.
    public var model: ModelInput
    /// Its images: the trace is that of the first one, and with labels the chip's accuracy is that on all of them.
    public var images: ImageInput
    /// How a model in floating point becomes integers.
    public var quantization: TestedModel.Quantization

    /// Describes a workload.
    public init(
        _ model: ModelInput, images: ImageInput, quantization: TestedModel.Quantization = TestedModel.Quantization()
    ) {
        self.model = model
        self.images = images
        self.quantization = quantization
    }
}
