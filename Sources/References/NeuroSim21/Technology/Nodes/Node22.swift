// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 22 nm node, of planar transistors.
extension ProcessNode {
    static let node22 = ProcessNode(
        nanometers: 22, highPerformance: .fast22, lowStandbyPower: .frugal22,
        wire: WireTable(
            nanometers: 32, aspectRatio: .ratio(1.90, .wires), resistivity: .ohmMeters(4.51e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(32, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 22 nm node.
    package static let fast22 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 22 nm HP", supplyVoltage: .volts(0.85, .ptm), thresholdVoltage: .volts(0.2089006, .ptm),
            gateLength: .meters(2e-08, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(3.287e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(4.532e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(1080, .currents), pmos: .amperesPerMeter(698, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1500, 1470, 1430, 1390, 1350, 1310, 1280, 1240, 1200, 1170, 1130], .currents),
                pmos: .amperesPerMeter([1320, 1250, 1190, 1130, 1070, 1020, 970, 920, 880, 840, 800], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1002, 0.1204, 0.1435, 0.1695, 0.1987, 0.2312, 0.267, 0.3063, 0.3493, 0.396, 0.4466], .currents),
                pmos: .amperesPerMeter(
                    [0.1002, 0.1194, 0.1408, 0.1646, 0.1909, 0.2195, 0.2507, 0.2845, 0.3209, 0.3598, 0.4015], .currents)
            )),
        converters: ConverterTable(
            decadeRate: .ratio(2.311, .converterFits), coupling: .watts(0.084273, .converterFits),
            successiveApproximationBit: .watts(0.7213e-6, .converterFits),
            successiveApproximationBase: .watts(3.3041e-6, .converterFits),
            flash: .fitted(.fast22)))

    /// Low-standby-power transistors and converters of the 22 nm node.
    package static let frugal22 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 22 nm LP", supplyVoltage: .volts(0.85, .ptm), thresholdVoltage: .volts(0.419915, .ptm),
            gateLength: .meters(2e-08, .ptm), resistanceMultiplier: .ratio(1.77, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(5.245e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(8.004e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(456, .currents), pmos: .amperesPerMeter(185, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [791.9, 756.4, 722.2, 689.4, 658.1, 628.3, 600, 573.3, 548, 524.2, 501.7], .currents),
                pmos: .amperesPerMeter(
                    [600.2, 561.3, 525.5, 492.5, 462.2, 434.3, 408.7, 385.1, 363.4, 343.3, 324.8], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001, 0.0001473, 0.0002121, 0.0002996, 0.0004153, 0.0005658, 0.0007589, 0.001003, 0.001307,
                        0.001682, 0.002139,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001, 0.0001473, 0.0002121, 0.0002996, 0.0004153, 0.0005658, 0.0007589, 0.001003, 0.001307,
                        0.001682, 0.002139,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.072341, .converterFits),
            successiveApproximationBit: .watts(0.538e-6, .converterFits),
            successiveApproximationBase: .watts(4.3753e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0631, .converterFits),
                    currentComparator: .watts(1.7e-6, .converterFits),
                    voltageComparator: .watts(1.866e-6, .converterFits),
                    delay: .constant(.seconds(1e-9, .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 22 nm node.
    package static let fast22 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.073, .converterFits),
        currentComparator: .watts(1.8939e-6, .converterFits),
        voltageComparator: .watts(2.373e-6, .converterFits),
        delay: .constant(.seconds(1e-9, .converterFits)))
}
