// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Workload

/// The source of a trained network.
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
