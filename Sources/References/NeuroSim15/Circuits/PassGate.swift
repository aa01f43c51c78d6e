// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// An NMOS and a PMOS in parallel that pass a level.
///
/// Neither switches a level itself, so their resistances are those of the linear on-current.
struct PassGate: Sendable {
    /// The width of the NMOS [m].
    let nmosWidth: Double
    /// The width of the PMOS [m].
    let pmosWidth: Double
    /// The resistance of both in parallel [Ω].
    let resistance: Double
    /// The gate capacitance of the NMOS [F].
    let nmosGateCapacitance: Double
    /// The gate capacitance of the PMOS [F].
    let pmosGateCapacitance: Double

    /// Both gate capacitances together [F].
    var gateCapacitance: Double { nmosGateCapacitance + pmosGateCapacitance }
    /// What moves with the level while it rises [F]: half of each gate.
    var movingGateCapacitance: Double { 0.5 * nmosGateCapacitance + 0.5 * pmosGateCapacitance }

    private var asInverter: LogicGate { LogicGate(.inverter, nmosWidth: nmosWidth, pmosWidth: pmosWidth) }

    /// A gate of given widths [m]; the resistance [Ω] follows from them where none is given.
    init(nmosWidth: Double, pmosWidth: Double, resistance: Double? = nil, technology: Technology) {
        self.nmosWidth = nmosWidth
        self.pmosWidth = pmosWidth
        self.resistance =
            resistance
            ?? 1
            / (1 / technology.switchResistance(width: nmosWidth, polarity: .nmos)
                + 1 / technology.switchResistance(width: pmosWidth, polarity: .pmos))
        nmosGateCapacitance = technology.gateCapacitance(width: nmosWidth)
        pmosGateCapacitance = technology.gateCapacitance(width: pmosWidth)
    }

    /// A gate for a resistance [Ω]: each transistor carries half of the current, so it has twice the resistance.
    ///
    /// - Parameters:
    ///   - resistance: What the gate should have; it has less where a transistor cannot be drawn as small.
    ///   - linearity: The resistance of a transistor in its linear region over that of the on-current [1].
    ///   - isDrawable: Whether transistors are at least as wide as the process can draw them.
    ///   - technology: The process.
    init(for resistance: Double, linearity: Double = 1, isDrawable: Bool = true, technology: Technology) {
        func width(_ polarity: TransistorPolarity) -> Double {
            let unit = technology.switchResistance(width: technology.unitWidth, polarity: polarity)
            let width = unit * technology.featureSize * linearity / (resistance * 2)
            return isDrawable ? technology.drawableWidth(width) : width
        }
        self.init(nmosWidth: width(.nmos), pmosWidth: width(.pmos), technology: technology)
    }

    /// The layout in a region of a given height [m].
    func layout(regionHeight: Double, technology: Technology) -> Footprint {
        technology.layout(of: asInverter, regionHeight: regionHeight)
    }

    /// The layout with each transistor folded into so many fingers.
    func layout(folds: Int, technology: Technology) -> Footprint {
        technology.passGateLayout(nmosWidth: nmosWidth, pmosWidth: pmosWidth, folds: folds)
    }

    /// The drain capacitance on one side of the gate [F], when laid out so high [m].
    func drainCapacitance(height: Double, technology: Technology) -> Double {
        technology.capacitances(of: asInverter, regionHeight: height).output
    }
}

/// Pass gates beside the rows of an array: one size, in a number of columns.
struct PassGateColumns: Sendable {
    /// The layout of one gate [m].
    let gateLayout: Footprint
    /// How many columns the gates stand in.
    let columnCount: Int
    /// The height of a column [m].
    let height: Double

    /// Lays out one gate for each of `count` rows.
    ///
    /// Given a height, they share it evenly in as few columns as the height of a standard cell allows; otherwise they
    /// stand in one column.
    init(of gate: PassGate, count: Int, layout: LayoutConstraint, technology: Technology) {
        let cell = technology.cellHeight
        guard case .height(let available) = layout else {
            gateLayout = gate.layout(regionHeight: cell, technology: technology)
            columnCount = 1
            height = gateLayout.height * Double(count)
            return
        }
        let packing = LinePacking(unitCount: count, unitExtent: cell, available: available)
        let region = packing.lineLength / Double(packing.evenUnitsPerLine(unitCount: count))
        gateLayout = gate.layout(regionHeight: region, technology: technology)
        columnCount = packing.lineCount
        height = packing.lineLength
    }
}

/// Pass gates below the columns of an array: one size, in a number of rows.
struct PassGateRows: Sendable {
    /// The layout of one gate [m].
    let gateLayout: Footprint
    /// The width of a row and the height of all rows together [m].
    let footprint: Footprint

    /// Lays out `count` groups of `gatesPerGroup` gates that stay side by side.
    ///
    /// Given a width, the groups share it evenly in as few rows as possible, each gate with as many fingers as fit;
    /// otherwise all stand in one row, unfolded.
    init(of gate: PassGate, count: Int, gatesPerGroup: Int = 1, layout: LayoutConstraint, technology: Technology) {
        let groupSize = Double(gatesPerGroup)
        guard case .width(let available) = layout else {
            gateLayout = gate.layout(folds: 1, technology: technology)
            footprint = Footprint(width: gateLayout.width * groupSize * Double(count), height: gateLayout.height)
            return
        }
        let narrowest = technology.passGateWidth
        let packing = LinePacking(unitCount: count, unitExtent: narrowest * groupSize, available: available)
        let groupWidth = packing.lineLength / Double(packing.evenUnitsPerLine(unitCount: count))
        let fingers = (groupWidth / groupSize / (0.5 * narrowest)).rounded(.towardZero) - 1
        gateLayout = gate.layout(folds: max(1, Int(min(fingers, 1e9))), technology: technology)
        footprint = Footprint(width: packing.lineLength, height: gateLayout.height * Double(packing.lineCount))
    }
}
