// SPDX-License-Identifier: Apache-2.0

/// Drawn widths.
extension Technology {
    /// The drawn width that stands for one unit of width [m]: a feature size, or a whole device.
    public var unitWidth: Double {
        switch transistors {
        case .planar, .fittedFins: featureSize
        case .cells(let devices): devices.unitWidth
        }
    }

    /// The drawn width of a transistor that is as wide as a number of units, which need not be whole [m].
    ///
    /// It is at least one unit, and as many whole devices as it takes.
    public func drawnWidth(unitWidths: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins: max(unitWidths * featureSize, featureSize)
        case .cells(let devices): devices.drawnWidth(devices: max(1, unitWidths.rounded(.up)))
        }
    }

    /// The extent of a transistor of a number of units, which need not be whole, along the cell that it stands in [m].
    public func extent(unitWidths: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins: unitWidths * featureSize
        case .cells(let devices): (unitWidths - 1) * devices.pitch + devices.extent
        }
    }

    /// A gate with transistors as wide as they can be without being folded, where they are not wider than that.
    ///
    /// The ratio of their widths stays. In cells of whole fins it may not allow a wider gate, and then the widths are those
    /// of the whole fins that the gate had.
    ///
    /// - Parameters:
    ///   - gate: The gate.
    ///   - regionHeight: The height of a cell, given as for planar transistors [m]; cells of whole devices have one height.
    /// - Returns: A gate of the same kind.
    public func enlarged(_ gate: LogicGate, regionHeight: Double) -> LogicGate {
        switch transistors {
        case .planar, .fittedFins: filled(gate, regionHeight: regionHeight)
        case .cells(let devices): filled(gate, devices: devices)
        }
    }

    private func filled(_ gate: LogicGate, regionHeight: Double) -> LogicGate {
        let limits = PlanarLimits(gate, regionHeight: regionHeight, technology: self)
        let nmosFits = gate.nmosWidth < limits.nmos
        let pmosFits = gate.pmosWidth < limits.pmos
        let isNmosOnly = gate.pmosWidth == 0
        let isPmosOnly = gate.nmosWidth == 0
        guard isNmosOnly ? nmosFits : isPmosOnly ? pmosFits : nmosFits && pmosFits else { return gate }
        return gate.with(nmosWidth: isPmosOnly ? 0 : limits.nmos, pmosWidth: isNmosOnly ? 0 : limits.pmos)
    }

    private func filled(_ gate: LogicGate, devices: CellDevices) -> LogicGate {
        let nmos = devices.wholeDevices(drawnWidth: gate.nmosWidth, for: .current)
        let pmos = devices.wholeDevices(drawnWidth: gate.pmosWidth, for: .current)
        let side = Double(devices.devicesPerSide)
        // A row of nanosheets goes on into the other half of the cell where that is free; a row of fins does not.
        let alone = devices.areSheets ? 2 * side : side
        let counts: (nmos: Double, pmos: Double)
        switch (nmos > 0, pmos > 0) {
        case (true, true):
            guard nmos <= side, pmos <= side else { return gate }
            let share = gate.pmosWidth / (gate.pmosWidth + gate.nmosWidth)
            counts = Self.filling(side: side, pmosShare: share) ?? (nmos, pmos)
        case (true, false):
            guard nmos <= alone else { return gate }
            counts = (alone, 0)
        case (false, true):
            guard pmos <= alone else { return gate }
            counts = (0, alone)
        case (false, false):
            return gate
        }
        return gate.with(
            nmosWidth: devices.drawnWidth(devices: counts.nmos), pmosWidth: devices.drawnWidth(devices: counts.pmos))
    }

    /// The devices that fill the longer of the two rows and keep the ratio of widths [1]; nil where the shorter row would not
    /// be of whole devices.
    private static func filling(side: Double, pmosShare: Double) -> (nmos: Double, pmos: Double)? {
        if pmosShare >= 0.5 {
            let nmos = side / pmosShare * (1 - pmosShare)
            return nmos == nmos.rounded(.towardZero) ? (nmos, side) : nil
        }
        let pmos = side / (1 - pmosShare) * pmosShare
        return pmos == pmos.rounded(.towardZero) ? (side, pmos) : nil
    }
}
