// SPDX-License-Identifier: Apache-2.0

import Technology

// Planar nodes have the transistors and converters of DNN+NeuroSim V2.1 but for what these take.

extension DeviceTable {
    /// The same transistors and converters with another length of the gates, with other channels where some are given, and
    /// with flash converters as curves.
    func with(
        gateLength: Figure<Meter>, structure: TransistorStructure? = nil, flash: FlashCurves
    ) -> DeviceTable {
        DeviceTable(
            transistors: transistors.with(gateLength: gateLength, structure: structure),
            converters: converters.with(flash: .curves(flash)))
    }
}

extension FlashPower {
    /// The power of multilevel converters that sense currents, as it is fitted.
    static func multilevel(_ fit: FlashFitTable, decadeRate: Figure<PureNumber>) -> FlashPower {
        .fitted(
            comparator: fit.currentComparator.value, coupling: fit.multilevelCurrentCoupling.value,
            decadeRate: decadeRate.value)
    }
}
