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

    /// The resistance of a switching transistor of a drawn width [m], in ohms.
    public func onResistance(width: Double, polarity: TransistorPolarity) -> Double {
        let current = polarity == .nmos ? nmosOnCurrent : pmosOnCurrent
        return resistanceMultiplier * supplyVoltage / (current * channelWidth(drawnWidth: width))
    }

    /// The small-signal transconductance of a transistor of a drawn width [m] at 0.7 of the supply voltage [S].
    ///
    /// It is taken as that of a square-law transistor, independent of temperature.
    public func transconductance(width: Double, polarity: TransistorPolarity) -> Double {
        let current = polarity == .nmos ? nmosTransconductanceCurrent : pmosTransconductanceCurrent
        return 2 * current * width / (0.7 * supplyVoltage - thresholdVoltage)
    }

    /// The width of the channel of a transistor of a drawn width [m]: the width itself, or that of its whole fins.
    public func channelWidth(drawnWidth: Double) -> Double {
        guard let fin else { return drawnWidth }
        return finCount(fittedWidth: drawnWidth * finFitting, fin) * fin.channelWidth
    }

    /// The factor that turns a drawn width into one where a pitch of fins stands for two feature sizes [1].
    var finFitting: Double {
        guard let fin else { return 1 }
        return fin.pitch / (2 * featureSize)
    }

    /// The number of whole fins of a transistor whose width has been fitted to the fins.
    func finCount(fittedWidth: Double, _ fin: FinGeometry) -> Double {
        (fittedWidth / fin.pitch).rounded(.up)
    }
}
