// SPDX-License-Identifier: Apache-2.0

import Technology

/// An NMOS and a PMOS in parallel that pass an analog level to a line when both are switched on.
struct TransmissionGate: Sendable {
    /// The widths of the two transistors [m].
    let nmosWidth: Double
    let pmosWidth: Double
    /// The resistance of the closed gate [Ohm].
    let resistance: Double
    /// The gate capacitances of the two transistors [F].
    let nmosGateCapacitance: Double
    let pmosGateCapacitance: Double

    /// Both gate capacitances together [F].
    var gateCapacitance: Double { nmosGateCapacitance + pmosGateCapacitance }

    private init(nmosWidth: Double, pmosWidth: Double, resistance: Double, technology: Technology) {
        self.nmosWidth = nmosWidth
        self.pmosWidth = pmosWidth
        self.resistance = resistance
        nmosGateCapacitance = technology.gateCapacitance(width: nmosWidth)
        pmosGateCapacitance = technology.gateCapacitance(width: pmosWidth)
    }

    /// A gate sized for a resistance: each transistor carries half of the current, so it has twice the resistance.
    ///
    /// `resistanceRatio` is the on-resistance of a transistor that works as a switch, in its linear region, over that of
    /// the same transistor as a driver [1].
    init(resistance: Double, resistanceRatio: Double, technology: Technology) {
        let unit = technology.featureSize
        let nmosUnit = technology.onResistance(width: unit, polarity: .nmos)
        let pmosUnit = technology.onResistance(width: unit, polarity: .pmos)
        self.init(
            nmosWidth: nmosUnit * unit * resistanceRatio / (resistance * 2),
            pmosWidth: pmosUnit * unit * resistanceRatio / (resistance * 2),
            resistance: resistance, technology: technology)
    }

    /// A gate of minimum transistors, whose resistance follows from the widths by `resistance(nmos, pmos)`.
    init(
        minimumIn technology: Technology, resistance: (_ nmos: Double, _ pmos: Double) -> Double
    ) {
        let nmos = DesignRules.minimumNmosSize * technology.featureSize
        let pmos = technology.pmosToNmosRatio * DesignRules.minimumNmosSize * technology.featureSize
        let combined = resistance(
            technology.onResistance(width: nmos, polarity: .nmos),
            technology.onResistance(width: pmos, polarity: .pmos))
        self.init(nmosWidth: nmos, pmosWidth: pmos, resistance: combined, technology: technology)
    }

    private var asInverter: LogicGate { LogicGate(.inverter, nmosWidth: nmosWidth, pmosWidth: pmosWidth) }

    /// The layout in a row of fixed height [m].
    func layout(rowHeight: Double, technology: Technology) -> Footprint {
        technology.layout(of: asInverter, regionHeight: rowHeight)
    }

    /// The layout with each transistor folded into `folds` fingers; the height follows.
    func layout(folds: Int, technology: Technology) -> Footprint {
        technology.passGateLayout(nmosWidth: nmosWidth, pmosWidth: pmosWidth, folds: folds)
    }

    /// The drain capacitance on one side of the gate [F], when laid out `height` [m] high.
    func drainCapacitance(height: Double, technology: Technology) -> Double {
        technology.capacitances(of: asInverter, regionHeight: height).output
    }

    /// The smallest width of a transmission gate [m]: one poly finger between two contacted diffusions.
    static func minimumWidth(_ technology: Technology) -> Double {
        2 * (DesignRules.polyWidth + DesignRules.gapBetweenGatePoly) * technology.featureSize
    }

    /// How many fingers fit into a gate of this width [m], at least 1.
    static func folds(fitting width: Double, technology: Technology) -> Int {
        let halfWidths = width / (0.5 * minimumWidth(technology))
        return max(1, Int(min(1e9, halfWidths)) - 1)
    }
}

/// Transmission gates beside the rows of an array: one size, in a number of columns.
struct TransmissionGateColumns: Sendable {
    /// The layout of one gate [m].
    let gateLayout: Footprint
    /// How many columns the gates stand in.
    let columnCount: Int
    /// The height of a column [m].
    let height: Double

    /// Lays out one gate for each of `count` rows. Given a height, they share it evenly in as few columns as the height of
    /// a standard cell allows; otherwise they are as high as a standard cell and stand in one column.
    init(of gate: TransmissionGate, count: Int, layout: LayoutConstraint, technology: Technology) {
        let minimum = StandardCell.rowHeight(technology)
        guard case .height(let available) = layout else {
            gateLayout = gate.layout(rowHeight: minimum, technology: technology)
            columnCount = 1
            height = gateLayout.height * Double(count)
            return
        }
        let packing = LinePacking(unitCount: count, unitExtent: minimum, available: available)
        let rowHeight = packing.lineLength / Double(packing.evenUnitsPerLine(unitCount: count))
        gateLayout = gate.layout(rowHeight: rowHeight, technology: technology)
        columnCount = packing.lineCount
        height = packing.lineLength
    }
}

/// Transmission gates below the columns of an array: one size, in a number of rows.
struct TransmissionGateRows: Sendable {
    /// The layout of one gate [m].
    let gateLayout: Footprint
    /// The width of a row and the height of all rows together [m].
    let footprint: Footprint

    /// Lays out `count` groups of `gatesPerGroup` gates that stay side by side. Given a width, the groups share it evenly
    /// in as few rows as possible, each gate with as many fingers as fit; otherwise all stand in one row, unfolded.
    init(
        of gate: TransmissionGate, count: Int, gatesPerGroup: Int = 1, layout: LayoutConstraint, technology: Technology
    ) {
        let groupSize = Double(gatesPerGroup)
        guard case .width(let available) = layout else {
            gateLayout = gate.layout(folds: 1, technology: technology)
            footprint = Footprint(width: gateLayout.width * groupSize * Double(count), height: gateLayout.height)
            return
        }
        let minimum = TransmissionGate.minimumWidth(technology) * groupSize
        let packing = LinePacking(unitCount: count, unitExtent: minimum, available: available)
        let groupWidth = packing.lineLength / Double(packing.evenUnitsPerLine(unitCount: count))
        let folds = TransmissionGate.folds(fitting: groupWidth / groupSize, technology: technology)
        gateLayout = gate.layout(folds: folds, technology: technology)
        footprint = Footprint(width: packing.lineLength, height: gateLayout.height * Double(packing.lineCount))
    }
}
