// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// A row of latch-type sense amplifiers at the foot of the bitline pairs of an SRAM array.
///
/// The voltage sense amplifier of CACTI (S. J. E. Wilton, N. P. Jouppi, IEEE JSSC 31(5), 1996): cross-coupled pair,
/// isolation and enable transistors, and a clock period to enable it. Equations and constants: table of sources in
/// Sources/References.
public struct SenseAmplifier: CircuitModel, Equatable {
    /// The rectangle of all amplifiers [m].
    public let footprint: Footprint
    /// The static power of all amplifiers [W]; the model counts the supply voltage twice.
    public let leakagePower: Double
    /// Capacitance of a sensing node [F].
    public let nodeCapacitance: Double

    private let latencyPerRead: Double
    private let energyPerRead: Double

    /// A row of amplifiers, one for each column.
    ///
    /// - Parameters:
    ///   - columns: number of amplifiers [1].
    ///   - columnsPerRead: columns that are read in one operation; no more than there are count [1].
    ///   - pitch: distance between two columns [m]; the amplifier is laid out between them. A pitch below four feature
    ///     sizes, in which no transistor fits, counts as four.
    ///   - senseVoltage: bitline difference at which the amplifier is enabled [V].
    ///   - clockFrequency: clock that times the enable signal [Hz].
    ///   - layout: the width or height that the row fits.
    ///   - technology: process of the transistors.
    public init(
        columns: Int, columnsPerRead: Int, pitch: Double, senseVoltage: Double, clockFrequency: Double,
        layout: LayoutConstraint, technology: Technology
    ) {
        let unit = Unit(pitch: max(pitch, 4 * technology.featureSize), technology: technology)
        let supply = technology.supplyVoltage
        footprint = unit.footprint(columns: columns, layout: layout)
        nodeCapacitance = unit.nodeCapacitance
        latencyPerRead = unit.timeConstant * log(supply / senseVoltage) + 1 / clockFrequency
        energyPerRead = unit.nodeCapacitance * supply * supply * Double(min(columnsPerRead, columns))
        leakagePower = unit.enableLeakageCurrent * supply * supply * Double(columns)
    }

    /// Operations of the amplifiers.
    public enum Operation: Sendable {
        /// One read of the columns that are read at a time.
        case sense
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .sense: OperationCost(latency: latencyPerRead, energy: energyPerRead)
        }
    }
}

extension SenseAmplifier {
    /// One amplifier.
    private struct Unit {
        let pitch: Double
        let area: Double
        let nodeCapacitance: Double
        let timeConstant: Double
        let enableLeakageCurrent: Double

        init(pitch: Double, technology: Technology) {
            let feature = technology.featureSize
            let senseN = DesignRules.senseWidthN * feature
            let senseP = DesignRules.senseWidthP * feature
            let isolation = DesignRules.senseIsolationWidth * feature
            let multiplexer = DesignRules.senseMuxWidth * feature
            let enable = LogicGate(.inverter, nmosWidth: DesignRules.senseEnableWidth * feature, pmosWidth: 0)
            let nmos = LogicGate(.inverter, nmosWidth: senseN, pmosWidth: 0)
            let pmos = LogicGate(.inverter, nmosWidth: 0, pmosWidth: senseP)
            let isolator = LogicGate(.inverter, nmosWidth: 0, pmosWidth: isolation)
            let area = { technology.layout(of: $0, regionHeight: pitch).area }
            let drain = { technology.drainCapacitance(width: $0, polarity: $1, regionHeight: pitch) }

            self.pitch = pitch
            self.area = area(pmos) * 2 + area(nmos) * 2 + area(isolator) + area(enable)
            let pair = technology.gateCapacitance(width: (DesignRules.senseWidthP + DesignRules.senseWidthN) * feature)
            let pairDrains = drain(senseN, .nmos) + drain(senseP, .pmos)
            nodeCapacitance = pair + pairDrains + drain(isolation, .pmos) + drain(multiplexer, .nmos)
            let pull = technology.transconductance(width: senseN, polarity: .nmos)
            let push = technology.transconductance(width: senseP, polarity: .pmos)
            timeConstant = nodeCapacitance / (pull + push)
            enableLeakageCurrent = technology.leakageCurrent(of: enable)
        }

        /// The area of all amplifiers, folded to the side that is given, or as long as the columns are wide.
        func footprint(columns: Int, layout: LayoutConstraint) -> Footprint {
            let total = area * Double(columns)
            switch layout {
            case .height(let height) where height > 0: return Footprint(width: total / height, height: height)
            case .width(let width) where width > 0: return Footprint(width: width, height: total / width)
            default: return Footprint(width: pitch * Double(columns), height: area / pitch)
            }
        }
    }
}
