// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Workload

/// The result of ``FloorplanRequest``.
public struct FloorplanRun: Sendable {
    /// The chip's parameters.
    public let configuration: Configuration
    /// The network.
    public let network: Network
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// The tiles of each layer.
    public let floorplan: Floorplan
    /// The sizes of tiles; nil where they were not wanted.
    public let geometry: FloorplanGeometry?
}
