// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// A row of latch-type sense amplifiers at the foot of the bitline pairs of an SRAM array, with widths in units of the
/// process and without a clock period to enable them.
///
/// Equations and constants: the table of sources in the README of this revision.
struct BitlineSenseAmplifier: CircuitModel {
    /// The rectangle of all amplifiers [m].
    let footprint: Footprint
    /// The static power of all amplifiers [W].
    let leakagePower: Double

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
    ///   - layout: the width or height that the row fits.
    ///   - technology: process of the transistors.
    init(
        columns: Int, columnsPerRead: Int, pitch: Double, senseVoltage: Double, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let unit = Unit(pitch: max(pitch, 4 * technology.featureSize), technology: technology)
        let supply = technology.supplyVoltage
        footprint = unit.footprint(columns: columns, layout: layout)
        latencyPerRead = unit.timeConstant * log(supply / senseVoltage)
        energyPerRead = unit.nodeCapacitance * supply * supply * Double(min(columnsPerRead, columns))
        leakagePower = unit.enableLeakageCurrent * supply * Double(columns)
    }

    /// What the amplifiers do.
    enum Operation: Sendable {
        /// One read of the columns that are read at a time.
        case sense
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .sense: OperationCost(latency: latencyPerRead, energy: energyPerRead)
        }
    }
}

extension BitlineSenseAmplifier {
    /// One amplifier.
    private struct Unit {
        let pitch: Double
        let area: Double
        let nodeCapacitance: Double
        let timeConstant: Double
        let enableLeakageCurrent: Double

        init(pitch: Double, technology: Technology) {
            let unit = technology.unitWidth
            let senseN = DesignRules.senseWidthN * unit
            let senseP = DesignRules.senseWidthP * unit
            let isolation = DesignRules.senseIsolationWidth * unit
            let enable = LogicGate(.inverter, nmosWidth: DesignRules.senseEnableWidth * unit, pmosWidth: 0)
            let nmos = LogicGate(.inverter, nmosWidth: senseN, pmosWidth: 0)
            let pmos = LogicGate(.inverter, nmosWidth: 0, pmosWidth: senseP)
            let isolator = LogicGate(.inverter, nmosWidth: 0, pmosWidth: isolation)
            let area = { technology.layout(of: $0, regionHeight: pitch).area }
            let drain = { technology.drainCapacitance(width: $0, polarity: $1, regionHeight: pitch) }

            self.pitch = pitch
            self.area = area(pmos) * 2 + area(nmos) * 2 + area(isolator) + area(enable)
            let pair = technology.gateCapacitance(width: (DesignRules.senseWidthP + DesignRules.senseWidthN) * unit)
            let pairDrains = drain(senseN, .nmos) + drain(senseP, .pmos)
            let multiplexer = DesignRules.senseMuxWidth * unit
            nodeCapacitance = pair + pairDrains + drain(isolation, .pmos) + drain(multiplexer, .nmos)
            let pull = technology.transconductance(width: senseN, polarity: .nmos)
            let push = technology.transconductance(width: senseP, polarity: .pmos)
            timeConstant = nodeCapacitance / (pull + push)
            enableLeakageCurrent = technology.leakageCurrent(of: enable)
        }

        /// The area of all amplifiers, folded to the side that is given, or as long as the columns are wide.
        func footprint(columns: Int, layout: LayoutConstraint) -> Footprint {
            let row = Footprint(width: pitch * Double(columns), height: area / pitch)
            return switch layout {
            case .free: row
            case .height(let height): row.folded(toHeight: height)
            case .width(let width): row.folded(toWidth: width)
            }
        }
    }
}
