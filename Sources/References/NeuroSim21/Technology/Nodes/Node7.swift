// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 7 nm node, of FinFETs.
extension ProcessNode {
    static let node7 = ProcessNode(
        nanometers: 7, highPerformance: .fast7, lowStandbyPower: .frugal7,
        wire: WireTable(
            nanometers: 14, aspectRatio: .ratio(2.10, .wires), resistivity: .ohmMeters(7.43e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(14, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 7 nm node.
    package static let fast7 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 7 nm HP", supplyVoltage: .volts(0.7, .ptmMG), thresholdVoltage: .volts(0.1922339, .ptmMG),
            gateLength: .meters(1.1e-08, .ptmMG), resistanceMultiplier: .ratio(1.45, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(1.8e-08, .ptmMG), width: .meters(7e-09, .ptmMG), pitch: .meters(2.2e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.0487e-09, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(1910, .currents), pmos: .amperesPerMeter(802, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1912, 1874, 1823, 1772, 1721, 1670, 1632, 1581, 1530, 1491, 1440], .currents),
                pmos: .amperesPerMeter([1685, 1596, 1519, 1442, 1366, 1302, 1238, 1174, 1123, 1072, 1021], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.1002258, 0.1490252, 0.2165654, 0.3081967, 0.4302635, 0.5901731, 0.7964489, 1.0588, 1.388,
                        1.796, 2.2961,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0979484, 0.1563424, 0.2431919, 0.3694499, 0.5491886, 0.8001479, 1.1443, 1.6083, 2.2242,
                        3.0295, 4.0674,
                    ],
                    .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.311, .converterFits), coupling: .watts(0.040310, .converterFits),
            successiveApproximationBit: .watts(0.2008e-6, .converterFits),
            successiveApproximationBase: .watts(0.6823e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0210, .converterFits),
                    currentComparator: .watts(0.5e-6, .converterFits),
                    voltageComparator: .watts(0.5614e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))

    /// Low-standby-power transistors and converters of the 7 nm node.
    package static let frugal7 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 7 nm LP", supplyVoltage: .volts(0.7, .ptmMG), thresholdVoltage: .volts(0.4025252, .ptmMG),
            gateLength: .meters(1.1e-08, .ptmMG), resistanceMultiplier: .ratio(1.73, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(1.8e-08, .ptmMG), width: .meters(7e-09, .ptmMG), pitch: .meters(2.2e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(8.49489e-10, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(822, .currents), pmos: .amperesPerMeter(145, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([822, 786, 750, 716, 684, 653, 624, 595, 569, 545, 521], .currents),
                pmos: .amperesPerMeter([737, 689, 645, 605, 567, 533, 501, 473, 446, 421, 398], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001, 0.000185, 0.000332, 0.000574, 0.000962, 0.0015695, 0.0024953, 0.0038744, 0.0058858,
                        0.0087624, 0.0128025,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001009536, 0.0002013937, 0.0003862086, 0.0007144288, 0.0012788, 0.0022207, 0.0037509,
                        0.006175, 0.0099278, 0.0156146, 0.0240633,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.043555, .converterFits),
            successiveApproximationBit: .watts(0.1061e-6, .converterFits),
            successiveApproximationBase: .watts(0.8847e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0235, .converterFits),
                    currentComparator: .watts(0.35e-6, .converterFits),
                    voltageComparator: .watts(0.4211e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))
}
