// SPDX-License-Identifier: Apache-2.0

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
