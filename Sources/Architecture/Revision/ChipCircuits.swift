// SPDX-License-Identifier: Apache-2.0

import Circuits

/// Makes what stands between the arrays of a chip: wires and buffers.
///
/// Elements, tiles and the chip ask it for circuits by their role and hold what it makes. The answers of the extension
/// are buses, H-trees, and buffers of registers or SRAM.
public protocol ChipCircuits: Sendable {
    /// Wires that carry words between units and the edge of their block.
    func interconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect
    /// Wires between the global buffer and the tiles.
    func globalInterconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect
    /// A store for words between two levels.
    func buffer(_ demand: BufferDemand, inputs: DesignInputs) -> any DataBuffer
}

extension ChipCircuits {
    /// Straight buses along rows and columns, and an H-tree to each unit.
    public func interconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect {
        switch demand.reach {
        case .rows: bus(.horizontal, demand, inputs: inputs)
        case .columns: bus(.vertical, demand, inputs: inputs)
        case .units:
            HTree(
                rows: demand.rows, columns: demand.columns, busWidth: demand.width, unit: demand.unit,
                foldingRatio: demand.foldingRatio, delayTolerance: demand.delayTolerance,
                wireResistance: demand.wireResistance, branches: demand.branches, technology: inputs.technology)
        }
    }

    private func bus(_ direction: Bus.Direction, _ demand: InterconnectDemand, inputs: DesignInputs) -> Bus {
        Bus(
            direction, rows: demand.rows, columns: demand.columns, width: demand.width, unit: demand.unit,
            delayTolerance: demand.delayTolerance, wireResistance: demand.wireResistance,
            technology: inputs.technology)
    }

    /// As between other units.
    public func globalInterconnect(_ demand: InterconnectDemand, inputs: DesignInputs) -> any Interconnect {
        interconnect(demand, inputs: inputs)
    }

    /// Registers or SRAM cells.
    public func buffer(_ demand: BufferDemand, inputs: DesignInputs) -> any DataBuffer {
        Buffer(
            bits: demand.bits, lineBits: demand.lineBits, storage: demand.storage,
            clockFrequency: demand.clockFrequency, layout: demand.layout, wireResistance: demand.wireResistance,
            technology: inputs.technology)
    }
}
