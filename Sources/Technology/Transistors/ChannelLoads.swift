// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a transistor weighs on its gate and its drain, and what it gains, as its structure decides.
struct ChannelLoads {
    /// The capacitance of a gate with its overlap and fringe, per width [F/m].
    let gate: Double
    /// The capacitances of the junctions of a diffusion.
    let junction: JunctionModel
    /// What the transconductance follows.
    let transconductance: TransconductanceLaw

    /// The loads of transistors of a structure at a supply voltage [V].
    init(_ structure: TransistorStructure, supplyVoltage: Double) {
        switch structure {
        case .planar(let channel):
            // The gate overlaps source and drain by a fifth of its own capacitance.
            self.init(channel, overlapRatio: 0.2, supplyVoltage: supplyVoltage)
        case .fins(_, let channel):
            // The figure of a FinFET includes the overlap.
            self.init(channel, overlapRatio: 0, supplyVoltage: supplyVoltage)
        case .cells(let cells):
            self.init(
                gate: cells.gateCapacitance.value / cells.device.channelWidth,
                junction: JunctionModel(bottom: cells.junctionCapacitance.value, isolationEdge: 0, gateEdge: 0),
                transconductance: .proportional(cells.transconductance.value))
        }
    }

    private init(_ channel: ChannelTable, overlapRatio: Double, supplyVoltage: Double) {
        let idealGate = channel.idealGateCapacitance.value
        let overlap = idealGate * overlapRatio
        self.init(
            gate: idealGate + overlap + channel.fringeCapacitance.value,
            junction: JunctionModel(reverseVoltage: supplyVoltage),
            transconductance: .squareLaw(
                nmosCurrent: channel.transconductanceCurrent.nmos.value,
                pmosCurrent: channel.transconductanceCurrent.pmos.value))
    }

    private init(gate: Double, junction: JunctionModel, transconductance: TransconductanceLaw) {
        self.gate = gate
        self.junction = junction
        self.transconductance = transconductance
    }
}

/// What the small-signal transconductance of a transistor follows.
package enum TransconductanceLaw: Sendable, Equatable {
    /// A square law, through the currents per width at 0.7 of the supply voltage [A/m].
    case squareLaw(nmosCurrent: Double, pmosCurrent: Double)
    /// So much for each metre of width [S/m].
    case proportional(Double)
}

/// The junction capacitances of a diffusion.
struct JunctionModel {
    /// Per area [F/m²].
    let bottom: Double
    /// Per length of an edge at the isolation [F/m].
    let isolationEdge: Double
    /// Per length of an edge at a gate [F/m].
    let gateEdge: Double

    /// Junctions of those capacitances.
    init(bottom: Double, isolationEdge: Double, gateEdge: Double) {
        self.bottom = bottom
        self.isolationEdge = isolationEdge
        self.gateEdge = gateEdge
    }

    /// Junctions of BSIM4 under reverse bias [V].
    ///
    /// The zero-bias values and the grading coefficients are those of the reference, the same for all nodes; the built-in
    /// potential is that of BSIM4.
    init(reverseVoltage: Double) {
        let builtInPotential = 0.9
        let bias = 1 + reverseVoltage / builtInPotential
        bottom = 1e-3 / pow(bias, 0.5)
        isolationEdge = 2.5e-10 / pow(bias, 0.33)
        gateEdge = 0.5e-10 / pow(bias, 0.33)
    }
}
