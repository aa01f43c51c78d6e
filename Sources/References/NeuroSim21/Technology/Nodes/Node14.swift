// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 14 nm node, of FinFETs.
extension ProcessNode {
    static let node14 = ProcessNode(
        nanometers: 14, highPerformance: .fast14, lowStandbyPower: .frugal14,
        wire: WireTable(
            nanometers: 22, aspectRatio: .ratio(2.00, .wires), resistivity: .ohmMeters(5.41e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(22, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 14 nm node.
    package static let fast14 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 14 nm HP", supplyVoltage: .volts(0.8, .ptmMG), thresholdVoltage: .volts(0.1729868, .ptmMG),
            gateLength: .meters(1.8e-08, .ptmMG), resistanceMultiplier: .ratio(1.51, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(2.3e-08, .ptmMG), width: .meters(1e-08, .ptmMG), pitch: .meters(3.2e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.2573e-09, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(1330, .currents), pmos: .amperesPerMeter(783, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1686, 1652, 1607, 1562, 1517, 1472, 1439, 1394, 1349, 1315, 1270], .currents),
                pmos: .amperesPerMeter([1550, 1468, 1397, 1327, 1256, 1198, 1139, 1080, 1033.6, 986, 939], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.1009152, 0.1500786, 0.2181063, 0.310359, 0.4331757, 0.5939313, 0.8010747, 1.0641, 1.3938,
                        1.8016, 2.30031,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0986503, 0.1575545, 0.2451751, 0.3725374, 0.5537661, 0.8065971, 1.1529, 1.619, 2.2361, 3.0405,
                        4.0733,
                    ],
                    .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.311, .converterFits), coupling: .watts(0.060584, .converterFits),
            successiveApproximationBit: .watts(0.4710e-6, .converterFits),
            successiveApproximationBase: .watts(1.9529e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0584, .converterFits),
                    currentComparator: .watts(1.2e-6, .converterFits),
                    voltageComparator: .watts(1.467e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))

    /// Low-standby-power transistors and converters of the 14 nm node.
    package static let frugal14 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM-MG 14 nm LP", supplyVoltage: .volts(0.8, .ptmMG), thresholdVoltage: .volts(0.3821222, .ptmMG),
            gateLength: .meters(1.8e-08, .ptmMG), resistanceMultiplier: .ratio(1.76, .cacti),
            structure: .fins(
                FinTable(
                    height: .meters(2.3e-08, .ptmMG), width: .meters(1e-08, .ptmMG), pitch: .meters(3.2e-08, .ptmMG)),
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.0572e-09, .ptmMG),
                    fringeCapacitance: .faradsPerMeter(0, .ptmMG),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(602, .currents), pmos: .amperesPerMeter(236, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([893, 853, 814, 777, 742, 708, 677, 646, 618, 591, 565], .currents),
                pmos: .amperesPerMeter([820, 767, 718, 672, 631, 593, 558, 526, 496, 469, 443], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        9.97866e-05, 0.0001844553, 0.0003287707, 0.0005668658, 0.0009481816, 0.0015425, 0.002446,
                        0.0037885, 0.0057416, 0.0085281, 0.0124327,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001023333, 0.0002034774, 0.0003890187, 0.0007175912, 0.001281, 0.0022192, 0.0037395,
                        0.0061428, 0.0098554, 0.0154702, 0.0237959,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.061085, .converterFits),
            successiveApproximationBit: .watts(0.3132e-6, .converterFits),
            successiveApproximationBase: .watts(2.5681e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0508, .converterFits),
                    currentComparator: .watts(1.0e-6, .converterFits),
                    voltageComparator: .watts(1.126e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))
}
