// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A trace of the fixtures: weights in steps of 1/128 as whole numbers.
package struct FixtureTrace: Trace {
    package let network: Network
    package let weightBits: Int?
    package let activationBits: Int?
    private let archive: NumpyArchive
    private let activities: [Double]

    package init(readingFrom path: String, network: Network, weightBits: Int, activationBits: Int) throws {
        self.network = network
        self.weightBits = weightBits
        self.activationBits = activationBits
        archive = try NumpyArchive(readingFrom: path, threads: 1)
        activities = try archive.doubles("activity")
    }

    package func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        let layer = network.layers[index]
        let codes = try archive.doubles("weight_\(index)")
        let inputs = InputBits(
            activations: try archive.integers("activation_\(index)"), rows: layer.inputRows,
            bitsPerVector: request.activationBits, threads: 1)
        var oldWeights: WeightMatrix?
        if request.includesOldWeights {
            let changes = try archive.doubles("change_\(index)")
            oldWeights = matrix(zip(codes, changes).map(+), layer)
        }
        return LayerTrace(
            weights: matrix(codes, layer), oldWeights: oldWeights, inputs: inputs, activity: activities[index])
    }

    /// The weights with the five decimal places that a CSV file has.
    private func matrix(_ codes: [Double], _ layer: Layer) -> WeightMatrix {
        let grid = DecimalGrid(decimals: 5)
        return WeightMatrix(
            rows: layer.weightRows, columns: layer.outputChannels, values: codes.map { grid.nearest(to: $0 / 128) })
    }
}
