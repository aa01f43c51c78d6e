// SPDX-License-Identifier: Apache-2.0

/// What arrays at a node are built and read with as long as parameters do not say otherwise, as it is tabulated.
public struct ArrayTable: Sendable, Equatable {
    /// The voltage over a cell that is read.
    public let readVoltage: Figure<Volt>
    /// The height of an SRAM cell.
    public let sramCellHeight: Figure<FeatureSize>
    /// The width of an SRAM cell.
    public let sramCellWidth: Figure<FeatureSize>
    /// The width of wires along rows; those along columns are the usual wires of the node.
    public let rowWireWidth: Figure<Meter>
    /// The thickness of the barrier between a wire and what is around it.
    public let barrierThickness: Figure<Meter>
    /// The circuits around an array.
    public let periphery: PeripheryTable

    /// Arrays of those figures.
    public init(
        readVoltage: Figure<Volt>, sramCellHeight: Figure<FeatureSize>, sramCellWidth: Figure<FeatureSize>,
        rowWireWidth: Figure<Meter>, barrierThickness: Figure<Meter>, periphery: PeripheryTable
    ) {
        self.readVoltage = readVoltage
        self.sramCellHeight = sramCellHeight
        self.sramCellWidth = sramCellWidth
        self.rowWireWidth = rowWireWidth
        self.barrierThickness = barrierThickness
        self.periphery = periphery
    }
}

/// The sizes of circuits around an array at a node, as they are tabulated.
public struct PeripheryTable: Sendable, Equatable {
    /// The width of the driver of a column multiplexer over the smallest one.
    public let multiplexerDriver: Figure<PureNumber>
    /// The width of a pass gate of wordlines behind access transistors, over the smallest one.
    public let wordlinePassGate: Figure<PureNumber>
    /// The resistance of a pass gate that drives other lines over that of the line.
    public let passGateResistance: Figure<PureNumber>
    /// The repeaters in a wordline.
    public let wordlineRepeaters: Figure<PureNumber>
    /// The width of such a repeater over the smallest one; 0 where there is none.
    public let wordlineRepeaterWidth: Figure<PureNumber>

    /// Circuits of those sizes.
    public init(
        multiplexerDriver: Figure<PureNumber>, wordlinePassGate: Figure<PureNumber>,
        passGateResistance: Figure<PureNumber>, wordlineRepeaters: Figure<PureNumber>,
        wordlineRepeaterWidth: Figure<PureNumber>
    ) {
        self.multiplexerDriver = multiplexerDriver
        self.wordlinePassGate = wordlinePassGate
        self.passGateResistance = passGateResistance
        self.wordlineRepeaters = wordlineRepeaters
        self.wordlineRepeaterWidth = wordlineRepeaterWidth
    }
}
