// SPDX-License-Identifier: Apache-2.0

import Workload

/// The work of a layer for one image.
public protocol LayerCounts: Sendable {
    /// Input vectors that a layer's weights multiply; at least 1.
    func inputVectors(of layer: Layer) -> Int
    /// Output positions whose activations a unit for weight gradients stores; at least 1.
    func gradientPositions(of layer: Layer) -> Int
    /// Multiplications and additions [1].
    func operations(of layer: Layer) -> Double
    /// Rows of a trace, counted in kernel positions, that the novel mapping brings together, channel by channel: 1
    /// leaves the rows as they are.
    func regroupedPositions(ofKernel positions: Int) -> Int
    /// Weight of a kernel size when the most frequent one is chosen for the novel mapping.
    ///
    /// - Parameters:
    ///   - layers: Layers with a kernel of this size.
    ///   - positions: Positions of the kernel.
    /// - Returns: The weight; the largest one is chosen, the first of equal ones.
    func kernelFrequency(of layers: Int, positions: Int) -> Int
    /// Energy that efficiencies count over the energy of a run [1].
    var efficiencyMargin: Double { get }
}

extension LayerCounts {
    /// One for each output position, on the padded map.
    public func inputVectors(of layer: Layer) -> Int { max(1, layer.outputHeight * layer.outputWidth) }

    /// One for each output position, on the padded map.
    public func gradientPositions(of layer: Layer) -> Int { layer.outputVectors }

    /// Two for each weight and output position.
    public func operations(of layer: Layer) -> Double { layer.operations }

    /// The number of layers.
    public func kernelFrequency(of layers: Int, positions: Int) -> Int { layers }

    /// The energy of the run.
    public var efficiencyMargin: Double { 1 }

    /// All positions of the kernel: traces go channel by channel, elements of the novel mapping position by position.
    public func regroupedPositions(ofKernel positions: Int) -> Int { positions }

    /// Multiplications and additions of a network for one image [1].
    public func operations(of network: Network) -> Double {
        network.layers.reduce(0) { $0 + operations(of: $1) }
    }
}
