// SPDX-License-Identifier: Apache-2.0

import Counting

// Units behind the arrays.
extension NeuroSim21Counting {
    /// The copies that a pipeline makes of a tile are added up as well, outputs follow each other, once more for each
    /// column of tiles.
    public func additions(of sums: TileSums) -> Additions {
        guard departs(.countsPostprocessingWithoutUnits) else { return exact.additions(of: sums) }
        let rounds = ceilingDivision(sums.vectors, sums.trees)
        return Additions(units: sums.tileRows, rounds: sums.tileColumns * sums.outputs * rounds)
    }

    /// As many at a time as a table has entries.
    public func activations(_ values: Int, units: Int, lanes: Int) -> Int {
        departs(.countsPostprocessingWithoutUnits)
            ? ceilingDivision(values, lanes) : exact.activations(values, units: units, lanes: lanes)
    }

    /// The additions of one adder, as many at a time as a table has entries.
    public func tileActivations(_ values: Int, sums: Double, units: Int, lanes: Int) -> Double {
        departs(.countsPostprocessingWithoutUnits)
            ? sums / Double(lanes) : exact.tileActivations(values, sums: sums, units: units, lanes: lanes)
    }

    /// One channel, at the pace of wordlines.
    public func poolingRounds(_ map: PooledMap) -> PoolingRounds {
        guard departs(.countsPostprocessingWithoutUnits) else { return exact.poolingRounds(map) }
        func rounds(_ windows: Double) -> Double { (windows / Double(map.lanes) * map.side).rounded(.up) }
        let latency = rounds(Double(map.vectors) / Double(map.window))
        let energy = departs(.truncatesColumnSharing) ? rounds(Double(map.vectors / map.window)) : latency
        return PoolingRounds(latency: latency, energy: energy)
    }

    /// None after a sigmoid's table in SRAM cells: V2.1 has no number for it, and takes the largest of the others.
    public func forwardTimeShare(hasSRAMSigmoid: Bool) -> Double {
        departs(.losesTileLatencyBehindSRAMSigmoid) && hasSRAMSigmoid
            ? 0 : exact.forwardTimeShare(hasSRAMSigmoid: hasSRAMSigmoid)
    }
}
