// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models
import Workload

/// Where a trained network comes from.
public enum ModelInput: Sendable {
    /// A file in ONNX, and what is chosen where it leaves something open.
    case onnx(String, choices: ONNXChoices = ONNXChoices())
    /// A NumPy archive of weights for the layers of a network.
    case archive(String, layers: NetworkInput)
    /// A network that is in memory.
    case graph(NetworkGraph)

    /// The network with its weights.
    ///
    /// - Parameter images: The images of the run; the first one has the extents that a model leaves open.
    /// - Returns: The network.
    /// - Throws: `InputError` when a file cannot be read or does not fit.
    func graph(images: ImageInput? = nil) throws(InputError) -> NetworkGraph {
        switch self {
        case .onnx(let path, let choices):
            try NetworkGraph(readingONNX: path, choices: choices) { () throws(InputError) in try images?.first() }
        case .archive(let path, let layers):
            try NetworkGraph(readingArchive: path, network: layers.network())
        case .graph(let graph): graph
        }
    }
}

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

extension TestedModel.Quantization {
    /// The same settings, with lengths of numbers where a run gives some.
    func with(weightBits: Int?, activationBits: Int?) -> TestedModel.Quantization {
        var changed = self
        changed.weightBits = weightBits ?? self.weightBits
        changed.activationBits = activationBits ?? self.activationBits
        return changed
    }

    /// Checks that nothing is asked for that an integer model has no use for.
    ///
    /// - Throws: `InputError` of kind `usage` that names the option of the command line.
    func requireFit(_ graph: NetworkGraph) throws(InputError) {
        guard graph.isQuantized else { return }
        let options = [
            ("--weight-bits", weightBits != nil), ("--activation-bits", activationBits != nil),
            ("--per-channel", isPerChannel), ("--asymmetric", isAsymmetric), ("--percentile", ranges != .maximum),
            ("--number-form", form != nil),
        ]
        guard let option = options.first(where: \.1)?.0 else { return }
        throw InputError(
            "the model is quantized already, to which \(option) contradicts", kind: .usage, file: graph.file)
    }
}
