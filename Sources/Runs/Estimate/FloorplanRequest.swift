// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Parallelism
import Revisions

/// How is a network laid out on tiles, processing elements and subarrays? The request of `tessera floorplan`.
public struct FloorplanRequest: Sendable {
    /// The chip.
    public var configuration: Configuration
    /// The network.
    public var network: NetworkInput
    /// The workload, which gives only the bits of numbers.
    public var workload: WorkloadInput
    /// Bits of a weight; nil for those of the workload, else 8.
    public var weightBits: Int?
    /// Bits of an activation; nil for those of the workload, else 8.
    public var activationBits: Int?
    /// Whether the sizes of tiles are wanted, for which the circuits of the whole chip are laid out.
    public var includesGeometry: Bool
    /// Number of threads that read.
    public var threads: Int

    /// Asks the question.
    public init(
        _ configuration: Configuration = Configuration(), network: NetworkInput = .ofWorkload,
        workload: WorkloadInput = .synthetic, weightBits: Int? = nil, activationBits: Int? = nil,
        includesGeometry: Bool = false, threads: Int = defaultThreadCount
    ) {
        self.configuration = configuration
        self.network = network
        self.workload = workload
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.includesGeometry = includesGeometry
        self.threads = threads
    }

    /// Lays the network out.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, or the parameters have no chip.
    public func run() throws(InputError) -> FloorplanRun {
        let workload = try OpenedWorkload(
            workload,
            OpenedWorkload.Request(
                network: network, weightBits: weightBits, activationBits: activationBits, threads: threads),
            on: configuration)
        let configuration = try workload.operated(configuration)
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: workload.weightBits, activationBits: workload.activationBits)
        let floorplan = try Floorplan(network: workload.network, inputs: inputs)
        let geometry =
            includesGeometry
            ? try Chip(network: workload.network, floorplan: floorplan, inputs: inputs).geometry : nil
        return FloorplanRun(
            configuration: configuration, network: workload.network, weightBits: workload.weightBits,
            activationBits: workload.activationBits, floorplan: floorplan, geometry: geometry)
    }
}
