// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 10 nm node, of FinFETs.
extension ProcessNode {
    static let node10 = ProcessNode(
        nanometers: 10, highPerformance: .fast10, lowStandbyPower: .frugal10,
        wire: WireTable(
            nanometers: 14, aspectRatio: .ratio(2.10, .wires), resistivity: .ohmMeters(7.43e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(14, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 10 nm node.
    package static let fast10 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 10 nm HP", supplyVoltage: .volts(0.75, .ptmMG), thresholdVoltage: .volts(0.1828605, .ptmMG),
            gateLength: .meters(1.4e-08, .ptmMG), resistanceMultiplier: .ratio(1.49, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(2.1e-08, .ptmMG), width: .meters(9e-09, .ptmMG), pitch: .meters(2.8e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.1418e-09, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(1560, .currents), pmos: .amperesPerMeter(802, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1769, 1734, 1686, 1639, 1592, 1545, 1510, 1462, 1415, 1380, 1333], .currents),
                pmos: .amperesPerMeter([1626, 1540, 1466, 1392, 1318, 1256, 1195, 1133, 1084, 1035, 985], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.1001203, 0.1486272, 0.2156467, 0.3064157, 0.4271264, 0.5849857, 0.7882578, 1.0463, 1.3695,
                        1.7694, 2.2584,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0016268, 0.1578505, 0.2452725, 0.3722051, 0.5526667, 0.8042786, 1.1488, 1.6125, 2.2268,
                        3.0281, 4.0584,
                    ],
                    .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.311, .converterFits), coupling: .watts(0.049418, .converterFits),
            successiveApproximationBit: .watts(0.3076e-6, .converterFits),
            successiveApproximationBase: .watts(1.1543e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0318, .converterFits),
                    currentComparator: .watts(0.8e-6, .converterFits),
                    voltageComparator: .watts(0.9077e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))

    /// Low-standby-power transistors and converters of the 10 nm node.
    package static let frugal10 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 10 nm LP", supplyVoltage: .volts(0.75, .ptmMG), thresholdVoltage: .volts(0.3905541, .ptmMG),
            gateLength: .meters(1.4e-08, .ptmMG), resistanceMultiplier: .ratio(1.73, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(2.1e-08, .ptmMG), width: .meters(9e-09, .ptmMG), pitch: .meters(2.8e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(9.418984e-10, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(822, .currents), pmos: .amperesPerMeter(190, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([862, 824, 787, 751, 717, 684, 654, 624, 597, 571, 546], .currents),
                pmos: .amperesPerMeter([775, 725, 678, 636, 597, 561, 527, 497, 469, 443, 419], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        9.96973e-05, 0.0001844892, 0.0003291615, 0.0005680731, 0.0009510401, 0.0015484, 0.0024574,
                        0.003809, 0.0057767, 0.0085862, 0.012525,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001005839, 0.0002002609, 0.0003833239, 0.0007078499, 0.0012649, 0.0021932, 0.0036987,
                        0.0060804, 0.0097622, 0.015334, 0.0236007,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.051580, .converterFits),
            successiveApproximationBit: .watts(0.1823e-6, .converterFits),
            successiveApproximationBase: .watts(1.5073e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0315, .converterFits),
                    currentComparator: .watts(0.55e-6, .converterFits),
                    voltageComparator: .watts(0.6917e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))
}
