// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 130 nm node, of planar transistors.
extension ProcessNode {
    static let node130 = ProcessNode(
        nanometers: 130, highPerformance: .fast130, lowStandbyPower: .frugal130,
        wire: WireTable(
            nanometers: 200, aspectRatio: .ratio(2.10, .wires), resistivity: .ohmMeters(2.42e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(200, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 130 nm node.
    package static let fast130 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 130 nm HP", supplyVoltage: .volts(1.3, .ptm), thresholdVoltage: .volts(0.1284855, .ptm),
            gateLength: .meters(1.3e-07, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(6.058401e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(6.119807e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(394, .currents), pmos: .amperesPerMeter(261, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([930, 910, 890, 870, 850, 830, 810, 790, 770, 750, 740], .currents),
                pmos: .amperesPerMeter([430, 410, 380, 360, 340, 320, 300, 280, 260, 250, 240], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1, 0.1199, 0.1422, 0.167, 0.1943, 0.2243, 0.2568, 0.292, 0.3299, 0.3705, 0.4138], .currents),
                pmos: .amperesPerMeter(
                    [0.1002, 0.1136, 0.1279, 0.1431, 0.1591, 0.1758, 0.1934, 0.2117, 0.2308, 0.2507, 0.2712], .currents)
            )),
        converters: ConverterTable(
            decadeRate: .ratio(2.367, .converterFits), coupling: .watts(0.207452, .converterFits),
            successiveApproximationBit: .watts(6.4806e-6, .converterFits),
            successiveApproximationBase: .watts(49.047e-6, .converterFits),
            flash: .fitted(.fast130)))

    /// Low-standby-power transistors and converters of the 130 nm node.
    package static let frugal130 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 130 nm LP", supplyVoltage: .volts(1.3, .ptm), thresholdVoltage: .volts(0.4660949, .ptm),
            gateLength: .meters(1.3e-07, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.8574e-09, .ptm),
                    fringeCapacitance: .faradsPerMeter(9.530642e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(38.7, .currents), pmos: .amperesPerMeter(56.7, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [300.7, 273.4, 249.4, 228.4, 209.9, 193.5, 179, 166, 154.4, 144, 134.6], .currents),
                pmos: .amperesPerMeter(
                    [150.7, 136.2, 123.6, 112.7, 103.2, 94.88, 87.54, 81.04, 75.25, 70.08, 65.44], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001002, 0.0001359, 0.0001812, 0.0002378, 0.0003073, 0.0003919, 0.0004933, 0.0006137,
                        0.0007553, 0.0009202, 0.001111,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001002, 0.0001328, 0.000173, 0.0002219, 0.0002807, 0.0003504, 0.0004322, 0.0005272,
                        0.0006368, 0.0007619, 0.0009038,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.169380, .converterFits),
            successiveApproximationBit: .watts(8.4483e-6, .converterFits),
            successiveApproximationBase: .watts(65.243e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.1380, .converterFits),
                    currentComparator: .watts(18.09e-6, .converterFits),
                    voltageComparator: .watts(23.4e-6, .converterFits),
                    delay: .fitted(
                        logSlope: .seconds(0.2679e-9, .converterFits), logOffset: .seconds(0.0478e-9, .converterFits),
                        below: .ratios([0.3856, 2.4653, -5.3996, 3.915], .converterFits),
                        above: .ratios([1.2211, -0.2725, 0.0742, -0.0087, 0.0004], .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 130 nm node.
    package static let fast130 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.17452, .converterFits),
        currentComparator: .watts(19.898e-6, .converterFits),
        voltageComparator: .watts(27.84e-6, .converterFits),
        delay: .constant(.seconds(1e-9, .converterFits)))
}
