// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

/// The circuits of a revision by their role in a block, as far as revisions differ in them.
///
/// The answers of the extension are those of circuits that fit their place; ``StandardCircuits`` has no others, but knows a shorter
/// way to the circuits that write.
public protocol CircuitRoles: ArrayCircuits, ChipCircuits, DigitalCircuits, BlockSizing {
    /// The clock of a design whose circuits work in step; nil where each works at its own pace.
    func clock(of inputs: DesignInputs) -> Clock?
    /// Columns that share a converter, or a sense amplifier, in place of those that the parameters give; nil where the
    /// parameters decide.
    func columnsPerConverter(of inputs: DesignInputs) -> Int?
    /// Width of array wires for which branches of H-trees are sized [m]; 0 for branches without resistance.
    func branchWireWidth(above wire: Wire) -> Double
    /// Lines that the drivers of a unit for weight gradients drive, beside synaptic arrays of the given access.
    func gradientWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines
    /// Whether buffers of tiles are of SRAM cells.
    ///
    /// - Parameters:
    ///   - own: The choice of the parameters for tiles.
    ///   - elements: What they say for processing elements.
    /// - Returns: Whether buffers of tiles count as SRAM.
    func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool
}

extension CircuitRoles {
    /// None.
    public func clock(of inputs: DesignInputs) -> Clock? { nil }

    /// The parameters decide.
    public func columnsPerConverter(of inputs: DesignInputs) -> Int? { nil }

    /// That of the wire.
    public func branchWireWidth(above wire: Wire) -> Double { wire.width }

    /// Wordlines: the unit has SRAM cells.
    public func gradientWordlines(besides access: AccessDevice) -> SwitchMatrix.Lines { .wordlines }

    /// The choice of the parameters for tiles.
    public func tileBufferIsSRAM(_ own: Bool, elements: Bool) -> Bool { own }
}

/// Circuits that fit their place.
public struct StandardCircuits: CircuitRoles {
    /// Circuits that fit their place.
    public init() {}

    /// Without converters and accumulators of resistive cells.
    public func writing(around array: SynapticArray, inputs: DesignInputs) -> any ArrayWriting {
        SubarrayAssembly(inputs: inputs, array: array).writing()
    }
}
