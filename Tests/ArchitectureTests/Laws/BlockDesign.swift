// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21
import Workload
import _TestSupport

@testable import Architecture

/// A kind of design whose blocks are checked.
struct BlockDesign: Sendable {
    /// Whose circuits it has, and how it counts.
    enum Counting: String, Sendable {
        /// Circuits that fit their place, counted exactly.
        case exact
        /// Those and the counting of the reference.
        case reference
    }

    let cell: LawCell
    private(set) var assignments: [String]
    var counting = Counting.exact
    /// Branches of H-trees have the resistance of the process's wires.
    var hasBranchResistance = false

    /// A design with arrays that compute in a mode and parameters besides.
    init(_ cell: LawCell, mode: Int, _ assignments: [String] = []) {
        self.cell = cell
        self.assignments = ["operationmode=\(mode)", "levelOutput=16", "numColMuxed=8"] + assignments
    }

    /// The same design with more parameters.
    func setting(_ more: [String]) -> BlockDesign {
        var design = self
        design.assignments += more
        return design
    }

    /// The same design counted as the reference does, with its circuits.
    var countedByReference: BlockDesign {
        var design = self
        design.counting = .reference
        return design
    }

    /// The same design with H-trees as the process has them.
    var withBranchResistance: BlockDesign {
        var design = self
        design.hasBranchResistance = true
        return design
    }

    private var revision: Revision {
        switch counting {
        case .exact:
            Revision(name: "exact", circuits: hasBranchResistance ? StandardCircuits() : PlainBranches())
        case .reference: NeuroSim21.revision()
        }
    }

    /// Whether weights have several bits.
    var hasSeveralBits: Bool { assignments.contains("operationmode=1") || assignments.contains("operationmode=2") }

    /// What sizes the blocks, for activations of the check's length and weights of 4 bits, or both of one bit.
    func inputs(_ inputs: LawInputs, rows: Int? = nil, columns: Int? = nil) throws -> DesignInputs {
        let size = [rows.map { "numRowSubArray=\($0)" }, columns.map { "numColSubArray=\($0)" }].compactMap { $0 }
        return try inputs.design(
            cell, assignments + size, revision: revision, weightBits: hasSeveralBits ? 4 : 1,
            activationBits: hasSeveralBits ? nil : 1)
    }
}

/// A network of the checks: convolutions that fill several arrays, and a fully connected layer.
enum BlockNetwork {
    static func make() throws -> Network {
        try Network(layers: [
            convolution(8, 4, 16), convolution(8, 16, 16, pooling: true), convolution(4, 16, 32),
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 512, kernelHeight: 1, kernelWidth: 1, outputChannels: 10),
        ])
    }

    private static func convolution(_ size: Int, _ inputs: Int, _ outputs: Int, pooling: Bool = false) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: inputs, kernelHeight: 3, kernelWidth: 3,
            outputChannels: outputs, isFollowedByPooling: pooling)
    }
}

extension LawFigure {
    /// Time and energy of a movement, and of its parts.
    static func movement(_ operation: String, _ movement: MovementCost) -> [LawFigure] {
        let total = movement.total
        return LawFigure.cost("\(operation).buffer", movement.buffer)
            + LawFigure.cost("\(operation).wires", movement.interconnect) + [
                LawFigure(
                    "\(operation).latency", total.latency, .time,
                    parts: [movement.buffer.latency, movement.interconnect.latency]),
                LawFigure(
                    "\(operation).energy", total.energy, .energy,
                    parts: [movement.buffer.energy, movement.interconnect.energy]),
            ]
    }

    /// Height and width [m].
    static func sides(_ height: Double, _ width: Double) -> [LawFigure] {
        [LawFigure("height", height, .length), LawFigure("width", width, .length)]
    }
}
