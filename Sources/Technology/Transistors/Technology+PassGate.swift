// SPDX-License-Identifier: Apache-2.0

/// Pass gates: an NMOS and a PMOS transistor in parallel.
extension Technology {
    /// The rectangle of a pass gate, each of its transistors folded into `folds` fingers.
    ///
    /// - Parameters:
    ///   - nmosWidth: The drawn width of the NMOS transistor [m].
    ///   - pmosWidth: The drawn width of the PMOS transistor [m].
    ///   - folds: The number of fingers, at least 1.
    /// - Returns: The rectangle [m].
    public func passGateLayout(nmosWidth: Double, pmosWidth: Double, folds: Int) -> Footprint {
        let fingers = Double(max(1, folds))
        let nmos = passFingerHeight(drawnWidth: nmosWidth, fingers: fingers)
        let pmos = passFingerHeight(drawnWidth: pmosWidth, fingers: fingers)
        return Footprint(width: (fingers + 1) * gatePitch, height: pmos + nmos + passGateGap + passGateMargin)
    }

    /// The height of the fingers of one transistor of a pass gate [m].
    ///
    /// Fitted fins of a pass gate are counted by the channel that they add, not by their pitch.
    private func passFingerHeight(drawnWidth: Double, fingers: Double) -> Double {
        switch transistors {
        case .planar:
            return drawnWidth / fingers
        case .fittedFins(let fin):
            let fins = (drawnWidth * finFitting / fin.channelWidth).rounded(.up)
            guard fins > 0 else { return 0 }
            return ((fins / fingers).rounded(.up) - 1) * fin.pitch + fin.width
        case .cells(let devices):
            let whole = devices.wholeDevices(drawnWidth: drawnWidth, for: .current)
            return devices.rowExtent(devices: (whole / fingers).rounded(.up))
        }
    }

    /// The distance between the two transistors of a pass gate [m].
    private var passGateGap: Double {
        switch transistors {
        case .planar, .fittedFins: DesignRules.gapBetweenPAndNDiffusions * featureSize
        case .cells(let devices): devices.layout.diffusionGap
        }
    }

    /// The distance from the transistors of a pass gate to its ends, both together [m].
    ///
    /// Pass gates of fins keep the whole outer region of a cell at each end.
    private var passGateMargin: Double {
        switch transistors {
        case .planar, .fittedFins: DesignRules.regionMargin * featureSize
        case .cells(let devices): devices.layout.outerRegion * (devices.areSheets ? 1 : 2)
        }
    }
}
