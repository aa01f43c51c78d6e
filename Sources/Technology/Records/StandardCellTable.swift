// SPDX-License-Identifier: Apache-2.0

/// Standard cells with rows of whole devices as they are tabulated, and a device of them.
public struct StandardCellTable: Sendable, Equatable {
    /// The device: a fin or a stack of nanosheets.
    public let device: DeviceShape
    /// The distance from one device of a row to the next, center to center.
    public let pitch: Figure<Meter>
    /// The devices of each kind that a cell has room for.
    public let devicesPerSide: Figure<PureNumber>
    /// The capacitance of the gate of a device, with all that adds to it.
    public let gateCapacitance: Figure<Farad>
    /// The capacitance of the drain of a device with its contacts and wires.
    public let drainCapacitance: Figure<Farad>
    /// The junction capacitance of a drain per area, with all that adds to it.
    public let junctionCapacitance: Figure<FaradPerSquareMeter>
    /// The transconductance of a device at its saturation current, per width.
    public let transconductance: Figure<SiemensPerMeter>
    /// The width of a device that its transconductance counts.
    public let transconductanceWidth: Figure<Meter>
    /// The layout of the cells.
    public let layout: CellLayoutTable
    /// What gates are made of whose sheets are cut to what they need; nil where all sheets are of one width.
    public let cutSheets: CutSheetTable?

    /// Cells of those figures.
    public init(
        device: DeviceShape, pitch: Figure<Meter>, devicesPerSide: Figure<PureNumber>,
        gateCapacitance: Figure<Farad>, drainCapacitance: Figure<Farad>,
        junctionCapacitance: Figure<FaradPerSquareMeter>, transconductance: Figure<SiemensPerMeter>,
        transconductanceWidth: Figure<Meter>, layout: CellLayoutTable, cutSheets: CutSheetTable? = nil
    ) {
        self.device = device
        self.pitch = pitch
        self.devicesPerSide = devicesPerSide
        self.gateCapacitance = gateCapacitance
        self.drainCapacitance = drainCapacitance
        self.junctionCapacitance = junctionCapacitance
        self.transconductance = transconductance
        self.transconductanceWidth = transconductanceWidth
        self.layout = layout
        self.cutSheets = cutSheets
    }
}

/// A device of a standard cell.
public enum DeviceShape: Sendable, Equatable {
    /// A fin of a thickness, whose channel is so wide.
    case fin(thickness: Figure<Meter>, channelWidth: Figure<Meter>)
    /// A stack of so many nanosheets, each with a gate all around it.
    case sheets(count: Figure<PureNumber>, width: Figure<Meter>, thickness: Figure<Meter>)

    /// The extent of a device across its channel [m].
    var extent: Double {
        switch self {
        case .fin(let thickness, _): thickness.value
        case .sheets(_, let width, _): width.value
        }
    }

    /// The width of the channel of a device: around its fin, or around all of its sheets [m].
    var channelWidth: Double {
        switch self {
        case .fin(_, let channelWidth): channelWidth.value
        case .sheets(let count, let width, let thickness):
            (thickness.value + width.value) * 2 * count.value
        }
    }
}

/// The layout of standard cells as it is tabulated.
public struct CellLayoutTable: Sendable, Equatable {
    /// The height of a cell.
    public let height: Figure<FeatureSize>
    /// The distance between neighbouring gate lines, center to center.
    public let gatePitch: Figure<FeatureSize>
    /// The width of a gate line.
    public let gateWidth: Figure<FeatureSize>
    /// The distance between devices of different kinds.
    public let diffusionGap: Figure<FeatureSize>
    /// The distance from the outermost device to the end of a cell, at both ends together.
    public let outerRegion: Figure<FeatureSize>
    /// The pitch of the wires of the lowest metal layers.
    public let metalPitch: Figure<FeatureSize>
    /// The distance between gate lines that an array is relaxed to, where it is.
    public let relaxedGatePitch: Figure<FeatureSize>

    /// A layout of those figures; arrays are relaxed to the pitch of gate lines if no other one is given.
    public init(
        height: Figure<FeatureSize>, gatePitch: Figure<FeatureSize>, gateWidth: Figure<FeatureSize>,
        diffusionGap: Figure<FeatureSize>, outerRegion: Figure<FeatureSize>, metalPitch: Figure<FeatureSize>,
        relaxedGatePitch: Figure<FeatureSize>? = nil
    ) {
        self.height = height
        self.gatePitch = gatePitch
        self.gateWidth = gateWidth
        self.diffusionGap = diffusionGap
        self.outerRegion = outerRegion
        self.metalPitch = metalPitch
        self.relaxedGatePitch = relaxedGatePitch ?? gatePitch
    }
}

/// Gates whose nanosheets are cut to the width that each of them needs, as they are tabulated.
public struct CutSheetTable: Sendable, Equatable {
    /// Figures of a cut gate over those of the smallest gate of whole sheets.
    public struct Ratios: Sendable, Equatable {
        /// Of the gate capacitance and of the leakage.
        public let gate: Figure<PureNumber>
        /// Of the width of a drain of the NMOS transistors.
        public let nmosDrain: Figure<PureNumber>
        /// Of the width of a drain of the PMOS transistors.
        public let pmosDrain: Figure<PureNumber>

        /// Those ratios.
        public init(gate: Figure<PureNumber>, nmosDrain: Figure<PureNumber>, pmosDrain: Figure<PureNumber>) {
            self.gate = gate
            self.nmosDrain = nmosDrain
            self.pmosDrain = pmosDrain
        }
    }

    /// Of inverters.
    public let inverter: Ratios
    /// Of NAND gates of two inputs.
    public let nand: Ratios
    /// The resistance of a transistor of a cut NAND gate over that of whole sheets.
    public let nandResistance: Figure<PureNumber>

    /// Cut gates of those ratios.
    public init(inverter: Ratios, nand: Ratios, nandResistance: Figure<PureNumber>) {
        self.inverter = inverter
        self.nand = nand
        self.nandResistance = nandResistance
    }
}
