// SPDX-License-Identifier: Apache-2.0

/// Single transistors.
extension Technology {
    /// The capacitance of the gate of a transistor of a drawn width [m], in farads.
    public func gateCapacitance(width: Double) -> Double {
        gateCapacitancePerWidth * channelWidth(drawnWidth: width)
    }

    /// The capacitance of the drain of a transistor [F].
    ///
    /// - Parameters:
    ///   - width: The drawn width [m].
    ///   - polarity: The kind of transistor.
    ///   - regionHeight: The height that the transistor must fit [m]; it is folded if it does not.
    /// - Returns: The capacitance [F].
    public func drainCapacitance(width: Double, polarity: TransistorPolarity, regionHeight: Double) -> Double {
        let gate =
            switch polarity {
            case .nmos: LogicGate(.inverter, nmosWidth: width, pmosWidth: 0)
            case .pmos: LogicGate(.inverter, nmosWidth: 0, pmosWidth: width)
            }
        return capacitances(of: gate, regionHeight: regionHeight).output
    }

    /// What an NMOS transistor of a number of unit widths adds to a line that its drain has a contact to [F].
    ///
    /// A planar transistor adds its junctions in a cell of standard height; of other devices the contact and its wires
    /// count, too.
    public func contactedDrainCapacitance(unitWidths: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins:
            drainCapacitance(
                width: unitWidths * unitWidth, polarity: .nmos,
                regionHeight: DesignRules.maximumTransistorHeight * featureSize)
        case .cells(let devices):
            devices.drainCapacitance * unitWidths
        }
    }

    /// The resistance of a switching transistor of a drawn width [m], in ohms.
    public func onResistance(width: Double, polarity: TransistorPolarity) -> Double {
        let current = polarity == .nmos ? nmosOnCurrent : pmosOnCurrent
        return resistanceMultiplier * supplyVoltage / (current * conductingWidth(drawnWidth: width))
    }

    /// The resistance of a transistor of a drawn width [m] at its saturation current, in ohms: that of ``onResistance(width:polarity:)``
    /// without the factor for switching, for transistors that pass a level.
    public func saturatedResistance(width: Double, polarity: TransistorPolarity) -> Double {
        let current = polarity == .nmos ? nmosOnCurrent : pmosOnCurrent
        return supplyVoltage / (current * conductingWidth(drawnWidth: width))
    }

    /// The small-signal transconductance of a transistor of a drawn width [m], in siemens.
    ///
    /// It does not depend on temperature.
    public func transconductance(width: Double, polarity: TransistorPolarity) -> Double {
        switch transconductanceLaw {
        case .squareLaw(let nmosCurrent, let pmosCurrent):
            let current = polarity == .nmos ? nmosCurrent : pmosCurrent
            return 2 * current * width / (0.7 * supplyVoltage - thresholdVoltage)
        case .proportional(let perWidth):
            return perWidth * transconductanceWidth(drawnWidth: width)
        }
    }

    /// The width of the channel of a transistor of a drawn width [m]: the width itself, or that of its whole devices.
    public func channelWidth(drawnWidth: Double) -> Double {
        switch transistors {
        case .planar: drawnWidth
        case .fittedFins(let fin): finCount(fittedWidth: drawnWidth * finFitting, fin) * fin.channelWidth
        case .cells(let devices):
            devices.wholeDevices(drawnWidth: drawnWidth, for: .charge) * devices.channelWidth
        }
    }

    /// The width of the channel that conducts [m].
    private func conductingWidth(drawnWidth: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins: channelWidth(drawnWidth: drawnWidth)
        case .cells(let devices):
            devices.wholeDevices(drawnWidth: drawnWidth, for: .current) * devices.channelWidth
        }
    }

    /// The width that the transconductance of a transistor counts [m].
    private func transconductanceWidth(drawnWidth: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins: drawnWidth
        case .cells(let devices):
            devices.wholeDevices(drawnWidth: drawnWidth, for: .current) * devices.transconductanceWidth
        }
    }

    /// The factor that turns a drawn width into one where a pitch of fins stands for two feature sizes [1].
    var finFitting: Double {
        guard case .fittedFins(let fin) = transistors else { return 1 }
        return fin.pitch / (2 * featureSize)
    }

    /// The number of whole fins of a transistor whose width has been fitted to the fins.
    func finCount(fittedWidth: Double, _ fin: FinGeometry) -> Double {
        (fittedWidth / fin.pitch).rounded(.up)
    }
}
