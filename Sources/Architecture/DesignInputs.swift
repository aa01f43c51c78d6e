// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Circuits
import Configuration
import Counting
import Diagnostics
import Technology

/// Everything that sizes a chip besides the network: the user's parameters resolved to a technology, a memory cell,
/// wires and precisions. One value, handed to every block.
public final class DesignInputs: Sendable {
    /// The user's parameters, with those that a revision decides.
    public let configuration: Configuration
    /// Records, circuits and counting.
    public let revision: Revision
    /// The process.
    public let technology: Technology
    /// The memory cell of the synaptic arrays.
    public let cell: any MemoryCell
    /// Resistance of a metal wire at the array's pitch [Ohm/m].
    public let wireResistancePerLength: Double
    /// Wires of H-tree branches.
    let branchWires: BranchWires
    /// Wire resistance of one cell pitch along a row [Ohm].
    public let rowWireResistancePerCell: Double
    /// Wire resistance of one cell pitch along a column [Ohm].
    public let columnWireResistancePerCell: Double
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation; they enter the array one after the other.
    public let activationBits: Int
    /// Bits that the parameters ask of a memory cell, as many as the cell holds at most.
    public let requestedCellBits: Int
    /// Bits that one memory cell holds, never more than a weight has.
    public let cellBits: Int
    /// Reads and conversions.
    public let array: ArrayDesign
    /// The clock in whose periods circuits work; nil where each works at its own pace.
    public let clock: Clock?

    /// Resolves the parameters for weights and activations of the given precision.
    ///
    /// - Parameters:
    ///   - configuration: The user's parameters.
    ///   - weightBits: Bits of a weight, at least 1.
    ///   - activationBits: Bits of an activation, at least 1.
    ///   - revision: Records, cells, circuits and counting.
    /// - Throws: `InputError` when the parameters have no technology or cell.
    public convenience init(
        configuration: Configuration, weightBits: Int, activationBits: Int, revision: Revision
    ) throws(InputError) {
        let limit = 1...32
        guard limit.contains(weightBits), limit.contains(activationBits) else {
            let bits = limit.contains(weightBits) ? activationBits : weightBits
            let what = limit.contains(weightBits) ? "activations" : "weights"
            throw InputError("\(what) of \(bits) bits are not supported (allowed: 1 to 32)")
        }
        let resolved = try DesignInputs(
            resolving: configuration, weightBits: weightBits, activationBits: activationBits, revision: revision)
        let columns = revision.circuits.columnsPerConverter(of: resolved)
        let adapted =
            try columns.map { count throws(InputError) in
                let sensed = try resolved.configuration.changing { $0.columnsPerADC = count }
                return DesignInputs(resolved, configuration: sensed)
            } ?? resolved
        self.init(adapted, clock: revision.circuits.clock(of: adapted))
    }

    /// The quantities that the parameters give, for circuits that work at their own pace.
    private init(
        resolving configuration: Configuration, weightBits: Int, activationBits: Int, revision: Revision
    ) throws(InputError) {
        self.configuration = configuration
        self.revision = revision
        self.weightBits = weightBits
        self.activationBits = activationBits
        do {
            let process = try revision.process(configuration, revision.technology)
            let (technology, wire) = (process.technology, process.wire)
            cell = try revision.cell(configuration, technology)
            self.technology = technology
            wireResistancePerLength = wire.resistancePerLength
            branchWires = BranchWires(
                arrayWireWidth: revision.circuits.branchWireWidth(above: wire),
                temperature: configuration.temperature,
                featureSize: technology.featureSize)
            rowWireResistancePerCell = wire.cellResistance(lengthInWidths: cell.heightInFeatureSizes)
            columnWireResistancePerCell = wire.cellResistance(lengthInWidths: cell.widthInFeatureSizes)
        } catch {
            throw InputError("\(error)")
        }
        let given = configuration.givenCellBits
        requestedCellBits = min(given, cell.mostBits ?? given)
        cellBits = min(requestedCellBits, weightBits)
        array = configuration.array(
            weightBits: weightBits, activationBits: activationBits, cellBits: requestedCellBits)
        clock = nil
    }

    /// The same design with what is given in place of its own.
    private init(
        _ other: DesignInputs, configuration: Configuration? = nil, revision: Revision? = nil, clock: Clock? = nil
    ) {
        self.configuration = configuration ?? other.configuration
        self.revision = revision ?? other.revision
        self.clock = clock ?? other.clock
        technology = other.technology
        cell = other.cell
        wireResistancePerLength = other.wireResistancePerLength
        branchWires = other.branchWires
        rowWireResistancePerCell = other.rowWireResistancePerCell
        columnWireResistancePerCell = other.columnWireResistancePerCell
        weightBits = other.weightBits
        activationBits = other.activationBits
        requestedCellBits = other.requestedCellBits
        cellBits = other.cellBits
        array = other.array
    }

    /// Cells side by side in a row that hold one weight [1].
    public var columnsPerWeight: Int { array.weights.columnsPerWeight }

    /// Cells above each other in a column that hold one weight (2 for XNOR arrays) [1].
    public var rowsPerWeight: Int { array.weights.rowsPerWeight }

    /// How figures are counted.
    public var counting: any CountingPolicy { revision.counting }

    /// The same design with circuits that fit their place, counted exactly.
    public var countedExactly: DesignInputs {
        DesignInputs(self, revision: revision.countedExactly)
    }
}
