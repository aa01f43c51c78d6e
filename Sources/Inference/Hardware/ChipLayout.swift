// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import Diagnostics
import Models
import Technology
import Workload

/// The layout of the layers of a network on a chip, as an estimate of the same chip prices them: which rows share an
/// array, which groups of channels do, and how many bits the cells of a weight and the steps of an input have.
public struct ChipLayout: Sendable, Equatable {
    /// Bits of a weight of the chip: of the layer with most, one in binary modes [bit].
    public let weightBits: Int
    /// Bits of an activation of the chip: of the layer with most [bit].
    public let activationBits: Int
    private let isBinary: Bool
    /// The order in which the mapping that the chip has fills arrays.
    private let order: RowOrder
    /// By index of the matrix.
    private let places: [Place]

    /// The position of a matrix.
    private struct Place: Equatable {
        let reads: ReadPlan
        let pack: PackedGroup
    }

    /// Lays a network out.
    ///
    /// - Parameters:
    ///   - network: the network in integers.
    ///   - configuration: the chip.
    /// - Throws: `InputError` when the chip cannot be made, or cannot hold the network.
    public init(_ network: QuantizedNetwork, on configuration: Configuration) throws(InputError) {
        try self.init(network.workload(), matrices: network.layers.map(\.matrices), on: configuration)
    }

    /// Lays a network out whose layers have the given matrices, one for each group of channels.
    ///
    /// - Throws: `InputError` when the chip cannot be made, or cannot hold the network.
    init(
        _ network: Network, matrices: [[MatrixLayer]], on configuration: Configuration
    ) throws(InputError) {
        isBinary = !configuration.operationMode.isConventional
        weightBits = isBinary ? 1 : matrices.joined().map(\.weightBits).max() ?? 1
        activationBits = matrices.joined().map(\.activationBits).max() ?? 1
        order = RowOrder(of: configuration)
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: weightBits, activationBits: activationBits, revision: .layout)
        let floorplan = try Floorplan(network: network, inputs: inputs)
        places = zip(matrices, floorplan.layers).flatMap { groups, placement in
            let reads = floorplan.reads(of: placement, in: inputs.array)
            return groups.indices.map { group in
                let members = placement.matrix.packing?.groups(beside: group) ?? group..<group + 1
                return Place(reads: reads, pack: PackedGroup(group, among: members))
            }
        }
    }

    /// How a matrix of the network lies on the chip.
    ///
    /// - Throws: `InputError` where its weights have more bits than the cells of the chip.
    func placement(of layer: MatrixLayer) throws(InputError) -> MatrixPlacement {
        guard layer.weightBits <= weightBits else {
            let kind = isBinary ? "a chip in a binary operationmode" : "the chip"
            throw InputError("weights of \(layer.weightBits) bits do not fit cells of \(kind) (allowed: \(weightBits))")
        }
        guard places.indices.contains(layer.index) else {
            throw InputError("the chip was laid out for a network of \(places.count) matrices")
        }
        let place = places[layer.index]
        return MatrixPlacement(
            reads: place.reads, pack: place.pack, chipOrder: order, weightBits: weightBits,
            activationBits: layer.activationBits, activationSteps: activationBits,
            spareBits: weightBits - layer.weightBits, activationIsSigned: layer.activationIsSigned)
    }
}

/// How a matrix lies on a chip.
struct MatrixPlacement {
    let reads: ReadPlan
    /// Groups of channels that share its arrays.
    let pack: PackedGroup
    let chipOrder: RowOrder
    let weightBits: Int
    /// Bits of its own activations [bit].
    let activationBits: Int
    /// Steps in which the inputs of the chip enter, as many as the longest activations have bits [1].
    let activationSteps: Int
    /// Bits that the cells of the chip have more than the weights; weights fill the highest ones, as in a trace [bit].
    let spareBits: Int
    let activationIsSigned: Bool

    /// The weight of a unit of the stored weights [1].
    var weightUnit: Double { 1 / Double(1 << spareBits) }

    /// The integers that cells hold for some weights.
    func stored(_ weights: [Int32]) -> [Int32] { spareBits == 0 ? weights : weights.map { $0 << Int32(spareBits) } }

    /// The hardware that the matrix lies on. A row order that is not the chip's was asked for, and holds for all layers.
    ///
    /// Activations are numbers of as many bits as the chip has steps, but for those whose bits stand for -1 and +1: they
    /// keep their bits, and steps beyond count 0.
    func fitting(_ hardware: HardwareConfiguration) -> HardwareConfiguration {
        let bits = hardware.array.inputs.isBipolar ? activationBits : activationSteps
        var fitted = hardware.fitted(
            weightBits: weightBits, activationBits: bits, activationIsSigned: activationIsSigned)
        fitted.activationSteps = hardware.array.inputs.isBipolar ? activationSteps : 0
        if hardware.rowOrder == chipOrder { fitted.rowOrder = reads.order }
        fitted.rowBlocks = reads.blocks
        return fitted
    }
}

extension RowOrder {
    /// The order in which the layers fill arrays that a chip's mapping serves.
    init(of configuration: Configuration) { self = configuration.usesNovelMapping ? .positions : .channels }
}

extension Revision {
    /// Any process and cells of which only the bits count: neither technology nor counting decides in which rows weights lie, and
    /// which groups share them.
    fileprivate static let layout = Revision(
        name: "layout",
        process: { _, records throws(TechnologyError) in
            DesignProcess(
                technology: try Technology(records.standard, roadmap: .lowStandbyPower),
                wire: records.standard.wire.wire(temperature: 300))
        }, cell: { configuration, _ in LayoutCell(mostBits: configuration.cellType.mostBits) })
}
