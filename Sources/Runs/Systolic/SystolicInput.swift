// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models
import Systolic
import Workload

/// Which layers run on a systolic array.
public struct SystolicInput: Sendable {
    /// The source of layers.
    public enum Source: Sendable {
        /// A topology file of SCALE-Sim.
        case topology(String, form: TopologyFile.Form = .convolution)
        /// A network as chips take it.
        case network(NetworkInput)
        /// The convolutions and fully connected layers of a trained network.
        case model(ModelInput)
        /// Layers that are in memory.
        case layers([SystolicLayer])
    }

    /// Their source.
    public var source: Source
    /// Images that share the filters [1].
    public var batch: Int
    /// Whether the zeros around a map come from memory like everything else, as in SCALE-Sim; for networks and models.
    public var fetchesPadding: Bool

    /// Describes layers.
    public init(_ source: Source, batch: Int = 1, fetchesPadding: Bool = true) {
        self.source = source
        self.batch = batch
        self.fetchesPadding = fetchesPadding
    }

    /// The layers of a network file.
    public static func file(_ path: String) -> SystolicInput { SystolicInput(.network(.file(path))) }

    /// The layers.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, or a layer is too large.
    func layers() throws(InputError) -> [SystolicLayer] {
        let single = try singleLayers()
        guard batch > 1 else { return single }
        var layers: [SystolicLayer] = []
        for layer in single {
            do throws(InputError) {
                layers.append(try layer.repeated(batch))
            } catch {
                throw InputError("layer \(layer.name) with --batch \(batch): \(error.message)", kind: .usage)
            }
        }
        return layers
    }

    /// The layers for one image.
    private func singleLayers() throws(InputError) -> [SystolicLayer] {
        switch source {
        case .topology(let path, let form): try TopologyFile(readingFrom: path, form: form).layers
        case .network(let network): try SystolicLayer.layers(of: network.network(), fetchesPadding: fetchesPadding)
        case .model(let model):
            try SystolicLayer.layers(of: model.graph().workload(), fetchesPadding: fetchesPadding)
        case .layers(let layers): layers
        }
    }
}
