// SPDX-License-Identifier: Apache-2.0

import Architecture
import NeuroSim21Technology
import Technology

/// DNN+NeuroSim V2.1 as a guest: its circuits and its counting where they depart from the hardware.
public enum NeuroSim21 {
    /// The revision's name in the parameter `revision`.
    public static let name = "neurosim-2.1"

    /// The revision: V2.1 as it is, or with some of its departures.
    public static func revision(_ departures: DepartureSet = .all) -> Revision {
        Revision(
            name: name, technology: .neuroSim21, circuits: NeuroSim21Circuits(departures),
            counting: NeuroSim21Counting(departures), limits: NeuroSim21Limits(departures: departures))
    }
}
