// SPDX-License-Identifier: Apache-2.0

/// Standard cells with rows of whole devices, each a fin or a stack of nanosheets.
///
/// A cell has two rows, one of NMOS and one of PMOS devices, at both sides of a gap. Two feature sizes of drawn width
/// stand for one device, and the height of a cell of planar transistors for the height of a cell.
public struct CellDevices: Sendable, Equatable {
    /// What a drawn width is counted for. The figures that the models were made for were rounded in two ways, and a
    /// transistor that is drawn a whole number of devices wide depends on it.
    enum Count {
        /// Capacitances and leakage: the width times the devices in a unit of width.
        case charge
        /// Layout and currents: the width over the width of a device.
        case current
    }

    /// Whether the devices are stacks of nanosheets.
    package let areSheets: Bool
    /// The feature size [m].
    package let featureSize: Double
    /// The extent of a device across its channel [m].
    package let extent: Double
    /// The distance from one device of a row to the next, center to center [m].
    package let pitch: Double
    /// The width of the channel of a device [m].
    package let channelWidth: Double
    /// The width of a device that its transconductance counts [m].
    package let transconductanceWidth: Double
    /// The devices of each kind that a cell has room for [1].
    package let devicesPerSide: Int
    /// The capacitance of the drain of a device with its contacts and wires [F].
    package let drainCapacitance: Double
    /// The layout of a cell.
    package let layout: StandardCellLayout
    /// Gates whose sheets are cut to what they need; nil where all sheets are of one width.
    package let cutSheets: CutSheets?

    /// Cells of given figures, in units that belong together.
    package init(
        areSheets: Bool, featureSize: Double, extent: Double, pitch: Double, channelWidth: Double,
        transconductanceWidth: Double, devicesPerSide: Int, drainCapacitance: Double, layout: StandardCellLayout,
        cutSheets: CutSheets?
    ) {
        self.areSheets = areSheets
        self.featureSize = featureSize
        self.extent = extent
        self.pitch = pitch
        self.channelWidth = channelWidth
        self.transconductanceWidth = transconductanceWidth
        self.devicesPerSide = devicesPerSide
        self.drainCapacitance = drainCapacitance
        self.layout = layout
        self.cutSheets = cutSheets
    }

    /// The drawn width that stands for one device [m].
    var unitWidth: Double { 2 * featureSize }

    /// The drawn width of a number of devices [m].
    func drawnWidth(devices: Double) -> Double { devices * 2 * featureSize }

    /// A drawn width in devices, not rounded [1].
    func devices(drawnWidth: Double, for count: Count) -> Double {
        switch count {
        case .charge: drawnWidth * (1 / unitWidth)
        case .current: drawnWidth / unitWidth
        }
    }

    /// The whole devices of a drawn width [1].
    func wholeDevices(drawnWidth: Double, for count: Count) -> Double {
        devices(drawnWidth: drawnWidth, for: count).rounded(.up)
    }

    /// The devices of each kind that a region has room for [1]: those of a cell, or as many as fit into a region of another height.
    ///
    /// At least one: what is too low for one is not a cell.
    func devicesPerSide(regionHeight: Double) -> Int {
        guard regionHeight != DesignRules.maximumTransistorHeight * featureSize else { return devicesPerSide }
        let room = height(regionHeight: regionHeight) - layout.diffusionGap - layout.outerRegion
        let fitting = ((room + pitch) / 2 / (extent + pitch)).rounded(.down)
        return fitting > 1 ? Int(min(fitting, 1e9)) : 1
    }

    /// The height of a region that is given as one of planar transistors [m].
    ///
    /// The factors follow each other as in V1.5 (`CalculateGateArea` in `formula.cpp`), whose rounding decides how many
    /// devices a region has room for where they fill it exactly.
    func height(regionHeight: Double) -> Double {
        regionHeight * (Self.fittedFinsHeight / DesignRules.maximumTransistorHeight)
            * (layout.heightInFeatureSizes / Self.fittedFinsHeight)
    }

    /// The height of a standard cell [m].
    ///
    /// It has one factor, as in V1.5 (`SwitchMatrix.cpp`): its rounding decides how many cells stand above each other
    /// where they fill a height exactly.
    var standardHeight: Double {
        DesignRules.maximumTransistorHeight * featureSize
            * (layout.heightInFeatureSizes / DesignRules.maximumTransistorHeight)
    }

    /// The height of cells of fitted fins, in whose units V1.5 gives those of whole devices [F] (`constant.h`).
    private static let fittedFinsHeight = 34.0

    /// The extent of a row of devices, from edge to edge [m]; 0 without any.
    func rowExtent(devices: Double) -> Double { devices > 0 ? (devices - 1) * pitch + extent : 0 }
}

/// The layout of a standard cell with rows of whole devices.
public struct StandardCellLayout: Sendable, Equatable {
    /// The height of a cell [F].
    package let heightInFeatureSizes: Double
    /// The distance between neighbouring gate lines, center to center [m].
    package let gatePitch: Double
    /// The width of the diffusion between two gate lines [m].
    package let diffusionWidth: Double
    /// The distance between devices of different kinds [m].
    package let diffusionGap: Double
    /// The distance from the outermost devices to the ends of a cell, both together [m].
    package let outerRegion: Double
    /// The pitch of the wires of the lowest metal layers [m].
    package let metalPitch: Double
    /// The distance between gate lines that an array is relaxed to [m].
    package let relaxedGatePitch: Double

    /// A layout of given figures, in units that belong together.
    package init(
        heightInFeatureSizes: Double, gatePitch: Double, diffusionWidth: Double, diffusionGap: Double,
        outerRegion: Double, metalPitch: Double, relaxedGatePitch: Double
    ) {
        self.heightInFeatureSizes = heightInFeatureSizes
        self.gatePitch = gatePitch
        self.diffusionWidth = diffusionWidth
        self.diffusionGap = diffusionGap
        self.outerRegion = outerRegion
        self.metalPitch = metalPitch
        self.relaxedGatePitch = relaxedGatePitch
    }
}
