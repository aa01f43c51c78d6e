// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 65 nm node, of planar transistors.
extension ProcessNode {
    static let node65 = ProcessNode(
        nanometers: 65, highPerformance: .fast65, lowStandbyPower: .frugal65,
        wire: WireTable(
            nanometers: 100, aspectRatio: .ratio(2.30, .wires), resistivity: .ohmMeters(2.73e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(100, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 65 nm node.
    package static let fast65 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 65 nm HP", supplyVoltage: .volts(1.1, .ptm), thresholdVoltage: .volts(0.1663941, .ptm),
            gateLength: .meters(6.5e-08, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(4.868295e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(5.270361e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(572, .currents), pmos: .amperesPerMeter(399, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1120, 1100, 1080, 1060, 1040, 1020, 1000, 980, 950, 930, 910], .currents),
                pmos: .amperesPerMeter([700, 660, 620, 580, 550, 520, 490, 460, 440, 410, 390], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1, 0.1197, 0.1419, 0.1668, 0.1944, 0.2248, 0.2581, 0.2944, 0.3336, 0.3759, 0.4212], .currents),
                pmos: .amperesPerMeter(
                    [0.1001, 0.1152, 0.1315, 0.149, 0.1676, 0.1874, 0.2084, 0.2305, 0.2537, 0.2781, 0.3036], .currents))
        ),
        converters: ConverterTable(
            decadeRate: .ratio(2.321, .converterFits), coupling: .watts(0.128483, .converterFits),
            successiveApproximationBit: .watts(2.9503e-6, .converterFits),
            successiveApproximationBase: .watts(22.047e-6, .converterFits),
            flash: .fitted(.fast65)))

    /// Low-standby-power transistors and converters of the 65 nm node.
    package static let frugal65 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 65 nm LP", supplyVoltage: .volts(1.1, .ptm), thresholdVoltage: .volts(0.5016636, .ptm),
            gateLength: .meters(6.5e-08, .ptm), resistanceMultiplier: .ratio(1.77, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.1926e-09, .ptm),
                    fringeCapacitance: .faradsPerMeter(9.62148e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(59, .currents), pmos: .amperesPerMeter(67.5, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [400, 363.9, 332.3, 304.7, 280.4, 258.9, 239.9, 223, 207.9, 194.3, 182.1], .currents),
                pmos: .amperesPerMeter(
                    [238.7, 216.1, 196.6, 179.7, 164.9, 152, 140.5, 130.4, 121.4, 113.3, 106.1], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001002, 0.0001375, 0.0001858, 0.0002472, 0.0003242, 0.0004193, 0.0005354, 0.0006757,
                        0.0008431, 0.001041, 0.001273,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001002, 0.0001354, 0.0001797, 0.0002349, 0.0003025, 0.0003843, 0.0004822, 0.000598,
                        0.0007339, 0.0008916, 0.001073,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.121272, .converterFits),
            successiveApproximationBit: .watts(3.7506e-6, .converterFits),
            successiveApproximationBase: .watts(25.844e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0972, .converterFits),
                    currentComparator: .watts(8.4147e-6, .converterFits),
                    voltageComparator: .watts(10.18e-6, .converterFits),
                    delay: .fitted(
                        logSlope: .seconds(0.1239e-9, .converterFits), logOffset: .seconds(0.6642e-9, .converterFits),
                        below: .ratios([0.3202, 2.0483, -2.6913, 1.3899], .converterFits),
                        above: .ratios([1.0512, -0.0346, 0.1043, -0.0363, 0.0036], .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 65 nm node.
    package static let fast65 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.1083, .converterFits),
        currentComparator: .watts(9.9579e-6, .converterFits),
        voltageComparator: .watts(13.058e-6, .converterFits),
        delay: .constant(.seconds(1e-9, .converterFits)))
}
